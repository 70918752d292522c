"""Figures of use in a database, and the `UseBook` port on them. Rows stay in this room."""
