"""Edited text is served without a restart; a broken edit is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from bot.adapters.content import ContentFiles
from bot.contract import Language

KOFFIE = "nl/proef/koffie.md"
PATIENCE_SECONDS = 5.0


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def first_text(library: ContentFiles) -> str:
    return library.topic("proef/koffie").text(Language.DUTCH).blocks[0].text


def edit(content: Path, old: str, new: str) -> None:
    path = content / KOFFIE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_an_edit_is_served(content: Path) -> None:
    library = ContentFiles(content)
    version = library.version()
    edit(content, "De koffie is gratis. Thee", "De koffie kost niets. Thee")
    wait_until(lambda: first_text(library).startswith("De koffie kost niets."))
    assert library.version() != version
    assert not library.problems()


def test_a_broken_edit_leaves_the_last_good_version_and_is_told(content: Path) -> None:
    library = ContentFiles(content)
    edit(content, "related: [proef/thee]", "related: [proef/melk]")
    wait_until(lambda: bool(library.problems()))
    assert first_text(library) == "De koffie is gratis. Thee ook."
    edit(content, "related: [proef/melk]", "related: []")
    wait_until(lambda: not library.problems())
    assert library.topic("proef/koffie").related == ()


def test_a_new_file_is_served(content: Path) -> None:
    library = ContentFiles(content)
    text = (content / KOFFIE).read_text(encoding="utf-8").replace("offie", "akao").replace("kakao prijs", "kakao?")
    (content / "nl/proef/kakao.md").write_text(text, encoding="utf-8")
    wait_until(lambda: "proef/kakao" in library.topics())
