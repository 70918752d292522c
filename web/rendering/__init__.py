"""Replies, decision aids and facts as JSON and markup, for pages and programs alike."""
