"""The directory's tables, one module a subject, and the `Directory` port on them. Rows stay in this room."""
