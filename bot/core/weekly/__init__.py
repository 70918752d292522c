"""The weekly letter: once a week what is new in the closed part, for who asked for it."""
