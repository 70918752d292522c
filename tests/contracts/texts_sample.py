"""A small fictional content folder beside the sample of the directory: two topics, one of them translated."""

from __future__ import annotations

from pathlib import Path

SOURCES = """\
voorbeeld:
  title: Voorbeeldrapport
  publisher: Voorbeeldgemeente
  date: "2019"
  url: https://example.nl/rapport
  evidence:
    - fact: De koffie is gratis. De thee is gratis.
      words: "koffie en thee zijn gratis"
    - fact: Het loket gaat om 9 uur open.
      seen: samenvatting
"""
COFFEE = """\
---
title: Koffie bij het loket
audience: worker
kind: article
laws: [wmo]  # deze regel blijft zoals hij is
needs: []
functions: [dagbesteding]
status: concept
reviewed_on: 2026-11-22
valid_until: 2099-05-22
rests_on: []
sources:
  - {id: voorbeeld, where: "2"}
related: [proef/thee]
short: >-
  De koffie is gratis.
  Vraag erom bij het loket.
questions:
  - 'Wat kost de koffie?'
  - "koffie prijs"
---
De koffie is gratis.

1. Vraag erom.
2. Wacht op [cafeïne]{lang=en}.

Of er ook melk is, weten wij niet. Vraag het bij het loket.

---

### Is de koffie gratis? {whether}
### koffie gratis

Ja, de koffie is gratis.

### Is er melk bij? {whether, unknown}
### koffie met melk

Of er ook melk is, weten wij niet. Vraag het bij het loket.
"""
COFFEE_IN_ENGLISH = """\
---
title: Coffee at the desk
translation_reviewed: false
short: Coffee is free.
questions:
  - 'What does coffee cost?'
---
Coffee is free.

---

### Is the coffee free? {whether}

Yes, coffee is free.

### Is there milk? {whether, unknown}

Whether there is milk, we do not know. Ask at the desk.
"""
TEA = """\
---
title: Thee bij het loket
audience: worker
kind: article
laws: []
needs: []
functions: []
status: vastgesteld
reviewed_on: 2026-11-22
valid_until: 2099-05-22
rests_on: []
sources:
  - voorbeeld
related: [proef/koffie]
short: De thee is gratis.
questions:
  - Wat kost de thee?
---
De thee is gratis.
"""
TEA_IN_ENGLISH = """\
---
title: Tea at the desk
translation_reviewed: true
short: Tea is free.
questions:
  - What does tea cost?
---
Tea is free.
"""
FILES = {
    "sources.yml": SOURCES,
    "grounds.yml": "{}\n",
    "nl/proef/koffie.md": COFFEE,
    "nl/proef/thee.md": TEA,
    "en/proef/koffie.md": COFFEE_IN_ENGLISH,
    "en/proef/thee.md": TEA_IN_ENGLISH,
    "questions/nl/proef/koffie.txt": "hoe duur is een bak koffie\nmoet ik betalen voor koffie\n",
}


def write_texts(root: Path) -> Path:
    """Write them into a content folder that has the directory's files, or none; returns it."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
