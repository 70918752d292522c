"""Mail that goes out and mail that comes back, as the core asks for it. How it travels, `bot.adapters.mail` knows."""
