"""`python -m tools.load`: 200 conversations with time to think, flat-out, twice as many as there is room for, and Rasa's channel alone.

    python -m tools.load [--seconds 60] [--long MINUTES] [--save]

Starts the service by itself. Exits with 1 when an answer was lost, mixed up or wrong, whatever the speed.
"""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import httpx

from bot.evaluation.service import free_port, running
from bot.evaluation.timing import percentile
from bot.settings import ROOT
from tools.figures import circumstances, save, table
from tools.load.plan import Plan, Seen, read_seen
from tools.load.watching import PASSING, Watch, growth
from web.http.lanes import LANES, TURNS

PEOPLE = 200
QUESTIONS = 6
RATE = 30.0
FLAT_OUT = 24
_ROOM = next(lane.threads + lane.most_waiting for lane in LANES if lane.name == TURNS)
SETTLED_SECONDS = 300.0
"""Memory is compared from here on: before it caches fill."""
_MORE_SECONDS = 120.0
HEAD = ("vorm", "mensen", "beurten/s", "p50", "p95", "p99", "geweigerd (p95)", "/healthz p99", "zonder Rasa", "fout", "verwisseld", "kwijt")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """One form of load: what visitors saw and what was seen meanwhile."""

    name: str
    plan: Plan
    seen: Seen
    watch: Watch

    @property
    def is_whole(self) -> bool:
        """Whether everybody got their own answer or was told to come back."""
        return not (self.seen.errors or self.seen.mixed_up or self.seen.lost)

    def row(self) -> list[str]:
        """The line of the table."""
        seen = self.seen
        refused = f"{len(seen.refused)} ({milliseconds(seen.refused, 95)})" if seen.refused else "0"
        return [
            self.name,
            str(self.plan.people),
            f"{len(seen.answered) / seen.seconds:.1f}",
            *(milliseconds(seen.answered, share) for share in (50, 95, 99)),
            refused,
            milliseconds(self.watch.health, 99),
            *(str(number) for number in (seen.degraded, len(seen.errors), len(seen.mixed_up), len(seen.lost))),
        ]


def milliseconds(times: Sequence[float], share: int) -> str:
    """A percentile of times in seconds, as people read it."""
    return f"{percentile(sorted(times), share) * 1000:.0f} ms" if times else "–"


def visit(plan: Plan) -> Seen:
    """Carry out the plan in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tools.load.visitors", json.dumps(asdict(plan))],
        check=True,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        timeout=plan.seconds + _MORE_SECONDS,
    )
    return read_seen(done.stdout)


def municipalities(url: str) -> tuple[str, ...]:
    """All that may be asked about."""
    found = httpx.get(f"{url}/api/v1/municipalities", timeout=30).raise_for_status().json()["municipalities"]
    return tuple(item["name"] for item in found)


def forms(arguments: argparse.Namespace, url: str, rasa: str, token: str) -> list[tuple[str, Plan]]:
    """What is measured, in this order."""
    names = municipalities(url)

    def plan(people: int, rate: float = 0.0, seconds: float = arguments.seconds) -> Plan:
        return Plan(url, people, seconds, QUESTIONS, rate, names)

    if arguments.long:
        return [(f"{arguments.long:.0f} minuten", plan(PEOPLE, RATE, arguments.long * 60))]
    alone = Plan(rasa, FLAT_OUT, arguments.seconds, QUESTIONS, 0.0, names, rasa=True, token=token)
    return [
        ("met denktijd", plan(PEOPLE, RATE)),
        ("zo hard het gaat", plan(FLAT_OUT)),
        ("twee keer wat erin past", plan(2 * _ROOM)),
        ("alleen Rasa's kanaal", alone),
    ]


def memory_rows(watch: Watch, after: float) -> list[list[str]]:
    """By process: megabytes at first, at last, and the difference."""
    rows = []
    for name, samples in sorted(watch.memory.items()):
        if name not in PASSING:
            first, last = growth(samples, after)
            rows.append([name, f"{first:.0f} MB", f"{last:.0f} MB", f"{(last / first - 1):+.1%}"])
    return rows


def report(arguments: argparse.Namespace) -> tuple[str, list[Measured]]:
    """Measure, and say what was found."""
    rasa_port, token = free_port(), secrets.token_urlsafe(16)
    extra = {
        "KENNISPUNT_RASA_PORT": str(rasa_port),
        "KENNISPUNT_INTERNAL_TOKEN": token,
        "KENNISPUNT_RASA_DEADLINE_SECONDS": "4",
        "KENNISPUNT_LOG_LEVEL": "WARNING",
    }
    lines = [circumstances(), ""]
    all_measured = []
    with running(extra) as started, Watch(started.url, started.pid) as throughout:
        for name, plan in forms(arguments, started.url, f"http://127.0.0.1:{rasa_port}", token):
            with Watch(started.url, started.pid) as watch:
                all_measured.append(Measured(name, plan, visit(plan), watch))
            print(*all_measured[-1].row(), sep="  ", flush=True)
    lines.append(table(HEAD, [measured.row() for measured in all_measured]))
    after = SETTLED_SECONDS if arguments.long else arguments.seconds
    lines += ["", table(("proces", "geheugen eerst", "later", "verschil"), memory_rows(throughout, after))]
    for measured in all_measured:
        seen = measured.seen
        for what, number in Counter([*seen.errors, *seen.mixed_up, *seen.lost]).most_common(10):
            lines.append(f"\n{measured.name}: {number} keer {what}")
    return "\n".join(lines), all_measured


def main() -> int:
    """Measure, print, and save when asked to; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make load", description="Veel mensen tegelijk, elk met een eigen gemeente.")
    parser.add_argument("--seconds", type=float, default=60.0, help="van elke vorm (standaard %(default)s)")
    parser.add_argument("--long", type=float, default=0.0, metavar="MINUTEN", help="alleen de lange vorm, zo lang")
    parser.add_argument("--save", action="store_true", help="zet de cijfers in docs/reliability.md")
    arguments = parser.parse_args()
    text, measured = report(arguments)
    print(f"\n{text}")
    if arguments.save:
        save("load-long" if arguments.long else "load", text)
    return 0 if all(one.is_whole for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
