"""The pages that may be found. What is not named here is kept out of search engines: it has to be added on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from bot.contract import Language
from bot.core.directory.contacts import Confirmation, Contact
from bot.core.languages import nearest
from bot.core.partial_date import PartialDate
from bot.core.topics.decision_aids import DecisionAid
from web.found import describing
from web.http.i18n import LANGUAGE_KEY
from web.rendering.groups import readable
from web.rendering.messages import CHECKLISTS
from web.site import site

_ALL = tuple(Language)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that may be found."""

    endpoint: str
    values: Mapping[str, Any]
    describe: Callable[[], str]
    """What the page is about in a sentence or two, in the language that it is shown in."""
    languages: tuple[Language, ...] = _ALL
    """Those that its content truly has."""
    instead: Language = Language.DUTCH
    """What a reader of another language gets."""
    checked_on: str = ""
    """When its content was last checked, as much of the date as is known (ISO 8601)."""

    def shown_in(self, language: Language) -> Language:
        """The language in which a reader of `language` gets the content."""
        return language if language in self.languages else self.instead

    def path(self, language: Language | None = None) -> str:
        """Its path in a language; without one, the path under which the reader's own browser chooses."""
        bare = url_for(self.endpoint, **self.values).partition("?")[0]
        return f"{bare}?{LANGUAGE_KEY}={language}" if language else bare


def entry(endpoint: str | None, values: Mapping[str, Any]) -> Entry | None:
    """The page at this endpoint with these parts of the address; None for what is not to be found or does not exist."""
    endpoint, values = _SAME.get(endpoint or "", (endpoint or "", values))
    if endpoint in _PLAIN:
        return Entry(endpoint, values, _PLAIN[endpoint])
    make = _MADE.get(endpoint)
    return make(*values.values()) if make else None


def entries() -> Iterator[Entry]:
    """Every page that may be found, each once."""
    library, directory = site().services.library, site().services.directory
    named: list[tuple[str, Iterable[str]]] = [
        ("topics.show", library.topics()),
        ("checklists.show", CHECKLISTS),
        ("decision_aids.show", library.aids()),
        ("directory.organisation", (item.id for item in directory.organisations())),
        ("directory.municipality", (item.cbs_code for item in directory.municipalities())),
        ("sources.show", library.sources()),
    ]
    yield from (Entry(endpoint, {}, describe) for endpoint, describe in _PLAIN.items())
    for endpoint, names in named:
        yield from filter(None, map(_MADE[endpoint], names))


def _topic(topic_id: str) -> Entry | None:
    topic = site().services.library.topics().get(topic_id)
    if topic is None or not readable(topic):
        return None
    return Entry(
        "topics.show",
        {"topic_id": topic_id},
        lambda: describing.topic(topic),
        _those(topic.texts),
        checked_on=str(topic.reviewed_on),
    )


def _checklist(name: str) -> Entry | None:
    topic = site().services.library.topics().get(CHECKLISTS.get(name, ""))
    if topic is None or not readable(topic):
        return None
    return Entry(
        "checklists.show",
        {"name": name},
        lambda: describing.checklist(topic),
        _those(topic.texts),
        checked_on=str(topic.reviewed_on),
    )


def _aid(aid_id: str) -> Entry | None:
    aid = site().services.library.aids().get(aid_id)
    if aid is None:
        return None
    languages = _spoken_by(aid)
    return Entry("decision_aids.show", {"aid_id": aid_id}, lambda: describing.aid(aid), languages, _other(languages))


def _organisation(organisation_id: str) -> Entry | None:
    found = site().services.directory.organisation(organisation_id)
    if found is None:
        return None
    languages = _those(found.summaries) or (Language.DUTCH,)
    confirmed = [found.confirmation, *(service.confirmation for service in found.services), *_of(found.contacts)]
    return Entry(
        "directory.organisation",
        {"organisation_id": organisation_id},
        lambda: describing.organisation(found),
        languages,
        _other(languages),
        _newest(confirmed, found.source_date),
    )


def _municipality(cbs_code: str) -> Entry | None:
    found = site().services.directory.municipality(cbs_code)
    if found is None:
        return None
    confirmed = [*_of(found.contacts), *(choice.confirmation for choice in found.choices)]
    sources = [channel.source_date for contact in found.contacts for channel in contact.channels]
    return Entry(
        "directory.municipality",
        {"cbs_code": cbs_code},
        lambda: describing.municipality(found),
        checked_on=_newest(confirmed, *sources),
    )


def _source(source_id: str) -> Entry | None:
    found = site().services.library.sources().get(source_id)
    if found is None:
        return None
    # What a source says is in Dutch on this page, whatever the page's own words are in.
    return Entry("sources.show", {"source_id": source_id}, lambda: describing.source(found), (Language.DUTCH,))


def _of(contacts: Iterable[Contact]) -> Iterator[Confirmation]:
    return (channel.confirmation for contact in contacts for channel in contact.channels)


def _newest(confirmed: Iterable[Confirmation], *sources: PartialDate | None) -> str:
    """The newest day on which somebody confirmed something here, else the newest date of its sources; empty without either."""
    days: list[date] = [item.confirmed_on for item in confirmed if item.confirmed_on]
    return str(max(days, default="")) or str(max(filter(None, sources), key=PartialDate.last_day, default=""))


def _those(texts: Iterable[str]) -> tuple[Language, ...]:
    having = set(texts)
    return tuple(language for language in Language if language in having)


def _spoken_by(aid: DecisionAid) -> tuple[Language, ...]:
    """Languages in which every question, answer and outcome of the aid is there."""
    steps = (said for step in aid.steps.values() for said in step.all_words())
    outcomes = (said for outcome in aid.outcomes.values() for said in outcome.all_words())
    words = [aid.title, *steps, *outcomes]
    return tuple(language for language in Language if all(said.texts.get(language) for said in words))


def _other(languages: tuple[Language, ...]) -> Language:
    return nearest(Language.ENGLISH, languages)


_PLAIN: Mapping[str, Callable[[], str]] = {
    "start.show": describing.start,
    "topics.index": describing.topics,
    "decision_aids.index": describing.aids,
    "directory.index": describing.providers,
    "directory.municipalities": describing.municipalities,
    "choices.index": describing.choices,
    "sources.index": describing.sources,
    "start.show_help": describing.help_page,
}
"""Pages without a name in their address, in every language that we have."""

_MADE: Mapping[str, Callable[[str], Entry | None]] = {
    "topics.show": _topic,
    "checklists.show": _checklist,
    "decision_aids.show": _aid,
    "directory.organisation": _organisation,
    "directory.municipality": _municipality,
    "sources.show": _source,
}

_SAME: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "start.privacy": ("topics.show", {"topic_id": "over/privacy"}),
    "start.accessibility": ("topics.show", {"topic_id": "over/toegankelijkheid"}),
}
"""A second address of a page, and the one that counts."""
