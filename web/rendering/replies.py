"""Replies and directory facts as JSON for programs; the markup in it comes from the same templates as the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, get_template_attribute, request, url_for
from markupsafe import Markup, escape

from bot.adapters.dialogue.reply_json import contact_to_json, to_json
from bot.contract import Language
from bot.core.answering.cards import contacts_of
from bot.core.answering.states import Stated, state_words, subject_name, value_name
from bot.core.directory.contacts import Contact, by_owner
from bot.core.directory.organisations import AdministrativeChoice, Municipality, Organisation, Service, Term
from bot.core.languages import nearest
from bot.core.reply.reply import Block, Reply, SpokenPart
from web.http.i18n import current_language, in_language, speaking, use_language
from web.rendering.groups import TopicLine
from web.rendering.messages import answer_name, reply_links
from web.site import site
from web.voice.listening import listening, words


def absolute(url: str) -> str:
    """An address that also works on a page of another origin, where the widget stands."""
    if not url.startswith("/"):
        return url
    return f"{(site().settings.public_url or request.host_url).rstrip('/')}{url}"


def block_html(block: Block) -> Markup:
    """The block's markup, as the pages show it; our own words in it are in its language, as it says of itself."""
    with speaking(block.language):
        return Markup(str(get_template_attribute("parts/reply.html", "block_markup")(block)).strip())  # noqa: S704 - our template's


def reply_json(reply: Reply, reply_id: str | None = None) -> dict[str, Any]:
    """A reply in the form of the API: the codec's, with its id, markup, full addresses and where to listen."""
    use_language(reply.language)
    data = to_json(reply)
    blocks = [block_json(block, item) for block, item in zip(reply.blocks, data["blocks"], strict=True)]
    sources = [item | {"url": absolute(item["url"])} for item in data["sources"]]
    named = answer_name(reply)
    return data | {
        "id": reply_id,
        "name": {"text": named[0], "language": named[1].value} if named else None,
        "confidence": round(reply.confidence, 4),
        "blocks": blocks,
        "sources": sources,
        "speech": _speech(reply),
        "links": _links(reply),
    }


def _links(reply: Reply) -> dict[str, str | None] | None:
    found = reply_links(reply)
    if found is None:
        return None
    return {
        "page": absolute(found["page"]) if found["page"] else None,
        "checklist": absolute(found["checklist"]) if found["checklist"] else None,
        "about": found["about"],
    }


def _speech(reply: Reply) -> dict[str, Any] | None:
    """The recording of the whole reply, and of its beginning where that is less."""
    whole = _recording(reply.whole or reply.spoken)
    return whole and whole | {"short": _recording(reply.spoken) if reply.whole else None}


def _recording(parts: Sequence[SpokenPart]) -> dict[str, Any] | None:
    said, digest = words(parts), listening(parts)
    url = absolute(url_for("api_speech.recording", digest=digest)) if digest else None
    return {"url": url, "text": said} if said else None


def block_json(block: Block, data: dict[str, Any]) -> dict[str, Any]:
    """A block of the codec with its markup, and its contacts as text too."""
    text = block.text or "\n".join(contact_text(contact) for contact in block.contacts)
    return data | {"text": text, "html": str(block_html(block))}


def contact_text(contact: Contact) -> str:
    """A contact as a line of plain text."""
    name = f"{contact.owner_name}, {contact.desk}" if contact.desk else contact.owner_name
    return f"{name}: {', '.join(channel.value for channel in contact.channels)}" if contact.channels else name


def topic_line_json(item: TopicLine) -> dict[str, Any]:
    """A topic in a list."""
    return {
        "id": item.id,
        "title": item.title,
        "short": item.short,
        "language": item.language,
        "url": absolute(url_for("topics.show", topic_id=item.id)),
    }


def organisation_json(item: Organisation) -> dict[str, Any]:
    """An organisation with its services and contacts."""
    return {
        "id": item.id,
        "name": item.name,
        "kind": item.kind,
        "summary": dict(item.summaries),
        "website": item.website or None,
        "contractStatus": item.contract_status,
        "services": [
            {"need": service.need, "law": service.law, "function": service.function or None, "note": service.note}
            | _standing_json(service)
            for service in item.services
        ],
        "contacts": [contact_to_json(contact) for contact in item.contacts],
        "area": list(item.area),
        "source": item.source_id or None,
        **_standing_json(item),
        "url": absolute(url_for("directory.organisation", organisation_id=item.id)),
    }


