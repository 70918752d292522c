"""Acts, topics read with the subject, and facets; with an encoder for which texts are near when they share words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.context.facets import FacetFinder, Wording
from bot.nlu.context.reader import ContextReader
from bot.nlu.names.stored import Names
from bot.nlu.topics.model import Example, TopicModel
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


def test_a_message_that_leans_is_ranked_with_its_subject(reader: ContextReader) -> None:
    found = reader.read("en voor haar", ["gids/aanbieder-zoeken"], "wmo-zg/vervoer", "nl")

    assert found.acts[0][0] == "target"
    assert found.ranking[0][0] == "wmo-zg/vervoer"


def test_without_a_subject_there_is_nothing_to_lean_on(reader: ContextReader) -> None:
    assert reader.read("en voor haar", [], None, "nl").ranking == ()
    assert reader.read("en voor haar", [], "unknown/topic", "nl").ranking == ()


def test_the_nearest_way_of_asking_is_the_facet(reader: ContextReader) -> None:
    found = reader.read("wat kost de rit", ["wmo-zg/vervoer"], None, "nl")

    assert (found.facets[0].topic, found.facets[0].facet) == ("wmo-zg/vervoer", "price")
    assert {near.topic for near in found.facets} == {"wmo-zg/vervoer"}


def test_a_year_is_for_who_names_it() -> None:
    wordings = (
        Wording("wmo-zg/vervoer", "price-2", False, "wat kost de taxi in 2025"),
        Wording("wmo-zg/vervoer", "price", False, "wat kost een rit met de taxi"),
    )
    vectors = WordEncoder().encode([wording.text for wording in wordings])
    acts = TopicModel.train(SAID, WordEncoder(), KernelSettings())
    years = ContextReader(MODEL, acts, FacetFinder.learn(wordings, MODEL, vectors), TITLES)

    assert years.read("wat kost de taxi", ["wmo-zg/vervoer"], None, "nl").facets[0].facet == "price"
    assert years.read("wat kost de taxi in 2025", ["wmo-zg/vervoer"], None, "nl").facets[0].facet == "price-2"


def test_facets_of_the_subject_are_looked_at_too(reader: ContextReader) -> None:
    found = reader.read("en de prijs", ["wmo-zg/wachttijd"], "wmo-zg/vervoer", "nl")

    assert {near.topic for near in found.facets} == {"wmo-zg/vervoer", "wmo-zg/wachttijd"}


def test_it_reads_the_same_after_saving(reader: ContextReader, tmp_path: Path) -> None:
    reader.save(tmp_path)
    again = ContextReader.load(tmp_path, MODEL)

    assert again is not None
    first, second = (item.read("wat kost dat", [], "wmo-zg/vervoer", "nl") for item in (reader, again))
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
