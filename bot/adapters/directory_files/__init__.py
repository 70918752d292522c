"""`content/directory/*.csv`: read and checked, and put into the database."""
