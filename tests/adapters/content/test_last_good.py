"""A mistake in the content and a restart: what was good is served, what is wrong is told."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.content.files import BrokenContentError, ContentFiles
from bot.contract import Language

KOFFIE, THEE = "nl/proef/koffie.md", "nl/proef/thee.md"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "var" / "content"


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def edit(content: Path, name: str, old: str, new: str) -> None:
    text = (content / name).read_text(encoding="utf-8")
    assert old in text
    (content / name).write_text(text.replace(old, new), encoding="utf-8")


def served(library: ContentFiles) -> str:
    return library.topic("proef/koffie").text(Language.DUTCH).blocks[0].text


def copies(kept: Path) -> list[str]:
    return [path.name for path in kept.glob("*/*") if not path.name.startswith(".")]


def started_once(content: Path, kept: Path) -> None:
    library = ContentFiles(content, last_good=kept)
    wait_until(lambda: copies(kept) == [library.version()])


def test_last_good_version_is_served_and_the_mistake_told(content: Path, kept: Path):
    started_once(content, kept)
    edit(content, KOFFIE, "title: Koffie bij het loket", "title: [")
    library = ContentFiles(content, last_good=kept)
    assert served(library) == "De koffie is gratis. Thee ook."
    assert "koffie.md" in library.problems()[0].path


def test_repaired_file_is_served_without_another_restart(content: Path, kept: Path):
    started_once(content, kept)
    edit(content, KOFFIE, "title: Koffie bij het loket", "title: [")
    library = ContentFiles(content, last_good=kept)
    edit(content, KOFFIE, "title: [", "title: Koffie bij de balie")
    wait_until(lambda: not library.problems())
    assert library.topic("proef/koffie").text(Language.DUTCH).title == "Koffie bij de balie"


def test_without_an_earlier_version_all_but_the_broken_file_is_served(content: Path, kept: Path):
    edit(content, THEE, "---\ntitle", "title")
    library = ContentFiles(content, last_good=kept)
    assert set(library.topics()) == {"proef/koffie"}
    assert any("thee.md" in problem.path for problem in library.problems())


def test_what_sends_readers_to_a_broken_file_is_served_without_that(content: Path, kept: Path):
    edit(content, THEE, "---\ntitle", "title")
    library = ContentFiles(content, last_good=kept)
    assert set(library.topics()) == {"proef/koffie"}
    assert library.topic("proef/koffie").related == ()


@pytest.mark.parametrize("name", ["sources.yml", "grounds.yml"])
def test_nothing_is_served_where_the_registers_are_broken_and_never_were_good(content: Path, kept: Path, name: str):
    (content / name).write_text("[", encoding="utf-8")
    with pytest.raises(BrokenContentError):
        ContentFiles(content, last_good=kept)


def test_broken_register_is_no_trouble_after_a_good_start(content: Path, kept: Path):
    started_once(content, kept)
    (content / "sources.yml").write_text("[", encoding="utf-8")
    assert served(ContentFiles(content, last_good=kept)) == "De koffie is gratis. Thee ook."


def test_only_the_newest_copies_are_kept(content: Path, kept: Path):
    library = ContentFiles(content, last_good=kept)
    seen = [library.version()]
    for number in range(4):
        wait_until(lambda: seen[-1] in copies(kept))
        edit(content, KOFFIE, "Thee" if number == 0 else f"Thee {number - 1}", f"Thee {number}")
        wait_until(lambda: library.version() != seen[-1])
        seen.append(library.version())
    wait_until(lambda: set(copies(kept)) == set(seen[-2:]))
    assert list(kept.glob("*/.half-*")) == []


def test_copy_of_a_process_that_ended_while_copying_goes(content: Path, kept: Path):
    started_once(content, kept)
    left = next(kept.iterdir()) / ".half-x"
    left.mkdir()
    os.utime(left, (0, 0))
    ContentFiles(content, last_good=kept)
    wait_until(lambda: not left.exists())


def test_disk_that_refuses_costs_the_copy_and_nothing_else(content: Path, tmp_path: Path):
    (tmp_path / "vol").write_text("", encoding="utf-8")
    library = ContentFiles(content, last_good=tmp_path / "vol" / "content")
    assert served(library) == "De koffie is gratis. Thee ook."
    edit(content, KOFFIE, "title: Koffie bij het loket", "title: [")
    with pytest.raises(BrokenContentError):
        ContentFiles(content, last_good=tmp_path / "vol" / "content")


def test_half_of_a_copy_is_not_served(content: Path, kept: Path):
    started_once(content, kept)
    (copy,) = [path for path in kept.glob("*/*") if not path.name.startswith(".")]
    shutil.rmtree(copy / content.name / "nl")
    edit(content, KOFFIE, "title: Koffie bij het loket", "title: [")
    try:
        library = ContentFiles(content, last_good=kept)
    except BrokenContentError:
        return
    assert "proef/koffie" not in library.topics()


def test_copies_of_another_folder_are_no_versions_of_this_one(content: Path, kept: Path, tmp_path: Path):
    started_once(content, kept)
    other = tmp_path / "elders" / content.name
    shutil.copytree(content, other)
    (other / "sources.yml").write_text("[", encoding="utf-8")
    with pytest.raises(BrokenContentError):
        ContentFiles(other, last_good=kept)
