"""Moments as they come out of both databases."""

from __future__ import annotations

from datetime import UTC, datetime


def aware(moment: datetime) -> datetime:
    """SQLite forgets the time zone, which is UTC."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
