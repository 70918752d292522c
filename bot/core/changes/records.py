"""A fact as the desk shows and changes it: its fields as text, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.changes.changes import RecordKind, Ref
from bot.core.directory.choices import CHOICES
from bot.core.directory.contacts import ChannelKind, Confirmation
from bot.core.directory.standing import MONTHS_FRESH, MONTHS_FRESH_NAME, Origin, State
from bot.core.directory.telephone import TelephoneError, read_telephone
from bot.core.errors import KennispuntError
from bot.core.partial_date import PartialDate
from bot.core.written_day import day_of

NAME_LENGTH = 200
"""What a name or value may hold, in characters; the tables hold no more."""
TEXT_LENGTH = 2000

FIELDS: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.ORGANISATION: ("name", "kind_id", "summary_nl", "website", "kvk", "contract_status"),
    RecordKind.MUNICIPALITY: ("name", "other_names"),
    RecordKind.SERVICE: ("need_id", "law_id", "function_id", "note"),
    RecordKind.AREA: ("cbs_code",),
    RecordKind.CHANNEL: ("label", "kind", "value"),
    RecordKind.CHOICE: ("subject", "value", "valid_from"),
}
"""What a person changes of a fact, in the order of the form."""
_REQUIRED = frozenset({"name", "kind_id", "need_id", "cbs_code", "kind", "value", "subject"})
_LONG = frozenset({"summary_nl", "note", "other_names"})
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+")
_WEBSITE = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?")
_KVK = re.compile(r"[0-9]{8}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class ValuesError(KennispuntError):
    """What was filled in cannot be taken; `problems` says why, by field, in Dutch."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(self.problems.values()))


@dataclass(frozen=True, slots=True)
class Record:
    """A fact: whose it is, its fields, where it comes from, and since when it is disputed or withdrawn."""

    ref: Ref
    owner_id: str
    owner_name: str
    version: int
    values: Mapping[str, str]
    origin: Origin
    source_id: str = ""
    source_date: PartialDate | None = None
    confirmation: Confirmation = field(default_factory=Confirmation)
    disputed_why: str = ""
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    successor: str = ""

    def state(self, today: date) -> State:
        """How it stands on this day."""
        if self.withdrawn_on is not None and self.withdrawn_on <= today:
            return State.WITHDRAWN
        seldom = self.ref.kind in {RecordKind.ORGANISATION, RecordKind.MUNICIPALITY}
        months = MONTHS_FRESH_NAME if seldom else MONTHS_FRESH
        return self.confirmation.state(today, source_id=self.source_id, source_date=self.source_date, months=months)


def checked(kind: RecordKind, values: Mapping[str, str], words: Mapping[str, Collection[str]]) -> dict[str, str]:
    """The fields in the form in which they are kept; what is not given stays away.

    `words` has the ids that a field may hold, by field. Raises ValuesError with everything that is wrong.
    """
    problems: dict[str, str] = {}
    kept: dict[str, str] = {}
    for name in FIELDS[kind]:
        if name not in values:
            continue
        value = _CONTROL.sub(" ", values[name]).strip()
        most = TEXT_LENGTH if name in _LONG else NAME_LENGTH
        if name in _REQUIRED and not value:
            problems[name] = "Dit is leeg. Vul het in."
        elif len(value) > most:
            problems[name] = f"Dit is te lang: {len(value)} tekens. Er passen {most} tekens in."
        elif value and name in words and value not in words[name]:
            problems[name] = f"'{value}' staat niet in de lijst. Kies uit: {', '.join(words[name])}."
        kept[name] = value
    if not problems:
        _check_kind(kind, kept, values, problems)
    if problems:
        raise ValuesError(problems)
    return kept


def _check_kind(kind: RecordKind, kept: dict[str, str], given: Mapping[str, str], problems: dict[str, str]) -> None:
    """What only this kind of fact asks of its fields."""
    if kind is RecordKind.CHANNEL and "value" in kept:
        _check_channel(kept, given.get("kind", ""), problems)
    if kind is RecordKind.CHOICE:
        _check_choice(kept, given.get("subject", ""), problems)
    if kind is RecordKind.ORGANISATION and kept.get("kvk"):
        digits = re.sub(r"[\s.]", "", kept["kvk"])
        kept["kvk"] = digits
        if not _KVK.fullmatch(digits):
            problems["kvk"] = f"'{digits}' is geen KvK-nummer. Dat heeft acht cijfers."
    if kind is RecordKind.ORGANISATION and kept.get("website") and not _WEBSITE.fullmatch(kept["website"]):
        problems["website"] = f"'{kept['website']}' is geen webadres. Een voorbeeld is www.voorbeeld.nl."


def _check_channel(kept: dict[str, str], kind: str, problems: dict[str, str]) -> None:
    if kind not in set(ChannelKind):
        problems["kind"] = f"'{kind}' kent de gids niet. Kies uit: {', '.join(ChannelKind)}."
    elif ChannelKind(kind).is_number:
        try:
            kept["value"] = read_telephone(kept["value"])
        except TelephoneError as error:
            problems["value"] = f"{str(error)[:1].upper()}{str(error)[1:]}."
    elif kind == ChannelKind.EMAIL and not _EMAIL.fullmatch(kept["value"]):
        problems["value"] = f"'{kept['value']}' is geen e-mailadres. Een voorbeeld is wmo@voorbeeld.nl."
    elif kind == ChannelKind.WEBSITE and not _WEBSITE.fullmatch(kept["value"]):
        problems["value"] = f"'{kept['value']}' is geen webadres. Een voorbeeld is www.voorbeeld.nl."


def _check_choice(kept: dict[str, str], subject: str, problems: dict[str, str]) -> None:
    if subject not in CHOICES:
        problems["subject"] = f"'{subject}' staat niet in de lijst. Kies uit: {', '.join(CHOICES)}."
    elif "value" in kept and kept["value"] not in CHOICES[subject]:
        problems["value"] = f"'{kept['value']}' kan hier niet. Kies uit: {', '.join(CHOICES[subject])}."
    if kept.get("valid_from"):
        day = day_of(kept["valid_from"])
        if day is None:
            problems["valid_from"] = f"'{kept['valid_from']}' is geen datum. Schrijf bijvoorbeeld 1-2-2026."
        else:
            kept["valid_from"] = day.isoformat()
