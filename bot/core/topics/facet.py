"""Facets: the separate things that people ask about a topic, each with a short answer of its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.contract import FacetKind, Language
from bot.core.reply.reply import Block
from bot.core.topics.opening import Opening, opening_of


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing asked about a topic in one language.

    `id` is its kind, with a number from the second of that kind on (`price`, `price-2`): the same in every language.
    `asked`: ways of asking for just this, the most complete first. `unknown`: on purpose, the text says that this very
    thing is not known.
    """

    id: str
    kind: FacetKind
    asked: tuple[str, ...]
    blocks: tuple[Block, ...]
    unknown: bool = False

    @property
    def text(self) -> str:
        """The short answer as plain text."""
        return "\n".join(block.text for block in self.blocks)

    def opening(self, language: Language) -> Opening | None:
        """What the answer begins with, where it is one of yes or no."""
        return opening_of(self.text, language)
