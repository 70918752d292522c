"""Answers from the content: a topic as a reply, and the replies for when the topic is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.contract import OUT_OF_SCOPE, Language
from bot.core.answering.cards import contacts_of
from bot.core.directory.contacts import Contact
from bot.core.directory.port import Directory
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, RelatedTopic, Reply, ReplyKind, SourceLine
from bot.core.topics.candidate import Candidate
from bot.core.topics.opening import Opening
from bot.core.topics.port import Library
from bot.core.topics.topic import Source, Status, Text, Topic, TopicKind

MOST_CHOICES = 3
"""How many topics are offered when it is not certain which one is meant."""

_SHORT_ENOUGH = 45
"""Words up to which an answer is not folded behind its short form."""
_CONTACT = re.compile(r"\{\{contact:([a-z0-9-]+)\}\}")
_CONTACT_PARAGRAPH = re.compile(r"(?:<p>)?\{\{contact:[a-z0-9-]+\}\}(?:</p>)?\s*")
_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# The words in which the content's format has editors say that something is not known.
_NOT_KNOWN = re.compile(
    r"\bniet (?:ons )?bekend\b|\bniet in onze bronnen\b|\bonbekend\b|\bweten (?:wij|we) (?:\w+ )?niet\b|\b(?:wij|we) weten (?:\w+ )?niet\b"
    r"|\bkennen (?:wij|we) (?:\w+ )?niet\b|\b(?:wij|we) kennen (?:[\w-]+ ){0,4}niet\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_KINDS = {
    TopicKind.ARTICLE: ReplyKind.ANSWER,
    TopicKind.LOOKUP: ReplyKind.LOOKUP,
    TopicKind.DIALOGUE: ReplyKind.DIALOGUE,
}


def source_line(source: Source) -> SourceLine:
    """A source as the reader sees it; without a public address, the knowledge point's own page about it is the address."""
    return SourceLine(source.title, source.url or f"/bronnen/{source.id}", source.date)


def _says_unknown(text: Text) -> bool:
    """Whether the heart of a Dutch answer, its short form or its first sentence, is that something is not known."""
    body = " ".join(block.text for block in text.blocks)
    return any(_NOT_KNOWN.search(words) for words in (text.short, _SENTENCE_END.split(body, maxsplit=1)[0]))


