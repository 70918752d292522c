"""The national register of government organisations: reading its export, and fetching it. Writing is `bot.adapters.sql.directory`."""
