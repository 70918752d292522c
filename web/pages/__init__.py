"""Pages beside the conversation: start, topics, directory, decision aids, sources, checklists."""
