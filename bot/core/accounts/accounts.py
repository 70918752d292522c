"""People with an account, their role, and the rules that nobody can lock everybody out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.core.directory.standing import Origin
from bot.core.errors import KennispuntError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_LEAST_LETTERS = 5
"""Different letters that a password has at least: 'aaaaaaaaaaaa' is none."""


class AccountError(KennispuntError):
    """This cannot be done with an account; the words say why, in Dutch."""


class Role(StrEnum):
    """What somebody may do."""

    ADMINISTRATOR = "beheerder"
    """Everything an editor may, and accounts."""
    EDITOR = "redacteur"
    """The whole directory, for VNG."""
    REPRESENTATIVE = "vertegenwoordiger"
    """The facts of their own organisations."""
    DEPUTY = "plaatsvervanger"
    """The same, when the representative is away."""
    READER = "lezer"
    """Reading what is not public."""

    @property
    def edits_everything(self) -> bool:
        """Whether every organisation's facts are theirs to edit."""
        return self in {Role.ADMINISTRATOR, Role.EDITOR}

    @property
    def speaks_for_owners(self) -> bool:
        """Whether they speak for organisations of their own."""
        return self in {Role.REPRESENTATIVE, Role.DEPUTY}

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone does not let them in."""
        return self.edits_everything


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with an account. `owners` are the organisations (id) and municipalities (CBS code) they speak for."""

    id: int
    email: str
    name: str
    role: Role
    owners: tuple[str, ...] = ()
    active: bool = True
    has_password: bool = False
    has_second_factor: bool = False
    """Whether an app of theirs makes codes."""
    recovery_codes: int = 0
    """How many are left."""
    outside: bool = False
    """Whether they come in by a provider outside, which then gives them their role."""

    def sees(self, owner_id: str) -> bool:
        """Whether an owner's pages at the desk are theirs to open: for everybody else they do not exist."""
        return self.role.edits_everything or (self.role.speaks_for_owners and owner_id in self.owners)

    @property
    def origin(self) -> Origin:
        """In whose name they speak."""
        return Origin.VNG if self.role.edits_everything else Origin.OWNER


def check_owners(role: Role, owners: Iterable[str]) -> None:
    """Refuse somebody who speaks for owners but for none; raises AccountError."""
    if role.speaks_for_owners and not any(owners):
        raise AccountError("Kies voor welke gemeente of aanbieder deze persoon spreekt.")


def check_change(by: Account, now: Account, then: Account, everybody: Iterable[Account]) -> None:
    """Refuse what would lock somebody out: one's own role, the last administrator, an owner's last representative.

    Raises AccountError.
    """
    lesser = then.role is not now.role or not then.active
    if by.id == now.id and lesser:
        raise AccountError("U kunt uw eigen rol niet wijzigen en uzelf niet afsluiten. Vraag het een andere beheerder.")
    others = [account for account in everybody if account.id != now.id and account.active]
    if now.active and now.role is Role.ADMINISTRATOR and lesser and not _any(others, Role.ADMINISTRATOR):
        raise AccountError("Dit is de laatste beheerder. Maak eerst iemand anders beheerder.")
    left = set(now.owners) if lesser else set(now.owners) - set(then.owners)
    if now.active and now.role is Role.REPRESENTATIVE:
        alone = sorted(
            owner
            for owner in left
            if not any(account.role is Role.REPRESENTATIVE and owner in account.owners for account in others)
        )
        if alone:
            raise AccountError(f"Dit is de laatste vertegenwoordiger van {', '.join(alone)}. Voeg eerst een ander toe.")


def role_by_claims(now: Account, claimed: Role, everybody: Iterable[Account]) -> Role:
    """The role of somebody of whom a provider outside says that it is `claimed`: that one, but the last administrator stays one."""
    others = [account for account in everybody if account.id != now.id and account.active]
    last = now.active and now.role is Role.ADMINISTRATOR and not _any(others, Role.ADMINISTRATOR)
    return Role.ADMINISTRATOR if last else claimed


def check_password(password: str, email: str) -> None:
    """Refuse a password that is easy to guess; raises AccountError. Any sign may be in it, and it may be pasted."""
    if len(password) < SHORTEST_PASSWORD:
        raise AccountError(
            f"Dit wachtwoord is te kort. Neem {SHORTEST_PASSWORD} tekens of meer, bijvoorbeeld drie woorden."
        )
    if len(password) > LONGEST_PASSWORD:
        raise AccountError(f"Dit wachtwoord is te lang. Er mogen {LONGEST_PASSWORD} tekens in.")
    if len(set(password)) < _LEAST_LETTERS or email.partition("@")[0].casefold() in password.casefold():
        raise AccountError(
            "Dit wachtwoord is makkelijk te raden. Neem bijvoorbeeld drie woorden die niets met u te maken hebben."
        )


def _any(accounts: Iterable[Account], role: Role) -> bool:
    return any(account.role is role for account in accounts)
