"""Measuring: how well questions are understood (`kennispunt evaluate`), how fast everything is (`kennispunt bench`) and how well is spoken and heard (`kennispunt bench-voice`)."""
