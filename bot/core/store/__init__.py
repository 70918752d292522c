"""State that may leave its process: frozen values under a key, kept for a time, and changed without losing a change."""
