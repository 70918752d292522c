"""What came of each round, worked out of who was asked and of the history of the directory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, selectinload

from bot.adapters.sql.history import ChangeRow
from bot.adapters.sql.moments import aware
from bot.adapters.sql.rounds.tables import AskRow, as_ask
from bot.core.changes.changes import Action
from bot.core.directory.standing import Origin
from bot.core.insight.rounds import Asked
from bot.core.rounds.asks import Ask, MailKind

_WEEK = len("2026-W23")
"""What comes after it in the name tells a second question of the same week from the first."""
_ANOTHER = frozenset({Action.ADDED.value, Action.CHANGED.value, Action.WITHDRAWN.value, Action.REMOVED.value})

type _Voices = Mapping[str, Sequence[tuple[datetime, str]]]
"""When each owner said what itself, the oldest first."""


class SqlRoundOutcomes:
    """Implements `bot.core.insight.rounds.RoundOutcomes`; `now` is an aware time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._engine = engine
        self._now = now

    def asked(self) -> Sequence[Asked]:
        """As in the port."""
        with Session(self._engine) as session:
            wanted = (
                select(AskRow).options(selectinload(AskRow.owners), selectinload(AskRow.mails)).order_by(AskRow.made_at)
            )
            asks = [as_ask(row, frozenset()) for row in session.scalars(wanted)]
            voices = _voices(session)
        together: dict[tuple[str, str], list[Ask]] = defaultdict(list)
        begun: dict[str, dict[str, datetime]] = defaultdict(dict)
        for ask in asks:
            week = ask.week[:_WEEK]
            for owner in ask.owners:
                together[week, owner].append(ask)
                begun[owner].setdefault(week, ask.made_at)
        return tuple(self._outcome(week, owner, mine, begun[owner], voices) for (week, owner), mine in together.items())

    def _outcome(
        self, week: str, owner: str, asks: Sequence[Ask], begun: Mapping[str, datetime], voices: _Voices
    ) -> Asked:
        since = begun[week]
        until = min((moment for moment in begun.values() if moment > since), default=None)
        said = [
            action for moment, action in voices.get(owner, ()) if moment >= since and (until is None or moment < until)
        ]
        return Asked(
            week,
            owner,
            answered=bool(said) or any(owner in ask.answered for ask in asks),
            changed=any(action in _ANOTHER for action in said),
            bounced=any(
                mail.bounced_on is not None and mail.kind is not MailKind.RECEIPT for ask in asks for mail in ask.mails
            ),
            waits=any(ask.is_open(self._now().date()) for ask in asks),
        )


def _voices(session: Session) -> _Voices:
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    rows = session.execute(
        select(ChangeRow.owner_id, ChangeRow.made_at, ChangeRow.action)
        .where(ChangeRow.origin == Origin.OWNER.value, ChangeRow.action != Action.DISPUTED.value)
        .order_by(ChangeRow.id)
    )
    for owner, moment, action in rows:
        found[owner].append((aware(moment), action))
    return found
