"""A small fictional export of the national register, in the shape of the real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

NAMESPACE = "https://example.nl/schema/export/2.6.11"


def _one(name: str, value: str) -> str:
    return f"<p:{name}>{escape(value)}</p:{name}>" if value else ""


def _many(many: str, one: str, value: str, items: Sequence[str | tuple[str, str]]) -> str:
    pairs = [(item, "algemeen") if isinstance(item, str) else item for item in items]
    return _group(
        many, "".join(f"<p:{one}>{_one(value, item)}{_one('label', label)}</p:{one}>" for item, label in pairs)
    )


def _group(name: str, inside: str) -> str:
    return f"<p:{name}>{inside}</p:{name}>"


def municipality(  # one argument an element
    code: str,
    name: str,
    *,
    phones: Sequence[str | tuple[str, str]] = (),
    emails: Sequence[str | tuple[str, str]] = (),
    websites: Sequence[str | tuple[str, str]] = (),
    places: str = "",
    verified: str = "2026-04-14",
    starts: str = "",
    ends: str = "",
    kind: str = "Gemeente",
    inside: str = "",
) -> str:
    """One organisation of the list; a value of a channel may come with its label, else that is `algemeen`."""
    return f"""
    <p:organisatie p:systeemId="1" p:resourceIdentifierTOOI="https://example.nl/tooi/id/gemeente/gm{code}">
      <p:naam>Gemeente {escape(name)}</p:naam>
      <p:types><p:type>{kind}</p:type></p:types>
      {_one("startDatum", starts)}{_one("eindDatum", ends)}
      <p:contact>
        {_many("telefoonnummers", "telefoonnummer", "nummer", phones)}
        {_many("emailadressen", "emailadres", "email", emails)}
        {_many("internetadressen", "internetadres", "url", websites)}
      </p:contact>
      <p:functies><p:functie><p:medewerkers><p:medewerker>
        <p:naam>Jan Verzonnen</p:naam>
        <p:contact>{_many("telefoonnummers", "telefoonnummer", "nummer", ["010 555 9999"])}</p:contact>
      </p:medewerker></p:medewerkers></p:functie></p:functies>
      <p:geografie>{_one("bevatPlaatsen", places)}</p:geografie>
      {inside}
      {_one("datumTerVerificatie", verified)}
    </p:organisatie>"""


def export(*organisations: str, namespace: str = NAMESPACE) -> str:
    """A whole file."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<p:overheidsorganisaties xmlns:p=\"{namespace}\">"
        f"<p:organisaties>{''.join(organisations)}</p:organisaties></p:overheidsorganisaties>"
    )


VOORBEELD = municipality(
    "9001",
    "Voorbeeld",
    phones=["14 0555", ("010 555 0109", "Omgevingsloket")],
    emails=["Gemeente@Voorbeeld.Example.nl"],
    websites=["https://voorbeeld.example.nl"],
    places="Voorbeeld, Verweg, Tweedorp DR",
)
NERGENSHUIZEN = municipality(
    "9002",
    "Nergenshuizen",
    phones=["(0555)  01 01 02"],
    emails=["info@nergenshuizen.example.nl"],
    websites=["www.nergenshuizen.example.nl"],
    places="Nergenshuizen, Tweedorp, Verzonnen aan de Beek",
    verified="2026-05-08",
)
"""The municipalities of `directory_sample`."""


def write_export(folder: Path, *organisations: str) -> Path:
    """A file with these organisations, by default the two of the sample."""
    path = folder / "export.xml"
    path.write_text(export(*(organisations or (VOORBEELD, NERGENSHUIZEN))), encoding="utf-8")
    return path
