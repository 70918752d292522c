"""`/api/v1`: its addresses, bodies and description."""
