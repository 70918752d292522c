"""Understanding: what runs inside Rasa (Python 3.10). The parts without `rasa_` in their name know nothing of Rasa."""
