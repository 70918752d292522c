from __future__ import annotations

import pytest

from bot.nlu.text.language import LanguageIdentifier

IDENTIFIER = LanguageIdentifier()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("wie betaalt de tolk eigenlijk", "nl"),
        ("ik niet zien goed help", "nl"),
        ("I need help at home", "en"),
        ("yardıma ihtiyacım var", "tr"),
        ("Потрібна допомога", "uk"),
        ("أحتاج إلى مساعدة في البيت", "ar"),
        ("من نابینا هستم و کمک می‌خواهم", "fa"),
        ("Potrzebuję pomocy w domu", "pl"),
        ("ሰላም", "ti"),
    ],
)
def test_tells_the_service_languages_apart(text: str, language: str) -> None:
    assert IDENTIFIER.identify(text) == language


@pytest.mark.parametrize("text", ["Zwolle", "doof", "Visio", "???", "12345", "ok", ""])
@pytest.mark.parametrize("language", ["nl", "tr", "ar"])
def test_a_text_that_does_not_tell_keeps_the_conversations_language(text: str, language: str) -> None:
    assert IDENTIFIER.identify(text, language) == language
