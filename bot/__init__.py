"""The knowledge point's dialogue, content and directory (see shared design notes in docs/)."""
