"""What the desk needs from outside, by port."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from bot.core.accounts.port import Accounts
from bot.core.accounts.ways import Ways
from bot.core.changes.changes import Author
from bot.core.changes.port import Desk, Merging
from bot.core.exchange.webhooks import Webhooks
from bot.core.importing.judge import Answers
from bot.core.importing.report import Report
from bot.core.importing.table import Table
from bot.core.rounds.answering import Answering
from bot.core.rounds.rounds import Rounds
from bot.core.texts.texts import DeskTexts
from bot.core.weekly.weekly import Weekly


class Importer(Protocol):
    """Takes a table into the directory."""

    def take(self, table: Table, author: Author, answers: Answers | None = None, *, dry_run: bool) -> Report:
        """Judge and write; as `bot.adapters.sql.directory.importing`."""


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Editing:
    """The parts of the desk."""

    desk: Desk
    accounts: Accounts
    importer: Importer
    key_address: Callable[[str, str], str]
    """The link by which an app takes a key and an address of somebody."""
    ways: Ways
    """How people come in beside a password."""
    today: Callable[[], date] = _today
    answering: Answering | None = None
    """What somebody does with a link that was mailed; None where there is no round."""
    rounds: Rounds | None = None
    merging: Merging | None = None
    """Making two records one; None where a desk cannot."""
    rooms: object | None = None
    """The parts beside the directory (`web.closed.services.Rooms`); None for a desk without them."""
    weekly: Weekly | None = None
    """The weekly letter about the closed part; None where there is none."""
    webhooks: Webhooks | None = None
    """Other systems that are told of changes; None where there is no such thing."""
    texts: DeskTexts | None = None
    """The answers, to change; None for a desk without them."""
