"""Figures of use per provider, municipality and year, with what is small hidden, and the reading of a table of them."""
