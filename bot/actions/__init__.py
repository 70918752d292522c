"""The actions that Rasa calls: slots and message in, one call to the core, reply and slots out."""
