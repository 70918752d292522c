"""The action server: every action with what it depends on, on loopback."""

from __future__ import annotations

import warnings

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

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


def serve(conversation: Conversation, port: int) -> None:
    """Answer Rasa on 127.0.0.1 until stopped."""
    # The SDK for Rasa 3.6 does not run on this Python; that a newer one speaks the same is tested (tests/e2e).
    warnings.filterwarnings("ignore", message="Your versions of rasa and")
    app = create_app(executor(conversation), cors_origins=[])
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)
