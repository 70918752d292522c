"""Implementations of the core's ports: content files, SQL directory, Rasa, speech, mail."""
