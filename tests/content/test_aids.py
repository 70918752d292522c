"""Each real decision aid walked through, along every path."""

from __future__ import annotations

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.topics.decision_aids import Outcome, follow, paths
from bot.settings import Settings

LIBRARY = ContentFiles(Settings().content_dir)
AIDS = LIBRARY.aids()
PATHS = [path for aid in AIDS.values() for path in paths(aid)]
EXPECTED = {
    "welke-wet.nee.nee.behandeling.ja": "zvw",
    "welke-wet.nee.ja": "wlz",
    "welke-wet.nee.nee.begeleiding": "wmo",
    "welke-wet.ja": "jeugdwet",
    "landelijk-of-regionaal.nee.nee": "landelijk",
    "landelijk-of-regionaal.ja": "regionaal",
    "past-wmo-zg.ja.nee.ja.ja": "past",
    "past-wmo-zg.ja.nee.beide.ja": "past",
    "past-wmo-zg.tos": "tos",
    "past-wmo-zg.nee": "niet",
    "welke-route.ja.ja.b1": "b1-route",
    "welke-route.nee.zien": "vrij",
    "welke-route.nee.doofblind": "vrij",
    "wat-nu.ouder.nee": "diagnose",
    "wat-nu.anders.nee": "diagnose",
    "wat-nu.horen.ja.ja": "melding",
}


def test_the_five_aids_are_there() -> None:
    assert set(AIDS) == {"welke-wet", "landelijk-of-regionaal", "past-wmo-zg", "welke-route", "wat-nu"}


@pytest.mark.parametrize("path", PATHS)
def test_every_path_ends_with_an_outcome_that_says_what_to_do(path: str) -> None:
    position = follow(AIDS, path)
    assert isinstance(position.here, Outcome)
    assert position.sources
    assert ChoiceValue.parse(f"{ChoiceKind.AID}:{path}").value == path
    for language in (Language.DUTCH, Language.ENGLISH):
        assert position.here.text(language)
        assert all(action(language) for action in position.here.actions)


@pytest.mark.parametrize(("path", "outcome"), EXPECTED.items())
def test_these_answers_lead_there(path: str, outcome: str) -> None:
    assert follow(AIDS, path).here.id == outcome
