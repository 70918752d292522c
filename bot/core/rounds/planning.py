"""Who is asked this week, and at which address."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.accounts.accounts import Account, Role
from bot.core.directory.contacts import GENERAL_DESK, ChannelKind, Contact
from bot.core.directory.standing import State
from bot.core.rounds.asks import Addressee, Via

WEEKS = 12
"""In so many weeks everybody has had a turn."""
_REST = timedelta(weeks=WEEKS)
"""Who was asked less long ago is not asked."""
DAYS_SPOKEN = 60
"""Who confirmed or changed something less long ago is not asked."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation or municipality that may be asked: when it last was, and when it last said something by itself."""

    id: str
    asked_on: date | None = None
    spoke_on: date | None = None


def due(owners: Iterable[Owner], today: date) -> tuple[str, ...]:
    """Whose turn it may be, who was asked longest ago first."""
    waiting = [
        owner
        for owner in owners
        if (owner.asked_on is None or owner.asked_on <= today - _REST)
        and (owner.spoke_on is None or owner.spoke_on <= today - timedelta(days=DAYS_SPOKEN))
    ]
    return tuple(owner.id for owner in sorted(waiting, key=lambda owner: (owner.asked_on or date.min, owner.id)))


def share(owners: int) -> int:
    """How many of so many owners are asked in one week: a twelfth, rounded up."""
    return math.ceil(owners / WEEKS)


def addressees(owners: Sequence[str], chains: Mapping[str, Sequence[Addressee]], most: int) -> tuple[Addressee, ...]:
    """One addressee a person, with all their owners whose turn it is, until `most` owners are asked.

    A person is never asked about half of their owners: the last one may bring more than `most`.
    """
    of_person: dict[str, tuple[Addressee, list[str]]] = {}
    for owner in owners:
        first = next(iter(chains[owner]), Addressee("", "", Via.TELEPHONE, ()))
        of_person.setdefault(first.address, (first, []))[1].append(owner)
    chosen: list[Addressee] = []
    for person, theirs in of_person.values():
        taken = sum(len(item.owners) for item in chosen)
        if taken >= most:
            break
        # Without an address there is no person to spare: those wait for their turn one by one.
        part = theirs if person.address else theirs[: most - taken]
        chosen.append(Addressee(person.address, person.name, person.via, tuple(part)))
    return tuple(chosen)


def chain(
    owner_id: str, accounts: Iterable[Account], contacts: Iterable[Contact], dead: Collection[str], today: date
) -> tuple[Addressee, ...]:
    """Who can be asked about an owner, the first one first: representatives, deputies, the general address.

    `dead` has the addresses from which a letter came back.
    """
    people = [account for account in accounts if account.active and owner_id in account.owners]
    asked = [
        Addressee(account.email, "" if account.name == account.email else account.name, via, (owner_id,))
        for role, via in ((Role.REPRESENTATIVE, Via.REPRESENTATIVE), (Role.DEPUTY, Via.DEPUTY))
        for account in sorted(people, key=lambda account: account.id)
        if account.role is role
    ]
    asked += [Addressee(address, "", Via.GENERAL, (owner_id,)) for address in general_addresses(contacts, today)]
    return tuple(item for item in asked if item.address not in dead)


def general_addresses(contacts: Iterable[Contact], today: date) -> tuple[str, ...]:
    """The organisation's own e-mail addresses that nobody disputes, the general desk's first."""
    ordered = sorted(contacts, key=lambda contact: (contact.label != GENERAL_DESK, contact.label != ""))
    return tuple(
        dict.fromkeys(
            channel.value.strip().casefold()
            for contact in ordered
            for channel in contact.channels
            if channel.kind is ChannelKind.EMAIL and channel.state(today) is not State.DISPUTED
        )
    )
