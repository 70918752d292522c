"""`action_antwoord`: answers whatever the need finder's form did not take."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.actions.tracker_reading import FORM, slots_for, state_of, understanding_of
from bot.adapters.dialogue.reply_json import to_json
from bot.core.conversation.conversation import Conversation, OpensFinder


class ActionAntwoord(Action):
    """One message, one call to the conversation."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_antwoord"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[DomainDict]:  # noqa: ARG002
        """Say the reply, remember the state, and open or close the form as the state says."""
        before = state_of(tracker)
        reaction = self._conversation.respond(understanding_of(tracker), before)
        events = slots_for(reaction.state, tracker)
        if isinstance(reaction, OpensFinder):
            if reaction.before is not None:
                dispatcher.utter_message(json_message=to_json(reaction.before))
            return [*events, FollowupAction(FORM)]
        dispatcher.utter_message(json_message=to_json(reaction.reply))
        if before.asking and reaction.state.asking is None:
            events += [ActiveLoop(None), SlotSet("requested_slot", None)]
        return events
