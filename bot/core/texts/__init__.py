"""The answers changed at the desk: a concept, a second reader, and a history that can be taken back."""
