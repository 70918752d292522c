"""Letters in memory, and a server that does what it is told."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.core.mail.port import Letter, MailError, Returned


class FakePost:
    """Keeps what was sent; `refuses` gives by address what to raise, `most` how many letters it takes before it is away."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []
        self.refuses: dict[str, MailError] = {}
        self.away: MailError | None = None
        self.most = 10_000

    def send(self, letter: Letter) -> None:
        if self.away is not None and len(self.sent) >= self.most:
            raise self.away
        if letter.to in self.refuses:
            raise self.refuses[letter.to]
        self.sent.append(letter)

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.sent if letter.to == address]

    def token(self, address: str) -> str:
        """What the link in the last letter to this address carries."""
        return re.search(r"/bevestig/(?:bezwaar/)?([\w-]+)", self.to(address)[-1].text)[1]


class FakeReturns:
    def __init__(self, *reports: Returned) -> None:
        self.reports = list(reports)

    def take(self, act: Callable[[Returned], None]) -> int:
        count = 0
        while self.reports:
            act(self.reports[0])
            self.reports.pop(0)
            count += 1
        return count
