"""The round's memory: who was asked, letters and links, and the `RoundBook` port on them. Rows stay in this room."""
