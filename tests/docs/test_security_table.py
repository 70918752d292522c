"""docs/beveiliging.md names each requirement of the ASVS up to level 2 once, and tests that exist."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tools.audit import ROOT, STATES, Line, expand, read

UP_TO_LEVEL_2 = """
1.1.1–1.1.2 1.2.1–1.2.9 1.3.1–1.3.11 1.4.1–1.4.3 1.5.1–1.5.2
2.1.1–2.1.3 2.2.1–2.2.3 2.3.1–2.3.4 2.4.1
3.2.1–3.2.2 3.3.1–3.3.4 3.4.1–3.4.6 3.5.1–3.5.5 3.7.1–3.7.2
4.1.1–4.1.3 4.2.1 4.3.1–4.3.2 4.4.1–4.4.4
5.1.1 5.2.1–5.2.3 5.3.1–5.3.2 5.4.1–5.4.3
6.1.1–6.1.3 6.2.1–6.2.12 6.3.1–6.3.4 6.4.1–6.4.4 6.5.1–6.5.5 6.6.1–6.6.3 6.8.1–6.8.4
7.1.1–7.1.3 7.2.1–7.2.4 7.3.1–7.3.2 7.4.1–7.4.5 7.5.1–7.5.2 7.6.1–7.6.2
8.1.1–8.1.2 8.2.1–8.2.3 8.3.1 8.4.1
9.1.1–9.1.3 9.2.1–9.2.4
10.1.1–10.1.2 10.2.1–10.2.2 10.3.1–10.3.4 10.4.1–10.4.11 10.5.1–10.5.5 10.6.1–10.6.2 10.7.1–10.7.3
11.1.1–11.1.2 11.2.1–11.2.3 11.3.1–11.3.3 11.4.1–11.4.4 11.5.1 11.6.1
12.1.1–12.1.3 12.2.1–12.2.2 12.3.1–12.3.4
13.1.1 13.2.1–13.2.5 13.3.1–13.3.2 13.4.1–13.4.5
14.1.1–14.1.2 14.2.1–14.2.4 14.3.1–14.3.3
15.1.1–15.1.3 15.2.1–15.2.3 15.3.1–15.3.7
16.1.1 16.2.1–16.2.5 16.3.1–16.3.4 16.4.1–16.4.3 16.5.1–16.5.3
17.1.1 17.2.1–17.2.4 17.3.1–17.3.2
"""
"""Of ASVS 5.0.0, from its own list; what is not here is level 3."""
LINES = read()


def test_every_requirement_up_to_level_2_stands_there_once():
    wanted = [number for part in UP_TO_LEVEL_2.split() for number in expand(part)]
    assert len(set(wanted)) == len(wanted) == 253
    assert Counter(number for line in LINES for number in line.requirements) == Counter(wanted)


def test_ranges_are_read_as_people_mean_them():
    assert expand("1.2.9–1.2.11") == ["1.2.9", "1.2.10", "1.2.11"]
    assert expand("1.2.3") == ["1.2.3"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.requirements[0])
def test_what_is_met_has_a_test_and_what_is_not_says_why(line: Line):
    assert line.state in STATES
    assert line.how
    assert line.test or line.state in {"n.v.t.", "nee", "deels", "inrichting"}


RELIABILITY = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = {line.test for line in LINES if line.test} | set(re.findall(r"`(tests/[^`]+::[^`]+)`", RELIABILITY))


@pytest.mark.parametrize("test", sorted(NAMED))
def test_each_test_exists(test: str):
    path, _, name = test.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
