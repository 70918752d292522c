"""People in danger: recognised in every message before anything else, by plain Python that needs no dialogue engine."""
