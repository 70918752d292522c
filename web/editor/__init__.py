"""The desk at /beheer: whoever signs in keeps the directory current. Pages in Dutch, without script."""
