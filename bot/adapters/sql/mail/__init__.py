"""Letters that wait, in a database, and the `Outbox` port on them. Rows stay in this room."""
