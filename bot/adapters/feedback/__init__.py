"""Where feedback is kept."""
