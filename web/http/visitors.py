"""The visitor's turn: refuses those who send too much at once."""

from __future__ import annotations

from flask import request

from bot.adapters.logs.lines import log_event
from web.http.busy import busy
from web.http.errors import too_many
from web.http.lanes import is_refused
from web.http.origins import from_elsewhere
from web.http.rate_limit import address_prefix
from web.site import site


def count_message(conversation_id: str, text: str) -> None:
    """Count a message in this conversation; raises ProblemError when it is one too many (429), or there is no room now (503).

    Whoever may be in danger, by their words, is never refused.
    """
    _no_room(text)
    # The conversation goes first: whoever sends too much in one does not spend what their neighbours share.
    _refuse(site().limits.messages.take(conversation_id) or site().limits.address.take(_visitor()), text)


def count_start(text: str = "") -> None:
    """Count a new conversation of this visitor, which begins with this text; as `count_message`."""
    _no_room(text)
    _refuse(site().limits.starts.take(_visitor()), text)


def count_feedback() -> None:
    """Count a judgement of this visitor; raises ProblemError (429) when it is one too many."""
    _refuse(site().limits.feedback.take(_visitor()))


def count_recording() -> None:
    """Count a recording of speech of this visitor, as a message; raises ProblemError (429) when it is one too many."""
    _refuse(site().limits.address.take(_visitor()))


def _visitor() -> str:
    """Whom to count: what pages of others send counts apart, so that none of them can spend what a visitor has here."""
    return address_prefix(request.remote_addr or "") + (" elsewhere" if from_elsewhere() else "")


def _no_room(text: str) -> None:
    if is_refused() and not _in_danger(text):
        raise busy()


def _in_danger(text: str) -> bool:
    return bool(text and site().services.danger(text))


def _refuse(wait: int, text: str = "") -> None:
    if wait and not _in_danger(text):
        site().metrics.refused("too-many-requests")
        log_event("rate_limited", seconds=wait)
        raise too_many(wait)
