"""`content/directory/*.csv`: read and checked. `bot.adapters.sql.directory` puts them into the database."""
