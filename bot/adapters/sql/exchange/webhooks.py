"""The `WebhookBook` port, in SQLite or PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select, update
from sqlalchemy.orm import Session

from bot.adapters.sign_in.secrets import new_token
from bot.adapters.sql.exchange.tables import WebhookRow
from bot.core.exchange.webhooks import Webhook

HELD = timedelta(minutes=15)
"""So long nobody else tells an address that somebody took; who breaks off half-way loses it after that."""


class SqlWebhookBook:
    """Implements `bot.core.exchange.port.WebhookBook`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def webhooks(self) -> Sequence[Webhook]:
        """As in the port."""
        with Session(self._engine) as session:
            return tuple(row.as_webhook for row in session.scalars(select(WebhookRow).order_by(WebhookRow.id)))

    def webhook(self, webhook_id: int) -> Webhook | None:
        """As in the port."""
        with Session(self._engine) as session:
            row = session.get(WebhookRow, webhook_id)
            return row.as_webhook if row is not None else None

    def add(self, name: str, url: str, who: str, told: int, now: datetime) -> tuple[Webhook, str]:
        """As in the port."""
        secret = new_token()
        with Session(self._engine) as session, session.begin():
            row = WebhookRow(name=name, url=url, secret=secret, made_at=now, made_by=who, told=told)
            session.add(row)
            session.flush()
            return row.as_webhook, secret

    def new_secret(self, webhook_id: int) -> str | None:
        """As in the port."""
        secret = new_token()
        return secret if self._change(webhook_id, secret=secret) else None

    def remove(self, webhook_id: int) -> bool:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            row = session.get(WebhookRow, webhook_id)
            if row is not None:
                session.delete(row)
            return row is not None

    def start_again(self, webhook_id: int) -> None:
        """As in the port."""
        self._change(webhook_id, failures=0, failing_since=None, next_at=None, problem="", stopped_at=None)

    def claim(self, now: datetime) -> Sequence[tuple[Webhook, str]]:
        """As in the port."""
        due = (
            WebhookRow.stopped_at.is_(None),
            or_(WebhookRow.next_at.is_(None), WebhookRow.next_at <= now),
            or_(WebhookRow.held_until.is_(None), WebhookRow.held_until <= now),
        )
        with Session(self._engine) as session:
            rows = [(row.as_webhook, row.secret) for row in session.scalars(select(WebhookRow).where(*due))]
        return [(webhook, secret) for webhook, secret in rows if self._change(webhook.id, *due, held_until=now + HELD)]

    def release(self, webhook_id: int) -> None:
        """As in the port."""
        self._change(webhook_id, held_until=None)

    def taken(self, webhook_id: int, told: int, now: datetime) -> None:
        """As in the port."""
        fine = {"failures": 0, "failing_since": None, "next_at": None, "problem": ""}
        self._change(webhook_id, told=told, taken_at=now, **fine)

    def failed(self, webhook_id: int, problem: str, now: datetime, next_at: datetime, *, stop: bool) -> None:
        """As in the port."""
        with Session(self._engine) as session, session.begin():
            row = session.get(WebhookRow, webhook_id)
            if row is None:
                return
            row.failures += 1
            row.failing_since = row.failing_since or now
            row.next_at, row.held_until, row.problem = next_at, None, problem
            row.stopped_at = now if stop else None

    def _change(self, webhook_id: int, *only: object, **values: object) -> bool:
        """Change one row, when it is as `only` says; returns whether it was."""
        with Session(self._engine) as session, session.begin():
            wanted = update(WebhookRow).where(WebhookRow.id == webhook_id, *only)  # type: ignore[arg-type]  # conditions
            changed = session.execute(wanted.values(**values).execution_options(synchronize_session=False))
            return bool(changed.rowcount)  # type: ignore[attr-defined]  # an update has one
