"""Conversations: dropped after a time, bounded in number, and no longer than they have to be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.nlu.components.keeping import keeping_at

_SECONDS_A_MINUTE = 60


class ForgetfulTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps of a conversation only what the next message needs, in this process or on a server (`bot.nlu.components.keeping`).

    What people wrote is gone as soon as it has been answered (while the need finder is asking: as soon as that ends);
    the slots stay until nothing was said for `minutes`. At most `most` conversations are kept in this process: the one that
    has been silent longest goes first. A restarted conversation is dropped. What was silent too long goes by itself, also when
    nobody says anything any more: the web application asks for nothing when a conversation expires there.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        minutes: float | str = 60,
        most: int | str = 10_000,
        state: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        **_: object,
    ) -> None:
        super().__init__(domain, event_broker)
        self._keeping = keeping_at(state, float(minutes) * _SECONDS_A_MINUTE, int(most), clock)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the conversation's next message needs."""
        events = _since_restart(tracker.events)
        if events is None:
            await self._keeping.drop(tracker.sender_id)
            return
        needed = events if tracker.active_loop_name else _slots_only(events)
        shortened = DialogueStateTracker.from_events(tracker.sender_id, needed, self.domain.slots, domain=self.domain)
        await self._keeping.put(tracker.sender_id, self.serialise_tracker(shortened))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None when it is not known or its time is up."""
        text = await self._keeping.get(sender_id)
        return None if text is None else self.deserialise_tracker(sender_id, text)

    async def keys(self) -> Iterable[str]:
        """Ids of the conversations that are kept."""
        return await self._keeping.names()


def _since_restart(events: Iterable[Event]) -> list[Event] | None:
    """The events after the last restart; None when nothing happened since that is worth keeping."""
    kept = list(events)
    restarts = [index for index, event in enumerate(kept) if isinstance(event, Restarted)]
    if not restarts:
        return kept
    after = kept[restarts[-1] + 1 :]
    return after if any(isinstance(event, SlotSet) for event in after) else None


def _slots_only(events: Iterable[Event]) -> list[Event]:
    """The last value of each slot, and that the assistant is listening."""
    slots = {event.key: event for event in events if isinstance(event, SlotSet)}
    return [*(event for event in slots.values() if event.value is not None), ActionExecuted(ACTION_LISTEN_NAME)]
