"""Rasa's lookup tables and synonyms, made from the directory's files.

Municipalities and organisations are known by their names, needs, laws and functions by their ids; every alias is a
synonym of one of those. Place names that are ordinary words too get a table of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.adapters.directory_files.reading import DirectoryFiles, WordLine, read_files
from bot.adapters.training_data.questions import HEADER
from bot.contract import ORDINARY_PLACES, MentionKind


def directory_nlu(directory_dir: Path) -> str:
    """The text of `data/nlu/directory.yml`; raises DirectoryFilesError where the files hold mistakes."""
    files = read_files(directory_dir)
    lines = [HEADER + 'version: "3.1"', "nlu:"]
    for table, names in _tables(files):
        lines += _entry("lookup", table, names)
    for canonical, aliases in _synonyms(files).items():
        lines += _entry("synonym", canonical, aliases)
    return "\n".join(lines) + "\n"


def _tables(files: DirectoryFiles) -> Iterator[tuple[str, Iterable[str]]]:
    yield MentionKind.MUNICIPALITY, (line.name for line in files.municipalities)
    yield MentionKind.ORGANISATION, (line.name for line in files.organisations)
    for table, vocabulary in (
        (MentionKind.NEED, "needs"),
        (MentionKind.LAW, "laws"),
        (MentionKind.FUNCTION, "functions"),
    ):
        yield table, (word.id for word in files.words[vocabulary])
    yield ORDINARY_PLACES, (line.name for line in files.ambiguous if line.kind == "word")


def _synonyms(files: DirectoryFiles) -> dict[str, list[str]]:
    """The other names of everything, by canonical value, in the order of the files."""
    names = {line.cbs_code: line.name for line in files.municipalities}
    names |= {line.id: line.name for line in files.organisations}
    synonyms: dict[str, list[str]] = {}
    for vocabulary in ("needs", "laws", "functions"):
        for word in files.words[vocabulary]:
            synonyms.setdefault(word.id, []).extend(_own_names(word))
    for alias in files.aliases:
        target = names[alias.target] if alias.kind in {"municipality", "organisation"} else alias.target
        synonyms.setdefault(target, []).append(alias.name)
    return {
        canonical: unique
        for canonical, aliases in synonyms.items()
        if (unique := [name for name in dict.fromkeys(aliases) if name != canonical])
    }


def _own_names(word: WordLine) -> tuple[str, ...]:
    """How people may write a word of a vocabulary without anybody having listed it."""
    return (word.name_nl, word.name_en, word.id.replace("-", " "))


def _entry(kind: str, name: str, examples: Iterable[str]) -> list[str]:
    # JSON's quoting is YAML's, and names such as 's-Gravenhage need some.
    return [
        f"- {kind}: {json.dumps(name, ensure_ascii=False)}",
        "  examples: |",
        *(f"    - {example}" for example in examples),
    ]
