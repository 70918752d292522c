"""A small content folder without mistakes, for tests to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.directory_files.reading import FILES

SOURCES = """\
rapport:
  title: Rapport met fictieve feiten
  publisher: Voorbeeldgemeente
  date: "2019"
  url: https://example.nl/rapport
  evidence:
    - fact: Het mandaat liep tot en met 31 december 2025.
      seen: samenvatting
zonder-datum:
  title: Pagina zonder datum
  publisher: Voorbeeldgemeente
  date: onbekend
  url: ""
  evidence:
    - fact: De koffie is gratis.
      seen: samenvatting
"""
GROUNDS = """\
mandaat:
  title: Mandaat
  ended: 2025-12-31
  source: rapport
"""
TOPIC = """\
---
title: Koffie bij het loket
audience: worker
kind: article
laws: [wmo]
needs: []
functions: [dagbesteding]
status: concept
reviewed_on: 2026-11-22
valid_until: 2027-05-22
rests_on: []
sources:
  - {id: rapport, where: "2"}
  - zonder-datum
related: [proef/thee]
short: De koffie is gratis.
questions:
  - Wat kost de koffie?
  - koffie prijs
---
De koffie is gratis. Thee **ook**.

1. Vraag erom.
2. Wacht op [cafeïne]{lang=en}.

Vragen? Ga naar het loket.
"""
THEE = TOPIC.replace("proef/thee", "proef/KOFFIE").replace("Koffie", "Thee").replace("koffie", "thee").lower()
THEE = THEE.replace("de thee is gratis. thee **ook**", "De thee is gratis. Koffie **ook**")
TRANSLATION = """\
---
title: Coffee at the desk
short: Coffee is free.
questions:
  - What does coffee cost?
---
Coffee is free.
"""


def _words(file: str, *ids: str) -> str:
    """A vocabulary's file with these ids."""
    columns = FILES[file]
    rows = [",".join([word, word, word, *[""] * (len(columns) - 3)]) for word in ids]
    return "\n".join([",".join(columns), *rows]) + "\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A folder with two Dutch topics and a translation, all in order."""
    root = tmp_path / "content"
    for name, text in {
        "sources.yml": SOURCES,
        "grounds.yml": GROUNDS,
        "directory/needs.csv": _words("needs.csv", "visueel"),
        "directory/laws.csv": _words("laws.csv", "wmo"),
        "directory/functions.csv": "id,name_nl,name_en,needs,laws\ndagbesteding,dagbesteding,day activities,,\n",
        "nl/proef/koffie.md": TOPIC,
        "nl/proef/thee.md": THEE,
        "en/proef/koffie.md": TRANSLATION,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
