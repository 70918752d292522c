"""Addresses of other systems that are told of changes, in the database."""
