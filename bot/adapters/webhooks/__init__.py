"""Sends messages to addresses of other systems."""