def municipality_json(item: Municipality) -> dict[str, Any]:
    """A municipality; lists are empty where nothing is known."""
    return {
        "cbsCode": item.cbs_code,
        "name": item.name,
        "province": item.province,
        "youthRegion": item.youth_region,
        "contacts": [contact_to_json(contact) for contact in item.contacts],
        "administrativeChoices": [_choice_json(choice) for choice in item.choices],
        "places": list(item.places),
        "url": absolute(url_for("directory.municipality", cbs_code=item.cbs_code)),
    }


def _choice_json(choice: AdministrativeChoice) -> dict[str, Any]:
    return {
        "subject": choice.subject,
        "value": choice.value,
        "validFrom": choice.valid_from and choice.valid_from.isoformat(),
        **_standing_json(choice),
    }


def _standing_json(fact: Organisation | Service | AdministrativeChoice) -> dict[str, Any]:
    """Where a fact comes from, who confirmed it and when, and what it is worth today."""
    confirmation = fact.confirmation
    return {
        "sourceId": fact.source_id,
        "sourceDate": str(fact.source_date) if fact.source_date else None,
        "confirmedOn": confirmation.confirmed_on and confirmation.confirmed_on.isoformat(),
        "confirmedBy": confirmation.confirmed_by,
        "disputedOn": confirmation.disputed_on and confirmation.disputed_on.isoformat(),
        "state": fact.state(_today()).value,
    }


def _today() -> date:
    return datetime.now(UTC).date()


def standing(fact: Stated) -> str:
    """How a fact stands, in the page's language."""
    return state_words(fact, site().services.phrases, current_language(), _today())


def choice_name(choice: AdministrativeChoice) -> tuple[str, str]:
    """What a municipality's choice is about and what it chose, in the page's language."""
    phrases, language = site().services.phrases, current_language()
    return subject_name(choice.subject, phrases, language), value_name(choice.value, phrases, language)


def block_text(block: Block) -> str:
    """A block as plain text."""
    return "\n".join([block.text, *map(contact_text, block.contacts)]).strip()


def term(vocabulary: Mapping[str, Term], term_id: str) -> Markup:
    """A vocabulary's word; an id that is not in it stands for itself."""
    known = vocabulary.get(term_id)
    return term_name(known) if known else escape(term_id)


def term_name(word: Term) -> Markup:
    """A word in the page's language, else in English or Dutch and marked as such."""
    return in_language(*_named(word))


def _named(word: Term) -> tuple[str, Language]:
    language = nearest(current_language(), word.names)
    return word.names[language], language


def in_dutch(text: str) -> Markup:
    """A Dutch name or remark, marked as such on a page in another language."""
    return in_language(text, Language.DUTCH)


def summary(organisation: Organisation) -> Markup:
    """What an organisation is: in the page's language, else in English or Dutch and marked as such."""
    language = nearest(current_language(), organisation.summaries)
    return in_language(organisation.summaries.get(language, ""), language)


def term_options(vocabulary: Mapping[str, Term]) -> list[tuple[str, str, Language]]:
    """A vocabulary as options of a select: id, name and the name's language."""
    return [(term_id, *_named(word)) for term_id, word in vocabulary.items()]


def municipality_options(municipalities: Sequence[Municipality]) -> list[tuple[str, str, Language]]:
    """Municipalities as options of a select."""
    return [(item.cbs_code, item.name, Language.DUTCH) for item in municipalities]


def register(app: Flask) -> None:
    """Give the templates what they show replies and facts with."""
    app.jinja_env.globals.update(
        absolute=absolute,
        block_html=block_html,
        block_text=block_text,
        by_owner=by_owner,
        choice_name=choice_name,
        contacts_of=contacts_of,
        in_dutch=in_dutch,
        listening=listening,
        municipality_options=municipality_options,
        standing=standing,
        summary=summary,
        term=term,
        term_name=term_name,
        term_options=term_options,
    )
