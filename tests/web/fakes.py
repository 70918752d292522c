"""The web application on fakes: a fictional world, a dialogue that answers as told, a voice that says one byte a part."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from flask import Flask

from bot.adapters.danger.files import detector
from bot.adapters.dialogue.without_rasa import WithoutRasa
from bot.adapters.phrases.catalogues import GettextPhrases, language_names
from bot.adapters.tally.gathered import GatheredTally
from bot.adapters.tally.memory import MemoryTallyBook
from bot.contract import Language
from bot.core.answering.answers import Answers
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.port import Message
from bot.core.errors import (
    DialogueUnavailableError,
    HearingUnavailableError,
    SoundError,
    SpeechUnavailableError,
)
from bot.core.reply.feedback import Feedback, Report
from bot.core.reply.reply import Block, BlockType, Choice, Entities, Reply, ReplyKind, SpokenPart
from bot.core.topics.decision_aids import DecisionAid, Option, Outcome, Step, Words
from bot.core.topics.port import Problem
from bot.core.topics.topic import Text
from bot.core.voice.heard import Heard
from bot.core.voice.port import Audio
from bot.settings import Settings
from tests.fakes import speech, world
from tests.fakes.library import FakeLibrary
from tests.fakes.stores import LeavingStores
from web.app import create_app
from web.services import Services

SOUND = bytes(range(256))
PHRASES = GettextPhrases()
DETECTOR = detector(Settings().data_dir / "nood", Settings().content_dir / "directory")


class FakeDialogue:
    """Answers with `reply`; keeps what it was sent; is away when `away`."""

    def __init__(self, reply: Callable[[Message], Reply]) -> None:
        self.reply = reply
        self.heard: list[Message] = []
        self.forgotten: list[str] = []
        self.away = False

    def respond(self, message: Message) -> Reply:
        if self.away:
            raise DialogueUnavailableError
        self.heard.append(message)
        return self.reply(message)

    def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)

    def ready(self) -> bool:
        return not self.away


class FakeSpeech(speech.FakeSpeech):
    """Speaks every language but Tigrinya; whatever it says is the same sound."""

    def __init__(self) -> None:
        super().__init__(without=frozenset({Language.TIGRINYA}))

    def speak(self, parts: Sequence[SpokenPart]) -> Audio:
        if self.away:
            raise SpeechUnavailableError
        self.said.append(tuple(parts))
        return Audio(SOUND, "audio/mpeg")


class FakeHearing:
    """Hears what it is told in `words`, in the languages `known` (none at first); keeps the sounds that it was given, and wipes them as the real one does."""

    def __init__(self) -> None:
        self.words = "Zes weken?"
        self.known: frozenset[Language] = frozenset()
        self.away = False
        self.refused = ""
        self.sounds: list[bytes] = []

    def hear(self, sound: bytearray, language: Language) -> Heard:
        self.sounds.append(bytes(sound))
        sound[:] = bytes(len(sound))
        if self.refused:
            raise SoundError(self.refused)
        if self.away or language not in self.languages():
            raise HearingUnavailableError
        return Heard(self.words, ("weken",) if "weken" in self.words else (), 1.234)

    def languages(self) -> frozenset[Language]:
        return self.known


class FakeRecordings:
    def __init__(self) -> None:
        self.offered: dict[str, tuple[SpokenPart, ...]] = {}
        self.public: set[str] = set()

    def offer(self, parts: Sequence[SpokenPart], *, public: bool = False) -> str:
        digest = hashlib.sha256(repr(list(parts)).encode()).hexdigest()[:32]
        self.offered[digest] = tuple(parts)
        self.public |= {digest} if public else set()
        return digest

    def words(self, digest: str) -> tuple[SpokenPart, ...] | None:
        return self.offered.get(digest)


class FakeFeedbackBox:
    def __init__(self) -> None:
        self.kept: list[Feedback] = []

    def put(self, feedback: Feedback) -> None:
        self.kept.append(feedback)

    def forget_before(self, moment: datetime) -> int:
        self.kept = [item for item in self.kept if item.given_at >= moment]
        return 0


class FakeReportBox:
    def __init__(self) -> None:
        self.kept: list[Report] = []

    def put(self, report: Report) -> None:
        self.kept.append(report)

    def all(self, today: date) -> tuple[Report, ...]:
        return tuple(one for one in self.kept if one.kept_until >= today)

    def forget(self, today: date) -> None:
        self.kept = list(self.all(today))


class FakeCleaned(NamedTuple):
    text: str
    removed: tuple[str, ...]


def fake_clean(text: str) -> FakeCleaned:
    """Takes out e-mail addresses, which is enough to see that everything goes through here first."""
    cleaned, count = re.subn(r"\S+@\S+", "[e-mail]", text)
    return FakeCleaned(cleaned, ("email",) if count else ())


NL, EN = Language.DUTCH, Language.ENGLISH
REFERRAL = world.topic(
    "wmo-zg/verwijzen",
    texts=(
        Text(
            NL,
            "Verwijzen",
            "Doe een melding.",
            (
                Block(BlockType.TEXT, "Zo gaat het:", NL, "<p>Zo gaat het:</p>"),
                Block(
                    BlockType.STEPS,
                    "1. Melding.\n2. Besluit.",
                    NL,
                    "<ol>\n<li><strong>Melding.</strong></li>\n<li>Besluit.</li>\n</ol>",
                ),
            ),
            (),
            "nl/verwijzen.md",
        ),
    ),
)
AID = DecisionAid(
    id="past-dit",
    topic="wmo-zg/verwijzen",
    title=Words({NL: "Keuzehulp: past dit?", EN: "Decision aid: does this fit?"}),
    start="wonen",
    steps={
        "wonen": Step(
            "wonen",
            Words({NL: "Woont de inwoner in Voorbeelddorp?", EN: "Does the resident live in Voorbeelddorp?"}),
            (
                Option("ja", Words({NL: "Ja", EN: "Yes"}), "zien"),
                Option("nee", Words({NL: "Nee", EN: "No"}), "elders"),
            ),
            (world.PAPER,),
        ),
        "zien": Step(
            "zien",
            Words({NL: "Ziet de inwoner <slecht>?", EN: "Does the resident see <badly>?"}),
            (Option("ja", Words({NL: "Ja", EN: "Yes"}), "past"), Option("nee", Words({NL: "Nee", EN: "No"}), "elders")),
            (world.SITE,),
        ),
    },
    outcomes={
        "past": Outcome(
            "past",
            Words({NL: "Dit past.", EN: "This fits."}),
            (
                Words({NL: "Doe een melding.", EN: "Send a notification."}),
                Words({NL: "Bel niet.", EN: "Do not phone."}),
            ),
            (world.PAPER,),
            ("wmo-zg/tolk",),
        ),
        "elders": Outcome("elders", Words({NL: "Vraag het elders.", EN: "Ask elsewhere."}), (), (world.PAPER,)),
    },
    path="aids/past-dit.yml",
)


class EditedLibrary(FakeLibrary):
    """A library whose newest files have mistakes."""

    found: tuple[Problem, ...] = ()

    def problems(self) -> Sequence[Problem]:
        return self.found


@dataclass
class World:
    """The parts that a test looks into or changes, and the application made of them."""

    settings: Settings = field(default_factory=lambda: Settings(rate_limit="off"))
    library: EditedLibrary = field(
        default_factory=lambda: EditedLibrary((*world.TOPICS, REFERRAL), (world.PAPER, world.SITE), (AID, world.AID))
    )
    speech: FakeSpeech = field(default_factory=FakeSpeech)
    hearing: FakeHearing = field(default_factory=FakeHearing)
    recordings: FakeRecordings = field(default_factory=FakeRecordings)
    feedback: FakeFeedbackBox = field(default_factory=FakeFeedbackBox)
    reports: FakeReportBox = field(default_factory=FakeReportBox)
    stores: LeavingStores = field(default_factory=LeavingStores)
    tally: GatheredTally = field(default_factory=lambda: GatheredTally(MemoryTallyBook()))
    dialogue: FakeDialogue = field(init=False)
    editing: object | None = None
    checks: dict[str, Callable[[], str]] = field(default_factory=dict)
    warnings: dict[str, Callable[[], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.directory = world.directory()
        self.phrases = PHRASES
        self.answers = Answers(self.library, self.directory, self.phrases)
        self.dialogue = FakeDialogue(self.answer)
        self.checks = {"model": lambda: "" if self.dialogue.ready() else "away", "database": lambda: ""}

    def answer(self, message: Message) -> Reply:
        """The chosen topic; for a text, a little of everything that a reply can hold."""
        if message.choice.startswith("topic:"):
            return self.answers.answer(message.choice.removeprefix("topic:"), message.language)
        reply = self.answers.answer("wmo-zg/wachttijd", message.language, confidence=0.875)
        return replace(
            reply,
            blocks=(
                *reply.blocks,
                Block(BlockType.NOTICE, "Iets <om> te weten.", message.language),
                Block(BlockType.STEPS, "Eerst dit.\nDan dat.", Language.DUTCH),
                Block(
                    BlockType.CONTACTS, "", message.language, contacts=(*world.DEAF.contacts, *world.BEKEND.contacts)
                ),
            ),
            choices=(Choice("Tolk", "topic:wmo-zg/tolk", "wmo-zg/tolk"), Choice("Doofblind", "need:doofblind")),
            entities=Entities(gemeente="Voorbeelddorp"),
        )

    def app(self) -> Flask:
        services = Services(
            library=self.library,
            directory=self.directory,
            dialogue=self.dialogue,
            without_dialogue=WithoutRasa(
                Conversation(self.library, self.directory, self.phrases, language_names()), self.stores, minutes=60
            ),
            phrases=self.phrases,
            speech=self.speech,
            hearing=self.hearing,
            recordings=self.recordings,
            answers=self.answers,
            feedback=self.feedback,
            reports=self.reports,
            stores=self.stores,
            tally=self.tally,
            clean=fake_clean,
            danger=DETECTOR.find,
            editing=self.editing,
            checks=self.checks,
            warnings=self.warnings,
        )
        app = create_app(self.settings, services)
        app.testing = True
        return app


def question(words: str) -> Reply:
    """A plain question of the assistant."""
    return Reply(ReplyKind.QUESTION, Language.DUTCH, (Block(BlockType.TEXT, words, Language.DUTCH),))
