"""Organisations, municipalities, places and contacts, and how fresh each fact is. What the directory says to a person is worded in `answering`."""
