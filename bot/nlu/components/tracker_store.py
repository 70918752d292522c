"""Conversations in memory: dropped after a time, bounded in number, and no longer than they have to be."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, Restarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

_SECONDS_A_MINUTE = 60
_LATER_SECONDS = 1.0
"""So long after its time a conversation is let go of, so that several go at once."""


class ForgetfulTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps of a conversation only what the next message needs, in this process alone.

    What people wrote is gone as soon as it has been answered (while the need finder is asking: as soon as that ends);
    the slots stay until nothing was said for `minutes`. At most `most` conversations are kept: the one that has been
    silent longest goes first. A restarted conversation is dropped. What was silent too long goes by itself, also when nobody
    says anything any more: the web application asks for nothing when a conversation expires there.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        minutes: float | str = 60,
        most: int | str = 10_000,
        clock: Callable[[], float] = time.monotonic,
        **_: object,
    ) -> None:
        super().__init__(domain, event_broker)
        self._seconds = float(minutes) * _SECONDS_A_MINUTE
        self._most = int(most)
        self._clock = clock
        self._letting_go: asyncio.AbstractEventLoop | None = None
        self._kept: OrderedDict[str, tuple[float, str]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the conversation's next message needs."""
        self._drop_silent()
        self._kept.pop(tracker.sender_id, None)
        events = _since_restart(tracker.events)
        if events is None:
            return
        needed = events if tracker.active_loop_name else _slots_only(events)
        shortened = DialogueStateTracker.from_events(tracker.sender_id, needed, self.domain.slots, domain=self.domain)
        self._kept[tracker.sender_id] = (self._clock(), self.serialise_tracker(shortened))
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        self._let_go_later()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None when it is not known or its time is up."""
        self._drop_silent()
        if sender_id not in self._kept:
            return None
        return self.deserialise_tracker(sender_id, self._kept[sender_id][1])

    async def keys(self) -> Iterable[str]:
        """Ids of the conversations that are kept."""
        self._drop_silent()
        return list(self._kept)

    def _drop_silent(self) -> None:
        too_long_ago = self._clock() - self._seconds
        while self._kept and next(iter(self._kept.values()))[0] < too_long_ago:
            self._kept.popitem(last=False)

    def _let_go_later(self) -> None:
        """Come back when the conversation that is silent longest has been so too long; once is enough at a time."""
        loop = asyncio.get_running_loop()
        if self._letting_go is loop or not self._kept:
            return
        self._letting_go = loop
        left = next(iter(self._kept.values()))[0] + self._seconds - self._clock()
        loop.call_later(max(left, 0) + _LATER_SECONDS, self._let_go)

    def _let_go(self) -> None:
        self._letting_go = None
        self._drop_silent()
        self._let_go_later()


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
