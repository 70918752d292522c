"""The web application on fakes as a server of its own: `python tests/accessibility/server.py <port> [real]`; for tests and screenshots.

What a question does is written in the question itself, so that each state can be reached from a browser:
`traag` waits two seconds, `opnieuw` begins anew, `kapot` is an error of ours, `uitgebreid` is a very long answer, `contact` gives contacts,
`keuze` gives choices, `stappen` gives steps, `arabisch` answers in Arabic with Dutch inside, `weg` makes the dialogue unavailable.
"""

from __future__ import annotations

import math
import os
import struct
import sys
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType

if __name__ == "__main__":
    # One of the libraries installs a package named `tests`; ours goes first.
    _ROOT = Path(__file__).resolve().parents[2]
    _OURS = ModuleType("tests")
    _OURS.__path__ = [str(_ROOT / "tests")]
    sys.modules["tests"] = _OURS
    sys.path.insert(0, str(_ROOT))

from flask import Flask

from bot.adapters.content import ContentFiles
from bot.adapters.hearing.setup import hearing_from
from bot.adapters.speech.setup import speech_from
from bot.adapters.sql.base import engine_for
from bot.contract import Language
from bot.core.answering.answers import Answers
from bot.core.conversation.port import Message
from bot.core.errors import DialogueUnavailableError
from bot.core.partial_date import PartialDate
from bot.core.reply.reply import Block, BlockType, Choice, RelatedTopic, Reply, ReplyKind, SourceLine, SpokenPart
from bot.core.topics.search import TopicSearch
from bot.core.voice.port import Audio
from bot.settings import Settings
from tests.fakes import world
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World
from web.http.server import Server

SLOW_SECONDS = 2.0
_RATE = 8000
_TONE_SECONDS = 4


