"""The action server: every action with what it depends on, on loopback."""

from __future__ import annotations

import functools
import hmac
import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import HTTPResponse, Request, json

from bot.actions.aanbieder_form import ActionAsk, ValidateAanbiederForm
from bot.actions.aanbieders import ActionAanbieders
from bot.actions.antwoord import ActionAntwoord
from bot.core.conversation.conversation import Conversation
from bot.core.conversation.need_finder import SLOTS


def executor(conversation: Conversation) -> ActionExecutor:
    """All actions, registered as instances."""
    actions = ActionExecutor()
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


def serve(conversation: Conversation, port: int, token: str = "") -> None:
    """Answer on 127.0.0.1 until stopped: Rasa alone, which shows the token; without one, whoever asks."""
    # The SDK for Rasa 3.6 does not run on this Python; that a newer one speaks the same is tested (tests/e2e).
    warnings.filterwarnings("ignore", message="Your versions of rasa and")
    app = create_app(executor(conversation), cors_origins=[])
    app.register_middleware(functools.partial(refuse_strangers, token), "request")
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)
