"""Personal data found and taken out of a text: one module a kind, `cleaning` puts them together."""
