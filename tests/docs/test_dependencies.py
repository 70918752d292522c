"""What is written down of the service's parts is what is locked."""

from __future__ import annotations

import json
import re

import pytest

from bot.settings import ROOT
from tools import dependencies


@pytest.mark.parametrize("group", dependencies.ENVIRONMENTS)
def test_list_for_machines_holds_every_locked_package(group: str) -> None:
    written = json.loads((dependencies.BOMS / f"{group}.cdx.json").read_text(encoding="utf-8"))
    assert (written["bomFormat"], written["specVersion"]) == ("CycloneDX", "1.6")
    told = {(item["name"], item["version"]) for item in written["components"]}
    pinned = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements" / f"{group}.txt").read_text(), re.MULTILINE)
    assert told == {(dependencies.canonical(name), version) for name, version in pinned}, "run: make dependencies"
    for item in written["components"]:
        assert item["purl"] == f"pkg:pypi/{item['name']}@{item['version']}"
        assert item["properties"], "every package has a hash"
    assert len({item["bom-ref"] for item in written["components"]}) == len(written["components"])


@pytest.mark.parametrize("group", dependencies.ENVIRONMENTS)
def test_table_names_every_direct_part_with_its_version(group: str) -> None:
    text = dependencies.TABLE.read_text(encoding="utf-8")
    pinned = dependencies.locked(group)
    assert dependencies.direct(group)
    for name in dependencies.direct(group):
        assert f"| {name} | {pinned[name].version} |" in text, "run: make dependencies"


def test_ways_out_are_of_parts_that_there_are() -> None:
    assert set(dependencies.WAYS_OUT) <= {*dependencies.direct("app"), *dependencies.direct("rasa")}
