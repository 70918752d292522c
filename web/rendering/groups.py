"""Topics in their groups, as the pages list them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.contract import Language
from bot.core.topics.topic import Status, Topic, TopicKind
from web.http.i18n import translate
from web.http.marking import mark as _

_TITLES = {
    "wmo-zg": _("Support under the Wmo (Wmo-zg)"),
    "inburgering": _("Civic integration"),
    "jeugd": _("Youth care"),
    "nieuwkomer": _("For newcomers"),
    "gids": _("Providers and contacts"),
    "over": _("About this knowledge point"),
}


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in a list, its words in the page's language where it has them."""

    id: str
    title: str
    short: str
    language: Language
    finer: tuple[TopicLine, ...] = ()
    """The topics below this one (`wmo-zg/tolk/uwv` below `wmo-zg/tolk`)."""


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A heading with its topics."""

    id: str
    title: str
    topics: tuple[TopicLine, ...]


def line(topic: Topic, language: Language) -> TopicLine:
    """A topic as a line of a list."""
    text = topic.text(language)
    return TopicLine(topic.id, text.title, text.short, text.language)


def readable(topic: Topic) -> bool:
    """Whether a topic is an answer to read, rather than something the assistant does or something withdrawn."""
    return topic.kind is not TopicKind.DIALOGUE and topic.status is not Status.WITHDRAWN


def grouped(topics: Iterable[Topic], language: Language) -> tuple[TopicGroup, ...]:
    """Every readable topic under its group, finer ones below the one they belong to; groups that editors added come last, under their own name."""
    found: dict[str, list[TopicLine]] = {group: [] for group in _TITLES}
    shown = {topic.id: topic for topic in topics if readable(topic)}
    below: dict[str, list[TopicLine]] = {}
    for topic in shown.values():
        if topic.group in shown:
            below.setdefault(topic.group, []).append(line(topic, language))
    for topic in shown.values():
        if topic.group not in shown:
            main = replace(line(topic, language), finer=tuple(below.get(topic.id, ())))
            found.setdefault(topic.id.partition("/")[0], []).append(main)
    return tuple(
        TopicGroup(group, translate(_TITLES[group]) if group in _TITLES else group.capitalize(), tuple(lines))
        for group, lines in found.items()
        if lines
    )
