"""How many of each part are needed: a simulation with the measured cost of a turn, for the tables of docs/scale.md.

python -m tools.scale            print the table
python -m tools.scale --save     write it into docs/scale.md
"""

from __future__ import annotations

import heapq
import math
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, repeat
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "scale.md"
BEGIN, END = "<!-- simulatie -->", "<!-- /simulatie -->"

WEB, ACTIONS, RASA = "web", "acties", "Rasa"
COST = {WEB: 0.006, ACTIONS: 0.0035, RASA: 0.030}
"""Seconds of processor that a turn costs each part, on a quiet machine. Each process of ours uses one core at most."""
ROUTE = ((WEB, 0.5), (RASA, 0.6), (ACTIONS, 1.0), (RASA, 0.4), (WEB, 0.5))
"""The parts that a turn goes through, with the share of their cost: Rasa understands, asks the action server, and goes on."""

MUNICIPALITIES = 342
CONVERSATIONS = 20
"""Of one municipality on a Monday: an assumption, and a high one."""
TURNS = 6
CORES = 2
"""Of a machine."""
BUSIEST_HOUR = 0.20
"""Share of the day's turns in its busiest hour."""
GOAL_SECONDS = 1.0
"""What 95 of 100 turns may take."""
SIMULATED_TURNS = 20_000
MOST = 40
_SEED = 342


@dataclass(frozen=True, slots=True)
class Plan:
    """How many of each part."""

    web: int
    actions: int
    rasa: int

    def count(self, part: str) -> int:
        """Of one part."""
        return {WEB: self.web, ACTIONS: self.actions, RASA: self.rasa}[part]


def per_second(times: float) -> float:
    """Turns a second in the busiest hour, when every municipality has so many times the assumed conversations."""
    return MUNICIPALITIES * CONVERSATIONS * TURNS * BUSIEST_HOUR * times / 3600


def simulate(plan: Plan, rate: float, turns: int = SIMULATED_TURNS) -> list[float]:
    """Seconds that each turn takes when turns come by chance at this rate; costs vary by chance as well."""
    chance = random.Random(_SEED)  # noqa: S311  # the same table every time
    free = {part: [0.0] * plan.count(part) for part in COST}
    arrivals: Iterator[float] = accumulate(chance.expovariate(rate) for _ in repeat(None, turns))
    waiting = [(moment, number, 0, moment) for number, moment in enumerate(arrivals)]
    heapq.heapify(waiting)
    took = []
    while waiting:
        moment, number, step, came = heapq.heappop(waiting)
        if step == len(ROUTE):
            took.append(moment - came)
            continue
        part, share = ROUTE[step]
        begins = max(moment, heapq.heappop(free[part]))
        ends = begins + chance.gammavariate(4, COST[part] * share / 4)
        heapq.heappush(free[part], ends)
        heapq.heappush(waiting, (ends, number, step + 1, came))
    return took


def p95(took: list[float]) -> float:
    """What 95 of 100 stayed under."""
    return sorted(took)[int(len(took) * 0.95)]


def holds(plan: Plan, rate: float) -> bool:
    """Whether the goal is met with this plan, with half of each part's time to spare."""
    spare = all(rate * cost <= plan.count(part) * 0.5 for part, cost in COST.items())
    return spare and p95(simulate(plan, rate)) <= GOAL_SECONDS


def smallest(rate: float) -> Plan:
    """The fewest of each part that meet the goal."""
    for rasa in range(1, MOST):
        plan = Plan(web=max(1, -(-rasa // 4)), actions=max(1, -(-rasa // 6)), rasa=rasa)
        if holds(plan, rate):
            return plan
    raise ValueError(f"more than {MOST} of a part for {rate:.1f} turns a second")


def machines(rate: float) -> int:
    """Machines of two cores that carry the turns with half their time to spare, and one that may be missed."""
    return math.ceil(rate * sum(COST.values()) / (CORES * 0.5)) + 1


def rows() -> Iterator[str]:
    """The table."""
    yield "| drukte | beurten/s in het drukste uur | nodig (web, acties, Rasa) | met één reserve van elk | machines, met één reserve | p95 | p95 als de reserve uitvalt |"
    yield "|---|---|---|---|---|---|---|"
    for times, name in ((1, "342 gemeenten, een maandag"), (10, "tien keer zo druk"), (30, "dertig keer zo druk")):
        rate = per_second(times)
        plan = smallest(rate)
        more = Plan(plan.web + 1, plan.actions + 1, plan.rasa + 1)
        needed, spare = (f"{each.web}, {each.actions}, {each.rasa}" for each in (plan, more))
        with_all, without = (f"{p95(simulate(each, rate)) * 1000:.0f} ms" for each in (more, plan))
        yield f"| {name} | {rate:.1f} | {needed} | {spare} | {machines(rate)} | {with_all} | {without} |"


def saved(text: str) -> str:
    """The document with the table of now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n" + "\n".join(rows()) + f"\n\n{END}{after}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--save"]:
        DOCUMENT.write_text(saved(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print("\n".join(rows()))
