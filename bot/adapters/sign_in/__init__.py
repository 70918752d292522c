"""How a password, a code, a passkey and a token are made and checked, also those of a provider elsewhere."""
