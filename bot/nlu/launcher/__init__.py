"""Rasa's own program, started lighter: `python -m bot.nlu.launcher run …` is `rasa run …`."""
