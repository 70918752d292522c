"""Finding in the directory: the one rule by which a provider fits, and a municipality is found by what people type."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from bot.core.directory.organisations import Municipality, Organisation, Service, Term
from bot.core.directory.port import Directory


def owner_name(directory: Directory, owner_id: str) -> str:
    """What a municipality (by CBS code) or organisation (by id) is called in a sentence; its id where it is not there."""
    municipality = directory.municipality(owner_id)
    if municipality is not None:
        return f"gemeente {municipality.name}"
    organisation = directory.organisation(owner_id)
    return organisation.name if organisation is not None else owner_id


def services_for(organisation: Organisation, *, need: str | None = None, law: str | None = None) -> tuple[Service, ...]:
    """What the organisation offers for this need under this law; None asks for any."""
    return tuple(
        service for service in organisation.services if need in {None, service.need} and law in {None, service.law}
    )


def providers(
    organisations: Iterable[Organisation],
    *,
    need: str | None = None,
    law: str | None = None,
    cbs_code: str | None = None,
) -> tuple[Organisation, ...]:
    """Organisations with a service that fits need and law together, and that work in the municipality, in their order.

    An area that is not restricted counts for every municipality. Where neither need nor law is asked for, an
    organisation without services fits too.
    """
    return tuple(
        organisation
        for organisation in organisations
        if ((need is None and law is None) or services_for(organisation, need=need, law=law))
        and (cbs_code is None or not organisation.area or cbs_code in organisation.area)
    )


def find_municipalities(municipalities: Iterable[Municipality], wanted: str) -> tuple[Municipality, ...]:
    """Those of which a name holds `wanted`, its beginning first, and those with a place that begins so; all when it is empty.

    Case, accents, spaces and punctuation do not count: 'sudwest fryslan' finds Súdwest-Fryslân, 'den haag' 's-Gravenhage.
    """
    plain = _plain(wanted)
    if not plain:
        return tuple(municipalities) if not wanted.strip() else ()
    found: list[tuple[int, Municipality]] = []
    for item in municipalities:
        names, places = _names(item), [_plain(place) for place in item.places]
        # The exact name first, then a place of that name, those that begin so, those that hold it somewhere.
        ranks = (
            plain in names,
            plain in places,
            any(name.startswith(plain) for name in names),
            any(plain in name for name in names),
            any(place.startswith(plain) for place in places),
        )
        if any(ranks):
            found.append((ranks.index(True), item))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def combined(needs: Sequence[str], terms: Mapping[str, Term]) -> tuple[str, ...]:
    """The needs, with those that together are another one put together: sight and hearing are deafblindness."""
    together = [term for term in terms.values() if term.consists_of and set(term.consists_of) <= set(needs)]
    parts = {part for term in together for part in term.consists_of}
    whole = [term.id for term in together]
    return tuple(dict.fromkeys([*whole, *(need for need in needs if need not in parts)]))


def _names(municipality: Municipality) -> list[str]:
    return [_plain(name) for name in (municipality.name, *municipality.other_names)]


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