class Answers:
    """Turns topics into replies."""

    def __init__(self, library: Library, directory: Directory, phrases: Phrases) -> None:
        self._library = library
        self._directory = directory
        self._phrases = phrases

    def knows(self, topic_id: str) -> bool:
        """Whether there is such a topic that may be given as an answer."""
        topic = self._library.topics().get(topic_id)
        return topic is not None and topic.status is not Status.WITHDRAWN

    def answer(self, topic_id: str, language: Language, *, confidence: float = 1.0) -> Reply:
        """The topic's own words as a reply, in this language or else in Dutch with a word about that.

        Raises UnknownTopicError.
        """
        topic = self._library.topic(topic_id)
        text = topic.text(language)
        blocks = [
            *self._not_translated(text, language),
            *self._filled(text.blocks),
            *self._endings(topic, text, language),
            *self._not_checked(text, language),
        ]
        reply = Reply(
            kind=_KINDS[topic.kind],
            language=language,
            blocks=tuple(blocks),
            confidence=confidence,
            short=text.short,
            unknown=_says_unknown(topic.text(Language.DUTCH)),
        )
        return self.described(reply, topic_id)

    def led(self, topic_id: str, language: Language, *, facet_id: str | None = None, confidence: float = 1.0) -> Reply:
        """The topic's answer led by what was asked: a facet of it, else its short form; the whole stands behind.

        An answer that is short itself, or that is made up by the directory or the conversation, is given as it is.
        Raises UnknownTopicError.
        """
        reply = self.answer(topic_id, language, confidence=confidence)
        text = self._library.topic(topic_id).text(language)
        facet = text.facet(facet_id) if facet_id else None
        body = [block for block in reply.blocks if block.type is not BlockType.NOTICE]
        words = sum(len(block.text.split()) for block in body)
        if (
            reply.kind is not ReplyKind.ANSWER
            or not (facet or text.short)
            or (facet is None and words <= _SHORT_ENOUGH)
        ):
            return reply
        lead = facet.blocks if facet else (Block(BlockType.TEXT, text.short, text.language),)
        notices = [block for block in reply.blocks if block.type is BlockType.NOTICE]
        return replace(
            reply,
            blocks=(*lead, *notices, *(replace(block, behind=True) for block in body)),
            facet=facet.id if facet else None,
            unknown=facet.unknown if facet else reply.unknown,
        )

    def facet_kinds(self, topic_id: str, language: Language) -> frozenset[str]:
        """The kinds of things that a topic has a short answer to."""
        return frozenset(str(facet.kind) for facet in self._library.topic(topic_id).text(language).facets)

    def openings(self, topic_id: str, language: Language) -> dict[str, Opening]:
        """Of the short answers that begin with yes, no or what it depends on: which, by the facet's id."""
        topic = self._library.topics().get(topic_id)
        if topic is None:
            return {}
        text = topic.text(language)
        found = {facet.id: facet.opening(text.language) for facet in text.facets}
        return {facet: opening for facet, opening in found.items() if opening is not None}

    def described(self, reply: Reply, topic_id: str, *, sources: Iterable[str] = ()) -> Reply:
        """The reply with a topic's id, dates and next steps, and these sources (ids), or the topic's own when there are none."""
        topic = self._library.topics().get(topic_id)
        if topic is None:
            return replace(reply, topic=topic_id)
        known = self._library.sources()
        cited = [known[source] for source in sources if source in known]
        cited = cited or [citation.source for citation in topic.citations]
        return replace(
            reply,
            topic=topic_id,
            sources=tuple(source_line(source) for source in dict.fromkeys(cited)),
            reviewed_on=topic.reviewed_on,
            valid_until=topic.valid_until,
            status=topic.status,
            related=self.related(topic.related, reply.language),
        )

    def related(self, topic_ids: Sequence[str], language: Language) -> tuple[RelatedTopic, ...]:
        """Next things to read, without what is gone."""
        return tuple(
            RelatedTopic(topic_id, self.title(topic_id, language))
            for topic_id in dict.fromkeys(topic_ids)
            if self.knows(topic_id)
        )

    def title(self, topic_id: str, language: Language) -> str:
        """A topic's title in this language, else in Dutch."""
        return self._library.topic(topic_id).text(language).title

    def topic_choice(self, topic_id: str, language: Language) -> Choice:
        """A topic as something to pick."""
        return Choice(self.title(topic_id, language), str(ChoiceValue(ChoiceKind.TOPIC, topic_id)), topic_id)

    def offer(self, candidates: Sequence[Candidate], language: Language, *, about: str = "") -> Reply:
        """'Do you mean …?' with the best topics and 'something else'; `about` names what it is about, if anything."""
        topics = [item for item in candidates if self.knows(item.topic) and item.topic != OUT_OF_SCOPE][:MOST_CHOICES]
        if not topics:
            return self.out_of_scope(language)
        question = (
            self._phrases.translate("What would you like to know about {subject}?", language, subject=about)
            if about
            else self._phrases.translate("Do you mean one of these?", language)
        )
        other = self._phrases.translate("Something else", language)
        return Reply(
            kind=ReplyKind.CHOICES,
            language=language,
            blocks=(Block(BlockType.TEXT, question, language),),
            confidence=topics[0].confidence,
            choices=(
                *(self.topic_choice(item.topic, language) for item in topics),
                Choice(other, str(ChoiceValue(ChoiceKind.TOPIC, OUT_OF_SCOPE)), OUT_OF_SCOPE),
            ),
        )

    def out_of_scope(self, language: Language) -> Reply:
        """'I do not know that', with where to go."""
        return replace(self.answer(OUT_OF_SCOPE, language), kind=ReplyKind.UNKNOWN, unknown=True)

    def _not_translated(self, text: Text, language: Language) -> list[Block]:
        if text.language is language:
            return []
        notice = self._phrases.translate(
            "We do not have this answer in your language yet. You read it in Dutch.", language
        )
        return [Block(BlockType.NOTICE, notice, language)]

    def _not_checked(self, text: Text, language: Language) -> list[Block]:
        if text.reviewed_translation or text.language is Language.DUTCH:
            return []
        notice = self._phrases.translate("Nobody has checked this translation yet. The Dutch text counts.", language)
        return [Block(BlockType.NOTICE, notice, language)]

    def _endings(self, topic: Topic, text: Text, language: Language) -> list[Block]:
        """What the text does not say itself about an arrangement that ended, said for it."""
        words = " ".join(block.text for block in text.blocks).translate(_EASTERN_DIGITS)
        return [
            Block(
                BlockType.NOTICE,
                self._phrases.translate(
                    "VNG's mandate behind this answer ran up to and including {date}. We do not know whether the contracts go on. Ask VNG.",
                    language,
                    date=ground.ended,
                ),
                language,
            )
            for ground in topic.rests_on
            if str(ground.ended.year) not in words
        ]

    def _filled(self, blocks: Iterable[Block]) -> Iterable[Block]:
        """The blocks, with each marker for an organisation's contact replaced by its card."""
        for block in blocks:
            owners = _CONTACT.findall(block.text)
            if not owners:
                yield block
                continue
            text = _CONTACT.sub("", block.text).strip()
            if text:
                yield replace(block, text=text, html=_CONTACT_PARAGRAPH.sub("", block.html).strip())
            cards: list[Contact] = []
            for owner in owners:
                organisation = self._directory.organisation(owner)
                cards.extend(contacts_of(organisation) if organisation else ())
            if cards:
                yield Block(BlockType.CONTACTS, "", block.language, contacts=tuple(cards))
