"""Accounts, their links and sessions, and the `Accounts` port on them. Rows stay in this room."""
