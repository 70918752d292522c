"""docs/translations.md lists every catalogue and every translated topic, with whether a speaker has reviewed it."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from types import ModuleType

import pytest

from bot.adapters.content import ContentFiles
from bot.contract import Language
from bot.settings import ROOT
from tests.fakes import world
from tests.fakes.library import FakeLibrary

DOCUMENT = (ROOT / "docs" / "translations.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_table", ROOT / "tools" / "translations_table.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_catalogue_is_listed_with_its_state():
    rows = re.findall(
        r"^\| \S+ \(`(\w+)`\) \| `(\w+)\.po` \| (geschreven|machinaal) \| [^|]+ \|$", DOCUMENT, re.MULTILINE
    )
    catalogues = {
        (path.parent.parent.name, path.stem)
        for part in ("web", "bot")
        for path in (ROOT / part / "translations").rglob("*.po")
    }
    assert len(catalogues) == 3 * len(Language)
    assert sorted((language, name) for language, name, _ in rows) == sorted(catalogues)
    assert {language for language, _, origin in rows if origin == "geschreven"} == {"nl", "en"}


def test_table_is_that_of_the_content(tool: ModuleType):
    made = tool.table(ContentFiles(ROOT / "content"))
    assert tool.with_table(DOCUMENT, made) == DOCUMENT, "run tools/translations_table.py"


def test_a_review_and_a_missing_translation_are_seen(tool: ModuleType):
    checked = world.text(world.EN, "Waiting time", "Six weeks.")
    unchecked = replace(world.text(world.TR, "Süre", "Altı hafta."), reviewed_translation=False)
    dutch = world.text(world.NL, "Wachttijd", "Zes weken.")
    made = tool.table(FakeLibrary((world.topic("a/b", texts=(dutch, checked, unchecked)),)))
    assert "| a/b | ja | – | nee | – | – | – | – |" in made
    assert "| `en` | 1 van 1 | 1 |" in made
    assert "| `tr` | 1 van 1 | 0 |" in made
    with pytest.raises(ValueError, match="mark"):
        tool.with_table("no marks", made)
