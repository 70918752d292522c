"""Acts, topics read with the subject, and facets; with an encoder for which texts are near when they share words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.nlu.context.facets import FacetFinder, Wording
from bot.nlu.context.form import QuestionForm
from bot.nlu.context.reader import ContextReader, InContext
from bot.nlu.names.stored import Names
from bot.nlu.topics.model import Example, TopicModel, read_sentences
from bot.nlu.topics.ridge import KernelSettings
from bot.nlu.training.context import act_examples
from tests.nlu.topics.test_model import EXAMPLES, MODEL, WordEncoder

SAID = [
    *(Example(text, "price") for text in ("wat kost dat", "en de prijs", "hoe duur is dat", "kost dat geld")),
    *(Example(text, "target") for text in ("en voor haar", "ook bij hem", "en bij ons", "voor mij ook")),
    *(Example(example.text, "whole") for example in EXAMPLES),
]
ASKED = (
    Wording("wmo-zg/vervoer", "price", False, "wat kost de taxi"),
    Wording("wmo-zg/vervoer", "who", False, "wie rijdt de taxi"),
    Wording("wmo-zg/wachttijd", "term", False, "hoe lang duurt het wachten"),
)
TITLES = {"wmo-zg/vervoer": {"nl": "wie betaalt de taxi"}, "wmo-zg/wachttijd": {"nl": "hoe lang is de wachttijd"}}


@pytest.fixture(scope="module")
def reader() -> ContextReader:
    acts = TopicModel.train(SAID, WordEncoder(), KernelSettings())
    vectors = WordEncoder().encode([wording.text for wording in ASKED])
    return ContextReader(MODEL, acts, FacetFinder.learn(ASKED, MODEL, vectors), TITLES)


def read(reader: ContextReader, text: str, likely: Sequence[str], subject: str | None) -> InContext:
    """As a message is read where it serves."""
    (sentence,) = read_sentences([text], WordEncoder())
    acts = reader.acts(sentence)
    whole = reader.made_whole(sentence, acts, subject, "nl")
    return reader.read(sentence, acts, likely, subject, MODEL.shares([whole])[0] if whole else None)


def test_a_message_that_leans_is_ranked_with_its_subject(reader: ContextReader) -> None:
    found = read(reader, "en voor haar", ["gids/aanbieder-zoeken"], "wmo-zg/vervoer")

    assert found.acts[0][0] == "target"
    assert found.ranking[0][0] == "wmo-zg/vervoer"


def test_without_a_subject_there_is_nothing_to_lean_on(reader: ContextReader) -> None:
    assert read(reader, "en voor haar", [], None).ranking == ()
    assert read(reader, "en voor haar", [], "unknown/topic").ranking == ()


def test_the_nearest_way_of_asking_is_the_facet(reader: ContextReader) -> None:
    found = read(reader, "wat kost de rit", ["wmo-zg/vervoer"], None)

    assert (found.facets[0].topic, found.facets[0].facet) == ("wmo-zg/vervoer", "price")
    assert {near.topic for near in found.facets} == {"wmo-zg/vervoer"}


def test_of_two_near_facets_the_one_of_the_kind_that_is_asked_leads() -> None:
    wordings = (
        Wording("wmo-zg/vervoer", "who", False, "de rit met de taxi en wie de taxi naar de rit rijdt"),
        Wording(
            "wmo-zg/vervoer", "whether", False, "de rit met de taxi en of iemand de taxi naar de rit rijdt", opens=True
        ),
    )
    vectors = WordEncoder().encode([wording.text for wording in wordings])
    acts = TopicModel.train(SAID, WordEncoder(), KernelSettings())
    said = ("de taxi", "de rit", "een taxi", "hij", "zij", "wij", "de bus", "de trein")
    form = QuestionForm.learn(
        [
            *((f"mag {subject} gratis", "whether") for subject in said),
            *((f"wie betaalt {subject}", "who") for subject in said),
        ]
    )
    formed = ContextReader(MODEL, acts, FacetFinder.learn(wordings, MODEL, vectors, form), TITLES)

    assert read(formed, "mag de rit met de taxi", ["wmo-zg/vervoer"], None).facets[0].facet == "whether"
    assert read(formed, "wie betaalt de rit met de taxi", ["wmo-zg/vervoer"], None).facets[0].facet == "who"


def test_what_all_facets_of_a_topic_say_alike_does_not_tell_them_apart() -> None:
    wordings = (
        Wording("wmo-zg/vervoer", "who", False, "wie regelt de taxi"),
        Wording("wmo-zg/vervoer", "where", False, "waar is de taxi"),
        Wording("wmo-zg/vervoer", "term", False, "hoe lang duurt de taxi"),
        Wording("wmo-zg/vervoer", "price", False, "prijs vervoer"),
    )
    vectors = WordEncoder().encode([wording.text for wording in wordings])
    (sentence,) = read_sentences(["prijs de taxi"], WordEncoder())  # shares more words with any other of the four

    assert FacetFinder.learn(wordings, MODEL, vectors).near(sentence, MODEL, ["wmo-zg/vervoer"])[0].facet == "price"


def test_a_facet_finder_of_before_says_nothing_of_openings(tmp_path: Path) -> None:
    vectors = WordEncoder().encode([wording.text for wording in ASKED])
    FacetFinder.learn(ASKED, MODEL, vectors).save(tmp_path)
    rows = json.loads((tmp_path / "facets.json").read_text(encoding="utf-8"))
    (tmp_path / "facets.json").write_text(json.dumps([row[:4] for row in rows]), encoding="utf-8")

    assert {opens for *_, opens in FacetFinder.load(tmp_path).of} == {False}


def test_a_year_is_for_who_names_it() -> None:
    wordings = (
        Wording("wmo-zg/vervoer", "price-2", False, "wat kost de taxi in 2025"),
        Wording("wmo-zg/vervoer", "price", False, "wat kost een rit met de taxi"),
    )
    vectors = WordEncoder().encode([wording.text for wording in wordings])
    acts = TopicModel.train(SAID, WordEncoder(), KernelSettings())
    years = ContextReader(MODEL, acts, FacetFinder.learn(wordings, MODEL, vectors), TITLES)

    assert read(years, "wat kost de taxi", ["wmo-zg/vervoer"], None).facets[0].facet == "price"
    assert read(years, "wat kost de taxi in 2025", ["wmo-zg/vervoer"], None).facets[0].facet == "price-2"


def test_facets_of_the_subject_are_looked_at_too(reader: ContextReader) -> None:
    found = read(reader, "en de prijs", ["wmo-zg/wachttijd"], "wmo-zg/vervoer")

    assert {near.topic for near in found.facets} == {"wmo-zg/vervoer", "wmo-zg/wachttijd"}


def test_it_reads_the_same_after_saving(reader: ContextReader, tmp_path: Path) -> None:
    reader.save(tmp_path)
    again = ContextReader.load(tmp_path, MODEL)

    assert again is not None
    first, second = (read(item, "wat kost dat", [], "wmo-zg/vervoer") for item in (reader, again))
    assert [act for act, _ in first.acts] == [act for act, _ in second.acts]
    assert [near[:2] for near in first.facets] == [near[:2] for near in second.facets]
    assert np.allclose([near.score for near in first.facets], [near.score for near in second.facets], atol=1e-2)


def test_a_model_without_them_is_read_without(tmp_path: Path) -> None:
    assert ContextReader.load(tmp_path, MODEL) is None


@pytest.mark.parametrize("line", ["price", "prijs\twat kost dat", "price\t ", "wat kost dat"])
def test_a_line_that_is_no_example_is_told_with_its_place(line: str, tmp_path: Path) -> None:
    (tmp_path / "nl.tsv").write_text(f"price\twat kost dat\n{line}\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"nl\.tsv:2"):
        act_examples(tmp_path, Names({}, {}, []).finder)
