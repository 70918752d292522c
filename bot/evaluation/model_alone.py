"""The trained model without the service around it: quick, for experiments. It runs in Rasa's environment."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bot.contract import Intent
from bot.evaluation.outcomes import Reply
from bot.evaluation.service import MeasuringError
from bot.serve.rasa_command import rasa_environment
from bot.settings import ROOT, Settings

_ANSWERS = frozenset(map(str, (Intent.QUESTION, Intent.FIND_PROVIDER, Intent.COMMAND)))


def understand(settings: Settings, model: Path, messages: Sequence[tuple[str, str]]) -> list[Reply]:
    """Replies of the model to (text, language of the conversation)."""
    lines = "".join(json.dumps({"text": text, "language": language}) + "\n" for text, language in messages)
    return [read(json.loads(line)) for line in _run(settings, "bot.nlu.console", str(model), given=lines).splitlines()]


def understood_a_second(settings: Settings, model: Path, texts: Sequence[str]) -> float:
    """How many of these messages are understood a second where nothing else is done: on every core a part of them."""
    cores = os.cpu_count() or 1

    def on_a_core(number: int) -> float:
        lines = "".join(json.dumps({"text": text}) + "\n" for text in texts[number::cores])
        return float(_run(settings, "bot.nlu.console", str(model), "--speed", given=lines))

    with ThreadPoolExecutor(cores) as pool:
        return sum(pool.map(on_a_core, range(cores)))


def cross_validate(settings: Settings) -> dict[str, Any]:
    """How the example questions are understood by a model that never saw them (`bot.nlu.training.cross_validation`)."""
    folder = settings.data_dir / "nlu"
    found: dict[str, Any] = json.loads(
        _run(settings, "bot.nlu.training.cross_validation", str(ROOT / "config.yml"), str(folder))
    )
    return found


def _run(settings: Settings, module: str, *arguments: str, given: str = "") -> str:
    done = subprocess.run(  # noqa: S603  # our own modules
        [settings.rasa_environment / "bin" / "python", "-m", module, *arguments],
        input=given, capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, **rasa_environment(settings), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if done.returncode != 0:
        raise MeasuringError(f"het model kon niet worden gemeten: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def read(item: dict[str, Any]) -> Reply:
    """What the model makes of a message, as the dialogue would treat it: answer, offer three, or say it is about something else."""
    ranked = tuple(entry["topic"] for entry in item["topic_ranking"])
    answered = item["intent"] in _ANSWERS
    entities: dict[str, str] = {}
    for entity in item["entities"]:
        if not entity.get("denied"):
            entities[entity["entity"]] = entity["value"]
    return Reply(
        ranked[0] if answered else None,
        () if answered else ranked,
        answered=answered,
        unknown_subject=item["intent"] == "buiten_bereik",
        entities=entities,
    )
