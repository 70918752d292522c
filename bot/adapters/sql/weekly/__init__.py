"""Who asked for the weekly letter in a database, and the `WeeklyBook` port on it. Rows stay in this room."""
