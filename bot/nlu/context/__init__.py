"""What a message means in its conversation: what it does there, with which subject it goes, and which facet it asks for."""
