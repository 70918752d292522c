"""The table of docs/scale.md is what the simulation gives, and the simulation is right where one can reckon."""

from __future__ import annotations

import pytest

from tools import scale
from tools.scale import COST, Plan, p95, per_second, simulate, smallest


def test_table_is_that_of_the_simulation() -> None:
    text = scale.DOCUMENT.read_text(encoding="utf-8")
    assert scale.saved(text) == text, "run: python -m tools.scale --save"


def test_costs_are_those_of_the_text() -> None:
    text = scale.DOCUMENT.read_text(encoding="utf-8")
    for name, part in (("Rasa", scale.RASA), ("website", scale.WEB), ("acties", scale.ACTIONS)):
        assert f"| {name} | {COST[part] * 1000:g} |".replace(".", ",") in text


def test_without_waiting_a_turn_takes_what_it_costs() -> None:
    took = simulate(Plan(9, 9, 9), 0.01, turns=4000)
    assert sum(took) / len(took) == pytest.approx(sum(COST.values()), rel=0.03)


def test_who_cannot_keep_up_makes_people_wait_ever_longer() -> None:
    too_many = 1.2 / COST[scale.RASA]
    took = simulate(Plan(9, 9, 1), too_many, turns=4000)
    assert sum(took[-400:]) > 5 * sum(took[:400])


def test_the_smallest_is_enough_and_one_less_is_not() -> None:
    rate = per_second(10)
    plan = smallest(rate)
    assert p95(simulate(plan, rate)) <= scale.GOAL_SECONDS
    assert not scale.holds(Plan(plan.web, plan.actions, plan.rasa - 1), rate)
