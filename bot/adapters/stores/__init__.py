"""Stores of `bot.core.store`: in this process's memory, and in files."""
