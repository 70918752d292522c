"""Names of needs and laws as people say them, in the conversation's language."""

from __future__ import annotations

from bot.contract import Language
from bot.core.directory.port import Directory
from bot.core.reply.phrases import Phrases, phrase

_NEEDS = {
    "visueel": phrase("Blind or partially sighted"),
    "auditief": phrase("Deaf or hard of hearing"),
    "doofblind": phrase("Deafblind"),
    "tos": phrase("Developmental language disorder (TOS)"),
}
_LAWS = {
    "wmo": phrase("Wmo (support at home and in daily life)"),
    "zvw": phrase("Zvw (health insurance)"),
    "wlz": phrase("Wlz (long-term care)"),
    "jeugd": phrase("Jeugdwet (youth care)"),
    "inburgering": phrase("Inburgering (civic integration)"),
}


class Labels:
    """The words for vocabulary ids; an id that editors added has its name from the directory."""

    def __init__(self, directory: Directory, phrases: Phrases) -> None:
        self._directory = directory
        self._phrases = phrases

    def need(self, need: str, language: Language) -> str:
        """A disability, as a choice's label."""
        return self._label(need, _NEEDS, "needs", language)

    def law(self, law: str, language: Language) -> str:
        """A law, as a choice's label."""
        return self._label(law, _LAWS, "laws", language)

    def _label(self, value: str, known: dict[str, str], vocabulary: str, language: Language) -> str:
        if value in known:
            return self._phrases.translate(known[value], language)
        term = self._directory.terms(vocabulary).get(value)
        return term.name(language) if term else value
