"""The interface's own sentences: marking them for the translators, and asking for them in a language."""

from __future__ import annotations

from typing import Protocol

from bot.contract import Language


def phrase(message: str) -> str:
    """Mark a sentence for the translators where it is not translated at once."""
    return message


class Phrases(Protocol):
    """The interface's own sentences per language (gettext)."""

    def translate(self, message: str, language: Language, /, **values: object) -> str:
        """The English `message` in this language, with `{name}` fields filled from `values`."""
