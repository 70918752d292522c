"""`make audit`: the tests of docs/beveiliging.md, the parts that the service is made of, and what is known against them.

python -m tools.audit [--all]     `--all`: also the tests that start everything
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tools import dependencies
from tools.figures import table

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "beveiliging.md"
STATES = frozenset({"ja", "deels", "nee", "inrichting", "n.v.t."})
MORE = (
    "tests/core/personal_data",
    "tests/web/api/test_openapi.py",
    "tests/adapters/dialogue/test_reply_json.py",
    "tests/adapters/test_readers_survive_anything.py",
)
"""Beside the tests of the table: made-up input for every parser, and for the cleaning of personal data."""
_STARTS_EVERYTHING = "tests/e2e/"
_IN_RASA = "tests/nlu/"
_ROW = re.compile(r"^\| ([0-9][^|]*) \| ([^|]*) \| ([^|]*) \|(?: `([^`|]*)`)? \|$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: requirements of the ASVS, how far they are met and by what, and the test that shows it."""

    requirements: tuple[str, ...]
    state: str
    how: str
    test: str


def expand(part: str) -> list[str]:
    """The numbers that a range stands for: `1.2.3–1.2.5`."""
    first, _, last = part.partition("–")
    if not last:
        return [first]
    section, _, begin = first.rpartition(".")
    return [f"{section}.{number}" for number in range(int(begin), int(last.rpartition(".")[2]) + 1)]


def read(path: Path = TABLE) -> list[Line]:
    """The lines of the table."""
    rows = [match.groups() for line in path.read_text(encoding="utf-8").splitlines() if (match := _ROW.match(line))]
    return [
        Line(
            tuple(number for part in numbers.split(", ") for number in expand(part.strip())),
            state.strip(),
            how.strip(),
            test or "",
        )
        for numbers, state, how, test in rows
    ]


def run_tests(lines: list[Line], *, everything: bool) -> bool:
    """Run the tests that the table names, each in the environment where it runs; whether all passed."""
    named = sorted({line.test for line in lines if line.test})
    inside = [test for test in named if test.startswith(_IN_RASA)]
    outside = [test for test in named if test not in inside and (everything or not test.startswith(_STARTS_EVERYTHING))]
    commands = (
        [ROOT / ".venv" / "bin" / "python", "-m", "pytest", "-q", *outside, *MORE],
        [ROOT / ".venv-rasa" / "bin" / "python", "-m", "pytest", "-q", "-W", "ignore", *inside],
    )
    codes = [subprocess.run(command, check=False, cwd=ROOT).returncode for command in commands]
    return not any(codes)


def known_against(group: str) -> str:
    """What is known against the parts of a group, in words."""
    found = dependencies.vulnerabilities(group)
    if not found:
        return "niet nagekeken: de bron was niet te bereiken"
    weak = {name: numbers for name, numbers in found.items() if numbers}
    return "; ".join(f"{name}: {', '.join(numbers)}" for name, numbers in weak.items()) or "niets"


def main() -> int:
    """Do all of it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make audit", description="Kijk de beveiliging na.")
    parser.add_argument("--all", action="store_true", help="ook de tests die alles starten")
    arguments = parser.parse_args()
    lines = read()
    dependencies.main()
    passed = run_tests(lines, everything=arguments.all)
    states = Counter(line.state for line in lines for _ in line.requirements)
    print(table(("stand", "eisen"), [[state, str(number)] for state, number in states.most_common()]))
    print()
    print(table(("onderdelen", "bekende kwetsbaarheden"), [[group, known_against(group)] for group in ("app", "rasa")]))
    for line in lines:
        if line.state in {"nee", "deels"}:
            print(f"{line.state}: {', '.join(line.requirements)}: {line.how}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
