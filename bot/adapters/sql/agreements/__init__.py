"""Cases in a database, and the `CaseBook` port on them. Rows stay in this room."""
