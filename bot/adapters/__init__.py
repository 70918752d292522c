"""What stands behind the core's ports: files, databases, Rasa, speech, mail and other systems. One folder a port."""
