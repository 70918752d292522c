"""What somebody typed is planted, wiped, and then searched for in every byte that was written and in every process's memory."""

from __future__ import annotations

import httpx
import psutil

from tests.e2e.conftest import Stack
from tools.load.watching import PASSING, family
from tools.remains import in_files, in_memory

UNKNOWN = "kwartelbloemenveldstra"
"""A surname that nothing knows to be one: it goes on to Rasa as it stands."""
NUMBER = "111222333"
OTHERS = 30
"""So many turns of others pass through what the processes use again: requests, texts, vectors."""


def top_of(stack: Stack) -> int:
    """The process above all of the service: the one above whoever listens on its port."""
    found = next(
        one.pid for one in psutil.net_connections("tcp") if one.laddr.port == stack.port and one.status == "LISTEN"
    )
    return psutil.Process(found).parents()[1].pid


def test_of_a_wiped_conversation_nothing_is_left(stack: Stack):
    made = httpx.post(f"{stack.base}/api/v1/conversations", json={}, timeout=30).json()["id"]
    conversation = f"{stack.base}/api/v1/conversations/{made}"
    for text in (
        f"Mijn buurman {UNKNOWN} is doof. Wat is Wmo-zg?",
        f"Zijn bsn is {NUMBER}. Wie betaalt zijn tolk?",
        f"En waar woont {UNKNOWN} het beste?",
    ):
        httpx.post(f"{conversation}/messages", json={"text": text}, timeout=60).raise_for_status()
    kept = httpx.get(conversation, timeout=30).text
    assert UNKNOWN in kept, "it must be there to be wiped"
    assert NUMBER not in kept
    processes = {
        name: [process.pid for process in those] for name, those in family(top_of(stack)).items() if name not in PASSING
    }
    assert {"website", "Rasa", "acties"} <= set(processes)
    assert any(found.startswith("website") for found in in_memory(processes, [UNKNOWN])), (
        "the search must be able to find it"
    )

    assert httpx.delete(conversation, timeout=60).status_code == 204
    say = stack.conversation()
    for number in range(OTHERS):
        say(f"Wie betaalt het vervoer naar de dagbesteding, vraag {number}?")

    assert in_files([stack.var_dir, stack.log], [UNKNOWN, NUMBER]) == []
    assert in_memory(processes, [UNKNOWN, NUMBER]) == []
