from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.adapters.dialogue.reply_json import UnreadableReplyError, from_json, to_json
from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import (
    Block,
    BlockType,
    Choice,
    Entities,
    RelatedTopic,
    Reply,
    ReplyKind,
    SourceLine,
    SpokenPart,
)

TEXT = st.text(max_size=30)
LANGUAGE = st.sampled_from(Language)
YEAR = st.integers(1900, 2100)
PARTIAL = st.one_of(
    st.none(),
    st.builds(PartialDate, YEAR),
    st.builds(PartialDate, YEAR, st.integers(1, 12)),
    st.builds(PartialDate, YEAR, st.integers(1, 12), st.integers(1, 28)),
)
DAY = st.dates(date(1900, 1, 1), date(2100, 1, 1))
CHANNEL = st.builds(
    Channel, st.sampled_from(ChannelKind), TEXT, TEXT, PARTIAL, st.builds(Confirmation, st.none() | DAY, TEXT)
)
CONTACT = st.builds(Contact, TEXT, TEXT, TEXT, st.lists(CHANNEL, max_size=2).map(tuple))
BLOCK = st.builds(Block, st.sampled_from(BlockType), TEXT, LANGUAGE, TEXT, st.lists(CONTACT, max_size=2).map(tuple))
PARTS = st.lists(st.builds(SpokenPart, TEXT, LANGUAGE), max_size=2).map(tuple)
REPLY = st.builds(
    Reply,
    kind=st.sampled_from(ReplyKind),
    language=LANGUAGE,
    blocks=st.lists(BLOCK, max_size=3).map(tuple),
    topic=st.none() | TEXT,
    confidence=st.floats(0, 1),
    choices=st.lists(st.builds(Choice, TEXT, TEXT, st.none() | TEXT), max_size=2).map(tuple),
    sources=st.lists(st.builds(SourceLine, TEXT, TEXT, PARTIAL), max_size=2).map(tuple),
    reviewed_on=PARTIAL,
    valid_until=st.none() | DAY,
    status=st.none() | st.sampled_from(["concept", "vastgesteld", "vervallen"]),
    related=st.lists(st.builds(RelatedTopic, TEXT, TEXT), max_size=2).map(tuple),
    entities=st.builds(Entities, *([st.none() | TEXT] * 5)),
    unknown=st.booleans(),
    short=TEXT,
    removed_personal_data=st.lists(TEXT, max_size=2).map(tuple),
    spoken=PARTS,
    whole=PARTS,
    degraded=st.booleans(),
)


@given(REPLY)
@settings(suppress_health_check=[HealthCheck.too_slow])  # a reply has many fields, and the machine may be busy
def test_a_reply_comes_back_as_it_went(reply: Reply):
    assert from_json(json.loads(json.dumps(to_json(reply)))) == reply


def test_the_shape_is_that_of_the_api():
    channel = Channel(ChannelKind.PHONE, "088 555 0101", "site", PartialDate(2026), Confirmation(date(2026, 1, 2), "R"))
    reply = Reply(
        ReplyKind.LOOKUP,
        Language.ARABIC,
        (Block(BlockType.CONTACTS, "", Language.ARABIC, contacts=(Contact("a", "A", "", (channel,)),)),),
        reviewed_on=PartialDate(2026, 11),
        valid_until=date(2027, 5, 22),
        spoken=(SpokenPart("een", Language.DUTCH), SpokenPart("two", Language.ENGLISH)),
    )
    data = to_json(reply)

    assert data["reviewedOn"] == "2026-11"
    assert data["validUntil"] == "2027-05-22"
    assert data["entities"] == {"gemeente": None, "aanbieder": None, "behoefte": None, "wet": None, "functie": None}
    assert data["speech"]["text"] == "een two"
    assert data["speech"]["whole"] == []
    assert data["blocks"][0]["dir"] == "rtl"
    assert data["blocks"][0]["contacts"][0]["confirmed"]
    assert data["blocks"][0]["contacts"][0]["channels"][0]["href"] == "tel:+31885550101"


@pytest.mark.parametrize("data", [{}, {"kind": "nonsense"}, [], None, "tekst"])
def test_anything_else_is_unreadable(data: object):
    with pytest.raises(UnreadableReplyError):
        from_json(data)  # type: ignore[arg-type]
