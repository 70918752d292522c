"""The board in deploy/ shows what is counted: every measure of ours, and none that does not exist."""

from __future__ import annotations

import itertools
import json
import re
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.settings import ROOT
from tests.web.fakes import World
from web.site import site

BOARD = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))
PANELS: list[dict[str, Any]] = BOARD["panels"]
_NAME = re.compile(r"\b(?:kennispunt|process)_[a-z_]+|\bup(?=\{)")
_GIVEN_BY_PROMETHEUS = {"up"}


def expressions() -> list[str]:
    return [target["expr"] for panel in PANELS for target in panel["targets"]]


def labels_of(expression: str) -> set[str]:
    return {name for group in re.findall(r"by \(([^)]*)\)", expression) for name in group.split(", ")} - {"le"}


@pytest.fixture
def measured(world: World) -> dict[str, set[str]]:
    """Each sample that is given, with its labels. What has labels is counted once, so that it shows."""
    app = world.app()
    with app.app_context():
        metrics = site().metrics
    metrics.refused("busy")
    metrics.spoken("made")
    metrics.feedback(helpful=True)
    metrics._removed.labels("name").inc()
    metrics._helped.labels("nood/medisch").inc()
    metrics._turns.labels("answer", "nl", "api").inc()
    text = app.test_client().get("/metrics").get_data(as_text=True)
    return {
        sample.name: set(sample.labels) for family in text_string_to_metric_families(text) for sample in family.samples
    }


def test_every_measure_on_the_board_exists_with_its_labels(measured: dict[str, set[str]]):
    for expression in expressions():
        names = set(_NAME.findall(expression)) - _GIVEN_BY_PROMETHEUS
        assert names <= set(measured), expression
        for name in names:
            assert labels_of(expression) <= measured[name], expression


def test_every_measure_of_ours_is_on_the_board(measured: dict[str, set[str]]):
    shown = {
        re.sub(r"_(bucket|total)$", "", name) for expression in expressions() for name in _NAME.findall(expression)
    }
    ours = {
        re.sub(r"_(bucket|count|sum|total|created)$", "", name) for name in measured if name.startswith("kennispunt_")
    }
    assert ours
    assert ours <= shown


def test_brackets_close_and_legends_name_labels_that_are_kept():
    for panel in PANELS:
        for target in panel["targets"]:
            for opening, closing in ("()", "{}", "[]"):
                assert target["expr"].count(opening) == target["expr"].count(closing), target["expr"]
            named = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
            assert named <= labels_of(target["expr"]) | {"instance"}, target


def test_panels_do_not_cover_each_other_and_each_says_what_it_is():
    assert len({panel["id"] for panel in PANELS}) == len({panel["title"] for panel in PANELS}) == len(PANELS)
    for one, other in itertools.combinations([panel["gridPos"] for panel in PANELS], 2):
        apart = (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        )
        assert apart, (one, other)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in PANELS)


def test_it_works_on_whatever_prometheus_and_job_there_is():
    assert {item["name"] for item in BOARD["templating"]["list"]} == {"bron", "job"}
    assert all(panel["datasource"]["uid"] == "${bron}" for panel in PANELS)
    assert all('job="$job"' in expression for expression in expressions())
