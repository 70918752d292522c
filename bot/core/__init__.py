"""Pure domain code: no framework, no database, no network; everything outside comes in through the `port.py` of a room."""
