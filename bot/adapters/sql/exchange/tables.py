"""The table of webhooks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, String, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.adapters.sql.base import Base, Line, Name, RowId
from bot.adapters.sql.moments import aware
from bot.core.exchange.webhooks import Webhook


class WebhookRow(Base):
    """An address that is told of changes. The secret is kept as it is: signing needs it."""

    __tablename__ = "webhooks"

    id: Mapped[RowId]
    name: Mapped[Name]
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(100))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    made_by: Mapped[Line]
    told: Mapped[int]
    taken_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    failures: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    failing_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    next_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    held_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """Until when somebody is telling it."""
    problem: Mapped[Line]
    stopped_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def as_webhook(self) -> Webhook:
        """As the core knows it: without the secret."""
        return Webhook(
            id=self.id,
            name=self.name,
            url=self.url,
            made_at=aware(self.made_at),
            made_by=self.made_by,
            told=self.told,
            taken_at=self.taken_at and aware(self.taken_at),
            failures=self.failures,
            failing_since=self.failing_since and aware(self.failing_since),
            next_at=self.next_at and aware(self.next_at),
            problem=self.problem,
            stopped_at=self.stopped_at and aware(self.stopped_at),
        )