def tone() -> bytes:
    """A few seconds of a soft tone as WAV, which every browser plays."""
    samples = (int(2000 * math.sin(2 * math.pi * 220 * n / _RATE)) for n in range(_RATE * _TONE_SECONDS))
    file = BytesIO()
    with wave.open(file, "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(_RATE)
        recording.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()


class ToneSpeech:
    """Says every text as the same tone."""

    def __init__(self) -> None:
        self._tone = tone()

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        return Audio(self._tone, "audio/wav")

    def stream(self, parts: Sequence[SpokenPart]) -> Iterator[bytes]:
        yield self.speak(parts).data

    def apart(self, parts: Sequence[SpokenPart]) -> Audio:
        return self.speak(parts)

    def kept(self, parts: Sequence[SpokenPart]) -> bool:
        return True

    def prepare(self) -> None:
        pass

    def languages(self) -> frozenset[Language]:
        return frozenset(Language) - {Language.TIGRINYA}


def _text(words: str, language: Language = Language.DUTCH, html: str = "") -> Block:
    return Block(BlockType.TEXT, words, language, html or f"<p>{words}</p>")


_SOURCES = (
    SourceLine("Verzonnen papier, blz. 1", "https://example.nl/papier", PartialDate(2025)),
    SourceLine("Verzonnen besluit", "", PartialDate(2026, 3)),
)


def _plain(words: str, **fields: object) -> Reply:
    reply = Reply(
        ReplyKind.ANSWER,
        Language.DUTCH,
        (_text(words), _text("Vraag het de gemeente.")),
        topic="wmo-zg/wachttijd",
        sources=_SOURCES,
        reviewed_on=PartialDate(2026, 11, 22),
        status="concept",
        short="Kort gezegd: zes weken.",
        related=(RelatedTopic("wmo-zg/tolk", "Tolk"),),
    )
    return replace(reply, **fields)  # type: ignore[arg-type]


def _long() -> Reply:
    rows = "".join(f"<tr><td>Regel {n}</td><td>Waarde {n} met woorden</td></tr>" for n in range(12))
    table = f"<table><caption>Verzonnen waarden</caption><thead><tr><th scope='col'>Wat</th><th scope='col'>Hoe</th></tr></thead><tbody>{rows}</tbody></table>"
    words = " ".join(["Dit is een lang antwoord met meervoudigebeperkingenondersteuningsplannen erin."] * 20)
    html = "".join(f"<h4>Deel {n}</h4><p>{words}</p>" for n in range(1, 4)) + table
    return _plain("Een lang antwoord.", blocks=(_text(words, html=html),), related=())


def _slow() -> Reply:
    time.sleep(SLOW_SECONDS)
    return _plain("Zes weken.")


def _broken() -> Reply:
    raise RuntimeError("kapot")


def _anew() -> Reply:
    return _plain("Het gesprek is gewist.", topic="gesprek/opnieuw", kind=ReplyKind.DIALOGUE, related=())


def _away() -> Reply:
    raise DialogueUnavailableError


def _contacts() -> Reply:
    found = Block(BlockType.CONTACTS, "", Language.DUTCH, contacts=(*world.DEAF.contacts, *world.BLIND.contacts))
    return _plain("", kind=ReplyKind.LOOKUP, blocks=(_text("Zo bereikt u hen."), found), related=())


def _steps() -> Reply:
    steps = Block(
        BlockType.STEPS, "Bel of mail de gemeente.\nVraag een gesprek aan.\nWacht op het besluit.", Language.DUTCH
    )
    return _plain("", blocks=(_text("U doet drie dingen."), steps), related=())


def _choices() -> Reply:
    choices = (
        Choice("Slecht zien", "need:visueel"),
        Choice("Slecht horen", "need:auditief"),
        Choice("Doofblind", "need:doofblind"),
    )
    return Reply(ReplyKind.CHOICES, Language.DUTCH, (_text("Om welke beperking gaat het?"),), choices=choices)


def _arabic() -> Reply:
    html = '<p>اتصل بالبلدية <span lang="nl" dir="ltr">Voorbeelddorp (Wmo)</span>، الرقم <bdi>088 555 0101</bdi>.</p>'
    blocks = (
        _text("اتصل بالبلدية، الرقم 088 555 0101.", Language.ARABIC, html),
        _text("Dit deel staat in het Nederlands."),
    )
    return _plain("", language=Language.ARABIC, blocks=blocks, short="")


def _notice() -> Reply:
    notice = Block(BlockType.NOTICE, "Het mandaat liep tot en met 31 december 2025.", Language.DUTCH)
    return _plain("", blocks=(notice, _text("Zes weken.")))


REPLIES: dict[str, Callable[[], Reply]] = {
    "traag": _slow,
    "kapot": _broken,
    "opnieuw": _anew,
    "weg": _away,
    "uitgebreid": _long,
    "contact": _contacts,
    "keuze": _choices,
    "stappen": _steps,
    "arabisch": _arabic,
    "notitie": _notice,
}


def reply(message: Message) -> Reply:
    """The reply that a word of the question asks for."""
    for word, make in REPLIES.items():
        if word in message.text.lower().split():
            return make()
    if message.choice:
        return _plain(f"Antwoord op de keuze {message.choice.partition(':')[2]}.")
    return _plain("Zes weken.", language=message.language)


def real_content(made: World) -> None:
    """Our own topics in place of the fictional ones: a question is answered by the topic that the search finds first."""
    made.library = ContentFiles(made.settings.content_dir)  # type: ignore[assignment]
    made.answers = Answers(made.library, made.directory, made.phrases)
    search = TopicSearch(made.library)

    def found(message: Message) -> Reply:
        return made.answers.answer(search.find(message.text, message.language)[0].topic.id, message.language)

    made.dialogue.reply = found


def application(*, real: bool = False) -> Flask:
    """The application, with settings from the environment; without a limit unless that sets one.

    With `KENNISPUNT_TEST_HEARS` it hears, answers out of our own topics, and speaks as it does for people.
    """
    made = World(settings=Settings.from_env({"KENNISPUNT_RATE_LIMIT": "off", **os.environ}))
    made.speech = ToneSpeech()  # type: ignore[assignment]
    if "KENNISPUNT_TEST_HEARS" in os.environ:
        hearing = hearing_from(made.settings, tuple)
        hearing._child._deadline = 240.0  # type: ignore[union-attr]  # a busy machine
        made.hearing = hearing  # type: ignore[assignment]
        made.speech = speech_from(made.settings, lambda _: False)  # type: ignore[assignment]
        real = True
    made.dialogue.reply = reply
    if real:
        real_content(made)
    if database := os.environ.get("DESK_DATABASE"):
        give_a_desk(made, engine_for(database))
    app = made.app()
    app.testing = False
    return app


if __name__ == "__main__":
    server = Server(application(real="real" in sys.argv), "127.0.0.1", int(sys.argv[1]), grace=5.0)
    server.stop_on_signals()
    server.run()
