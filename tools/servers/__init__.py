"""Servers of our own for tests and measuring, from the machine's packages: in a temporary folder, gone afterwards."""


class NoServerError(RuntimeError):
    """The server is not on this machine, or does not start; the message says what to do."""
