"""The dialogue behind Rasa's REST channel, and the JSON in which replies travel."""
