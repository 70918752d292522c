"""A conversation by telephone, whatever telephone exchange carries it."""
