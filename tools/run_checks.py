"""Run every check, one after the other, and end with a list of what passed and what it took.

    run_checks.py [lint]    `lint`: only what needs nothing running

A check that fails does not keep the others from running; the exit code is 1 when one did.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
RASA_BIN = ROOT / ".venv-rasa" / "bin"
ACCESSIBILITY = "tests/accessibility"
HEARD = [f"{ACCESSIBILITY}/test_heard.py", f"{ACCESSIBILITY}/test_screen_reader_tree.py"]
"""The tests with a desktop and a screen reader of their own."""
SLOWEST = ["--durations", "15", "--durations-min", "5"]
"""Each run names what took longest: where the time of a suite goes is read, not guessed."""
PYTEST_OWN_RUN = ("accessibility", "chaos", "e2e", "load", "nlu")
"""Folders of tests/ that start servers and browsers, or run in the other environment: not beside the unit tests."""


@dataclass(frozen=True, slots=True)
class Check:
    """A command with a name for people."""

    name: str
    command: list[str]


def lint_checks() -> list[Check]:
    """Style, types, direction of imports, content: nothing has to run for these."""
    return [
        Check("stijl", [f"{BIN}/ruff", "check", "--output-format", "concise", "."]),
        Check("vorm", [f"{BIN}/ruff", "format", "--check", "."]),
        Check("types", [f"{BIN}/mypy"]),
        Check("richting van imports", [f"{BIN}/lint-imports"]),
        Check("inhoud", [f"{BIN}/kennispunt", "content", "check"]),
        Check("trainingsdata past bij inhoud", [f"{BIN}/kennispunt", "content", "compile", "--check"]),
    ]


def test_checks() -> list[Check]:
    """The tests: units on two cores, Rasa's components in their own environment, then everything running for real."""
    ignored = [f"--ignore=tests/{folder}" for folder in PYTEST_OWN_RUN]
    unheard = [f"--ignore={file}" for file in HEARD]
    apart = [f"tests/{folder}" for folder in PYTEST_OWN_RUN if folder != "nlu" and (ROOT / "tests" / folder).is_dir()]
    return [
        Check("unittests", [f"{BIN}/pytest", "-q", *SLOWEST, "-n", "2", *ignored]),
        # Python 3.10 and what Rasa pins warn of their own age; ours to fix are the warnings of the other environment.
        Check("onderdelen van Rasa (3.10)", [f"{RASA_BIN}/python", "-m", "pytest", "-q", "-W", "ignore", "tests/nlu"]),
        Check("taalmodel", [f"{BIN}/kennispunt", "train"]),
        Check("alles draaiend", [f"{BIN}/pytest", "-q", *SLOWEST, *(path for path in apart if path != ACCESSIBILITY)]),
        Check(
            "toegankelijkheid",
            [f"{BIN}/pytest", "-q", "-rs", *SLOWEST, "-n", "2", "--dist", "loadgroup", ACCESSIBILITY, *unheard],
        ),
        # By themselves: with two dozen browsers beside it, a screen reader lags minutes behind the page.
        Check("schermlezer", [f"{BIN}/pytest", "-q", "-rs", *SLOWEST, *HEARD]),
    ]


def run(check: Check) -> bool:
    """Run one check with its output in sight; returns whether it passed."""
    print(f"\n=== {check.name}", flush=True)
    return subprocess.run(check.command, check=False, cwd=ROOT).returncode == 0


def main() -> int:
    """Run the checks that the first argument asks for; returns the exit code."""
    checks = lint_checks() + ([] if sys.argv[1:] == ["lint"] else test_checks())
    results = []
    for check in checks:
        started = time.monotonic()
        results.append((run(check), check.name, time.monotonic() - started))
    print("\n=== samenvatting", flush=True)
    for passed, name, seconds in results:
        print(f"{'goed' if passed else 'FOUT':<5}{seconds:7.1f} s  {name}")
    return 0 if all(passed for passed, _, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
