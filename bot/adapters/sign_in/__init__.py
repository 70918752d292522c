"""How a password, a code and a token are made and checked."""
