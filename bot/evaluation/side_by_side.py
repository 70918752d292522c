"""Our pipeline and Rasa's own beside each other: trained on the same questions, by the same program, asked the same.

A sample of the questions, for Rasa's own classifier (DIET) takes five minutes for each round through all of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.contract import intent_of
from bot.core.topics.topic import Topic
from bot.evaluation.outcomes import MOST_CHOICES, Figures, Reply, judge
from bot.evaluation.service import MeasuringError
from bot.evaluation.sets import Question
from bot.serve.rasa_command import rasa_environment
from bot.settings import ROOT, Settings

EPOCHS = 100
"""Of DIET, as `rasa init` writes it."""
PER_LANGUAGE = 100
"""Of each topic's questions the first so many in a language are sampled from."""
DIET_ENVIRONMENT = ".venv-diet"
"""Beside the environment that serves: Rasa as it is published."""
SAMPLE = 40
"""Questions of each topic that both learn from."""
_PREFIX = intent_of("")
_DIET = """\
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
"""The pipeline that `rasa init` writes, without its fallback."""
_OURS = "bot.nlu.launcher.__main__"
"""Rasa without TensorFlow, which is not in its environment."""
_WITHOUT_TENSORFLOW = """\
from bot.nlu.launcher.not_loaded import leave_unloaded
leave_unloaded()
"""
_ASK = """\
import asyncio, json, sys
from rasa.core.agent import Agent
agent = Agent.load(sys.argv[1])
for line in sys.stdin:
    parsed = asyncio.run(agent.parse_message(json.loads(line)))
    ranked = [entry["topic"] for entry in parsed.get("topic_ranking", [])]
    print(json.dumps(ranked or [entry["name"] for entry in parsed["intent_ranking"]]))
"""


@dataclass(frozen=True)
class Comparison:
    """What one of the two took and gave: figures when the first topic is always answered."""

    seconds: float
    """Of training, Rasa's start included."""
    figures: Figures


def sample(topics: Mapping[str, Topic]) -> dict[str, list[str]]:
    """At most SAMPLE training questions of each topic, by its name in an intent: always the same ones."""
    questions = {
        intent_of(name): {
            question for language in topic.texts for question in topic.questions_in(language)[:PER_LANGUAGE]
        }
        for name, topic in topics.items()
    }
    return {intent.removeprefix(_PREFIX): sorted(own, key=_shuffled)[:SAMPLE] for intent, own in questions.items()}


def measure_diet(
    settings: Settings, learned: Mapping[str, Sequence[str]], asked: Sequence[Question], epochs: int
) -> Comparison:
    """Rasa's own pipeline, in the environment with TensorFlow. Raises MeasuringError when that is not there, too."""
    python = settings.rasa_environment.with_name(DIET_ENVIRONMENT) / "bin" / "python"
    if not python.is_file():
        raise MeasuringError("voor de vergelijking met DIET: python3 tools/setup_environments.py diet")
    with tempfile.TemporaryDirectory(prefix="kennispunt-diet-") as name:
        folder = Path(name)
        (folder / "config.yml").write_text(_DIET.format(epochs=epochs), encoding="utf-8")
        (folder / "nlu.yml").write_text(_nlu(learned, prefix=""), encoding="utf-8")  # it learns nothing below a slash
        return _measure(settings, (str(python), "rasa", _ASK), folder, asked)


def measure_ours(settings: Settings, learned: Mapping[str, Sequence[str]], asked: Sequence[Question]) -> Comparison:
    """The pipeline of config.yml, with the directory's names and the vectors that are kept. Raises MeasuringError."""
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="kennispunt-ours-") as name:
        folder = Path(name)
        shutil.copy(settings.data_dir / "nlu" / "directory.yml", folder)
        for file in ("vectors.npz", "tuning.npz"):
            shutil.copy(settings.data_dir / "nlu" / file, folder)
        (folder / "none.tsv").touch()
        for component in config["pipeline"]:
            component["more_questions"] = "none.tsv"
        config["pipeline"][-1] |= {"vectors": "vectors.npz", "tuning": "tuning.npz"}
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        (folder / "nlu.yml").write_text(_nlu(learned, prefix=_PREFIX), encoding="utf-8")
        python = str(settings.rasa_environment / "bin" / "python")
        return _measure(settings, (python, _OURS, _WITHOUT_TENSORFLOW + _ASK), folder, asked)


def _measure(
    settings: Settings, program: tuple[str, str, str], folder: Path, questions: Sequence[Question]
) -> Comparison:
    """Train and ask; `program` is a Python, its module that is Rasa, and the script that asks."""
    python, module, ask = program
    train = [python, "-m", module, "train", "nlu", "--nlu", ".", "--out", ".", "--fixed-model-name", "model"]
    started = time.perf_counter()
    _run(settings, train, folder, None)
    seconds = time.perf_counter() - started
    lines = "".join(json.dumps(question.text) + "\n" for question in questions)
    answered = _run(settings, [python, "-c", ask, "model.tar.gz"], folder, lines)
    rankings = [
        [name.replace(".", "/") for name in json.loads(line)] for line in answered.splitlines() if line[:1] == "["
    ]
    outcomes = [
        judge(
            question,
            Reply(ranked[0], tuple(ranked[:MOST_CHOICES]), answered=True, unknown_subject=False, entities={}),
        )
        for question, ranked in zip(questions, rankings, strict=True)
    ]
    return Comparison(seconds, Figures.of(outcomes))


def _run(settings: Settings, command: Sequence[str], folder: Path, given: str | None) -> str:
    environment = {**os.environ, **rasa_environment(settings), "PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(  # noqa: S603  # fixed commands
        command, cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise MeasuringError(f"de vergelijking is mislukt: {done.stderr.strip()[-300:]}")
    return done.stdout


def _nlu(learned: Mapping[str, Sequence[str]], *, prefix: str) -> str:
    blocks = [
        {"intent": f"{prefix}{topic}", "examples": "".join(f"- {question}\n" for question in questions)}
        for topic, questions in sorted(learned.items())
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)


def _shuffled(question: str) -> bytes:
    return hashlib.blake2b(question.encode(), digest_size=8).digest()
