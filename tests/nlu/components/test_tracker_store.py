"""Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, Restarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.components import keeping
from bot.nlu.components.tracker_store import ForgetfulTrackerStore
from tools.servers.valkey import RunningServer, server

# Rasa warns of a change in its version 3.0 whenever a domain has slots.
pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill has been removed:UserWarning")


@lru_cache
def domain() -> Domain:
    slot = {"type": "any", "mappings": [{"type": "custom"}]}
    return Domain.from_dict(
        {
            "version": "3.1",
            "intents": ["vraag"],
            "slots": {"taal": dict(slot), "wet": dict(slot)},
            "actions": ["action_antwoord"],
            "forms": {"aanbieder_form": {"required_slots": ["wet"]}},
        }
    )


SAID = [
    UserUttered("Wat kost het?"),
    ActionExecuted("action_antwoord"),
    BotUttered("Niet bekend."),
    SlotSet("taal", "en"),
]


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def store(**settings: object) -> ForgetfulTrackerStore:
    return ForgetfulTrackerStore(domain(), **settings)  # type: ignore[arg-type]


def save(kept: ForgetfulTrackerStore, name: str, *events: Event) -> None:
    tracker = DialogueStateTracker.from_events(name, list(events), domain().slots, domain=domain())
    asyncio.run(kept.save(tracker))


def load(kept: ForgetfulTrackerStore, name: str) -> DialogueStateTracker | None:
    return asyncio.run(kept.retrieve(name))


def test_slots_stay_and_words_go():
    kept = store()
    save(kept, "a", *SAID, SlotSet("taal", "tr"), ActionExecuted("action_listen"))

    tracker = load(kept, "a")
    assert tracker is not None
    assert tracker.get_slot("taal") == "tr"
    assert tracker.latest_action_name == "action_listen"
    assert not [event for event in tracker.events if isinstance(event, (UserUttered, BotUttered))]


def test_a_form_that_is_asking_goes_on():
    kept = store()
    save(
        kept,
        "a",
        *SAID,
        ActiveLoop("aanbieder_form"),
        SlotSet("requested_slot", "wet"),
        ActionExecuted("action_listen"),
    )

    tracker = load(kept, "a")
    assert tracker is not None
    assert tracker.active_loop_name == "aanbieder_form"
    assert tracker.get_slot("requested_slot") == "wet"


def test_a_restarted_conversation_is_dropped():
    kept = store()
    save(kept, "a", *SAID)
    save(kept, "a", *SAID, Restarted(), ActionExecuted("action_listen"))

    assert load(kept, "a") is None


def test_a_silent_conversation_is_dropped_after_its_time():
    clock = Clock()
    kept = store(minutes="10", clock=clock)
    save(kept, "a", *SAID)
    clock.seconds = 300
    save(kept, "b", *SAID)
    clock.seconds = 601

    assert load(kept, "a") is None
    assert asyncio.run(kept.keys()) == ["b"]


def test_the_one_that_is_silent_longest_makes_room():
    kept = store(most=2)
    for name in ("a", "b", "a", "c"):
        save(kept, name, *SAID)

    assert asyncio.run(kept.keys()) == ["a", "c"]


def test_what_is_silent_goes_by_itself(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping, "LATER_SECONDS", 0.01)
    clock = Clock()
    kept = store(minutes=1, clock=clock)
    memory = kept._keeping

    async def silence() -> list[int]:
        left = []
        for name in "ab":
            tracker = DialogueStateTracker.from_events(name, SAID, domain().slots, domain=domain())
            await kept.save(tracker)
            clock.seconds += 50
        # The next look is due ten seconds from now by the first one's clock; a test does not wait for it.
        memory._let_go()
        for _ in range(2):
            left.append(len(memory._kept))
            clock.seconds += 50
            memory._let_go()
        left.append(len(memory._kept))
        return left

    assert asyncio.run(silence()) == [1, 0, 0]


def test_a_look_is_planned_for_when_the_first_is_silent_too_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping, "LATER_SECONDS", 0.01)
    kept = store(minutes=0.001)
    memory = kept._keeping

    async def silence() -> None:
        await kept.save(DialogueStateTracker.from_events("a", SAID, domain().slots, domain=domain()))
        assert len(memory._kept) == 1
        for _ in range(100):
            await asyncio.sleep(0.05)
            if not memory._kept:
                return

    asyncio.run(silence())
    assert not memory._kept


@pytest.fixture(scope="module")
def running() -> Iterator[RunningServer]:
    with server() as running:
        yield running


@pytest.fixture
def shared(running: RunningServer) -> Callable[[], ForgetfulTrackerStore]:
    """A store on the server, as one more Rasa has it."""
    with running.client as client:
        client.flushall()
    return lambda: store(minutes="10", state=running.address)


def test_what_one_rasa_keeps_another_has(shared: Callable[[], ForgetfulTrackerStore]):
    save(shared(), "a", *SAID, SlotSet("taal", "tr"), ActionExecuted("action_listen"))

    tracker = load(shared(), "a")
    assert tracker is not None
    assert tracker.get_slot("taal") == "tr"
    assert not [event for event in tracker.events if isinstance(event, (UserUttered, BotUttered))]
    assert asyncio.run(shared().keys()) == ["a"]


def test_a_form_that_is_asking_goes_on_in_another_rasa(shared: Callable[[], ForgetfulTrackerStore]):
    asking = [ActiveLoop("aanbieder_form"), SlotSet("requested_slot", "wet"), ActionExecuted("action_listen")]
    save(shared(), "a", *SAID, *asking)

    tracker = load(shared(), "a")
    assert tracker is not None
    assert tracker.active_loop_name == "aanbieder_form"


def test_a_restarted_conversation_is_dropped_for_all(shared: Callable[[], ForgetfulTrackerStore]):
    save(shared(), "a", *SAID)
    save(shared(), "a", *SAID, Restarted(), ActionExecuted("action_listen"))

    assert load(shared(), "a") is None


def test_the_server_lets_go_after_the_same_time(running: RunningServer, shared: Callable[[], ForgetfulTrackerStore]):
    save(shared(), "a", *SAID)
    with running.client as client:
        assert 590_000 < client.pttl("kennispunt:rasa:a") <= 600_000


def test_a_server_that_is_away_knows_and_keeps_nothing():
    with server() as gone:
        kept = store(state=gone.address)
        save(kept, "a", *SAID)
    assert load(kept, "a") is None
    save(kept, "a", *SAID)
    assert asyncio.run(kept.keys()) == []
