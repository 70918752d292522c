"""The `RoundBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

import secrets
import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from bot.adapters.sign_in.secrets import new_token, token_hash
from bot.adapters.sql.history import ChangeRow, as_change
from bot.adapters.sql.mail.outbox import LetterRow
from bot.adapters.sql.moments import aware
from bot.adapters.sql.rounds.tables import AskedRow, AskRow, HandoverRow, LinkRow, MailRow, as_ask
from bot.adapters.sql.sessions import take_turn
from bot.core.changes.changes import Action, Change
from bot.core.directory.standing import Origin
from bot.core.rounds.asks import HANDOVER, Addressee, Ask, Closed, Handover, Link, LinkKind, Mail, MailKind, Via

_KEY_SIGNS = string.ascii_lowercase + string.digits
_KEY_LENGTH = 20
DAYS_LINK = 14
"""So long after its time a link still says that its time is over."""
DAYS_BOUNCE = 90
DAYS_ASK = 365


class SqlRoundBook:
    """Implements `bot.core.rounds.port.RoundBook`."""

    def __init__(self, engine: Engine, *, days_bounce: int = DAYS_BOUNCE, days_ask: int = DAYS_ASK) -> None:
        self._engine = engine
        self._days_bounce, self._days_ask = days_bounce, days_ask

    def asks(self) -> Sequence[Ask]:
        """As in the port."""
        with Session(self._engine) as session:
            spoken = self._spoken(session)
            wanted = (
                select(AskRow)
                .options(selectinload(AskRow.owners), selectinload(AskRow.mails))
                .order_by(AskRow.id.desc())
            )
            return tuple(_told(row, spoken) for row in session.scalars(wanted))

    def ask(self, ask_id: int) -> Ask | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(AskRow, ask_id)
            return _told(row, self._spoken(session)) if row is not None else None

    def spoken(self) -> Mapping[str, datetime]:
        """As in the port."""
        with Session(self._engine) as session:
            return self._spoken(session)

    def dead(self) -> Sequence[str]:
        """As in the port."""
        with Session(self._engine) as session:
            back = session.scalars(select(MailRow.address).where(MailRow.hard)).all()
            against = session.scalars(select(AskRow.address).where(AskRow.closed == Closed.OBJECTED.value)).all()
            others = session.scalars(select(LetterRow.address).where(LetterRow.hard)).all()
            return tuple(sorted({*back, *against, *others} - {""}))

    def revive(self, address: str) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            for row in (MailRow, LetterRow):
                session.execute(update(row).where(row.address == address).values(hard=False))
            against = (AskRow.address == address, AskRow.closed == Closed.OBJECTED.value)
            session.execute(update(AskRow).where(*against).values(closed=Closed.REVOKED.value))

    def add(self, week: str, whom: Addressee, now: datetime, parent: int | None = None) -> Ask | None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            take_turn(session)  # two that plan the same week follow each other
            same = select(AskRow).where(AskRow.week.startswith(week), AskRow.address == whom.address)
            rows = session.scalars(same).all()
            asked = {item.owner_id for row in rows for item in row.owners}
            left = [owner for owner in whom.owners if owner not in asked]
            if not left:
                return None
            name = f"{week}.{len(rows) + 1}" if rows else week
            row = AskRow(
                week=name, address=whom.address, name=whom.name, via=whom.via.value, made_at=now, parent=parent
            )
            row.owners = [AskedRow(owner_id=owner) for owner in left]
            if whom.via is not Via.TELEPHONE:
                row.mails = [_mail(MailKind.QUESTION, whom.address, now)]
            session.add(row)
            session.flush()
            return _told(row, {})

    def queue(self, ask_id: int, kind: MailKind, address: str, now: datetime, batch: str = "") -> None:
        """As in the port."""
        row = _mail(kind, address, now, batch)
        row.ask_id = ask_id
        try:
            with Session(self._engine) as session, session.begin():
                session.add(row)
        except IntegrityError:
            return

    def waiting(self) -> Sequence[Sequence[Mail]]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(MailRow).where(MailRow.claimed_at.is_(None), ~MailRow.dropped).order_by(MailRow.id)
            ).all()
            mails = [row.told for row in rows]
        groups = [tuple(group) for _, group in groupby(sorted(mails, key=_together), key=_together)]
        return tuple(sorted(groups, key=lambda group: group[0].id))

    def claim(self, mails: Sequence[Mail], now: datetime) -> bool:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            taken = session.execute(
                update(MailRow)
                .where(MailRow.id.in_(_ids(mails)), MailRow.claimed_at.is_(None), ~MailRow.dropped)
                .values(claimed_at=now, problem="")
                .returning(MailRow.id)
            ).all()
            if len(taken) != len(mails):
                session.rollback()
                return False
        return True

    def release(self, mails: Sequence[Mail], problem: str) -> None:
        """As in the port."""
        self._set(mails, claimed_at=None, problem=problem)

    def sent(self, mails: Sequence[Mail], now: datetime) -> None:
        """As in the port."""
        self._set(mails, sent_at=now, problem="")

    def unsure(self, mails: Sequence[Mail], problem: str) -> None:
        """As in the port."""
        self._set(mails, problem=problem)

    def again(self, ask_id: int) -> None:
        """As in the port."""
        unsure = (MailRow.ask_id == ask_id, MailRow.claimed_at.is_not(None), MailRow.sent_at.is_(None))
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(MailRow)
                .where(*unsure, ~MailRow.dropped, MailRow.bounced_on.is_(None))
                .values(claimed_at=None, problem="")
            )

    def drop(self, mails: Sequence[Mail]) -> None:
        """As in the port."""
        self._set(mails, dropped=True)

    def mail_of(self, key: str) -> Mail | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.scalars(select(MailRow).where(MailRow.key == key.casefold())).first()
            return row.told if row is not None else None

    def bounced(self, mail: Mail, on: date, reason: str, *, hard: bool) -> bool:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            row = session.get_one(MailRow, mail.id)
            if row.bounced_on is not None and (row.hard or not hard):
                return False
            row.bounced_on, row.bounce, row.hard = on, reason, hard
            return True

    def answered(self, ask_id: int, owners: Sequence[str], now: datetime) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(AskedRow)
                .where(AskedRow.ask_id == ask_id, AskedRow.owner_id.in_(owners), AskedRow.answered_at.is_(None))
                .values(answered_at=now)
            )

    def close(self, ask_id: int, why: Closed) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            session.execute(update(AskRow).where(AskRow.id == ask_id).values(closed=why.value))
            session.execute(delete(LinkRow).where(LinkRow.ask_id == ask_id, LinkRow.kind == LinkKind.ANSWER.value))
            session.execute(
                update(MailRow)
                .where(MailRow.ask_id == ask_id, MailRow.claimed_at.is_(None), MailRow.kind != MailKind.RECEIPT.value)
                .values(dropped=True)
            )

    def new_link(
        self, ask_id: int, kind: LinkKind, address: str, until: datetime, now: datetime, batches: Sequence[str] = ()
    ) -> str:
        """As in the port."""
        token = new_token()
        row = LinkRow(
            token=token_hash(token),
            kind=kind.value,
            ask_id=ask_id,
            address=address,
            made_at=now,
            until=until,
            batches=list(batches),
        )
        with Session(self._engine) as session, session.begin():
            session.add(row)
        return token

    def linked(self, token: str) -> Link | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(LinkRow, token_hash(token))
            return row.told if row is not None else None

    def changes(self, batches: Sequence[str]) -> Sequence[Change]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(ChangeRow).where(ChangeRow.batch.in_(batches)).order_by(ChangeRow.id))
            return tuple(as_change(row) for row in rows)

    def hand_over(self, ask_id: int, leaver: str, successor: Addressee, on: date, decision: str = "") -> Handover:
        """As in the port."""
        row = HandoverRow(
            ask_id=ask_id,
            leaver=leaver,
            successor=successor.address,
            name=successor.name,
            owners=list(successor.owners),
            asked_on=on,
            decision=decision,
        )
        with Session(self._engine) as session, session.begin():
            session.add(row)
            session.flush()
            return row.told

    def handover(self, batch: str) -> Handover | None:
        """As in the port."""
        number = batch.removeprefix(HANDOVER)
        if number == batch or not number.isdecimal():
            return None
        with Session(self._engine) as session:
            row = session.get(HandoverRow, int(number))
            return row.told if row is not None else None

    def handovers(self) -> Sequence[Handover]:
        """As in the port."""
        with Session(self._engine) as session:
            rows = session.scalars(select(HandoverRow).where(HandoverRow.decision == "").order_by(HandoverRow.id))
            return tuple(row.told for row in rows)

    def decide_handover(self, handover_id: int, decision: str, by: str, on: date) -> Handover | None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            done = session.execute(
                update(HandoverRow)
                .where(HandoverRow.id == handover_id, HandoverRow.decision == "")
                .values(decision=decision, decided_by=by, decided_on=on)
                .returning(HandoverRow.id)
            ).all()
            return session.get_one(HandoverRow, handover_id).told if done else None

    def first_letter(self, address: str, mail: Mail) -> bool:
        """As in the port."""
        with Session(self._engine) as session:
            earlier = select(func.count(MailRow.id)).where(
                MailRow.address == address,
                MailRow.kind == MailKind.QUESTION.value,
                MailRow.id < mail.id,
                MailRow.sent_at.is_not(None),
            )
            return not session.scalar(earlier)

    def forget(self, today: date) -> None:
        """As in the port."""
        midnight = datetime.combine(today, datetime.min.time())
        with Session(self._engine) as session, session.begin():
            session.execute(delete(LinkRow).where(LinkRow.until < midnight - timedelta(days=DAYS_LINK)))
            old = MailRow.bounced_on < today - timedelta(days=self._days_bounce)
            session.execute(update(MailRow).where(old, MailRow.bounce != "").values(bounce=""))
            for row in session.scalars(
                select(AskRow).where(AskRow.made_at < midnight - timedelta(days=self._days_ask))
            ):
                session.delete(row)

    def _set(self, mails: Sequence[Mail], **values: object) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(update(MailRow).where(MailRow.id.in_(_ids(mails))).values(**values))

    def _spoken(self, session: Session) -> dict[str, datetime]:
        rows = session.execute(
            select(ChangeRow.owner_id, func.max(ChangeRow.made_at))
            .where(ChangeRow.origin == Origin.OWNER.value, ChangeRow.action != Action.DISPUTED.value)
            .group_by(ChangeRow.owner_id)
        )
        return {owner: aware(moment) for owner, moment in rows}


def _told(row: AskRow, spoken: Mapping[str, datetime]) -> Ask:
    since = aware(row.made_at)
    return as_ask(row, frozenset(owner for owner, moment in spoken.items() if moment >= since))


def _mail(kind: MailKind, address: str, now: datetime, batch: str = "") -> MailRow:
    key = "".join(secrets.choice(_KEY_SIGNS) for _ in range(_KEY_LENGTH))
    return MailRow(kind=kind.value, address=address, key=key, made_at=now, batch=batch)


def _together(mail: Mail) -> tuple[int, str, str]:
    """What goes in one letter: receipts to one address about one question, and everything else by itself."""
    receipt = mail.kind is MailKind.RECEIPT
    return (mail.ask_id, mail.address, "" if receipt else str(mail.id))


def _ids(mails: Sequence[Mail]) -> list[int]:
    return [mail.id for mail in mails]
