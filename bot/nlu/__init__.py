"""Understanding: what runs inside Rasa (Python 3.10). Only `components` and `launcher` know of Rasa, and `training` of its data."""
