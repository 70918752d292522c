"""How a short answer to a matter of yes or no begins: with yes, with no, or with what it depends on, in each language."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.contract import Language


class Opening(StrEnum):
    """What the first words of an answer say to a question of yes or no."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


_WORDS = {
    Language.DUTCH: (r"ja", r"nee", r"dat hangt (?:ook )?af van"),
    Language.ENGLISH: (r"yes", r"no", r"(?:that|it) (?:also )?depends on"),
    Language.ARABIC: (r"نعم", r"لا", r"(?:هذا |ذلك )?يعتمد"),
    Language.TURKISH: (r"evet", r"hayır", r"(?:bu|duruma göre)\b[^.]*(?:bağlı(?:dır)?|değişir)|duruma göre"),
    Language.UKRAINIAN: (r"так", r"ні", r"це залежить"),
    Language.PERSIAN: (r"بله", r"نه|خیر", r"(?:این|آن)\b[^.]*بستگی دارد|بستگی دارد"),
    Language.POLISH: (r"tak", r"nie", r"to zależy"),
    Language.TIGRINYA: (r"እወ", r"ኣይፋል(?:ን)?", r"እዚ\b[^።]*(?:ይምርኮስ|ይውሰን)"),
}
_PATTERNS = {
    language: tuple(
        (opening, re.compile(rf"\W*(?:{words})(?!\w)", re.IGNORECASE))
        for opening, words in zip(Opening, of_language, strict=True)
    )
    for language, of_language in _WORDS.items()
}


def opening_of(text: str, language: Language) -> Opening | None:
    """What the text begins with; None for one that answers no question of yes or no."""
    return next((opening for opening, pattern in _PATTERNS[language] if pattern.match(text)), None)
