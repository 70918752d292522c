"""The content check on a change that is not made yet: a folder of links to the content, with the changed files in their place.

    python -m bot.adapters.content.trial FOLDER TOPIC < changed.json

runs it in a process of its own, so that no visitor's turn waits for an editor's check.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bot.adapters.content.files import ContentReader
from bot.adapters.content.whole import check_topic
from bot.core.texts.drafts import TextsError
from bot.core.topics.port import Problem

_SECONDS = 120
_TOO_LONG = "Het nakijken duurde te lang. Wat u typte, is er nog. Probeer het straks weer."
_FAILED = "Het nakijken lukte niet. Wat u typte, is er nog. Vraag wie de dienst draait om in het logboek te kijken."
_KINDNESS = 5
"""How much the process gives way to those that answer visitors."""


def apart(root: Path, topic: str, changed: Mapping[str, str]) -> Sequence[tuple[Problem, bool]]:
    """The same as `tried`, in a process of its own; raises TextsError where that takes too long or breaks off."""
    command = [sys.executable, "-m", "bot.adapters.content.trial", str(root.resolve()), topic]
    try:
        done = subprocess.run(  # noqa: S603  # our own module; the topic is a known one
            command, input=json.dumps(changed).encode(), capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise TextsError(_TOO_LONG) from None
    if done.returncode:
        sys.stderr.write(done.stderr.decode(errors="replace")[-2000:])
        raise TextsError(_FAILED)
    told = json.loads(done.stdout)
    if isinstance(told, dict):
        raise OSError(told["errno"], os.strerror(told["errno"]))
    return [(Problem(**{**problem, "also": tuple(problem["also"])}), already) for problem, already in told]


def tried(root: Path, topic: str, changed: Mapping[str, str]) -> Sequence[tuple[Problem, bool]]:
    """What `kennispunt content check` would say of the topic and of what must hold among files, each with whether it says so already.

    `changed` has by path below the content folder the text of a file; empty for one that is not there. Raises OSError where
    no file can be written in the folder for temporary ones.
    """
    with tempfile.TemporaryDirectory(prefix="kennispunt-teksten-") as made:
        copy = Path(made) / root.name
        _link(root, copy)
        reader = ContentReader(copy)
        for path, text in changed.items():
            (copy / path).unlink(missing_ok=True)
            if text:
                (copy / path).parent.mkdir(parents=True, exist_ok=True)
                (copy / path).write_bytes(text.encode())
        problems = check_topic(reader, copy, topic)
        if all(_is_in(problem, root, changed) for problem in problems):
            return [(problem, False) for problem in problems]
        for path in changed:
            (copy / path).unlink(missing_ok=True)
            if (root / path).is_file():
                (copy / path).symlink_to((root / path).resolve())
        before = {_place_less(problem) for problem in check_topic(reader, copy, topic)}
        return [
            (problem, not _is_in(problem, root, changed) and _place_less(problem) in before) for problem in problems
        ]


def _is_in(problem: Problem, root: Path, changed: Mapping[str, str]) -> bool:
    return problem.path.removeprefix(f"{root.name}/") in changed


def _place_less(problem: Problem) -> tuple[str, str]:
    """A problem without the lines that it names, which move when something is written above them."""
    return problem.path, problem.message.rpartition(":")[0] if problem.message.endswith(")") else problem.message


def _link(root: Path, copy: Path) -> None:
    for folder, _, names in os.walk(root):
        below = copy / Path(folder).relative_to(root)
        below.mkdir(parents=True, exist_ok=True)
        for name in names:
            if not name.startswith("."):
                (below / name).symlink_to(Path(folder).resolve() / name)


def main() -> int:
    """Try what comes in and write what is wrong, as JSON; a disk that refuses is told by its number."""
    os.nice(_KINDNESS)
    changed = json.load(sys.stdin)
    try:
        found = tried(Path(sys.argv[1]), sys.argv[2], changed)
    except OSError as error:
        json.dump({"errno": error.errno}, sys.stdout)
    else:
        json.dump([(asdict(problem), already) for problem, already in found], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
