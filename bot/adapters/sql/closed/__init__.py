"""The closed part in a database, and its ports on it. Rows stay in this room."""
