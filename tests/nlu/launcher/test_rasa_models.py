"""A model that is put in the folder is taken into use by every Rasa that follows it. Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.serve.rasa_models import EVERY_SECONDS, follow

OLD, NEW, BROKEN = "kennispunt-oud.tar.gz", "kennispunt-nieuw.tar.gz", "kennispunt-stuk.tar.gz"


class Agent:
    def __init__(self) -> None:
        self.loaded: list[str] = []

    def load_model(self, model_path: str) -> None:
        name = Path(model_path).name
        if name == BROKEN:
            raise OSError("not a model")
        self.loaded.append(name)


def put(folder: Path, name: str, moment: float) -> None:
    part = folder / f".{name}"
    part.write_bytes(b"model")
    os.utime(part, (moment, moment))
    part.replace(folder / name)


async def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.005)


def test_what_is_put_there_is_used_by_all_and_what_was_there_is_not(tmp_path: Path):
    put(tmp_path, OLD, 1000)
    agents = [Agent(), Agent()]

    async def training() -> None:
        following = [asyncio.ensure_future(follow(agent, tmp_path, every=0.01)) for agent in agents]
        await asyncio.sleep(0.05)
        put(tmp_path, NEW, 2000)
        await until(lambda: all(agent.loaded for agent in agents))
        put(tmp_path, OLD, 3000)  # a return to earlier questions
        await until(lambda: all(len(agent.loaded) > 1 for agent in agents))
        for task in following:
            task.cancel()

    asyncio.run(training())
    assert [agent.loaded for agent in agents] == [[NEW, OLD], [NEW, OLD]]
    assert EVERY_SECONDS < 5, "live on all within five seconds"


def test_a_broken_model_is_said_and_the_next_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    agent = Agent()

    async def training() -> None:
        following = asyncio.ensure_future(follow(agent, tmp_path, every=0.01))
        await asyncio.sleep(0)
        put(tmp_path, BROKEN, 1000)
        said = ""
        deadline = time.monotonic() + 30
        while BROKEN not in said:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.005)
            said += capsys.readouterr().err
        put(tmp_path, NEW, 2000)
        await until(lambda: agent.loaded)
        following.cancel()

    asyncio.run(training())
    assert agent.loaded == [NEW]
