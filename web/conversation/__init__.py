"""The conversation as pages: what is kept of it, one turn of it, and the addresses under `/chat`."""
