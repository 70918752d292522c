"""Rasa's training data, made from the content and the directory."""
