"""Listening: addresses of recordings and the recordings themselves."""
