"""Counting conversations and replies: together in memory for a moment, and then in the book."""
