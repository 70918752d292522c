from __future__ import annotations

import pytest

from bot.core.directory.organisations import Municipality
from bot.core.directory.places import named_places

PLACES = [
    Municipality(str(index), name, province, "")
    for index, (name, province) in enumerate(
        [
            ("Berg (X.)", "Westland"),
            ("Berg (Y.)", "Oostland"),
            ("Berg aan Zee", "Westland"),
            ("Laat", "Oostland"),
            ("Zee", "Westland"),
        ]
    )
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik bedoel Laat", ("Laat",)),
        ("Hoe laat is het?", ()),
        ("Laatste vraag", ()),
        ("Nieuw-Laat", ()),
        ("van Laat naar Zee", ("Laat", "Zee")),
        ("in Berg", ("Berg (X.)", "Berg (Y.)")),
        ("in Berg in oostland", ("Berg (Y.)",)),
        ("in Berg aan Zee", ("Berg aan Zee",)),
    ],
)
def test_places_are_named_as_whole_names_with_a_capital(text: str, expected: tuple[str, ...]):
    assert named_places(text, PLACES) == expected


def test_without_a_capital_only_when_asked():
    assert named_places("laat", PLACES, any_case=True) == ("Laat",)
