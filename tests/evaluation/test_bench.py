"""What `make bench` asks the service for is there to be asked."""

from __future__ import annotations

import pytest

from bot.evaluation import bench, model_alone, timing
from bot.evaluation.bench import PARTS
from bot.settings import Settings
from web.widget.embed import parts

NOT_AT_FIRST = {"aloud.js", "dictation.js", "own-voice.js"}
"""Of our own pages, and of who asks aloud or prefers a voice of their device: no page waits for these to show the widget."""


def test_every_part_of_the_widget_that_is_weighed_is_sent() -> None:
    assert set(PARTS) <= parts().keys()
    others = {name for name in parts() if not name.endswith(".json")} | {"message.json", "nl.json"}
    assert {"embed.js", *PARTS} == others - NOT_AT_FIRST
    assert others >= NOT_AT_FIRST


def test_whole_turns_stand_beside_the_understanding_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, ...]] = []

    def turns(_: str, questions: list[str], people: int) -> timing.Latency:
        asked.append(tuple(questions))
        return timing.Latency(people, len(questions), 1.0, 2.0, 30.0)

    def alone(_: Settings, __: object, texts: list[str]) -> float:
        asked.append(tuple(texts))
        return 60.0

    monkeypatch.setattr(timing, "turns", turns)
    monkeypatch.setattr(model_alone, "understood_a_second", alone)
    monkeypatch.setattr("bot.serve.models.newest_model", lambda _: "model")
    rows = dict(bench._whole_and_alone(Settings(), "http://localhost", ["a", "b", "c", "d"]))
    assert asked == [("a", "b"), ("c", "d")]
    assert rows["Hele beurten ten opzichte van begrijpen alleen"] == "30.0 beurten/s, 50%"
    assert rows["Begrijpen alleen, op alle kernen"] == "60.0 berichten/s"


def test_every_core_understands_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(model_alone, "_run", lambda *_, given: f"{len(given.splitlines())}.0\n")
    assert model_alone.understood_a_second(Settings(), Settings().models_dir, ["a", "b", "c"]) == 3.0
