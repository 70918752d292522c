"""What the core asks of voices."""
