"""Every kind of contact channel is known at each place that must know it: so whoever adds one is told where."""

from __future__ import annotations

import pytest

from bot.core.changes.words import CHANNELS
from bot.core.directory.contacts import ChannelKind
from bot.core.exchange import hsds
from bot.core.importing import contacts as importing
from bot.settings import ROOT

IN_HSDS_BY_FIELDS_OF_THEIR_OWN = {ChannelKind.EMAIL, ChannelKind.WEBSITE}
WORDS = (ROOT / "web" / "templates" / "parts" / "words.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ChannelKind)
def test_it_has_a_word_at_the_desk_a_name_in_tables_and_a_type_for_other_systems(kind: ChannelKind):
    assert CHANNELS[kind]
    assert kind in importing._KINDS.values()
    assert (kind in hsds._PHONES) != (kind in IN_HSDS_BY_FIELDS_OF_THEIR_OWN)


@pytest.mark.parametrize("kind", ChannelKind)
def test_visitors_read_a_word_for_it(kind: ChannelKind):
    assert f'"{kind}"' in WORDS
