from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.contract import OUT_OF_SCOPE
from bot.evaluation import picture, report
from bot.evaluation.model_alone import read
from bot.evaluation.outcomes import Figures, Reply, Verdict, entity_figures, judge, unmet
from bot.evaluation.service import read_reply
from bot.evaluation.sets import OWN, Question, load, load_default
from bot.evaluation.timing import percentile
from bot.settings import ROOT

QUESTION = Question("eigen", "Wie betaalt de rit?", "nl", ("wmo-zg/vervoer", "wmo-zg/dagbesteding"), {"wet": "wmo"})
OUTSIDE = Question("eigen", "Wat voor weer wordt het?", "nl", ("buiten-bereik",))


def reply(topic: str | None = None, *choices: str, outside: bool = False, **entities: str) -> Reply:
    return Reply(topic, choices, answered=topic is not None, unknown_subject=outside, entities=entities)


@pytest.mark.parametrize(
    ("question", "given", "verdict"),
    [
        (QUESTION, reply("wmo-zg/vervoer"), Verdict.RIGHT),
        (QUESTION, reply("wmo-zg/dagbesteding"), Verdict.RIGHT),
        (QUESTION, reply("wmo-zg/vervoer/taxi"), Verdict.RIGHT),
        (QUESTION, reply("wmo-zg/vervoerder"), Verdict.WRONG),
        (QUESTION, reply(None, "a", "b", "wmo-zg/vervoer"), Verdict.OFFERED),
        (QUESTION, reply(None, "a", "b", "c", "wmo-zg/vervoer"), Verdict.UNSURE),
        (QUESTION, reply("wmo-zg/tolk"), Verdict.WRONG),
        (QUESTION, reply(outside=True), Verdict.REFUSED),
        (OUTSIDE, reply(outside=True), Verdict.RIGHT),
        (OUTSIDE, reply("wmo-zg/vervoer"), Verdict.WRONG),
        (OUTSIDE, reply(None, "wmo-zg/vervoer"), Verdict.UNSURE),
    ],
)
def test_verdicts(question: Question, given: Reply, verdict: Verdict) -> None:
    assert judge(question, given).verdict is verdict


def test_figures_are_shares() -> None:
    outcomes = [
        judge(QUESTION, given)
        for given in (reply("wmo-zg/vervoer"), reply("x"), reply(None, "wmo-zg/vervoer"), reply())
    ]
    figures = Figures.of(outcomes)
    assert (figures.count, figures.right, figures.right_or_offered, figures.wrong) == (4, 0.25, 0.5, 0.25)
    assert Figures.of([]).right == 0


def test_entities_count_value_for_value() -> None:
    figures = entity_figures([judge(QUESTION, reply(wet="wmo", gemeente="Zwolle")), judge(OUTSIDE, reply(wet="zvw"))])
    assert (figures.precision, figures.recall) == (0.5, 1.0)
    assert len(figures.misses) == 1


@pytest.mark.parametrize(
    ("expect", "failures"),
    [
        ({"topic": "wmo-zg/vervoer", "mentions_all": ["taxi", "VNG"], "mentions_any": ["bus", "TAXI"]}, 0),
        ({"topics_any": ["a", "wmo-zg"], "mentions_none": ["euro"], "says_unknown": True, "offers_choice": True}, 0),
        ({"topic": "wmo-zg/tolk", "mentions_none": ["taxi"], "says_unknown": False, "offers_choice": False}, 4),
    ],
)
def test_expectations_of_a_turn(expect: dict[str, Any], failures: int) -> None:
    given = Reply("wmo-zg/vervoer", (), answered=True, unknown_subject=False, entities={}, text="De taxi: vraag de VNG",
                  choice_labels=("Ja",), unknown=True)  # fmt: skip
    assert len(unmet(expect, given)) == failures


def test_an_expectation_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="onbekende verwachting"):
        unmet({"smiles": True}, reply())


def test_reads_what_the_api_gives() -> None:
    given = read_reply(
        {
            "kind": "choices",
            "topic": None,
            "blocks": [{"type": "text", "text": "Wat bedoelt u?"}],
            "choices": [
                {"label": "Vervoer", "value": "topic:wmo-zg/vervoer", "topic": "wmo-zg/vervoer"},
                {"label": "Opnieuw", "value": "command:opnieuw", "topic": None},
            ],
            "entities": {"wet": "wmo", "gemeente": None},
            "unknown": False,
        }
    )
    assert given.choices == ("wmo-zg/vervoer", "gesprek/opnieuw")
    assert given.entities == {"wet": "wmo"}
    assert not given.answered
    assert "Vervoer" in given.text


