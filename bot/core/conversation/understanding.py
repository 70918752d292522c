"""What was understood of one message: intent, candidate topics, and what it names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.contract import Act, FacetKind, Intent, Language, MentionKind
from bot.core.reply.choices import ChoiceValue
from bot.core.topics.candidate import Candidate

_WORD = re.compile(r"[^\W_]+")
LEANING = (*FacetKind, Act.TARGET, Act.CORRECT)
"""What a message does that can only be read with what went before it."""
_LEANS = 0.5


def bare(words: str) -> str:
    """The words alone, to compare by: without case, accents and punctuation."""
    letters = unicodedata.normalize("NFKD", words.casefold().replace("ı", "i").replace("ł", "l"))
    return " ".join(_WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter))))


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named, by its canonical value (a name, or a vocabulary's id); `denied` as in 'niet Visio'."""

    kind: MentionKind
    value: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class NearFacet:
    """A facet of a topic, and how near the message is to asking for it (at most 1)."""

    topic: str
    facet: str
    score: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """One message as it was understood.

    `candidates` come best first; `language` is what the message is clearly written in, `asked_language` what the client's
    page was in; `acts`: what it does in the conversation
    (`Act` and `FacetKind`), likeliest first; `in_context`: the topics of the message read with what was spoken of;
    `facets`: those of the likely topics, nearest first; `parts`: its questions one by one, where it asks several.
    """

    intent: Intent
    text: str = ""
    candidates: tuple[Candidate, ...] = ()
    mentions: tuple[Mention, ...] = ()
    language: Language | None = None
    asked_language: Language | None = None
    choice: ChoiceValue | None = None
    acts: tuple[tuple[str, float], ...] = ()
    in_context: tuple[Candidate, ...] = ()
    facets: tuple[NearFacet, ...] = ()
    parts: tuple[Understanding, ...] = ()

    def does(self, *acts: Act | FacetKind) -> float:
        """How likely the message does one of these."""
        wanted = set(map(str, acts))
        return sum(share for act, share in self.acts if act in wanted)

    @property
    def act(self) -> str:
        """What the message most likely does; whole where nothing is known of it."""
        return self.acts[0][0] if self.acts else str(Act.WHOLE)

    @property
    def best(self) -> Candidate | None:
        """The likeliest topic."""
        return self.candidates[0] if self.candidates else None

    @property
    def words(self) -> int:
        """How many words the message has."""
        return len(self.text.split())

    @property
    def leans(self) -> bool:
        """Whether the message can only be read against what was said before."""
        return self.intent is Intent.GIVEN or self.does(*LEANING) >= _LEANS

    def named(self, kind: MentionKind) -> tuple[str, ...]:
        """What the message names of this kind, in its order, without what it denies."""
        values = (mention.value for mention in self.mentions if mention.kind is kind and not mention.denied)
        return tuple(dict.fromkeys(values))

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that the message names."""
        return self.named(MentionKind.NEED)

    def with_municipalities(self, names: tuple[str, ...]) -> Understanding:
        """The message with these municipalities in place of those that it names."""
        others = (item for item in self.mentions if item.kind is not MentionKind.MUNICIPALITY or item.denied)
        named = (Mention(MentionKind.MUNICIPALITY, name) for name in names)
        same = names == self.named(MentionKind.MUNICIPALITY)
        return self if same else replace(self, mentions=(*others, *named))

    def with_needs(self, needs: tuple[str, ...]) -> Understanding:
        """The message with these needs in place of those that it names."""
        others = (mention for mention in self.mentions if mention.kind is not MentionKind.NEED or mention.denied)
        named = (Mention(MentionKind.NEED, need) for need in needs)
        return replace(self, mentions=(*named, *others)) if needs != self.needs else self

    def denied(self, kind: MentionKind) -> tuple[str, ...]:
        """What the message says it is not about."""
        return tuple(mention.value for mention in self.mentions if mention.kind is kind and mention.denied)


NOTHING_SAID = Understanding(Intent.CHOICE)
"""Stands for the message where a choice was made, not something said."""
