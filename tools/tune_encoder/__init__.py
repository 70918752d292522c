"""Tunes the sentence encoder to the example questions: `make tune` (docs/adr/0006)."""
