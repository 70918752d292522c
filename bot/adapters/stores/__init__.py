"""Stores of `bot.core.store`: in this process's memory, in files, and in Valkey or Redis."""
