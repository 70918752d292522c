"""`kennispunt content truth`: every sentence of the Dutch answers beside the words of its source, for a person to read.

`docs/waarheid.md` is made from the content alone, so that it can be checked for being up to date; the sentences that
their sources carry least come first.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.adapters.content.carrying import Carried, Carrier, carried
from bot.adapters.content.files import ContentReader
from bot.adapters.content.sentences import Kind
from bot.contract import Language
from bot.core.topics.topic import Certainty, Seen, Topic, TopicKind

FILE = "waarheid.md"
WEAKEST = 60
"""Sentences that stand at the top for being carried least."""

_HEADING = """# Elke zin naast zijn bron

Gemaakt met `make content-truth` uit `content/`; wijzig dit bestand niet zelf.
Van elk Nederlands antwoord staat hier elke zin, met de woorden van de bron die hem het beste dragen.
Het programma vergelijkt woorden, geen betekenis: een mens leest de zin naast de bron.

- **feit**: een bron moet dit dragen. Bij een *stap* of *advies* met een getal of naam staat de bron er ook.
- *weten wij niet*, *vraag*, *kop* en *aanloop* zeggen niets dat een bron moet dragen.
- `zeker`: de verantwoordelijke instantie zegt het zelf; `redelijk`: ouder of uit de tweede hand; `zwak`: zonder datum en uit de tweede hand.
- “Tussen deze tekens” staan letterlijke woorden van de bron. Zonder die tekens staat er onze samenvatting, met de reden.
- **let op**: de zin en de bron verschillen in een woord als 'niet', 'alleen' of 'moet'.
"""
_NO_WORDS = {
    Seen.SUMMARY: "onze samenvatting; de letterlijke woorden waren niet te zien",
    Seen.SERVICE: "de dienst laat het zelf zien",
    Seen.SEARCHED: "gezocht en niet gevonden",
}
_CERTAINTIES = list(Certainty)


def report_truth(content_dir: Path, docs_dir: Path, *, check_only: bool) -> int:
    """Write `docs/waarheid.md`; with `check_only` say whether it is up to date (exit code 1: it is not)."""
    path = docs_dir / FILE
    text = truth(content_dir)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    if check_only:
        sys.stderr.write(f"{path.name} past niet bij de inhoud; voer uit: make content-truth\n")
        return 1
    path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{path.name} bijgewerkt\n")
    return 0


def truth(content_dir: Path) -> str:
    """The whole text of `docs/waarheid.md`."""
    answers = _answers(content_dir)
    every = [(topic, sentence) for topic, said in answers for sentence in said]
    stated = [(topic, sentence) for topic, sentence in every if sentence.must_be_carried]
    weakest = sorted(stated, key=lambda entry: (_weakness(entry[1]), entry[0].id))[:WEAKEST]
    lines = [
        _HEADING,
        *_counts([sentence for _, sentence in every]),
        "",
        f"## Het zwakst gedragen: eerst nakijken ({WEAKEST})",
        "",
    ]
    for topic, sentence in weakest:
        lines += [f"- `{topic.id}` {sentence.sentence}", *_beside(sentence)]
    for topic, said in answers:
        lines += ["", f"## {topic.id}", "", f"*{topic.text(Language.DUTCH).title}*, {topic.status}", ""]
        for sentence in said:
            mark = f"**{sentence.kind}**" if sentence.kind is Kind.FACT else f"*{sentence.kind}*"
            lines += [f"- {mark} {sentence.sentence}", *_beside(sentence)]
    return "\n".join(lines) + "\n"


def side_by_side(content_dir: Path, topic_ids: Sequence[str] = ()) -> Iterator[str]:
    """The facts of the answers (of all, or of these topics), each with its evidence and its source's words."""
    for topic, said in _answers(content_dir):
        if topic_ids and topic.id not in topic_ids:
            continue
        yield f"\n{topic.text(Language.DUTCH).path}"
        for sentence in said:
            if sentence.must_be_carried:
                yield f"  zin     {sentence.sentence}"
                for carrier in sentence.carriers:
                    yield f"  bewijs  [{carrier.source.id}, {carrier.evidence.certainty}] {carrier.evidence.fact}"
                    yield f"  bron    {_words(carrier)}"
                if not sentence.carriers:
                    yield "  bewijs  geen regel van een bron lijkt op deze zin"
                yield from (f"  let op  {difference}" for difference in sentence.differences)
                yield ""


def _answers(content_dir: Path) -> list[tuple[Topic, list[Carried]]]:
    snapshot, _ = ContentReader(content_dir).read()
    topics = sorted(snapshot.topics.values(), key=lambda topic: topic.id)
    return [(topic, carried(topic)) for topic in topics if topic.kind is not TopicKind.DIALOGUE]


def _weakness(sentence: Carried) -> tuple[float, bool, int]:
    """Sorts the least carried first: few words found, then a difference in meaning, then a weak source."""
    certainty = max((_CERTAINTIES.index(carrier.evidence.certainty) for carrier in sentence.carriers), default=0)
    return round(sentence.share, 1), not sentence.differences, -certainty


def _counts(sentences: Sequence[Carried]) -> Iterable[str]:
    stated = [sentence for sentence in sentences if sentence.must_be_carried]
    carriers = [carrier for sentence in stated for carrier in sentence.carriers]
    literal = sum(bool(carrier.evidence.words) for carrier in carriers)
    yield f"{len(sentences)} zinnen, waarvan {len(stated)} die een bron moet dragen."
    yield f"Daarbij staan {len(carriers)} bewijsregels, waarvan {literal} met letterlijke woorden van de bron."
    yield f"Bij {sum(not sentence.carriers for sentence in stated)} zinnen lijkt geen regel op de zin; bij {sum(bool(sentence.differences) for sentence in stated)} staat 'let op'."


def _beside(sentence: Carried) -> Iterator[str]:
    if sentence.must_be_carried and not sentence.carriers:
        yield "  - geen regel van een genoemde bron lijkt op deze zin"
    for carrier in sentence.carriers:
        yield f"  - {carrier.source.title} ({carrier.evidence.certainty}): {_words(carrier)}"
    for difference in sentence.differences:
        yield f"  - **let op**: {difference}"


def _words(carrier: Carrier) -> str:
    if carrier.evidence.words:
        return f"“{carrier.evidence.words}”"
    return f"{carrier.evidence.fact} ({_NO_WORDS[carrier.evidence.seen or Seen.SUMMARY]})"
