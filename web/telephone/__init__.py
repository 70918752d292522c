"""Telephone calls, by the webhooks of an exchange."""
