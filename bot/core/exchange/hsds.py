"""The directory in the words of the Human Services Data Specification 3.0 (Open Referral), field by field as it names them.

What HSDS has no field for (state, source, who confirmed) goes into `attributes`; a confirmation is also `metadata`. What the
directory does not know stays away. There is no person in it: a contact is a `department`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID, uuid5

from bot.core.directory.contacts import Channel, ChannelKind, Confirmation, Contact
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Service, Term
from bot.core.directory.port import Directory
from bot.core.directory.standing import State
from bot.core.directory.telephone import without_extension
from bot.core.partial_date import PartialDate

type Json = dict[str, Any]

_OURS = UUID("6b0f2f8e-51f5-5d0c-9b0b-6a2f0c7d1e55")
"""Made up once: in it our ids become UUIDs, the same ones every time."""
VOCABULARIES: Mapping[str, tuple[str, str]] = {
    "needs": ("Beperking", "Waarvoor iemand ondersteuning zoekt."),
    "laws": ("Wet", "De wet waaronder de ondersteuning wordt betaald."),
    "functions": ("Functie", "Wat voor ondersteuning het is."),
    "kinds": ("Soort organisatie", "Wat voor organisatie het is."),
}
_PHONES = {
    ChannelKind.PHONE: ("voice", "Telefoon"),
    ChannelKind.TEXTPHONE: ("textphone", "Teksttelefoon"),
    ChannelKind.SMS: ("text", "Sms"),
    ChannelKind.WHATSAPP: ("text", "WhatsApp"),
    ChannelKind.VIDEO: ("video", "Beeldbellen in gebarentaal"),
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


class Stated(Protocol):
    """A fact with where it comes from and who confirmed it."""

    @property
    def source_id(self) -> str: ...  # noqa: D102  # as in the dataclasses
    @property
    def source_date(self) -> PartialDate | None: ...  # noqa: D102  # the same
    @property
    def confirmation(self) -> Confirmation: ...  # noqa: D102  # the same
    def state(self, today: date) -> State: ...  # noqa: D102  # the same


def uuid_of(kind: str, *parts: str) -> str:
    """The UUID of something of ours."""
    return str(uuid5(_OURS, "/".join((kind, *parts))))


@dataclass(frozen=True, slots=True)
class Hsds:
    """The directory as HSDS on one day."""

    directory: Directory
    today: date

    def organizations(self) -> Mapping[str, Organisation | Municipality]:
        """Organisations and municipalities by their HSDS id, by name."""
        owners: list[Organisation | Municipality] = [*self.directory.organisations(), *self.directory.municipalities()]
        return {uuid_of("organization", key_of(item)): item for item in owners}

    def services(self) -> Mapping[str, tuple[Organisation, Service]]:
        """What organisations offer by its HSDS id."""
        return {service_id(item): (owner, item) for owner in self.directory.organisations() for item in owner.services}

    def organization(self, item: Organisation | Municipality, *, full: bool = True) -> Json:
        """An organisation or municipality; without `full` only what it has one of."""
        own = uuid_of("organization", key_of(item))
        told: Json = {"id": own, "name": item.name, "description": _description(item)}
        told |= _known(email=_email(item.contacts), website=_website(item))
        if not full:
            return told
        told["organization_identifiers"] = [_identifier(own, item)]
        told["contacts"] = [self._contact(contact, own) for contact in item.contacts]
        told["phones"] = [phone for contact in told["contacts"] for phone in contact["phones"]]
        told["locations"] = [place for place in [_virtual(own, item)] if place]
        told["attributes"] = [*self._kind(item, own), *self._about_owner(item, own)]
        return told

    def with_services(self, item: Organisation | Municipality, *, full: bool) -> Json:
        """An organisation with what it offers: whole, or by id and name alone."""
        services = item.services if isinstance(item, Organisation) else ()
        owner = item if isinstance(item, Organisation) else None
        named = [
            self.service(owner, service, full=full)
            if full and owner
            else {"id": service_id(service), "name": self._name(service), "status": "active"}
            for service in services
        ]
        return {**self.organization(item), "services": named}

    def service(self, owner: Organisation, item: Service, *, full: bool = True) -> Json:
        """What an organisation offers; without `full` only what it has one of."""
        own = service_id(item)
        told: Json = {
            "id": own,
            "organization_id": uuid_of("organization", owner.id),
            "name": self._name(item),
            "status": "active",
            "eligibility_description": self._term("needs", item.need),
        }
        told |= _known(
            description=item.note,
            url=_website(owner),
            email=_email(owner.contacts),
            assured_date=item.confirmation.confirmed_on.isoformat() if item.confirmation.confirmed_on else "",
        )
        if not full:
            return told
        organization = self.organization(owner)
        terms = (("needs", item.need), ("laws", item.law), ("functions", item.function))
        return told | {
            "organization": organization,
            "contacts": organization["contacts"],
            "phones": organization["phones"],
            "service_areas": list(self._areas(owner, own)),
            "service_at_locations": [
                {
                    "id": uuid_of("service_at_location", own),
                    "service_id": own,
                    "location_id": place["id"],
                    "location": place,
                }
                for place in organization["locations"]
            ],
            "attributes": [
                *(self._classified(vocabulary, key, "service", own) for vocabulary, key in terms if key),
                *self._standing(item, "service", own),
            ],
            "metadata": list(_confirmed(item, "service", own, "", "")),
        }

    def service_at_locations(self) -> Mapping[str, tuple[Organisation, Service]]:
        """The services that are offered at a place, by HSDS id: as far as we know, at a website."""
        return {uuid_of("service_at_location", key): pair for key, pair in self.services().items() if _website(pair[0])}

    def service_at_location(self, owner: Organisation, item: Service, *, full: bool = True) -> Json:
        """A service at its place."""
        own, place = service_id(item), _virtual(uuid_of("organization", owner.id), owner)
        told: Json = {"id": uuid_of("service_at_location", own), "service_id": own, "location_id": place.get("id", "")}
        return told | {"location": place, "service": self.service(owner, item)} if full else told

    def taxonomies(self) -> Mapping[str, Json]:
        """Our vocabularies by HSDS id."""
        listed = [
            {"id": uuid_of("taxonomy", key), "name": name, "description": about}
            for key, (name, about) in VOCABULARIES.items()
        ]
        return {item["id"]: item for item in listed}

    def taxonomy_terms(self) -> Mapping[str, Json]:
        """The words of all vocabularies by HSDS id."""
        listed = [
            self._word(vocabulary, term)
            for vocabulary in VOCABULARIES
            for term in self.directory.terms(vocabulary).values()
        ]
        return {item["id"]: item for item in listed}

    def term_ids(self, item: Service) -> Iterable[str]:
        """The HSDS ids of the words that a service is classified with."""
        return (
            uuid_of("taxonomy_term", vocabulary, key)
            for vocabulary, key in (("needs", item.need), ("laws", item.law), ("functions", item.function))
            if key
        )

    def _name(self, item: Service) -> str:
        """What a service is called: its function, or for whom it is where that is all we know."""
        return self._term("functions", item.function) or f"Ondersteuning: {self._term('needs', item.need)}"

    def _term(self, vocabulary: str, key: str) -> str:
        found = self.directory.terms(vocabulary).get(key)
        return found.name("nl") if found else key

    def _word(self, vocabulary: str, term: Term) -> Json:
        return {
            "id": uuid_of("taxonomy_term", vocabulary, term.id),
            "code": term.id,
            "name": term.name("nl"),
            "description": term.label("nl"),
            "taxonomy": VOCABULARIES[vocabulary][0],
            "taxonomy_id": uuid_of("taxonomy", vocabulary),
            "language": "nl",
        }

    def _classified(self, vocabulary: str, key: str, entity: str, own: str) -> Json:
        found = self.directory.terms(vocabulary).get(key)
        told: Json = {
            "id": uuid_of("attribute", own, vocabulary),
            "link_id": own,
            "link_entity": entity,
            "link_type": VOCABULARIES[vocabulary][0],
            "value": found.name("nl") if found else key,
        }
        if found:
            word = self._word(vocabulary, found)
            told |= {"taxonomy_term_id": word["id"], "taxonomy_term": word}
        return told

    def _kind(self, item: Organisation | Municipality, own: str) -> Iterable[Json]:
        if isinstance(item, Organisation):
            yield self._classified("kinds", item.kind, "organization", own)

    def _about_owner(self, item: Organisation | Municipality, own: str) -> Iterable[Json]:
        """How an organisation stands; of a municipality how it wants its administration done."""
        if isinstance(item, Organisation):
            yield from self._standing(item, "organization", own)
            return
        for choice in item.choices:
            yield from self._choice(choice, own)

    def _choice(self, choice: AdministrativeChoice, own: str) -> Iterable[Json]:
        yield _attribute(own, "organization", f"administratieve keuze: {choice.subject}", choice.value)
        if choice.valid_from:
            label = f"administratieve keuze: {choice.subject}, geldt vanaf"
            yield _attribute(own, "organization", label, choice.valid_from.isoformat())
        yield from self._standing(choice, "organization", own, f"administratieve keuze: {choice.subject}, ")

    def _contact(self, contact: Contact, organization: str) -> Json:
        own = uuid_of("contact", contact.owner_id, contact.label)
        told: Json = {"id": own, "organization_id": organization} | _known(
            department=contact.desk or contact.label or contact.owner_name, email=_email([contact])
        )
        phones = [channel for channel in contact.channels if channel.kind in _PHONES]
        others = [channel for channel in contact.channels if channel.kind not in _PHONES]
        told["phones"] = [self._phone(channel, own, organization) for channel in phones]
        told["attributes"] = [
            attribute
            for channel in others
            for attribute in (
                _attribute(own, "contact", channel.kind.value, channel.value),
                *self._standing(channel, "contact", own, f"{channel.value}, "),
            )
        ]
        told["metadata"] = [
            line
            for channel in others
            for line in _confirmed(channel, "contact", own, channel.kind.value, channel.value)
        ]
        return told

    def _phone(self, channel: Channel, contact: str, organization: str) -> Json:
        own = uuid_of("phone", contact, channel.kind, channel.value)
        number, extension = without_extension(channel.value)
        kind, words = _PHONES[channel.kind]
        told: Json = {
            "id": own,
            "contact_id": contact,
            "organization_id": organization,
            "number": number.rstrip(" ,"),
            "type": kind,
            "description": words,
        }
        if extension:
            told["extension"] = int(extension)
        return told | {
            "attributes": list(self._standing(channel, "phone", own)),
            "metadata": list(_confirmed(channel, "phone", own, "number", channel.value)),
        }

    def _areas(self, owner: Organisation, service: str) -> Iterable[Json]:
        for code in owner.area or ("",):
            found = self.directory.municipality(code) if code else None
            name = found.name if found else code or "Nederland"
            yield {
                "id": uuid_of("service_area", service, code),
                "service_id": service,
                "name": name,
                "extent_type": "text",
                "extent": name,
            }

    def _standing(self, fact: Stated, entity: str, own: str, before: str = "") -> Iterable[Json]:
        """State, source and confirmation of a fact as attributes."""
        confirmation = fact.confirmation
        told = {
            "toestand": fact.state(self.today).value,
            "bron": fact.source_id,
            "brondatum": str(fact.source_date or ""),
            "bevestigd op": confirmation.confirmed_on.isoformat() if confirmation.confirmed_on else "",
            "bevestigd door": confirmation.confirmed_by,
            "betwist op": confirmation.disputed_on.isoformat() if confirmation.disputed_on else "",
        }
        for label, value in told.items():
            if value:
                yield _attribute(own, entity, f"{before}{label}", value)


def key_of(item: Organisation | Municipality) -> str:
    """Its id or CBS code."""
    return item.id if isinstance(item, Organisation) else item.cbs_code


def service_id(item: Service) -> str:
    """The HSDS id of a service: it is what it is by whom, for whom, under which law and what."""
    return uuid_of("service", item.organisation_id, item.need, item.law, item.function)


def _description(item: Organisation | Municipality) -> str:
    if isinstance(item, Organisation):
        return item.summary("nl") or item.name
    return f"Gemeente in {item.province}" if item.province else "Gemeente"


def _identifier(own: str, item: Organisation | Municipality) -> Json:
    kind = "Kennispunt ZG" if isinstance(item, Organisation) else "CBS-gemeentecode"
    key = key_of(item)
    return {"id": uuid_of("identifier", key), "organization_id": own, "identifier_type": kind, "identifier": key}


def _virtual(organization: str, item: Organisation | Municipality) -> Json:
    """The one place that the directory knows of an organisation: its website; empty where there is none."""
    website = _website(item)
    if not website:
        return {}
    return {
        "id": uuid_of("location", organization),
        "location_type": "virtual",
        "url": website,
        "organization_id": organization,
        "name": item.name,
    }


def _website(item: Organisation | Municipality) -> str:
    own = item.website if isinstance(item, Organisation) else ""
    sites = [
        channel.href for contact in item.contacts for channel in contact.channels if channel.kind is ChannelKind.WEBSITE
    ]
    if own:
        return own if own.startswith("http") else f"https://{own}"
    return next(iter(sites), "")


def _email(contacts: Iterable[Contact]) -> str:
    values = (
        channel.value for contact in contacts for channel in contact.channels if channel.kind is ChannelKind.EMAIL
    )
    return next((value for value in values if _EMAIL.fullmatch(value)), "")


def _attribute(own: str, entity: str, label: str, value: str) -> Json:
    """A remark of ours on something; `label` is not in HSDS 3.0, which allows more than it names."""
    return {
        "id": uuid_of("attribute", own, label),
        "link_id": own,
        "link_entity": entity,
        "link_type": label,
        "label": label,
        "value": value,
    }


def _confirmed(fact: Stated, entity: str, own: str, field: str, value: str) -> Iterable[Json]:
    """That somebody confirmed it: an organisation, so that no person is named, and no earlier value."""
    on = fact.confirmation.confirmed_on
    if on is not None:
        yield {
            "id": uuid_of("metadata", own, field, value),
            "resource_id": own,
            "resource_type": entity,
            "last_action_date": on.isoformat(),
            "last_action_type": "confirm",
            "field_name": field,
            "previous_value": "",
            "replacement_value": value,
            "updated_by": fact.confirmation.confirmed_by,
        }


def _known(**fields: str | None) -> Json:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}
