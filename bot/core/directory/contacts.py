"""Contacts and channels of the directory, and how well confirmed they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.directory.standing import MONTHS_FRESH, MONTHS_REGISTER, State, months_before
from bot.core.directory.telephone import e164, without_extension
from bot.core.partial_date import PartialDate

REGISTER_SOURCE = "register"
"""Id of the source behind what the national register of government organisations says."""
GENERAL_DESK = "Algemeen"
"""The desk under which the register's number and addresses stand: the municipality's own, not that of the Wmo."""


_SHORT_NUMBER = 6
"""Digits that a number has at most which exists in the Netherlands alone."""


class ChannelKind(StrEnum):
    """A way to reach someone (HSDS: phone of a type, email, url)."""

    PHONE = "phone"
    TEXTPHONE = "textphone"
    """A telephone on which both sides type."""
    SMS = "sms"
    WHATSAPP = "whatsapp"
    VIDEO = "video"
    """A number or address for a call in sign language."""
    EMAIL = "email"
    WEBSITE = "website"

    @property
    def is_number(self) -> bool:
        """Whether its value is a telephone number."""
        return self in {ChannelKind.PHONE, ChannelKind.TEXTPHONE, ChannelKind.SMS, ChannelKind.WHATSAPP}


_NAMES_OF_KINDS = {
    "website": ChannelKind.WEBSITE,
    "site": ChannelKind.WEBSITE,
    "e-mail": ChannelKind.EMAIL,
    "email": ChannelKind.EMAIL,
    "mail": ChannelKind.EMAIL,
    "telefoon": ChannelKind.PHONE,
    "telefoonnummer": ChannelKind.PHONE,
}
"""Labels in the directory's files that are no desk but say what kind of channel follows."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed a fact of the directory and when; both empty when nobody has yet. And since when it is disputed."""

    confirmed_on: date | None = None
    confirmed_by: str = ""
    disputed_on: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether somebody has vouched for the fact."""
        return self.confirmed_on is not None

    def state(
        self, today: date, *, source_id: str = "", source_date: PartialDate | None = None, months: int = MONTHS_FRESH
    ) -> State:
        """What the fact is worth on this day; `months` is how long a confirmation of it counts.

        Unconfirmed details of the national register are outdated when the register itself calls them so.
        """
        if self.disputed_on is not None:
            return State.DISPUTED
        if self.confirmed_on is not None:
            return State.CONFIRMED if self.confirmed_on >= months_before(today, months) else State.OUTDATED
        looked_at = months_before(today, MONTHS_REGISTER)
        if source_id == REGISTER_SOURCE and source_date and source_date.last_day() < looked_at:
            return State.OUTDATED
        return State.UNCONFIRMED


UNCONFIRMED = Confirmation()


@dataclass(frozen=True, slots=True)
class Channel:
    """One address of one kind, with where it was found."""

    kind: ChannelKind
    value: str
    source_id: str = ""
    source_date: PartialDate | None = None
    confirmation: Confirmation = UNCONFIRMED

    def state(self, today: date) -> State:
        """What it is worth on this day."""
        return self.confirmation.state(today, source_id=self.source_id, source_date=self.source_date)

    @property
    def href(self) -> str:
        """What a link to this channel points at: `tel:`, `sms:`, `mailto:` or a web address."""
        if self.kind is ChannelKind.SMS:
            return f"sms:{self._dialled()}"
        if self.kind is ChannelKind.WHATSAPP:
            return f"https://wa.me/{e164(self.value).removeprefix('+')}"
        if self.kind.is_number:
            extension = without_extension(self.value)[1]
            return f"tel:{self._dialled()};ext={extension}" if extension else f"tel:{self._dialled()}"
        if self.kind is ChannelKind.EMAIL:
            return f"mailto:{self.value}"
        return self.value if self.value.startswith("http") else f"https://{self.value}"

    def _dialled(self) -> str:
        """The number as a telephone takes it."""
        value = without_extension(self.value)[0]
        digits = "".join(character for character in value if character.isdigit())
        if value.lstrip("( ").startswith(("+", "00")):
            abroad = digits.removeprefix("00")
            # '+31 (0)30': the 0 in brackets is for who dials within the country.
            return f"+31{abroad[3:]}" if abroad.startswith("310") else f"+{abroad}"
        # 0800 and 0900 numbers do not exist in international form, nor do 14-numbers ('14 030') and 112: as dialled.
        as_dialled = digits.startswith(("0800", "0900")) or len(digits) <= _SHORT_NUMBER
        return digits if as_dialled else f"+31{digits.removeprefix('0')}"


@dataclass(frozen=True, slots=True)
class Contact:
    """A desk or function of an organisation or municipality, with its channels (never a private person)."""

    owner_id: str
    owner_name: str
    label: str = ""
    channels: tuple[Channel, ...] = ()

    @property
    def desk(self) -> str:
        """The label as people see and hear it: empty where it only says what each channel says itself ('Website')."""
        kind = _NAMES_OF_KINDS.get(self.label.casefold())
        repeats = kind is not None and all(channel.kind is kind for channel in self.channels)
        return "" if repeats else self.label

    @property
    def confirmed(self) -> bool:
        """Whether every channel has been confirmed by someone; False when there are none."""
        return bool(self.channels) and all(channel.confirmation.confirmed for channel in self.channels)


def by_owner(contacts: Iterable[Contact]) -> tuple[tuple[Contact, ...], ...]:
    """The contacts of each owner together, in the order of the owners; what belongs to no desk goes first."""
    owners: dict[str, list[Contact]] = {}
    for contact in contacts:
        owners.setdefault(contact.owner_id, []).append(contact)
    return tuple(tuple(sorted(own, key=lambda contact: bool(contact.desk))) for own in owners.values())
