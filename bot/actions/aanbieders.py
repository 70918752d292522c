"""`action_aanbieders`: the need finder's result, once the form knows all that it asks."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.tracker_reading import slots_for, state_of, understanding_of
from bot.adapters.dialogue.reply_json import to_json
from bot.core.conversation.conversation import Conversation


class ActionAanbieders(Action):
    """The form's last step."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_aanbieders"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[DomainDict]:  # noqa: ARG002
        """Say which providers fit."""
        said = self._conversation.find(state_of(tracker), understanding_of(tracker))
        dispatcher.utter_message(json_message=to_json(said.reply))
        return slots_for(said.state, tracker)