def test_reads_what_the_model_gives() -> None:
    ranking = [{"topic": "a", "confidence": 0.5}, {"topic": "b", "confidence": 0.4}]
    entities = [{"entity": "wet", "value": "wmo", "denied": True}, {"entity": "wet", "value": "jeugd"}]
    sure = read({"intent": "vraag", "topic_ranking": ranking, "entities": entities})
    unsure = read({"intent": "twijfel", "topic_ranking": ranking, "entities": []})
    assert (sure.topic, sure.choices, sure.entities) == ("a", (), {"wet": "jeugd"})
    assert (unsure.topic, unsure.choices) == (None, ("a", "b"))


def sets_folder(folder: Path) -> Path:
    (folder / "worker-eigen.jsonl").write_text(
        json.dumps({"text": "Wie betaalt de rit?", "lang": "nl", "topic": "wmo-zg/vervoer", "also": [], "entities": {}})
        + "\n",
        encoding="utf-8",
    )
    (folder / "anders.txt").write_text("# uitleg\nSpeel muziek\n", encoding="utf-8")
    (folder / "dialogues-eigen.json").write_text(
        json.dumps([{"id": "een", "lang": "nl", "turns": [{"user": "Hallo", "expect": {"mentions_any": ["dag"]}}]}]),
        encoding="utf-8",
    )
    return folder


def test_loads_every_form_of_set(tmp_path: Path) -> None:
    sets = load(sets_folder(tmp_path))
    assert [question.outside for question in sets.questions] == [False, True]
    assert set(sets.texts) == {"Wie betaalt de rit?", "Speel muziek", "Hallo"}


def test_measures_on_the_projects_own_sets_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = set(load(OWN).texts)
    assert len(own) > 400
    monkeypatch.setenv("KENNISPUNT_EVAL", str(sets_folder(tmp_path)))
    assert set(load_default().texts) == own | {"Wie betaalt de rit?", "Speel muziek", "Hallo"}
    monkeypatch.setenv("KENNISPUNT_EVAL", str(tmp_path / "elsewhere"))
    assert set(load_default().texts) == own


def test_own_sets_ask_for_topics_that_exist() -> None:
    known = {
        str(path.relative_to(ROOT / "content" / "nl").with_suffix(""))
        for path in (ROOT / "content" / "nl").rglob("*.md")
    }
    assert {topic for question in load(OWN).questions for topic in question.topics} <= known | {OUT_OF_SCOPE}


def test_a_folder_without_sets_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"KENNISPUNT_EVAL"):
        load(tmp_path)


TRAINING = {
    "trained": 60,
    "examples": 10,
    "temperature": 15.9,
    "top1": 0.8,
    "top3": 0.9,
    "counts": {"wmo-zg/tolk": 5, "wmo-zg/functies": 3, "wmo-zg/functies/analyse": 2},
    "confusions": [["wmo-zg/functies", "wmo-zg/functies/analyse", 1], ["wmo-zg/tolk", "wmo-zg/functies/analyse", 2]],
}


def test_report_and_comparison(tmp_path: Path) -> None:
    before = report.Results((judge(QUESTION, reply("x")), judge(OUTSIDE, reply(outside=True))), None)
    after = report.Results(
        (judge(QUESTION, reply("wmo-zg/vervoer")), judge(OUTSIDE, reply("x"))),
        TRAINING,
    )
    report.save(before, tmp_path / "voor.json")
    compared = list(report.compare(after, tmp_path / "voor.json"))
    assert compared[0] == "Gewonnen: 1"
    assert compared[2] == "Verloren: 1"
    text = "\n".join(report.lines(after))
    assert "Kruisvalidatie op 10 voorbeeldvragen" in text
    assert "buiten-bereik -> x" in text


def test_picture_leaves_out_what_is_confused_within_a_family() -> None:
    assert picture.table(TRAINING).count("\n") == 3
    assert "| wmo-zg/tolk | wmo-zg/functies | 2 van 5 |" in picture.table(TRAINING)
    assert picture.svg(TRAINING).startswith("<svg")


@pytest.mark.parametrize(("share", "value"), [(50, 2.0), (95, 4.0), (1, 1.0)])
def test_percentile_is_the_nearest_rank(share: int, value: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], share) == value
