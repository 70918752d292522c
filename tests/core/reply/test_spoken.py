from __future__ import annotations

import pytest

from bot.contract import Language
from bot.core.directory.contacts import Channel, ChannelKind, Contact
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind, SourceLine
from bot.core.reply.spoken import Speaker

NL, EN = Language.DUTCH, Language.ENGLISH
DUTCH = {"at": "apenstaartje", "dot": "punt"}


class Words:
    def translate(self, message: str, language: Language, /, **values: object) -> str:
        return (DUTCH.get(message, message) if language is NL else message).format(**values)


SPEAKER = Speaker(Words())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Bel 088 555 0101.", "Bel 0 8, 8 5, 5 5, 0 1, 0 1."),
        ("Bel +31 88 555 0101", "Bel 0 8, 8 5, 5 5, 0 1, 0 1."),
        ("Mail info@voorbeeld.example.nl", "Mail info apenstaartje voorbeeld punt example punt nl."),
        ("Zie https://example.nl/pad voor meer", "Zie voor meer."),
        ("De Wmo-zg en de Zvw", "De W M O Z G en de Z V W."),
        ("Vraag DUO of UWV", "Vraag Duo of U W V."),
        ("iWmo, art. 2.3.2, nr. 4", "I W M O, artikel 2.3.2, nummer 4."),
        ("**Let op**: [VNG](https://example.nl) weet het.", "Let op: V N G weet het."),
        ("1. Bel\n2. Vraag het", "1. Bel. 2. Vraag het."),
        ("– eerst\n– dan", "eerst. dan."),
        ("In 2015 waren er 2.000 cliënten.", "In 2015 waren er 2.000 cliënten."),
    ],
)
def test_text_is_said_as_people_say_it(written: str, said: str):
    assert SPEAKER.for_ear(written, NL) == said


def test_a_duo_is_not_the_agency():
    assert SPEAKER.for_ear("een duo", NL) == "een duo."


def test_each_part_is_in_its_own_language():
    block = Block(
        BlockType.TEXT,
        "Ask for begeleiding now.",
        EN,
        '<p>Ask for <span lang="nl" dir="ltr">begeleiding</span> now.</p>',
    )
    parts = SPEAKER.speak(Reply(ReplyKind.ANSWER, EN, (block,)))

    assert [(part.text, part.language) for part in parts] == [("Ask for.", EN), ("begeleiding.", NL), ("now.", EN)]


def test_contacts_choices_and_sources_are_said():
    contact = Contact(
        "gehoor",
        "Stichting Gehoor",
        "Aanmelden",
        (
            Channel(ChannelKind.PHONE, "088 555 0101"),
            Channel(ChannelKind.WEBSITE, "https://www.gehoor.example.nl/aanmelden"),
        ),
    )
    reply = Reply(
        ReplyKind.LOOKUP,
        NL,
        (Block(BlockType.CONTACTS, "", NL, contacts=(contact,)),),
        choices=(Choice("Ja", "topic:a"), Choice("Nee", "topic:b")),
        sources=(SourceLine("Verzonnen papier", "/bronnen/papier"),),
    )
    (part,) = SPEAKER.speak(reply)

    assert part.text == (
        "Stichting Gehoor, Aanmelden: 0 8, 8 5, 5 5, 0 1, 0 1; gehoor punt example punt nl. "
        "You can choose: Ja, Nee. Where this comes from: Verzonnen papier."
    )
