"""Starts, watches and stops the three processes: Rasa, the action server and the web application; and does what has its hours beside them."""
