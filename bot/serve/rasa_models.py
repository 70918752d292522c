"""Inside Rasa's Python: a model that is put in the folder of models is taken into use, without a pause.

Each Rasa that shares the folder sees it by itself, so that a training on one machine is live on all.
"""

from __future__ import annotations

import asyncio
import os
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Protocol

EVERY_SECONDS = 2.0
_MODELS = "kennispunt-*.tar.gz"


class Loads(Protocol):
    """What is asked of Rasa's agent."""

    def load_model(self, model_path: str) -> None:
        """Answer with this model from now on; raises whatever is wrong with it."""


def seen(folder: Path) -> dict[str, int]:
    """The models that are there, with when they were last put there (training again with earlier questions counts)."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_mtime_ns for entry in entries if fnmatch(entry.name, _MODELS)}


async def follow(agent: Loads, folder: Path, *, every: float = EVERY_SECONDS) -> None:
    """Have the agent use what is put in the folder from now on, until called off. A model that cannot be loaded is said once."""
    before = seen(folder)
    while True:
        await asyncio.sleep(every)
        try:
            now = seen(folder)
        except OSError:  # an old one was taken away while we looked, or the folder is away: another look later
            continue
        new = [name for name, moment in now.items() if before.get(name) != moment]
        before = now
        if not new:
            continue
        newest = max(new, key=now.__getitem__)
        try:
            # In a thread: messages are answered with the present model meanwhile.
            await asyncio.get_running_loop().run_in_executor(None, agent.load_model, str(folder / newest))
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the present one goes on
            _say(f"het model {newest} kan niet worden geladen en het vorige blijft: {type(error).__name__}")
        else:
            _say(f"het model {newest} is in gebruik")


def start(agent: Loads) -> asyncio.Task[None]:
    """Follow the folder of the settings, in the running loop."""
    folder = Path(os.environ.get("KENNISPUNT_MODELS_DIR", "models"))
    return asyncio.get_running_loop().create_task(follow(agent, folder))


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
