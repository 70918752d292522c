"""Judgements and reports of visitors, kept in files of a bounded size, for a bounded time."""
