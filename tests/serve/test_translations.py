from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from bot.serve.supervisor import ServeError
from bot.serve.translations import TRANSLATIONS, compile_changed

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Vraag"\nmsgstr "Question"\n'


def catalogue(folder: Path, text: str) -> Path:
    path = folder / "en" / "LC_MESSAGES" / "web.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_changed_translation_is_compiled_and_an_unchanged_one_left(tmp_path: Path) -> None:
    source = catalogue(tmp_path, PO)
    assert compile_changed(tmp_path) == [source.with_suffix(".mo")]
    assert gettext.translation("web", tmp_path, ["en"]).gettext("Vraag") == "Question"
    assert compile_changed(tmp_path) == []
    newer = source.with_suffix(".mo").stat().st_mtime + 10
    os.utime(source, (newer, newer))
    assert len(compile_changed(tmp_path)) == 1


def test_a_broken_translation_is_named_with_its_line(tmp_path: Path) -> None:
    catalogue(tmp_path, PO + "\nkapot\n")
    with pytest.raises(ServeError, match=r"web\.po:\d+"):
        compile_changed(tmp_path)


def test_the_translations_of_the_site_can_be_compiled() -> None:
    sources = list(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    assert sources
    compile_changed(TRANSLATIONS)
    assert all(source.with_suffix(".mo").is_file() for source in sources)
