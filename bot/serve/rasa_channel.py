"""Rasa's REST channel, inside Rasa's Python: it answers who shows the token, and writes a line for each turn."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.nlu.text.remembering import forget_words
from bot.serve import rasa_models

FORGET = "/restart"
"""What is said to have a conversation forgotten (`bot.adapters.dialogue.rasa_rest`)."""
PROBE = "probe-"
"""How conversations begin that nobody holds: of those there is nothing to forget, every few seconds."""
KEPT_SECONDS = 900.0
"""No longer than this what somebody wrote is remembered to be quicker, also when nobody asks to forget it."""


class GuardedRest(RestInput):  # type: ignore[misc]  # Rasa's base classes are unknown to the other environment
    """`/webhooks/rest/webhook`, as Rasa's own; `credentials.yml` names it."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """As in RestInput."""
        forgetting: list[asyncio.TimerHandle] = []

        def forget() -> None:
            forgetting.clear()
            forget_words()

        async def timed(message: UserMessage) -> Any:  # noqa: ANN401 - what Rasa gives back
            began = time.monotonic()
            try:
                return await on_new_message(message)
            finally:
                if message.text == FORGET and not str(message.sender_id).startswith(PROBE):
                    forget_words()
                elif not forgetting:
                    forgetting.append(asyncio.get_running_loop().call_later(KEPT_SECONDS, forget))
                request = (message.metadata or {}).get("request")
                if isinstance(request, str):  # a question of the supervisor's own has none
                    say("rasa_turn", request, time.monotonic() - began)

        blueprint: Blueprint = super().blueprint(timed)
        blueprint.middleware("request")(refuse_strangers)
        blueprint.listener("after_server_start")(follow_models)
        return blueprint


def without_words(record: logging.LogRecord) -> bool:
    """Take from a line of Rasa's own channel what somebody wrote: it is there when the answer came too late or failed."""
    try:
        event = str(json.loads(record.getMessage())["event"])
    except (ValueError, KeyError, TypeError):
        event = "rest.message"
    record.msg, record.args = json.dumps({"event": event}), ()
    return True


logging.getLogger("rasa.core.channels.rest").addFilter(without_words)


async def follow_models(app: Any, _: object) -> None:  # noqa: ANN401 - Sanic's types are another version's here
    """From now on what is trained is taken into use, wherever it was trained."""
    app.ctx.following = rasa_models.start(app.ctx.agent)


async def refuse_strangers(request: Request) -> HTTPResponse | None:
    """401 for who does not show the token of the environment."""
    token = os.environ.get("KENNISPUNT_INTERNAL_TOKEN", "")
    shown = request.headers.get("authorization", "")
    if not token or hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        return None
    return json_response({"error": "unauthorized"}, 401)


def say(event: str, request: str, seconds: float) -> None:
    """A line in the form of the other processes (`bot.adapters.logs.lines`)."""
    line = {
        "time": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "level": "INFO",
        "process": "rasa",
        "request": request,
        "event": event,
        "milliseconds": round(seconds * 1000),
    }
    sys.stderr.write(json.dumps(line) + "\n")
    sys.stderr.flush()
