"""What `sources.yml` may hold: facts, the source's own words, how certain they are."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.content.files import ContentReader
from bot.core.topics.topic import Certainty, Evidence, Seen


def test_a_fact_comes_with_the_words_that_carry_it(content: Path) -> None:
    path = content / "sources.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        + """\
    - {fact: "Thee kost niets.", words: "Tea is free of charge.", certainty: zwak}
    - fact: Water kennen wij niet.
      seen: gezocht
""",
        encoding="utf-8",
    )
    snapshot, problems = ContentReader(content).read()
    assert problems == ()
    assert snapshot.sources["zonder-datum"].evidence == (
        Evidence("De koffie is gratis.", seen=Seen.SUMMARY),
        Evidence("Thee kost niets.", words="Tea is free of charge.", certainty=Certainty.WEAK),
        Evidence("Water kennen wij niet.", seen=Seen.SEARCHED),
    )
