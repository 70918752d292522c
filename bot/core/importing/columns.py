"""Which column is what, by its head: however people call it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.importing.report import FileKind
from bot.core.importing.table import Cell, Row, Sheet

_NAMES: dict[str, str] = {
    "code": "code gemcode gemeentecode gemeentecodegm cbs cbscode cbsnr cbsnummer gm gmcode gemeentenummer gemeentenr gemnr gemnummer "
    "resourceidentifiertooi tooi tooicode municipalitycode",
    "name": "naam gemeente gemeentenaam naamgemeente organisatie organisatienaam naamorganisatie aanbieder instelling "
    "organisation organization municipality owner zorgaanbieder",
    "email": "email mail mailadres emailadres epost epostadres eposta emailaddress",
    "phone": "tel telnr telefoon telefoonnummer telefoonnr telnummer phone phonenumber mobiel mobielnummer gsm nummer "
    "telefoonalgemeen doorkiesnummer",
    "website": "website web site url webadres internetadres internet homepage webpagina",
    "label": "functie loket afdeling team functielabel functionlabel label contactpersoon contact contactpersoonwmo "
    "contactpersoonwmozg functienaam bureau desk",
    "channel": "soort kanaal channel type soortcontact contactsoort wijzevancontact",
    "value": "waarde value gegeven contactgegeven adres",
    "remark": "opmerking opmerkingen toelichting notitie remark remarks bijzonderheden note notes",
    "confirmed_on": "bevestigdop bevestigd datumbevestiging bevestigingsdatum confirmedon gecontroleerdop datumcontrole "
    "controledatum nagekekenop",
    "confirmed_by": "bevestigddoor confirmedby gecontroleerddoor nagekekendoor gechecktdoor",
    "source": "bron source bronvermelding",
    "source_date": "brondatum sourcedate datumterverificatie peildatum datumbron",
    "valid_from": "geldtvanaf ingangsdatum validfrom vanaf ingaand ingaandper",
    "province": "provincie provincienaam province",
    "youth_region": "jeugdregio youthregion regio",
    "wijze": "wijze declarerenoffactureren declaratieoffactuur wijzevandeclareren facturatiewijze",
    "ritme": "ritme frequentie hoevaak declaratieritme ritmevandeclareren",
    "productcodes": "productcodes standaardproductcodes productcode",
    "subject": "subject onderwerp keuze",
    "phone_label": "telefoonlabel",
    "email_label": "emaillabel",
    "ended": "einddatum opgehevenop",
    "extension": "extension toestel toestelnummer",
    "id": "id",
    "organization_id": "organizationid",
    "other_owner": "locationid serviceid contactid serviceatlocationid",
    "number": "number",
    "description": "description omschrijving",
}
_BY_HEAD = {head: field for field, heads in _NAMES.items() for head in heads.split()}
_PARTS = (
    (re.compile(r"^(?:bevestig|gecontroleerd|gecheckt|nagekeken)\w*door"), "confirmed_by"),
    (re.compile(r"^(?:bevestig|gecontroleerd|gecheckt|nagekeken)"), "confirmed_on"),
    (re.compile(r"mail"), "email"),
    (re.compile(r"telefo|^tel(?:nr|nummer)?|mobiel"), "phone"),
    (re.compile(r"website|internet|^url"), "website"),
    (re.compile(r"provinciecode|codepv"), ""),
    (re.compile(r"gem\w*code|cbs\w*code|code\w*(?:gem|cbs)"), "code"),
    (re.compile(r"contactpersoon|loket|afdeling"), "label"),
    (re.compile(r"opmerking|toelichting"), "remark"),
    (re.compile(r"provincie"), "province"),
    (re.compile(r"^(?:naam\w*)?gemeente|^naam"), "name"),
)
"""Heads that are not known word for word, by a part of them."""
_NOTHING = frozenset({"", "-", "--", "–", "—", "/", "?", "geen", "nvt", "n.v.t.", "n.v.t", "n/a", "onbekend", "leeg"})
_LOOK = 20
"""Rows in which the heads may stand: above them may be a title."""
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet: which cells are of which field, and what the heads were."""

    heads: tuple[str, ...]
    fields: tuple[str, ...]
    """By column; empty where it is of no use."""
    at: int
    """The row of the heads."""

    def cells(self, row: Row, field: str) -> list[tuple[int, Cell]]:
        """The cells of a field that hold something, with their columns."""
        return [
            (column, cell)
            for column, (name, cell) in enumerate(zip(self.fields, row.cells, strict=False))
            if name == field and cell is not None and not says_nothing(str(cell))
        ]

    def has(self, *fields: str) -> bool:
        """Whether there is a column of each of these fields."""
        return set(fields) <= set(self.fields)

    def head(self, column: int) -> str:
        """How the file calls a column."""
        return self.heads[column] if column < len(self.heads) else f"kolom {column + 1}"


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or holds what people write where there is nothing."""
    return "".join(text.casefold().split()) in _NOTHING


def find_columns(sheet: Sheet) -> Columns | None:
    """The heads of a sheet, or None where no row has two that are known."""
    for row in sheet.rows[:_LOOK]:
        heads = tuple("" if cell is None else " ".join(str(cell).split()) for cell in row.cells)
        fields = tuple(_field(head) for head in heads)
        if len({field for field in fields if field}) >= _LEAST:
            return Columns(heads, _once(fields), row.number)
    return None


def kind_of(columns: Columns) -> FileKind | None:
    """What the sheet is a table of, by its columns; None where that cannot be said."""
    plain = {_plain(head) for head in columns.heads}
    if {"id", "organizationid", "number"} <= plain:
        return FileKind.PHONES
    if "resourceidentifiertooi" in plain and ("systeemid" in plain or "type" in plain):
        return FileKind.REGISTER
    owned = columns.has("code") or columns.has("name")
    if owned and (columns.has("channel", "value") or any(map(columns.has, ("email", "phone", "website")))):
        return FileKind.CONTACTS
    if owned and (columns.has("subject", "value") or any(map(columns.has, ("wijze", "ritme", "productcodes")))):
        return FileKind.CHOICES
    return FileKind.MUNICIPALITIES if columns.has("code", "name") else None


def _field(head: str) -> str:
    plain = _plain(head)
    if not plain:
        return ""
    if plain in _BY_HEAD:
        return _BY_HEAD[plain]
    return next((field for pattern, field in _PARTS if pattern.search(plain)), "")


def _once(fields: Sequence[str]) -> tuple[str, ...]:
    """Of most fields the first column counts; codes, numbers and addresses may stand in several."""
    several = {"code", "email", "phone", "website", "other_owner", "remark"}
    return tuple(
        field if field in several or field not in fields[:column] else "" for column, field in enumerate(fields)
    )


def _plain(head: str) -> str:
    letters = unicodedata.normalize("NFKD", head.casefold())
    return "".join(letter for letter in letters if letter.isalnum() and letter.isascii())
