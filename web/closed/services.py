"""What these pages need from outside, by port."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import abort

from bot.core.agreements.agreements import Agreements
from bot.core.closed.part import ClosedPart
from bot.core.insight.insight import Insight
from bot.core.privacy.privacy import Privacy
from web.editor.gate import editing


def in_a_thread(work: Callable[[], object]) -> None:
    """Do it while the person's page goes on."""
    threading.Thread(target=work, daemon=True).start()


@dataclass(frozen=True, slots=True)
class Rooms:
    """The parts. `send` sends the letters that wait; `soon` is how it is done without anybody waiting for it."""

    agreements: Agreements
    part: ClosedPart
    privacy: Privacy
    send: Callable[[], object]
    soon: Callable[[Callable[[], object]], None] = in_a_thread
    insight: Insight | None = None
    """What editors see of the whole; None where nothing is counted."""


def rooms() -> Rooms:
    """The parts of this application; 404 where it was made without them."""
    found = editing().rooms
    if found is None:
        abort(404)
    return cast(Rooms, found)
