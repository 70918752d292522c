"""Functions and shared mailboxes stand in the public directory, and no persons: what looks like one is asked about."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.changes.changes import RecordKind
from bot.core.changes.records import ValuesError
from bot.core.directory.contacts import ChannelKind
from bot.core.importing.cells import names_a_person, personal_address

SURE = "geen-persoon"
"""Field with which an editor says that it is none."""
_LABEL = "Dit lijkt de naam van een persoon. In de openbare gids staan functies, zoals 'Wmo-loket'."
_ADDRESS = "Dit lijkt het adres van één persoon. Neem een adres van de functie, zoals wmo@voorbeeld.nl."


def check_naming(kind: RecordKind, typed: Mapping[str, str], had: Mapping[str, str], *, sure: bool = False) -> None:
    """Refuse a contact that is new or different and looks like a person's; raises ValuesError by field."""
    if kind is not RecordKind.CHANNEL or sure:
        return
    problems = {}
    label, value = typed.get("label", "").strip(), typed.get("value", "").strip()
    if label != had.get("label") and names_a_person(label):
        problems["label"] = _LABEL
    if (
        value != had.get("value")
        and typed.get("kind", had.get("kind")) == ChannelKind.EMAIL
        and personal_address(value)
    ):
        problems["value"] = _ADDRESS
    if problems:
        raise ValuesError(problems)
