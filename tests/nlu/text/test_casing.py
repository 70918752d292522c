from __future__ import annotations

import pytest

from bot.nlu.text.casing import plain_case, shouted


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("WIE BETAALT HET VERVOER?", "Wie betaalt het vervoer?"),
        ("wIE BETAALT HET VERVOER?", "Wie betaalt het vervoer?"),
        ("Wie Betaalt Het Vervoer?", "Wie betaalt het vervoer?"),
        ("Wie betaalt het VERVOER?", "Wie betaalt het Vervoer?"),
        ("ONTHEFFING", "Ontheffing"),
        ("ХТО ПЛАТИТЬ ЗА ДОРОГУ?", "Хто платить за дорогу?"),
        ("YARDIMA İHTİYACIM VAR", "Yardıma ihtiyacım var"),
        ("Wat is de Wmo?", "Wat is de Wmo?"),
        ("Hoe werkt iWmo in Den Haag bij de VNG?", "Hoe werkt iWmo in Den Haag bij de VNG?"),
        ("Den Haag", "Den Haag"),
        ("TOS", "TOS"),
        ("wie betaalt", "wie betaalt"),
        ("መን ይኸፍል?", "መን ይኸፍል?"),
        ("", ""),
    ],
)
def test_plain_case(written: str, plain: str) -> None:
    assert plain_case(written) == plain
    assert len(plain_case(written)) == len(written)


def test_an_abbreviation_alone_is_not_shouted() -> None:
    assert not shouted("GGMD")
    assert not shouted("Wie belt de VNG?")
    assert shouted("HELP MIJ NU")
