"""The directory's tables, one module a subject. Rows stay in this package; `bot.adapters.sql.directory.directory` hands out core objects."""
