"""What is kept of a person, erasing it, and the terms after which things are let go of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.core.accounts.accounts import Account, Role
from bot.core.accounts.port import Accounts
from bot.core.closed.shelf import Shelf
from bot.core.errors import KennispuntError

ERASED = "verwijderd"
"""What stands in the place of what was erased."""
LAST_ADMINISTRATOR = "Dit is de laatste beheerder. Maak eerst iemand anders beheerder."


class PrivacyError(KennispuntError):
    """This cannot be done; the words say why, in Dutch."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many days what is kept: a start, to be set with VNG's privacy officer."""

    cases: int = 730
    """After a case was closed."""
    log: int = 365
    accounts: int = 365
    """Without signing in or answering, after which an account is closed."""
    letters: int = 90
    counts: int = 1095
    """Of conversations and questions without an answer, by month."""


class PersonalData(Protocol):
    """Everything in the database that names a person: `bot.adapters.sql.privacy` has it."""

    def traces(self, address: str, name: str = "") -> Mapping[str, int]:
        """In how many rows somebody stands, by what they hold, in Dutch."""

    def erase(self, address: str, name: str, today: date) -> Mapping[str, int]:
        """Take them away everywhere, in the history and the log too: who-when-what stays, with 'verwijderd' for who it was.

        Raises PrivacyError for the last administrator.
        """

    def forget(self, today: date, terms: Terms) -> Mapping[str, int]:
        """Let go of what is past its term, and close accounts that nobody uses; how many of each."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """What an administrator does for a person who asks."""

    data: PersonalData
    accounts: Accounts
    shelf: Shelf

    def traces(self, address: str, name: str = "") -> Mapping[str, int]:
        """What is kept; raises PrivacyError for what is no address or no whole name."""
        _check(address, name)
        return self.data.traces(address.strip().casefold(), name.strip())

    def erase(self, by: Account, address: str, name: str, today: date) -> Mapping[str, int]:
        """Take it away; raises PrivacyError where nobody could come in any more."""
        _check(address, name)
        plain = address.strip().casefold()
        if plain == by.email:
            raise PrivacyError("Dit bent u zelf. Vraag een andere beheerder om u te wissen.")
        everybody = self.accounts.accounts()
        bosses = [item.email for item in everybody if item.active and item.role is Role.ADMINISTRATOR]
        if bosses == [plain]:
            raise PrivacyError(LAST_ADMINISTRATOR)
        found = self.data.erase(plain, name.strip(), today)
        self.shelf.note(by.email, f"gegevens van een persoon gewist, in {sum(found.values())} rijen")
        return found


def _check(address: str, name: str) -> None:
    local, _, domain = address.strip().partition("@")
    if not local or "." not in domain or any(sign.isspace() for sign in address.strip()):
        raise PrivacyError("Vul een e-mailadres in.")
    if name.strip() and len(name.split()) < 2:  # noqa: PLR2004  # a first name alone is that of many
        raise PrivacyError("Vul een hele naam in: voornaam en achternaam.")
