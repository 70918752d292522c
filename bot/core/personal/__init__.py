"""One module a kind of personal data; `bot.core.personal_data` puts them together."""
