"""Names of needs and laws as people say them, in the conversation's language."""

from __future__ import annotations

from bot.contract import Language
from bot.core.directory.port import Directory


def label(directory: Directory, vocabulary: str, term_id: str, language: Language) -> str:
    """The word for an id of `needs` or `laws` (also any other vocabulary); an unknown id stands for itself."""
    term = directory.terms(vocabulary).get(term_id)
    return term.label(language) if term else term_id
