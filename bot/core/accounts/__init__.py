"""Who may come in at the desk, and what each may do. How a password or a code is checked, `bot.adapters.sign_in` knows."""
