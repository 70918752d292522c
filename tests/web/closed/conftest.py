"""The desk of `tests/web/editor`, for the pages beside the directory."""

from __future__ import annotations

from tests.web.editor.conftest import accounts, desk, editor, engine, rounds, someone, world

__all__ = ["accounts", "desk", "editor", "engine", "rounds", "someone", "world"]
