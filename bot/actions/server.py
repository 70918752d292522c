"""The action server: every action with what it depends on."""

from __future__ import annotations

import functools
import hmac
import time
import warnings
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, json

from bot.actions.aanbieder_form import ActionAsk, ValidateAanbiederForm
from bot.actions.aanbieders import ActionAanbieders
from bot.actions.antwoord import ActionAntwoord
from bot.adapters.logs.lines import begin_request, end_request, log_event
from bot.adapters.logs.traces import span
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.need_finder import SLOTS


class LoggedExecutor(ActionExecutor):
    """Writes a line for each action, with the id of the request that it is for."""

    async def run(self, action_call: dict[str, Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - the SDK's signature
        """As in ActionExecutor."""
        message = (action_call.get("tracker") or {}).get("latest_message") or {}
        metadata = message.get("metadata") or {}
        request, trace = metadata.get("request"), metadata.get("trace")
        if not isinstance(request, str):  # a question of the supervisor's own
            return await super().run(action_call, *args, **kwargs)
        began = time.monotonic()
        begin_request(request)
        try:
            with span(str(action_call.get("next_action")), trace if isinstance(trace, str) else ""):
                return await super().run(action_call, *args, **kwargs)
        finally:
            milliseconds = round((time.monotonic() - began) * 1000)
            log_event("action", action=action_call.get("next_action"), milliseconds=milliseconds)
            end_request()


def executor(conversation: Conversation) -> ActionExecutor:
    """All actions, registered as instances."""
    actions = LoggedExecutor()
    actions.register_action(ActionAntwoord(conversation))
    actions.register_action(ActionAanbieders(conversation))
    actions.register_action(ValidateAanbiederForm(conversation))
    for slot in SLOTS:
        actions.register_action(ActionAsk(slot, conversation))
    return actions


def refuse_strangers(token: str, request: Request) -> HTTPResponse | None:
    """401 for who does not show the token; whether the server lives may be asked by all."""
    shown = request.headers.get("authorization", "")
    known = hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    return None if not token or known or request.path == "/health" else json({"error": "unauthorized"}, 401)


def serve(conversation: Conversation, host: str, port: int, token: str = "") -> None:
    """Answer on this address until stopped: Rasa alone, which shows the token; without one, whoever asks."""
    # The SDK for Rasa 3.6 does not run on this Python; that a newer one speaks the same is tested (tests/e2e).
    warnings.filterwarnings("ignore", message="Your versions of rasa and")
    app = create_app(executor(conversation), cors_origins=[])
    app.register_middleware(functools.partial(refuse_strangers, token), "request")
    app.run(host=host, port=port, single_process=True, access_log=False, motd=False)
