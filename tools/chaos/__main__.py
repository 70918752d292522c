"""`python -m tools.chaos [--only WORD …] [--save]`: every fault during load, and a table of what visitors noticed.

Starts the service by itself, on copies. Exits with 1 when an answer was mixed up, or a fault was not recovered from.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from tools.chaos.asking import Asking
from tools.chaos.faults import FAULTS, SHARED_FAULTS, Fault, NotHereError, another_release, is_ready
from tools.chaos.place import Place, place, plan_for, visited
from tools.figures import circumstances, save, table
from tools.load.__main__ import municipalities
from tools.load.plan import Seen

PEOPLE, RATE, TURNS = 8, 1.0, 4
HELD_SECONDS = 10.0
"""So long a fault lasts that somebody else must mend."""
RECOVERY_SECONDS = 240.0
OLD_WEB = "oude website bij nieuwe acties"
_POLL_SECONDS = 0.2
HEAD = (
    "wat",
    "langst zonder antwoord",
    "antwoorden zonder Rasa",
    "weer heel na",
    "kwijt",
    "verwisseld",
    "zonder antwoord",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a fault did. Times are in seconds; `recovered` is None when it was not."""

    name: str
    without: float
    degraded: int
    recovered: float | None
    seen: Seen
    by_itself: bool = True

    def row(self) -> list[str]:
        """The line of the table."""
        again = "niet" if self.recovered is None else f"{self.recovered:.1f} s"
        return [
            self.name,
            f"{self.without:.1f} s",
            str(self.degraded),
            again if self.by_itself else f"{again} na het verhelpen",
            str(len(self.seen.lost)),
            str(len(self.seen.mixed_up)),
            str(len(self.seen.errors)),
        ]


def suffer(where: Place, fault: Fault, names: tuple[str, ...]) -> Outcome:
    """Do it while people ask, and wait until everything works again; raises NotHereError."""
    plan = plan_for(where.url, names, people=PEOPLE, rate=RATE, turns=TURNS)
    with visited(plan) as visits, Asking(where.url) as asking:
        _wait(asking, where, time.monotonic())
        began = time.monotonic()
        with fault.harm(where):
            if not fault.by_itself:
                time.sleep(HELD_SECONDS)
        mended = began if fault.by_itself else time.monotonic()
        recovered = _wait(asking, where, mended)
        without, degraded = asking.without_answer(began), asking.degraded(began)
    assert visits.seen is not None  # noqa: S101 - filled by leaving
    return Outcome(fault.name, without, degraded, recovered, visits.seen, fault.by_itself)


def _wait(asking: Asking, where: Place, since: float) -> float | None:
    """Seconds from `since` until answers are whole and everything is ready; None when that takes too long."""
    until = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < until:
        whole = asking.whole_since(since)
        if whole is not None and is_ready(where.url):
            return max(0.0, whole - since)
        time.sleep(_POLL_SECONDS)
    return None


def half_deployed(where: Place, names: tuple[str, ...], revision: str) -> Outcome:
    """Visitors at the website of another release, with Rasa, actions and database of this one; raises NotHereError."""
    with another_release(where, revision) as url:
        plan = plan_for(url, names, people=PEOPLE, rate=RATE, turns=TURNS)
        began = time.monotonic()
        with visited(plan) as visits, Asking(url) as asking:
            time.sleep(HELD_SECONDS * 2)
            without, degraded = asking.without_answer(began), asking.degraded(began)
            whole = asking.whole_since(began)
    assert visits.seen is not None  # noqa: S101 - filled by leaving
    return Outcome(f"{OLD_WEB} ({revision})", without, degraded, None if whole is None else 0.0, visits.seen)


def wanted(only: Sequence[str], faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """The faults whose name holds one of the words; all of them when there is none."""
    return tuple(fault for fault in faults if not only or any(word in fault.name for word in only))


@dataclass(slots=True)
class Report:
    """What came of each fault, said as soon as it is known."""

    outcomes: list[Outcome] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def note(self, name: str, done: Callable[[], Outcome]) -> None:
        """Do it, and write down what came of it."""
        try:
            outcome = done()
        except NotHereError as error:
            self._say([name, str(error), *[""] * (len(HEAD) - 2)])
            return
        self.outcomes.append(outcome)
        self._say(outcome.row())
        for what, number in Counter([*outcome.seen.errors, *outcome.seen.lost]).most_common(5):
            print(f"    {number} keer {what}", flush=True)

    def _say(self, row: list[str]) -> None:
        self.rows.append(row)
        print(*row, sep="  ", flush=True)


def carry_out(only: Sequence[str], old: str) -> Report:
    """Every fault that is asked for, those of a kind on one service."""
    report = Report()
    half = not only or any(word in OLD_WEB for word in only)
    for faults, shared in ((wanted(only, FAULTS), False), (wanted(only, SHARED_FAULTS), True)):
        here = half and not shared
        if not faults and not here:
            continue
        with place(shared=shared) as where:
            names = municipalities(where.url)
            for fault in faults:
                report.note(fault.name, partial(suffer, where, fault, names))
            if here:
                report.note(OLD_WEB, partial(half_deployed, where, names, old))
    return report


def main() -> int:
    """Do everything, print, and save when asked to; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make chaos", description="Maak van alles kapot terwijl er vragen komen.")
    parser.add_argument(
        "--only", nargs="*", default=[], metavar="WOORD", help="alleen storingen met dit woord in de naam"
    )
    parser.add_argument(
        "--old", default="HEAD~60", metavar="VERSIE", help="uitgave van de oude website (standaard %(default)s)"
    )
    parser.add_argument("--save", action="store_true", help="zet de tabel in docs/reliability.md")
    arguments = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)  # whatever ends it, what was started and mounted goes with it
    began = circumstances()
    report = carry_out(arguments.only, arguments.old)
    text = "\n".join((began, "", table(HEAD, report.rows)))
    print(f"\n{text}")
    if arguments.save:
        save("chaos", text)
    return 0 if all(one.recovered is not None and not one.seen.mixed_up for one in report.outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
