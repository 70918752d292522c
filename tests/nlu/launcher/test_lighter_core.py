"""With less work Rasa's core says and remembers the same. Runs where Rasa runs (Python 3.10)."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.nlu.launcher.lighter_core import lighten

PATCHED = (
    (DaskGraphRunner, "run"),
    (RulePolicy, "_find_action_from_rules"),
    (Event, "resolve_by_type"),
    (RemoteAction, "_action_call_format"),
    (EndpointConfig, "session"),
)


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = [(owner, name, owner.__dict__[name]) for owner, name in PATCHED]
    garbage = gc.get_threshold()
    yield
    for owner, name, was in before:
        setattr(owner, name, was)
    gc.set_threshold(*garbage)


def before_and_after(ask: Callable[[], Any]) -> tuple[Any, Any]:
    """What Rasa says by itself, and what it says with less work."""
    before = ask()
    lighten()
    return before, ask()


class Node:
    """Adds its name to what it is given."""

    def __init__(self, name: str, ran: list[str]) -> None:
        self.name = name
        self.ran = ran

    def __call__(self, *given: tuple[str, Any] | str) -> tuple[str, Any]:
        self.ran.append(self.name)
        if self.name == "broken":
            raise RuntimeError
        return self.name, [self.name, *(item[1] if isinstance(item, tuple) else f"without {item}" for item in given)]


def a_graph(ran: list[str]) -> DaskGraphRunner:
    needs = {
        "last": {"first": "middle", "second": "early"},
        "middle": {"message": "__message__", "early": "early"},
        "early": {"message": "__message__", "tracker": "__tracker__"},
        "beside": {"early": "early"},
        "broken": {},
    }
    schema = GraphSchema(
        {
            name: SchemaNode(needs=of, uses=object, constructor_name="", fn="", config={}, is_target=name == "last")  # type: ignore[arg-type]
            for name, of in needs.items()
        }
    )
    runner = DaskGraphRunner.__new__(DaskGraphRunner)
    runner._graph_schema = schema
    runner._execution_context = None
    runner._instantiated_nodes = {name: Node(name, ran) for name in needs}
    return runner


@pytest.mark.parametrize("targets", [None, ["last"], ["beside", "middle"]])
def test_a_graph_gives_the_same_and_runs_each_node_once(targets: list[str] | None) -> None:
    ran: list[str] = []
    runner = a_graph(ran)
    before, after = before_and_after(lambda: runner.run({"__message__": ["hallo"]}, targets))
    again = runner.run({"__message__": ["hallo"]}, targets)
    assert before == after == again
    third = len(ran) // 3
    assert sorted(ran[third : 2 * third]) == sorted(set(ran)) == sorted(ran[:third])


def test_a_node_that_breaks_is_told_as_before() -> None:
    runner = a_graph([])
    lighten()
    with pytest.raises(GraphRunError):
        runner.run({}, ["broken"])


@pytest.mark.parametrize(
    ("rules", "loop", "asked"),
    [
        ({'[{"user": {"intent": "vraag"}}]': "action_antwoord"}, None, [False]),
        ({'[{"user": {"text": "dag"}}]': "action_antwoord"}, None, [True, False]),
        ({'[{"user": {"intent": "vraag"}}]': "action_antwoord"}, "aanbieder_form", [True, False]),
    ],
)
def test_rules_for_texts_are_looked_up_where_there_may_be_one(
    rules: dict[str, str], loop: str | None, asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []

    def find(_: object, __: object, ___: object, by_text: bool) -> tuple[str, str, bool]:
        looked.append(by_text)
        return "action_antwoord", "rule", False

    monkeypatch.setattr(RulePolicy, "_find_action_from_rules", find)
    lighten()
    policy, tracker = SimpleNamespace(lookup={RULES: rules}), SimpleNamespace(active_loop_name=loop)
    by_text = RulePolicy._find_action_from_rules(policy, tracker, None, use_text_for_last_user_input=True)
    assert RulePolicy._find_action_from_rules(policy, tracker, None, use_text_for_last_user_input=False)[0]
    assert looked == asked
    assert by_text == (("action_antwoord", "rule", False) if True in asked else (None, None, False))


def test_events_are_of_the_same_kinds() -> None:
    names = ["slot", "user", "bot", "action", "followup", "active_loop", "restart", "session_started"]
    before, after = before_and_after(lambda: [Event.resolve_by_type(name) for name in names * 2])
    assert before == after
    assert Event.resolve_by_type("topic") is None
    assert Event.resolve_by_type("unknown", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="unknown"):
        Event.resolve_by_type("unknown")


def test_actions_are_told_the_message_and_the_slots() -> None:
    domain = Domain.from_dict({"slots": {"taal": {"type": "any", "mappings": [{"type": "custom"}]}}})
    events = [
        SlotSet("taal", "nl"),
        ActionExecuted("action_listen"),
        UserUttered("hallo", {"name": "vraag"}, metadata={"language": "nl"}),
    ]
    tracker = DialogueStateTracker.from_events("iemand", events, domain.slots, domain=domain)
    action = RemoteAction("action_antwoord", EndpointConfig("http://localhost"))
    before, after = before_and_after(lambda: action._action_call_format(tracker, domain))
    assert after["domain"] == {}
    assert after["tracker"].pop("events") == []
    assert before["tracker"].pop("events")
    del before["domain"], after["domain"]
    assert after == before


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_next_call_goes_over_the_same_connection() -> None:
    came_from: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        came_from.append(request.transport.get_extra_info("peername") if request.transport else None)
        assert request.headers["Authorization"] == "Bearer geheim"
        return web.json_response(await request.json())

    async def two_calls() -> list[Any]:
        app = web.Application()
        app.router.add_post("/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        endpoint = EndpointConfig(f"http://{host}:{port}/webhook", headers={"Authorization": "Bearer geheim"})
        given = [await endpoint.request(json={"turn": number}, timeout=30) for number in range(2)]
        kept = endpoint.__dict__.get("_kennispunt_session")
        if kept:
            await kept[1].close()
        await runner.cleanup()
        return given

    before, after = before_and_after(lambda: asyncio.run(two_calls()))
    assert before == after == [{"turn": 0}, {"turn": 1}]
    assert came_from[0] != came_from[1]
    assert came_from[2] == came_from[3]
