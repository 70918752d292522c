"""What both Pythons must agree on, said once: the web application (3.12 and newer) and Rasa with our components (3.10).

Plain data and the few rules that make one name from another. It imports nothing of ours and runs on Python 3.10, so
there is no `StrEnum` here: `_Name` behaves like one.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal


class _Name(str, Enum):
    """An enumeration of names that are text wherever text is asked for."""

    __str__ = str.__str__


class Language(_Name):
    """An ISO 639-1 code of a language in which the service answers; Dutch is the source language."""

    DUTCH = "nl"
    ENGLISH = "en"
    ARABIC = "ar"
    TURKISH = "tr"
    UKRAINIAN = "uk"
    PERSIAN = "fa"
    POLISH = "pl"
    TIGRINYA = "ti"

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Writing direction, as the HTML attribute `dir` wants it."""
        return "rtl" if self in {Language.ARABIC, Language.PERSIAN} else "ltr"

    @property
    def own_name(self) -> str:
        """The language's name in the language itself, for a choice that its readers recognise."""
        return _OWN_NAMES[self]


_OWN_NAMES = {
    Language.DUTCH: "Nederlands",
    Language.ENGLISH: "English",
    Language.ARABIC: "العربية",
    Language.TURKISH: "Türkçe",
    Language.UKRAINIAN: "Українська",
    Language.PERSIAN: "فارسی",
    Language.POLISH: "Polski",
    Language.TIGRINYA: "ትግርኛ",
}

DEFAULT_LANGUAGE = Language.DUTCH


class Intent(_Name):
    """What a message is for: the intents of `domain.yml` and `data/rules.yml`."""

    QUESTION = "vraag"
    DOUBT = "twijfel"
    OUT_OF_SCOPE = "buiten_bereik"
    FIND_PROVIDER = "zoek_aanbieder"
    GIVEN = "gegeven"
    COMMAND = "gesprek"
    CHOICE = "kies"


class FacetKind(_Name):
    """What is asked about a topic: the kinds of its facets (`content/`), and of the messages that ask for one."""

    WHAT = "what"
    WHO = "who"
    PRICE = "price"
    TERM = "term"
    CONTACT = "contact"
    HOW = "how"
    WHY = "why"
    STILL_VALID = "still-valid"
    SOURCE = "source"
    WHERE = "where"
    NUMBER = "number"
    DOCUMENTS = "documents"
    FOR_WHOM = "for-whom"
    WHETHER = "whether"
    """A matter of yes or no: is it allowed, is it obligatory, does it exist."""


class FacetLine(_Name):
    """What a line of the file `FACETS` has: a topic's title, a way of asking for a facet, or the facet's answer."""

    TITLE = "title"
    ASKED = "asked"
    """The first of a facet in a language is the whole question."""
    ANSWER = "answer"
    OPENS = "opens"
    """With what the answer begins, where it is yes, no or what it depends on."""


MOST_QUESTIONS = 5
"""So many questions of one message are answered; who asks forty gets the first few, is told so, and can ask on."""


class Act(_Name):
    """What a message does in a conversation (ISO 24617-2 calls it a dialogue act), beside asking for a facet: a `FacetKind`."""

    WHOLE = "whole"
    """Stands alone: it needs nothing of what went before."""
    TARGET = "target"
    """The same question about somebody or something else: 'en bij kinderen?'."""
    CORRECT = "correct"
    BACK = "back"
    """The answer was no good."""
    MORE = "more"
    SHORTER = "shorter"
    SIMPLER = "simpler"
    REPEAT = "repeat"
    ACCEPT = "accept"
    REFUSE = "refuse"
    SUMMARY = "summary"
    """Wants what was said in short, to hand on to somebody else."""
    THANKS = "thanks"
    BYE = "bye"
    HELLO = "hello"
    PICK_1 = "pick-1"
    PICK_2 = "pick-2"
    PICK_3 = "pick-3"
    PICK_4 = "pick-4"
    PICK_5 = "pick-5"
    PICK_LAST = "pick-last"
    PICK_BOTH = "pick-both"


class MentionKind(_Name):
    """What a message can name: the entities of `domain.yml`, and the lookup tables of the training data."""

    MUNICIPALITY = "gemeente"
    ORGANISATION = "aanbieder"
    NEED = "behoefte"
    LAW = "wet"
    FUNCTION = "functie"


ORDINARY_PLACES = "gemeente_gewoon_woord"
"""Lookup table of the municipalities whose names are words too: they count only where the sentence shows that a place is meant."""

DENIED = "niet"
"""The role of an entity that the text says is not meant ('niet Visio')."""

_TOPIC_INTENT = f"{Intent.QUESTION}/"


def intent_of(topic_id: str) -> str:
    """The intent under which a topic is trained: Rasa allows one slash in a name, so the topic's own becomes a dot."""
    return f"{_TOPIC_INTENT}{topic_id.replace('/', '.')}"


def topic_of(intent: str) -> str | None:
    """The topic id behind a training intent (`vraag/wmo-zg.vervoer`), or None for another intent."""
    if not intent.startswith(_TOPIC_INTENT):
        return None
    return intent.removeprefix(_TOPIC_INTENT).replace(".", "/")


# Topics that have a meaning in code; every other topic is content alone.
OUT_OF_SCOPE = "buiten-bereik"
"""Stands for everything the knowledge point is not about."""
COMMAND_GROUP = "gesprek/"
"""The group of topics that name what the assistant does."""
PROVIDER_SEARCH = "gids/aanbieder-zoeken"
ORGANISATION_CONTACT = "gids/contact-aanbieder"
MUNICIPALITY_CONTACT = "gids/contact-gemeente"
ADMINISTRATION = "gids/administratie-gemeente"
WANTS_A_PERSON = "gesprek/medewerker"
WHAT_THIS_IS = "over/kennispunt"

# Files that one side writes and the other reads, in `data/nlu` or in a model.
MORE_QUESTIONS = "more_questions.tsv"
"""Beside Rasa's training data: the questions that only our component learns from."""
FACETS = "facets.tsv"
"""The titles of all topics, and for each facet the ways of asking for it and its answer."""
IN_CONVERSATION = "in_conversation"
"""Folder with what people say in the middle of a conversation, by what it does there: a file a language."""
LEFT_OUT = "left_out.txt"
"""Keys of the questions that are not learned from."""
TUNING = "tuning.npz"
"""The tuning of the encoder; a model keeps the one that it was trained with."""
VECTORS = "vectors.npz"
"""Vectors of training questions, kept from one training to the next."""
