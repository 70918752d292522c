"""The desk of `tests/web/editor`, for the pages beside the directory."""

from __future__ import annotations

from tests.web.editor.conftest import editor, rounds, someone, world

__all__ = ["editor", "rounds", "someone", "world"]
