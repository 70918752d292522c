"""The action server: every action with what it depends on, on loopback."""

from __future__ import annotations

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

from bot.actions.aanbieder_form import ActionAsk, ValidateAanbiederForm
from bot.actions.aanbieders import ActionAanbieders
from bot.actions.antwoord import ActionAntwoord
from bot.core.conversation import Conversation
from bot.core.need_finder import SLOTS


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
    app = create_app(executor(conversation), cors_origins=[])
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)
