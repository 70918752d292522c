"""Changing the directory: who says what, what that becomes, its history, and taking it back. `bot.core.directory` has the facts."""
