"""In which language a message is written, as far as its script and its commonest words tell; for when nothing else can."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.contract import Language
from bot.core.safety.folding import words

_SCRIPTS = (
    (re.compile("[ሀ-᎟]"), Language.TIGRINYA),
    (re.compile("[Ѐ-ӿ]"), Language.UKRAINIAN),
    (re.compile("[پچژگ]|[آا-ی]می\u200c"), Language.PERSIAN),
)
_ARABIC_SCRIPT = re.compile("[؀-ۿ]")
_PERSIAN_WORDS = frozenset("می را از به که است نمی خودم شوهرم میخواهم دیگر دیگه کنم کند هستم برای این".split())  # noqa: SIM905
_LATIN_WORDS = {
    Language.DUTCH: "ik mij mijn niet een het de dat van wil ben heb heeft hij zij zich met voor naar wat hoe waar mn me"
    " er is dood meer leven slaat kan help en op in te",
    Language.ENGLISH: "i my me the a is am are not to want and he she him her of with for what how where dont im can"
    " help no do in on he's life die",
    Language.TURKISH: "ben beni bana bir ve bu ne icin degil var yok istiyorum istemiyorum artik cok kocam esim benim"
    " annem babam nasil nerede kendimi lazim yardim edin",
    Language.POLISH: "ja mnie mi sie nie jest i w na z do ze chce moj moja maz mam co jak gdzie juz zyc jestem bije on ona"
    " kto mojego syn tata",
}
_KNOWN = {language: frozenset(listed.split()) for language, listed in _LATIN_WORDS.items()}


def likely_languages(words: Sequence[str]) -> tuple[Language, ...]:
    """The languages that folded words are in as far as script and commonest words tell: those that nothing sets apart."""
    text = " ".join(words)
    for script, language in _SCRIPTS[:2]:
        if script.search(text):
            return (language,)
    if _ARABIC_SCRIPT.search(text):
        return (Language.ARABIC, Language.PERSIAN)
    votes = {language: sum(word in known for word in words) for language, known in _KNOWN.items()}
    most = max(votes.values())
    return tuple(language for language, count in votes.items() if count == most)


def written_in(text: str, otherwise: Language) -> Language:
    """The language of the text, or `otherwise` where it does not tell."""
    for script, language in _SCRIPTS:
        if script.search(text):
            return language
    found = words(text)
    if _ARABIC_SCRIPT.search(text):
        if otherwise is Language.PERSIAN or any(word in _PERSIAN_WORDS for word in found):
            return Language.PERSIAN
        return Language.ARABIC
    votes = {language: sum(word in known for word in found) for language, known in _KNOWN.items()}
    best = max(votes, key=votes.__getitem__)
    return best if votes[best] > votes.get(otherwise, 0) else otherwise
