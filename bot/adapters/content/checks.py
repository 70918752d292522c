"""Checks across content files: relations, questions, translations, and answers that rest on something that ended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from bot.adapters.content.fields import Fields
from bot.adapters.content.front_matter import Document
from bot.adapters.content.problems import Problems
from bot.adapters.content.questions import QuestionFile
from bot.contract import FacetKind, Language
from bot.core.topics.topic import Status, Text, Topic

Documents = Mapping[tuple[str, Language], Document]

_EASTERN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_CONTRACT_WORDS = re.compile(r"raamovereenkomst|raamcontract|landelijk(?:e)? contract|mandaat", re.IGNORECASE)
"""Words by which a Dutch answer speaks of the arrangements that ended (facts: both mandates ran to 31 December 2025)."""

TRANSLATED_GROUPS = ("nood", "nieuwkomer", "gids", "over", "gesprek")
TRANSLATED_TOPICS = frozenset(
    {"wmo-zg/tolk", "inburgering/aanbod", "inburgering/ontheffing", "inburgering/aangepast-examen", "buiten-bereik"}
)
"""What every language must have; English must have all topics."""


def check_relations(topics: Mapping[str, Topic], documents: Documents, problems: Problems) -> None:
    """`related` must name other topics that exist and are not withdrawn."""
    for topic in topics.values():
        fields = Fields(documents[topic.id, Language.DUTCH], problems)
        for index, other in enumerate(topic.related):
            key = f"related.{index}"
            if other not in topics:
                fields.fail(key, f"onderwerp '{other}' bestaat niet", cause=f"nl/{other}.md")
            elif other == topic.id:
                fields.fail(key, "een onderwerp kan niet naar zichzelf verwijzen")
            elif topics[other].status is Status.WITHDRAWN:
                fields.fail(key, f"onderwerp '{other}' is vervallen")


def check_facets(topics: Mapping[str, Topic], documents: Documents, problems: Problems) -> None:
    """A translation has the facets of the Dutch text, in the same order: an answer is found by its place."""
    for topic in topics.values():
        dutch = topic.text(Language.DUTCH).facets
        for language, text in topic.texts.items():
            document = documents[topic.id, language]
            kinds = [(facet.id, facet.unknown) for facet in text.facets]
            expected = [(facet.id, facet.unknown) for facet in dutch]
            if language is Language.DUTCH or not kinds or kinds == expected:
                continue
            first = next(
                (place for place, pair in enumerate(zip(kinds, expected, strict=False)) if pair[0] != pair[1]),
                min(len(kinds), len(expected)),
            )
            ours = dutch[first].asked[0] if first < len(dutch) else "niets meer"
            message = f"de korte antwoorden staan niet in de volgorde van het Nederlands: op plaats {first + 1} hoort '{ours}'"
            problems.add(document.path, document.body_line, message)


def check_openings(topics: Mapping[str, Topic], documents: Documents, problems: Problems) -> None:
    """A known answer to a question of yes or no begins with it, and with the same in every language."""
    for topic in topics.values():
        dutch = {facet.id: facet.opening(Language.DUTCH) for facet in topic.text(Language.DUTCH).facets}
        for language, text in topic.texts.items():
            document = documents[topic.id, language]
            for facet in text.facets:
                if facet.kind is not FacetKind.WHETHER or facet.unknown:
                    continue
                opening = facet.opening(language)
                asked = facet.asked[0]
                if opening is None:
                    message = f"het antwoord op '{asked}' begint niet met ja, nee of dat hangt af van"
                    problems.add(document.path, document.body_line, message)
                elif opening != dutch.get(facet.id, opening):
                    message = (
                        f"het antwoord op '{asked}' begint anders dan het Nederlands: dat zegt '{dutch[facet.id]}'"
                    )
                    problems.add(document.path, document.body_line, message)


def check_questions(
    topics: Mapping[str, Topic], documents: Documents, files: Iterable[QuestionFile], problems: Problems
) -> None:
    """No two topics may claim the same question, in any language; nor one topic twice."""
    claimed: dict[str, tuple[str, Path, int]] = {}
    for topic, path, line, question in _questions(topics, documents, files):
        key = _normal(question)
        if key in claimed:
            other, other_path, other_line = claimed[key]
            where = "ook al hier" if other == topic else f"ook bij '{other}'"
            shown = other_path.relative_to(problems.root.parent).as_posix()
            message = f"de vraag '{question}' staat {where} ({shown}:{other_line})"
            problems.add(path, line, message, cause=f"{path}#{other_path}")  # a file copied is one mistake
        else:
            claimed[key] = (topic, path, line)


def _questions(
    topics: Mapping[str, Topic], documents: Documents, files: Iterable[QuestionFile]
) -> Iterable[tuple[str, Path, int, str]]:
    for topic in topics.values():
        for language, text in topic.texts.items():
            document = documents[topic.id, language]
            for index, question in enumerate(text.questions):
                yield topic.id, document.path, document.line(f"questions.{index}"), question
            for facet in text.facets:
                for question in facet.asked:
                    yield topic.id, document.path, document.body_line, question
    for file in files:
        for line, question in file.lines:
            yield file.topic, file.path, line, question


def check_endings(topics: Mapping[str, Topic], documents: Documents, problems: Problems, *, today: date) -> None:
    """An answer that rests on something that has ended must say so, and one past its date must be looked at."""
    for topic in topics.values():
        if topic.status is Status.WITHDRAWN:
            continue
        fields = Fields(documents[topic.id, Language.DUTCH], problems)
        for ground in topic.rests_on:
            for text in topic.texts.values():
                if ground.ended < today and not _mentions(text, str(ground.ended.year)):
                    problems.add(
                        documents[topic.id, text.language].path,
                        documents[topic.id, text.language].body_line,
                        f"het antwoord rust op '{ground.id}', dat eindigde op {ground.ended.isoformat()}, en zegt dat niet",
                        cause=f"{topic.id}#{ground.id}",
                    )
        dutch = topic.text(Language.DUTCH)
        if not topic.rests_on and _CONTRACT_WORDS.search(_words(dutch)) and not _mentions(dutch, "2025"):
            fields.fail(
                "rests_on",
                "het antwoord spreekt over een mandaat of landelijk contract zonder te zeggen dat het eindigde; "
                "vul 'rests_on' en noem de einddatum",
            )
        if date.min < topic.valid_until < today and not _mentions(dutch, str(topic.valid_until.year)):
            fields.fail(
                "valid_until",
                f"geldig tot {topic.valid_until.isoformat()} is voorbij: kijk het antwoord na, of zeg in het antwoord dat het verlopen is",
            )


def check_translations(topics: Mapping[str, Topic], languages: Iterable[Language], problems: Problems) -> None:
    """English has every topic; the other languages have those that newcomers need."""
    for language in languages:
        if language is Language.DUTCH:
            continue
        for topic in topics.values():
            needed = language is Language.ENGLISH or topic.group in TRANSLATED_GROUPS or topic.id in TRANSLATED_TOPICS
            name = f"{language}/{topic.id}.md"
            if needed and language not in topic.texts and not problems.explains(name):
                message = f"de vertaling van '{topic.id}' in taal '{language}' ontbreekt"
                problems.add(Path(problems.root, name), 0, message, cause=f"vertaling#{topic.id}")


def _normal(question: str) -> str:
    folded = unicodedata.normalize("NFKC", question).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", folded).split())


def _words(text: Text) -> str:
    return " ".join(block.text for block in text.blocks)


def _mentions(text: Text, needle: str) -> bool:
    return needle in _words(text).translate(_EASTERN_DIGITS)
