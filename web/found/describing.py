"""What each page is about, in its own reviewed words: nothing here is said that the page itself does not say."""

from __future__ import annotations

from bot.core.directory.organisations import Municipality, Organisation
from bot.core.languages import nearest
from bot.core.topics.decision_aids import DecisionAid
from bot.core.topics.topic import Source, Topic
from web.http.i18n import current_language, show_date, show_list, translate
from web.rendering.groups import grouped
from web.site import site


def start() -> str:
    """The first page."""
    subject = translate("Questions about support for a sensory disability")
    return _joined(
        subject,
        translate(
            "For municipalities, first-line workers, providers and newcomers. You get an answer with its source."
        ),
    )


def topics() -> str:
    """The list of all topics: the names of its groups."""
    language = current_language()
    groups = grouped(site().services.library.topics().values(), language)
    return _joined(f"{translate('All topics')}: {show_list(group.title for group in groups)}")


def aids() -> str:
    """The list of decision aids."""
    return translate("Answer a few questions. You get the next step with its source, and a summary for your file.")


def providers() -> str:
    """The provider finder."""
    return translate("Find a provider for someone with a sensory disability.")


def municipalities() -> str:
    """The list of municipalities: the provinces that they are in."""
    provinces = dict.fromkeys(item.province for item in site().services.directory.municipalities())
    return _joined(f"{translate('Contacts of municipalities')}: {show_list(sorted(provinces))}")


def choices() -> str:
    """The overview of what municipalities chose for their administration."""
    return translate("How each municipality wants its administration done, and who says so.")


def sources() -> str:
    """The list of sources."""
    return translate("Every answer rests on one or more of these sources.")


def help_page() -> str:
    """The help page: its headings."""
    return _joined(
        translate("Help"),
        translate("Asking a question"),
        translate("Listening"),
        translate("Keep or wipe this conversation"),
        translate("Speaking to a person"),
    )


def topic(found: Topic) -> str:
    """An answer: its short form, which editors wrote."""
    return found.text(current_language()).short


def checklist(found: Topic) -> str:
    """The steps of an answer, to print."""
    text = found.text(current_language())
    return _joined(f"{translate('Checklist')}: {text.title}", text.short)


def aid(found: DecisionAid) -> str:
    """A decision aid: its name and its first question."""
    language = current_language()
    return _joined(found.title(language), found.steps[found.start].question(language))


def organisation(found: Organisation) -> str:
    """An organisation: what it is."""
    said = found.summary(nearest(current_language(), found.summaries))
    return _joined(f"{found.name}: {said}" if said else found.name)


def municipality(found: Municipality) -> str:
    """A municipality: where it is, and what the page tells of it."""
    return _joined(
        f"{found.name} ({found.province})",
        translate("Contact"),
        translate("Administrative choices"),
        translate("Providers under the Wmo"),
    )


def source(found: Source) -> str:
    """A source: who published it and when, and the first thing that it says."""
    of = f"{translate('Publisher')}: {found.publisher}. {translate('Date')}: {show_date(found.date)}"
    return _joined(found.title, of, *(line.fact for line in found.evidence[:1]))


def _joined(*sentences: str) -> str:
    """Sentences one after the other, each with its end."""
    return " ".join(map(_ended, filter(None, (" ".join(sentence.split()) for sentence in sentences))))


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".?!؟።፧" else f"{sentence}."
