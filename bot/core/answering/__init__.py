"""From what is known to a reply: topics, lookups in the directory and decision aids, put into words."""
