"""Figures of use per provider, municipality and year, the reading of a table of them, and counts of conversations; small numbers are hidden."""
