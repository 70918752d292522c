"""Topics and decision aids, and search over them: what the knowledge point can say. No other room is known here but `reply`."""
