"""One content file to a topic (Dutch, with the facts about it) or to its words in another language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bot.adapters.content.facets import body_lines, read_facets
from bot.adapters.content.fields import Fields
from bot.adapters.content.front_matter import Document
from bot.adapters.content.markdown import to_blocks
from bot.adapters.content.problems import Problems
from bot.contract import Language
from bot.core.partial_date import PartialDate
from bot.core.topics.topic import Audience, Citation, Ground, Source, Status, Text, Topic, TopicKind

WORDS_KEYS = {"title", "short", "questions", "translation_reviewed"}
TOPIC_KEYS = WORDS_KEYS - {"translation_reviewed"} | {
    "audience", "kind", "laws", "needs", "functions", "status", "reviewed_on", "valid_until",
    "rests_on", "sources", "related",
}  # fmt: skip

SUGGESTIONS = 3
"""Example questions at the head of an answer: those that may be shown. All others stand in `content/questions/`."""
_LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Registers:
    """What a topic may refer to."""

    sources: Mapping[str, Source]
    grounds: Mapping[str, Ground]
    words: Mapping[str, Collection[str]]
    """Ids by vocabulary of the directory: `needs`, `laws` and `functions`."""


def read_topic(topic_id: str, document: Document, registers: Registers, problems: Problems) -> Topic:
    """The topic of a Dutch file; every mistake is noted and the best that can be read is returned."""
    fields = Fields(document, problems)
    fields.only(TOPIC_KEYS)
    reviewed_on, valid_until = fields.partial_date("reviewed_on"), fields.full_date("valid_until")
    if reviewed_on and valid_until and PartialDate.parse(str(valid_until)) < reviewed_on:
        fields.fail("valid_until", f"geldig tot {valid_until} ligt voor de dag van nakijken, {reviewed_on}")
        valid_until = None
    grounds = fields.known("rests_on", registers.grounds, "grondslag", file="grounds.yml")
    if len(grounds) < len(fields.texts("rests_on")):
        problems.explain(document.path, "sources")  # a ground's last day is evidence too
    return Topic(
        id=topic_id,
        kind=fields.choice("kind", TopicKind, TopicKind.ARTICLE),
        audience=fields.choice("audience", Audience, Audience.EVERYONE),
        status=fields.choice("status", Status, Status.DRAFT),
        reviewed_on=reviewed_on or PartialDate(1),
        valid_until=valid_until or date.min,
        citations=_citations(fields, registers.sources),
        laws=fields.known("laws", registers.words["laws"], "wet", file="directory/laws.csv"),
        needs=fields.known("needs", registers.words["needs"], "behoefte", file="directory/needs.csv"),
        functions=fields.known("functions", registers.words["functions"], "functie", file="directory/functions.csv"),
        rests_on=tuple(registers.grounds[ground] for ground in grounds),
        related=fields.texts("related"),
        texts={Language.DUTCH: read_words(document, Language.DUTCH, problems)},
    )


def read_translation(document: Document, language: Language, problems: Problems) -> Text:
    """A translation's words; keys that belong in the Dutch file alone are noted."""
    fields = Fields(document, problems)
    for key in document.values:
        if key in TOPIC_KEYS - WORDS_KEYS:
            fields.fail(key, f"'{key}' hoort alleen in het Nederlandse bestand te staan")
    fields.only(TOPIC_KEYS | WORDS_KEYS)
    return read_words(document, language, problems)


def read_words(document: Document, language: Language, problems: Problems) -> Text:
    """Title, short form, body, example questions and facets."""
    fields = Fields(document, problems)
    body = "\n".join(document.body.split("\n")[: body_lines(document)])
    if not body.strip():
        problems.add(
            document.path, document.body_line, "het antwoord zelf ontbreekt (de tekst onder het blok met gegevens)"
        )
    questions = fields.texts("questions")
    if not questions:
        fields.fail("questions", "er staat geen enkele voorbeeldvraag onder 'questions'")
    if len(questions) > SUGGESTIONS:
        fields.fail(
            f"questions.{SUGGESTIONS}",
            f"hooguit {SUGGESTIONS} voorbeeldvragen hier; zet de andere in questions/{language}/, één per regel",
        )
    return Text(
        language=language,
        title=fields.text("title", most=_LONGEST_TITLE),
        short=fields.text("short"),
        blocks=to_blocks(body, language, path=document.path, first_line=document.body_line, problems=problems),
        questions=questions,
        path=document.path.relative_to(problems.root.parent).as_posix(),
        reviewed_translation=document.values.get("translation_reviewed") is True,
        facets=read_facets(document, language, problems),
    )


def _citations(fields: Fields, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    items = fields.document.values.get("sources")
    if not isinstance(items, list) or not items:
        fields.fail("sources", "bron ontbreekt: noem onder 'sources' minstens één bron uit sources.yml")
        fields.problems.explain(fields.document.path, "sources")
        return ()
    citations = []
    for index, item in enumerate(items):
        key = f"sources.{index}"
        entry = {"id": item} if isinstance(item, str) else item
        if not isinstance(entry, dict) or not entry.get("id"):
            fields.fail(key, "een bron heeft de vorm '- {id: vng-2019, where: \"2.3\"}'")
        elif unknown := set(entry) - {"id", "where"}:
            fields.fail(key, f"onbekende sleutel '{min(unknown)}' bij een bron; bekend zijn id en where")
        elif entry["id"] not in sources:
            fields.fail(key, f"bron '{entry['id']}' staat niet in sources.yml", cause=f"sources.yml#{entry['id']}")
        else:
            citations.append(Citation(sources[entry["id"]], str(entry.get("where") or "")))
    if len(citations) < len(items):
        fields.problems.explain(fields.document.path, "sources")
    return tuple(citations)
