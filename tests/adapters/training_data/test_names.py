"""The directory's names as Rasa's training data."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.adapters.training_data.names import directory_nlu
from bot.settings import ROOT


def parsed(folder: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Lookup tables and synonyms, each by name."""
    document = yaml.safe_load(directory_nlu(folder))
    assert document["version"] == "3.1"
    tables: dict[str, dict[str, list[str]]] = {"lookup": {}, "synonym": {}}
    for entry in document["nlu"]:
        kind = "lookup" if "lookup" in entry else "synonym"
        tables[kind][entry[kind]] = [line.removeprefix("- ") for line in entry["examples"].splitlines()]
    return tables["lookup"], tables["synonym"]


def test_everything_is_known_by_its_canonical_value(sample_dir: Path):
    lookups, synonyms = parsed(sample_dir)
    assert lookups == {
        "gemeente": ["'s-Voorbeeld", "Nergenshuizen"],
        "aanbieder": ["Stichting Horizon", "Élders Loket"],
        "behoefte": ["visueel", "doofblind"],
        "wet": ["wmo", "zvw"],
        "functie": ["dagbesteding"],
        "gemeente_gewoon_woord": ["Voorbeeld"],
    }
    assert synonyms["'s-Voorbeeld"] == ["Voorbeeld"]
    assert synonyms["Stichting Horizon"] == ["Horizon"]
    assert synonyms["visueel"] == ["Visuele beperking", "Visual disability", "blind"]


def test_the_real_directory_gives_every_municipality_and_its_everyday_names():
    lookups, synonyms = parsed(ROOT / "content" / "directory")
    assert len(lookups["gemeente"]) == 342
    assert "Den Bosch" in synonyms["'s-Hertogenbosch"]


def test_no_name_stands_for_two_things():
    _, synonyms = parsed(ROOT / "content" / "directory")
    seen: dict[str, str] = {}
    for canonical, names in synonyms.items():
        for name in names:
            assert seen.setdefault(name.casefold(), canonical) == canonical, name


def test_the_same_files_give_the_same_text(sample_dir: Path):
    assert directory_nlu(sample_dir) == directory_nlu(sample_dir)
