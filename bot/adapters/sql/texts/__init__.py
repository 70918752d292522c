"""Concepts of answers and what was taken of them, in the database."""
