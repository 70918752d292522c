"""`kennispunt content report`: coverage, reading level and evidence of the content, with the worst sentences.

Reading level is Flesch-Douma (206.835 - 0.93 x words per sentence - 77 x syllables per word, textstat's Dutch setting),
which runs from 0 (hard) to 100 (easy). Rare words are those outside the 5,000 most frequent Dutch words of `wordfreq`:
no official B1 word list is free to use, and frequency is the nearest that can be had.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import textstat
from wordfreq import top_n_list

from bot.adapters.content.evidence import evidence_problems
from bot.adapters.content.files import ContentReader
from bot.adapters.content.sentences import sentences
from bot.adapters.content.unknown import unknown
from bot.contract import Language
from bot.core.topics.topic import Audience, Topic

AIMS = {Audience.NEWCOMER: 70.0}
"""Flesch-Douma aimed at per audience; 60 for all others."""
DEFAULT_AIM = 60.0
LONGEST_SENTENCE = 20
HEADING = """# De inhoud gemeten

Gemaakt met `make content-report`; leesniveau volgens Flesch-Douma (0 moeilijk, 100 makkelijk).
Zeldzame woorden staan niet bij de 5.000 meest gebruikte woorden van `wordfreq`: een vrije B1-woordenlijst is er niet.
Doel: 60 voor medewerkers, 70 voor nieuwkomers, en een mediane zin van hoogstens 12 woorden.
"""
_COMMON_WORDS = 5_000
_WORST = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """How one Dutch answer reads. `sentences` holds each sentence's number of words; `rare` is a share from 0 to 1."""

    topic: Topic
    flesch_douma: float
    words: int
    sentences: tuple[int, ...]
    rare: float

    @property
    def reaches_aim(self) -> bool:
        """Whether the reading level is what the audience needs."""
        return self.flesch_douma >= AIMS.get(self.topic.audience, DEFAULT_AIM)


def read(topic: Topic, common: frozenset[str]) -> Reading:
    """Measure a topic's Dutch answer."""
    found = sentences(topic.text(Language.DUTCH))
    words = [word for sentence in found for word in re.findall(r"[^\W\d_]+", sentence)]
    text = " ".join(sentence.rstrip(".;:") + "." for sentence in found)
    return Reading(
        topic=topic,
        flesch_douma=round(textstat.flesch_reading_ease(text), 1),
        words=len(words),
        sentences=tuple(len(sentence.split()) for sentence in found),
        rare=sum(word.casefold() not in common for word in words) / max(len(words), 1),
    )


def report_content(content_dir: Path, *, save_to: Path | None = None) -> int:
    """Print the report (and write it to `save_to`); the exit code is 1 where a fact has no source."""
    textstat.set_lang("nl_NL")
    snapshot, _ = ContentReader(content_dir).read()
    common = frozenset(top_n_list("nl", _COMMON_WORDS))
    readings = [read(topic, common) for topic in snapshot.topics.values()]
    unsourced = evidence_problems(snapshot.topics.values())
    lines = [
        HEADING,
        *_coverage(list(snapshot.topics.values())),
        "",
        *_levels(readings),
        "",
        *_worst(list(snapshot.topics.values())),
        "",
        f"Feiten zonder bron: {len(unsourced)}",
        *(f"- {problem}" for problem in unsourced),
        "",
        *_unknown(snapshot.topics.values()),
    ]
    text = "\n".join(lines) + "\n"
    sys.stdout.write(text)
    if save_to is not None:
        save_to.write_text(text, encoding="utf-8")
    return 1 if unsourced else 0


def _unknown(topics: Iterable[Topic]) -> list[str]:
    found = unknown(topics)
    rows = [
        f"Nog niet bekend: {len(found)} zinnen in {len({line.topic_id for line in found})} antwoorden, en aan wie het antwoord het laat vragen."
    ]
    rows += ["", "| onderwerp | wat niet bekend is | te vragen |", "|---|---|---|"]
    rows += [f"| {line.topic_id} | {line.sentence} | {line.asked or 'het antwoord noemt niemand'} |" for line in found]
    return rows


def _coverage(topics: Sequence[Topic]) -> list[str]:
    rows = ["| taal | onderwerpen | voorbeeldvragen |", "|---|---|---|"]
    for language in Language:
        texts = [topic.texts[language] for topic in topics if language in topic.texts]
        questions = sum(len(topic.questions_in(language)) for topic in topics)
        rows.append(f"| {language} | {len(texts)} | {questions} |")
    return rows


def _levels(readings: Iterable[Reading]) -> list[str]:
    every = sorted(readings, key=lambda reading: reading.topic.id)
    rows = [
        "| onderwerp | doelgroep | Flesch-Douma | woorden | mediaan zin | langste zin | zeldzame woorden |",
        "|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| {reading.topic.id} | {reading.topic.audience} | {reading.flesch_douma:.0f}"
        f"{'' if reading.reaches_aim else ' (te moeilijk)'} | {reading.words} "
        f"| {statistics.median(reading.sentences):.0f} | {max(reading.sentences)} | {reading.rare:.0%} |"
        for reading in every
    ]
    all_sentences = [length for reading in every for length in reading.sentences]
    for audience in Audience:
        scores = [reading.flesch_douma for reading in every if reading.topic.audience is audience]
        if scores:
            rows.append(
                f"\n{audience}: mediaan Flesch-Douma {statistics.median(scores):.0f}, laagste {min(scores):.0f}"
            )
    rows.append(
        f"\nMediane zin: {statistics.median(all_sentences):.0f} woorden; "
        f"{sum(length > LONGEST_SENTENCE for length in all_sentences)} van {len(all_sentences)} zinnen langer dan {LONGEST_SENTENCE}."
    )
    return rows


def _worst(topics: Iterable[Topic]) -> list[str]:
    every = [
        (len(sentence.split()), topic.id, sentence)
        for topic in topics
        for sentence in sentences(topic.text(Language.DUTCH))
    ]
    every.sort(reverse=True)
    return [
        "Langste zinnen:",
        *(f"- {words} woorden, {topic}: {sentence}" for words, topic, sentence in every[:_WORST]),
    ]
