"""The interface's own sentences from gettext catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

from bot.adapters.phrases.written_dates import written_day
from bot.contract import Language

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"
"""The folder with `<language>/LC_MESSAGES/bot.po`, the conversation's sentences."""


class GettextPhrases:
    """Implements the Phrases port on `<folder>/<language>/LC_MESSAGES/<domain>.po`.

    Reads the files once, so that nothing has to be compiled.

    Raises FileNotFoundError at construction when a language has no catalogue.
    """

    def __init__(self, folder: Path = TRANSLATIONS, domain: str = "bot") -> None:
        self._messages = {
            language: _read(folder / language / "LC_MESSAGES" / f"{domain}.po", language) for language in Language
        }

    def translate(self, message: str, language: Language, /, **values: object) -> str:
        """The English `message` in this language; dates are written out as the language does.

        A message without a translation stays English. Raises KeyError when a field of the message has no value.
        """
        translated = self._messages[language].get(message) or message
        return translated.format(**{name: _written(value, language) for name, value in values.items()})


# What the Unicode names (CLDR) lack: everyday names, and stems of languages that decline the name.
_OTHER_NAMES = {
    name: language
    for language, line in {
        Language.DUTCH: "hollands hollandaca holendersk niderlandzk нідерландськ голландськ هولندي",
        Language.ENGLISH: "angielsk англійськ ingilizce إنجليزي انجليزي",
        Language.ARABIC: "arabsk арабськ arapça عربي",
        Language.TURKISH: "tureck турецьк تركي",
        Language.UKRAINIAN: "oekraiens ukraińsk українськ أوكراني",
        Language.PERSIAN: "farsi persk перськ فارسي",
        Language.POLISH: "polsku polsk польськ بولندي",
        Language.TIGRINYA: "tigrigna tigrinja",
    }.items()
    for name in line.split()
}


def language_names() -> Mapping[str, Language]:
    """Each language by its own name and by its name in every language of the service, in lower case."""
    names = dict(_OTHER_NAMES)
    for named in Language:
        names[named.own_name.casefold()] = named
        for within in Language:
            name = Locale.parse(within).languages.get(named)
            if name:
                names[name.casefold()] = named
    return names


def _read(path: Path, language: Language) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language.value, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def _written(value: object, language: Language) -> object:
    if not isinstance(value, date):
        return value
    return written_day(value, language)
