"""Logs of every process in one form, with the id of the request that each line is about."""
