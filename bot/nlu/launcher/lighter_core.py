"""What Rasa's core does at every message and needs not do here, left out; what it says and remembers stays the same.

Each of these takes the place of one method of Rasa's, as `bot.nlu.launcher.reply_schema` does. What each brought, in
milliseconds: docs/bench.md.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from typing import Any

import aiohttp
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import DEFAULT_REQUEST_TIMEOUT, EndpointConfig

KEPT_SECONDS = 3.0
"""A connection that was not used for so long is not used again: the action server keeps it longer, so it never goes under way."""
_GARBAGE = (20_000, 20, 20)
"""Python looks for rubbish in memory after so many new objects (700 without this), and rarer among the old ones."""
_KEPT, _ORDERS = "_kennispunt_session", "_kennispunt_orders"


def lighten() -> None:
    """Have Rasa answer messages with less work. Not for training, which frees what it has used by the way it was."""
    gc.set_threshold(*_GARBAGE)
    DaskGraphRunner.run = _run_in_order
    RulePolicy._find_action_from_rules = _without_rules_for_texts(RulePolicy._find_action_from_rules)  # noqa: SLF001
    Event.resolve_by_type = staticmethod(_remembered_types(Event.resolve_by_type))
    RemoteAction._action_call_format = _small_call  # noqa: SLF001
    EndpointConfig.session = _kept_session


def _run_in_order(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """As DaskGraphRunner.run, with the order of the nodes found once for the same targets, and without dask."""
    wanted = tuple(targets or self._graph_schema.target_names)
    orders = self.__dict__.setdefault(_ORDERS, {})
    if wanted not in orders:
        orders[wanted] = _in_order(self._graph_schema, wanted)
    found: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in orders[wanted]:
            if name not in found:
                found[name] = self._instantiated_nodes[name](*(found.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(found[target] for target in wanted)


def _in_order(schema: GraphSchema, targets: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The nodes that the targets need, each after what it needs itself; with the names of that."""
    order: dict[str, tuple[str, ...]] = {}

    def add(name: str) -> None:
        if name in order or name not in schema.nodes:  # what is no node is given with the message
            return
        needs = tuple(schema.nodes[name].needs.values())
        for need in needs:
            add(need)
        order[name] = needs

    for target in targets:
        add(target)
    return list(order.items())


def _without_rules_for_texts(find: Any) -> Any:  # noqa: ANN401 - a method of Rasa's
    """Rasa looks up what to do by the message's text first, and then by its intent. No rule of ours names a text."""

    def found(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,  # noqa: FBT001  # Rasa's signature
    ) -> tuple[str | None, str | None, bool]:
        # While a form is asking, the first look also tells whether the form was left: then it is done.
        by_text = use_text_for_last_user_input and not tracker.active_loop_name
        if by_text and not any('"text": ' in rule for rule in self.lookup[RULES]):
            return None, None, False
        answer: tuple[str | None, str | None, bool] = find(self, tracker, domain, use_text_for_last_user_input)
        return answer

    return found


def _remembered_types(resolve: Any) -> Any:  # noqa: ANN401 - a method of Rasa's
    """Which class an event is of: Rasa goes through all classes for each event of a conversation."""
    known: dict[str, Any] = {}

    def resolved(type_name: str, default: Any = None) -> Any:  # noqa: ANN401
        if type_name not in known:
            found = resolve(type_name, default)
            if found is None or found is default:
                return found
            known[type_name] = found
        return known[type_name]

    return resolved


def _small_call(self: RemoteAction, tracker: DialogueStateTracker, _: Domain) -> dict[str, Any]:
    """What the action server is told: the message and the slots, without the domain and all that happened before."""
    return {
        "next_action": self.name(),
        "sender_id": tracker.sender_id,
        "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": []},
        "domain": {},  # none at all would be asked for
        "version": rasa.__version__,
    }


class _KeptSession:
    """For `async with`: the session that the endpoint keeps, which is not closed at the end."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *_: object) -> None:
        """It goes on."""


def _kept_session(self: EndpointConfig) -> _KeptSession:
    """As EndpointConfig.session, with connections that serve the next message too; a loop has its own."""
    loop = asyncio.get_running_loop()
    kept = self.__dict__.get(_KEPT)
    if kept is None or kept[0] is not loop or kept[1].closed:
        auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
        session = aiohttp.ClientSession(
            headers=self.headers,
            auth=auth,
            timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
            connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS),
            cookie_jar=aiohttp.DummyCookieJar(),
        )
        kept = self.__dict__[_KEPT] = (loop, session)
    return _KeptSession(kept[1])
