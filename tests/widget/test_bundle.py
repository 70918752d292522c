"""The widget's scripts as one: every module is in it, each before who uses it; what cannot be put together is refused."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from web.widget.bundle import bundle
from web.widget.embed import MADE, SCRIPTS, parts


def test_every_module_is_in_it_and_it_is_a_module(tmp_path: Path) -> None:
    made = {name: parts()[name].content.decode() for name in MADE}
    sent = "".join(made.values())
    classes = {
        name
        for path in SCRIPTS.glob("*.js")
        for name in re.findall(r"^(?:export )?class (\w+)", path.read_text(), re.MULTILINE)
    }
    assert len(classes) > 10
    assert {name for name in classes if f"class {name}" not in sent} == set()
    for name, part in made.items():
        assert re.findall(r"(?:^|;)((?:import|export) .*)", part, re.MULTILINE) == [f"export {{ {MADE[name]} }};"]
        file = tmp_path / "whole.mjs"
        file.write_text(part, encoding="utf-8")
        assert subprocess.run(["node", "--check", str(file)], check=False, capture_output=True).returncode == 0


def test_what_speaks_is_sent_only_to_who_asks_for_it() -> None:
    first, asked_for = (parts()[name].content.decode() for name in ("element.js", "dictation.js"))
    for name in ("Dictation", "Recorder", "ServerEar", "DeviceEar"):
        assert f"class {name}" not in first
        assert f"class {name}" in asked_for


def test_a_module_stands_before_who_uses_it() -> None:
    modules = {
        "a.js": 'import { b } from "./b.js";\nimport { c } from "./c.js";\nexport const a = b + c;\n',
        "b.js": 'import { c } from "./c.js";\nexport const b = c;\n',
        "c.js": "export const c = 1;\n",
    }
    assert bundle(modules, "a.js", "a") == "const c = 1;\nconst b = c;\nconst a = b + c;\nexport { a };\n"


@pytest.mark.parametrize(
    ("modules", "why"),
    [
        ({"a.js": 'import { b } from "./b.js";\nconst same = 1;\n', "b.js": "export const b = 1;\nlet same = 2;\n"}, "same"),
        ({"a.js": 'import { b } from "./b.js";\nexport const a = 1;\n', "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n'}, "each other"),
        ({"a.js": 'import { b as c } from "./b.js";\n', "b.js": "export const b = 1;\n"}, "b as c"),
        ({"a.js": 'import b from "./b.js";\n', "b.js": "export default 1;\n"}, "not understood"),
        ({"a.js": "export default 1;\n"}, "not understood"),
    ],
    ids=["one name twice", "a circle", "another name", "a default import", "a default export"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(modules: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        bundle(modules, "a.js", "a")
