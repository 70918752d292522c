"""The catalogue of the open data after DCAT-AP-NL 3.0 (Geonovum), as statements that two forms are written from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.core.exchange.open_data import TABLES

_DCAT = "http://www.w3.org/ns/dcat#"
_DCT = "http://purl.org/dc/terms/"
_FOAF = "http://xmlns.com/foaf/0.1/"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_EU = "http://publications.europa.eu/resource/authority/"
_THEMES = (f"{_EU}data-theme/HEAL", f"{_EU}data-theme/SOCI")
_PUBLIC = f"{_EU}access-right/PUBLIC"
_DUTCH = f"{_EU}language/NLD"
PUBLISHER = "https://vng.nl"
_PUBLISHER_NAME = "Vereniging van Nederlandse Gemeenten (VNG)"
FORMS = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
"""By ending, the file type of the European Union's list and the media type."""
_MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True, slots=True)
class Iri:
    """The name of something."""

    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words, or a value of a datatype."""

    value: str
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """That something has a property with a value."""

    about: str
    property: str
    value: Iri | Text


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the open data, both APIs with their descriptions, and the page about the licence."""

    open_data: str
    apis: tuple[tuple[str, str, str], ...]
    """Title, address and address of the description of each API."""
    licence: str
    contact: str
    """E-mail address for questions; empty where none was set."""


def catalogue(places: Places) -> list[Statement]:
    """Everything that the catalogue says."""
    base = places.open_data
    datasets = [f"{base}/{name}" for name in TABLES]
    services = [f"{base}#api-{number}" for number, _ in enumerate(places.apis, 1)]
    return [
        *_agent(places),
        *_all(
            base,
            f"{_DCAT}Catalog",
            (f"{_DCT}title", Text("Open data van het Kennispunt ZG", "nl")),
            (
                f"{_DCT}description",
                Text(
                    "De gids van ondersteuning bij een zintuiglijke beperking: gemeenten, aanbieders en hun contacten.",
                    "nl",
                ),
            ),
            (f"{_DCT}publisher", Iri(PUBLISHER)),
            (f"{_DCT}language", Iri(_DUTCH)),
            (f"{_DCT}license", Iri(places.licence)),
            (f"{_DCAT}contactPoint", Iri(f"{base}#contact")),
            *((f"{_DCAT}dataset", Iri(dataset)) for dataset in datasets),
            *((f"{_DCAT}service", Iri(service)) for service in services),
        ),
        *(line for name in TABLES for line in _dataset(places, name)),
        *(
            line
            for own, api in zip(services, places.apis, strict=True)
            for line in _service(places, own, api, datasets)
        ),
    ]


def _agent(places: Places) -> Iterable[Statement]:
    """Who publishes it, and whom to ask."""
    yield from _all(PUBLISHER, f"{_FOAF}Agent", (f"{_FOAF}name", Text(_PUBLISHER_NAME, "nl")))
    asked = Iri(f"mailto:{places.contact}") if places.contact else Iri(PUBLISHER)
    way = f"{_VCARD}hasEmail" if places.contact else f"{_VCARD}hasURL"
    yield from _all(
        f"{places.open_data}#contact", f"{_VCARD}Kind", (f"{_VCARD}fn", Text("Kennispunt ZG", "nl")), (way, asked)
    )


def _dataset(places: Places, name: str) -> Iterable[Statement]:
    table, own = TABLES[name], f"{places.open_data}/{name}"
    files = [f"{own}.{form}" for form in FORMS]
    yield from _all(
        own,
        f"{_DCAT}Dataset",
        (f"{_DCT}title", Text(table.title, "nl")),
        (f"{_DCT}description", Text(table.description, "nl")),
        (f"{_DCT}identifier", Text(own, datatype=f"{_XSD}anyURI")),
        *_common(places),
        (f"{_DCT}language", Iri(_DUTCH)),
        *((f"{_DCAT}distribution", Iri(f"{file}#bestand")) for file in files),
    )
    for form, file in zip(FORMS, files, strict=True):
        kind, media = FORMS[form]
        yield from _all(
            f"{file}#bestand",
            f"{_DCAT}Distribution",
            (f"{_DCT}title", Text(f"{table.title} ({kind})", "nl")),
            (f"{_DCAT}accessURL", Iri(file)),
            (f"{_DCAT}downloadURL", Iri(file)),
            (f"{_DCT}license", Iri(places.licence)),
            (f"{_DCT}format", Iri(f"{_EU}file-type/{kind}")),
            (f"{_DCAT}mediaType", Iri(f"{_MEDIA}{media}")),
        )


def _service(places: Places, own: str, api: tuple[str, str, str], datasets: list[str]) -> Iterable[Statement]:
    title, address, description = api
    yield from _all(
        own,
        f"{_DCAT}DataService",
        (f"{_DCT}title", Text(title, "nl")),
        (f"{_DCT}description", Text(f"{title}: dezelfde gids voor programma's.", "nl")),
        (f"{_DCT}identifier", Text(own, datatype=f"{_XSD}anyURI")),
        *_common(places),
        (f"{_DCT}license", Iri(places.licence)),
        (f"{_DCAT}endpointURL", Iri(address)),
        (f"{_DCAT}endpointDescription", Iri(description)),
        *((f"{_DCAT}servesDataset", Iri(dataset)) for dataset in datasets),
    )


def _common(places: Places) -> Iterable[tuple[str, Iri | Text]]:
    return (
        (f"{_DCT}publisher", Iri(PUBLISHER)),
        (f"{_DCT}creator", Iri(PUBLISHER)),
        (f"{_DCAT}contactPoint", Iri(f"{places.open_data}#contact")),
        (f"{_DCT}accessRights", Iri(_PUBLIC)),
        *((f"{_DCAT}theme", Iri(theme)) for theme in _THEMES),
    )


def _all(about: str, kind: str, *said: tuple[str, Iri | Text]) -> Iterable[Statement]:
    yield Statement(about, _TYPE, Iri(kind))
    yield from (Statement(about, name, value) for name, value in said)


def as_turtle(statements: Iterable[Statement]) -> str:
    """The statements as N-Triples, which is Turtle with one statement a line."""
    return "".join(f"<{item.about}> <{item.property}> {_turtle(item.value)} .\n" for item in statements)


def _turtle(value: Iri | Text) -> str:
    if isinstance(value, Iri):
        return f"<{value.value}>"
    quoted = json.dumps(value.value, ensure_ascii=False)  # the escapes of JSON are those of Turtle
    return f"{quoted}@{value.language}" if value.language else f"{quoted}^^<{value.datatype}>"


def as_json_ld(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """The statements as JSON-LD, every name written out."""
    nodes: dict[str, dict[str, Any]] = {}
    for item in statements:
        node = nodes.setdefault(item.about, {"@id": item.about})
        if item.property == _TYPE and isinstance(item.value, Iri):
            node.setdefault("@type", []).append(item.value.value)
        else:
            node.setdefault(item.property, []).append(_json_ld(item.value))
    return list(nodes.values())


def _json_ld(value: Iri | Text) -> dict[str, str]:
    if isinstance(value, Iri):
        return {"@id": value.value}
    return {"@value": value.value} | ({"@language": value.language} if value.language else {"@type": value.datatype})
