"""Pages beside the conversation, for visitors: start, search, topics, directory, what municipalities chose, decision aids, sources, checklists, reports."""
