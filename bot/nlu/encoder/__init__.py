"""Sentence embeddings, behind an interface that lets another model be put in by configuration."""
