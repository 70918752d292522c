"""Rasa's own classifier on the same questions, to compare with: trained and asked in Rasa's environment."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.evaluation.outcomes import MOST_CHOICES, Figures, Reply, judge
from bot.evaluation.service import MeasuringError
from bot.evaluation.sets import Question
from bot.settings import ROOT, Settings

EPOCHS = 100
"""As `rasa init` writes it."""
# The pipeline that `rasa init` writes, without its fallback.
PIPELINE = """\
recipe: default.v1
assistant_id: vergelijking
language: nl
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
    entity_recognition: false
"""
_ASK = """\
import asyncio, json, sys
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
for line in sys.stdin:
    parsed = asyncio.run(agent.parse_message(json.loads(line)))
    print(json.dumps([entry["name"] for entry in parsed["intent_ranking"]]))
"""


def measure(settings: Settings, questions: Sequence[Question], epochs: int = EPOCHS) -> tuple[float, Figures]:
    """Training time in seconds, and figures when the first topic is always answered. Raises MeasuringError."""
    python = str(settings.rasa_environment / "bin" / "python")
    environment = {
        **os.environ,
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "RASA_TELEMETRY_ENABLED": "false",
    }
    with tempfile.TemporaryDirectory(prefix="kennispunt-diet-") as name:
        folder = Path(name)
        (folder / "config.yml").write_text(PIPELINE.format(epochs=epochs), encoding="utf-8")
        (folder / "nlu.yml").write_text(_plain_intents(settings.data_dir / "nlu"), encoding="utf-8")
        train = [python, "-m", "rasa", "train", "nlu", "--config", "config.yml", "--nlu", "nlu.yml", "--out", name]
        started = time.perf_counter()
        trained = subprocess.run(  # noqa: S603  # fixed command
            [*train, "--fixed-model-name", "diet"],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - started
        if trained.returncode != 0:
            raise MeasuringError(f"DIET kon niet worden getraind: {trained.stderr.strip()[-300:]}")
        asked = subprocess.run(  # noqa: S603  # same
            [python, "-c", _ASK, str(folder / "diet.tar.gz")],
            input="".join(json.dumps(question.text) + "\n" for question in questions),
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if asked.returncode != 0:
            raise MeasuringError(f"DIET kon niet worden gevraagd: {asked.stderr.strip()[-300:]}")
    rankings = [
        [name.replace(".", "/") for name in json.loads(line)] for line in asked.stdout.splitlines() if line[:1] == "["
    ]
    outcomes = [
        judge(
            question,
            Reply(ranked[0], tuple(ranked[:MOST_CHOICES]), answered=True, unknown_subject=False, entities={}),
        )
        for question, ranked in zip(questions, rankings, strict=True)
    ]
    return seconds, Figures.of(outcomes)


def _plain_intents(folder: Path) -> str:
    """The training questions with the topic as the intent's whole name: DIET learns nothing below a slash."""
    blocks = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            intent = block.get("intent", "")
            if intent.startswith("vraag/"):
                blocks.append({"intent": intent.removeprefix("vraag/"), "examples": block["examples"]})
    more: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            intent, _, question = line.split("\t", 2)
            more.setdefault(intent.removeprefix("vraag/"), []).append(f"- {question}\n")
    blocks += [{"intent": intent, "examples": "".join(lines)} for intent, lines in sorted(more.items())]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)
