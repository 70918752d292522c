"""`make chaos` in short, on everything for real: a process killed, and a database and a store that hang or are gone.

Whatever it takes on a busy machine: everybody is answered again by Rasa without anybody's help, and nobody reads somebody else's answer.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.settings import ROOT
from tools.chaos.__main__ import suffer
from tools.chaos.faults import FAULTS, SHARED_FAULTS, Fault
from tools.chaos.place import Place, place
from tools.load.__main__ import municipalities

TRAIN_SECONDS = 900
CHOSEN = ("kill -9 van acties", "PostgreSQL hangt", "Valkey gestopt")
pytestmark = pytest.mark.timeout(2400)


def chosen() -> list[Fault]:
    return [fault for fault in (*FAULTS, *SHARED_FAULTS) if fault.name in CHOSEN]


@pytest.fixture(scope="module")
def service() -> Iterator[Place]:
    subprocess.run([sys.executable, "-m", "bot.cli", "train"], cwd=ROOT, check=True, timeout=TRAIN_SECONDS)
    with pytest.MonkeyPatch.context() as environment:
        # What is tested here is that everything comes back, not how fast this machine is.
        environment.setenv("KENNISPUNT_RASA_DEADLINE_SECONDS", "25")
        with place(shared=True) as where:
            yield where


def test_what_is_chosen_is_there():
    assert len(chosen()) == len(CHOSEN)


@pytest.mark.parametrize("fault", chosen(), ids=lambda fault: fault.name)
def test_service_comes_back_and_mixes_nobody_up(service: Place, fault: Fault):
    outcome = suffer(service, fault, municipalities(service.url))
    assert outcome.recovered is not None, outcome
    assert not outcome.seen.mixed_up, outcome
