"""Measuring: how well questions are understood (`kennispunt evaluate`) and how fast everything is (`kennispunt bench`)."""
