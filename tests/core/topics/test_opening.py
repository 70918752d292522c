"""With what a short answer begins: yes, no, or what it depends on, in every language."""

from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.topics.opening import Opening, opening_of

BEGUN = [
    (Language.DUTCH, "Ja, dat mag.", "Nee, dat mag niet.", "Dat hangt af van het contract."),
    (Language.ENGLISH, "Yes, that is allowed.", "No, it is not.", "That depends on the contract."),
    (Language.ARABIC, "نعم، هذا ممكن.", "لا، هذا لا يمكن.", "يعتمد ذلك على القرار."),
    (Language.TURKISH, "Evet, olur.", "Hayır, olmaz.", "Bu, karara bağlıdır."),
    (Language.UKRAINIAN, "Так, можна.", "Ні, не можна.", "Це залежить від рішення."),
    (Language.PERSIAN, "بله، می‌شود.", "نه، نمی‌شود.", "این به تصمیم بستگی دارد."),
    (Language.POLISH, "Tak, można.", "Nie, nie można.", "To zależy od decyzji."),
    (Language.TIGRINYA, "እወ፡ ይከኣል እዩ።", "ኣይፋል፡ ኣይከኣልን።", "እዚ ኣብቲ ውሳነ ይምርኮስ።"),
]


@pytest.mark.parametrize(("language", "yes", "no", "depends"), BEGUN)
def test_each_language_has_its_own_words(language: Language, yes: str, no: str, depends: str) -> None:
    assert opening_of(yes, language) is Opening.YES
    assert opening_of(no, language) is Opening.NO
    assert opening_of(depends, language) is Opening.DEPENDS


def test_every_language_is_looked_at() -> None:
    assert {language for language, *_ in BEGUN} == set(Language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Jaarlijks kijkt de gemeente ernaar.", Language.DUTCH),
        ("Dat hangt aan de muur.", Language.DUTCH),
        ("Nobody knows.", Language.ENGLISH),
        ("Niet de gemeente, maar DUO beslist.", Language.POLISH),
        ("Bu hizmet ücretsizdir. Gelire bağlı değil.", Language.TURKISH),
        ("", Language.DUTCH),
    ],
)
def test_a_word_that_only_begins_so_says_neither(text: str, language: Language) -> None:
    assert opening_of(text, language) is None
