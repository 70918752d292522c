"""What a message is about, read against what was said before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.conversation_state import ConversationState, needs_named
from bot.core.lookups import ADMINISTRATION, MUNICIPALITY_CONTACT, ORGANISATION_CONTACT
from bot.core.need_finder import FINDER
from bot.core.topics import OUT_OF_SCOPE, Topic
from bot.core.understanding import Candidate, Intent, MentionKind, Understanding


class Aim(StrEnum):
    """What kind of reply a message asks for."""

    ANSWER = "answer"
    OFFER = "offer"
    FINDER = "finder"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    ADMINISTRATION = "administration"
    ABOUT_MUNICIPALITY = "about municipality"
    WHO_KNOWS = "who knows"
    OUT_OF_SCOPE = "out of scope"


@dataclass(frozen=True, slots=True)
class Target:
    """What to reply: the aim, and the topics it is about (best first) with how certain that is."""

    aim: Aim
    candidates: tuple[Candidate, ...] = ()


_LOOKUPS = {
    FINDER: Aim.FINDER,
    ORGANISATION_CONTACT: Aim.ORGANISATION,
    MUNICIPALITY_CONTACT: Aim.MUNICIPALITY,
    ADMINISTRATION: Aim.ADMINISTRATION,
}
_ABOUT_ADMINISTRATION = frozenset({ADMINISTRATION, "wmo-zg/declareren", "wmo-zg/berichtenverkeer"})
_FEW_WORDS = 5
_WHO_KNOWS_WORDS = 9
# 'Who does know then?' after an answer that something is not known: a word for who or where and a word for knowing or
# asking, in each language.
_WHO_KNOWS = re.compile(
    r"\b(?:wie|waar|bij wie|aan wie)\b.*\b(?:weet|weten|dan wel|vragen|navragen|vraag|terecht)\b"
    r"|\b(?:who|where)\b.*\b(?:knows?|asks?|find)\b"
    r"|\b(?:kim|kime|nereye|nerede)\b.*(?:bil|sor)"
    r"|\b(?:kto|kogo|gdzie)\b.*\b(?:wie|zapyta\w*|pyta\w*)\b"
    r"|\b(?:хто|кого|де)\b.*(?:зна|запит|спит)"
    r"|(?:من|مَن|أين|اين).*(?:يعرف|يعلم|أسأل|اسأل)"
    r"|(?:کی|کسی|کجا).*(?:می.?دان|می.?دون|بپرس)"
    r"|መን.*(?:ይፈልጥ|ክሓትት)",
    re.IGNORECASE,
)


def aim_of(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> Target:
    """What the message asks for. Rules that read it against the conversation come first, its own intent last."""
    return _who_knows(understanding, state) or _leaning(understanding, state, topics) or _own(understanding, state)


def _who_knows(understanding: Understanding, state: ConversationState) -> Target | None:
    after_unknown = state.last_reply is not None and state.last_reply.unknown and state.topic != OUT_OF_SCOPE
    asks = understanding.words <= _WHO_KNOWS_WORDS and _WHO_KNOWS.search(understanding.text)
    return Target(Aim.WHO_KNOWS) if after_unknown and asks and not understanding.mentions else None


def _leaning(  # noqa: PLR0911  # one return a rule, in the order in which they count
    understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> Target | None:
    """A message that needs what went before: 'en in Zwolle?', 'ik bedoel die van GGMD', 'en hoeveel nu?'."""
    if state.topic is None or not (understanding.leans or _correction(understanding)):
        return None
    sure = understanding.intent is Intent.QUESTION
    best = understanding.best
    if understanding.named(MentionKind.ORGANISATION) and not (sure and best and best.topic not in _LOOKUPS):
        return Target(Aim.ORGANISATION)
    if state.topic == FINDER and _about_finder(understanding) and not (sure and best and best.topic != FINDER):
        return Target(Aim.FINDER)
    if understanding.named(MentionKind.MUNICIPALITY) and not (sure and best and best.topic not in _LOOKUPS):
        return Target(_municipality_aim(understanding, state))
    if understanding.named(MentionKind.LAW):
        return _same_under_law(understanding, state, topics)
    if sure or understanding.intent is Intent.FIND_PROVIDER:
        return None
    if needs_named(understanding) and state.topic in topics and state.topic not in _LOOKUPS:
        needs = topics[state.topic].needs
        return _stay(state) if not needs or set(needs) & set(needs_named(understanding)) else None
    return _without_names(understanding, state)


def _correction(understanding: Understanding) -> bool:
    """Whether the message denies something: 'niet Visio maar Kentalis', 'toch geen Wmo'."""
    return any(mention.denied for mention in understanding.mentions)


def _about_finder(understanding: Understanding) -> bool:
    kinds = (MentionKind.NEED, MentionKind.LAW, MentionKind.MUNICIPALITY, MentionKind.ORGANISATION)
    return any(mention.kind in kinds for mention in understanding.mentions)


def _municipality_aim(understanding: Understanding, state: ConversationState) -> Aim:
    own = (
        _LOOKUPS.get(understanding.best.topic)
        if understanding.best and understanding.intent is Intent.QUESTION
        else None
    )
    if own in {Aim.MUNICIPALITY, Aim.ADMINISTRATION, Aim.FINDER}:
        return own
    if state.topic in _ABOUT_ADMINISTRATION:
        return Aim.ADMINISTRATION
    if own is Aim.ORGANISATION or state.topic in {MUNICIPALITY_CONTACT, ORGANISATION_CONTACT}:
        return Aim.MUNICIPALITY
    return Aim.ABOUT_MUNICIPALITY


def _same_under_law(
    understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> Target | None:
    """'En voor inburgering?': the same subject under that law, else what is likeliest among that law's topics."""
    law = understanding.named(MentionKind.LAW)[0]
    best = understanding.best
    if best and understanding.intent is Intent.QUESTION and best.topic in topics and law in topics[best.topic].laws:
        return Target(Aim.ANSWER, (best,))
    under_law = {topic_id for topic_id, topic in topics.items() if topic.laws == (law,)}
    subject = (state.topic or "").rpartition("/")[2]
    same = [topic_id for topic_id in under_law if topic_id.rpartition("/")[2] == subject and topic_id != state.topic]
    if len(same) == 1:
        return Target(Aim.ANSWER, (Candidate(same[0], best.confidence if best else 1.0),))
    likely = tuple(candidate for candidate in understanding.candidates if candidate.topic in under_law)
    last = topics.get(state.topic or "")
    related = last.related if last else ()
    near = tuple(Candidate(topic_id, 0.0) for topic_id in related if topic_id in under_law)
    offered = tuple({candidate.topic: candidate for candidate in (*likely, *near)}.values())
    return Target(Aim.OFFER, offered) if offered else None


def _without_names(understanding: Understanding, state: ConversationState) -> Target | None:
    """A fragment that names nothing and is not clear by itself."""
    likely = [candidate.topic for candidate in understanding.candidates[:3]]
    if ORGANISATION_CONTACT in likely and state.offered and state.topic in {FINDER, ORGANISATION_CONTACT}:
        return Target(Aim.ORGANISATION)
    if understanding.intent is Intent.DOUBT and state.topic not in likely and understanding.words > _FEW_WORDS:
        return None
    return _stay(state)


def _stay(state: ConversationState) -> Target | None:
    """The last topic again."""
    if state.topic is None or state.topic == OUT_OF_SCOPE or state.topic.startswith("gesprek/"):
        return None
    return Target(_LOOKUPS.get(state.topic, Aim.ANSWER), (Candidate(state.topic, 1.0),))


def _own(understanding: Understanding, state: ConversationState) -> Target:
    """What the message says by itself."""
    match understanding.intent:
        case Intent.FIND_PROVIDER:
            return Target(Aim.FINDER)
        case Intent.QUESTION if understanding.best:
            return Target(_lookup_aim(understanding, state) or Aim.ANSWER, understanding.candidates)
        case Intent.GIVEN:
            return _bare_names(understanding)
        case Intent.DOUBT if understanding.candidates:
            return Target(Aim.OFFER, _with_finder(understanding))
        case _:
            return Target(Aim.OUT_OF_SCOPE)


def _lookup_aim(understanding: Understanding, state: ConversationState) -> Aim | None:
    """The lookup that a question is for; a contact is that of whoever is named."""
    topic = understanding.candidates[0].topic
    organisation = understanding.named(MentionKind.ORGANISATION)
    municipality = understanding.named(MentionKind.MUNICIPALITY)
    if topic == ORGANISATION_CONTACT and municipality and not organisation:
        return Aim.MUNICIPALITY
    if topic == MUNICIPALITY_CONTACT and organisation and not municipality:
        return Aim.ORGANISATION
    if topic in {ORGANISATION_CONTACT, MUNICIPALITY_CONTACT} and not organisation and not municipality:
        # 'hun telefoonnummer': of those who were spoken of last.
        if state.topic == MUNICIPALITY_CONTACT and state.municipality:
            return Aim.MUNICIPALITY
        if state.topic in {FINDER, ORGANISATION_CONTACT} and state.offered:
            return Aim.ORGANISATION
    return _LOOKUPS.get(topic)


def _bare_names(understanding: Understanding) -> Target:
    """Names and nothing else, with nothing before them."""
    if understanding.named(MentionKind.ORGANISATION):
        return Target(Aim.ORGANISATION)
    if len({mention.kind for mention in understanding.mentions if not mention.denied}) > 1:
        return Target(Aim.FINDER)
    if understanding.named(MentionKind.MUNICIPALITY):
        return Target(Aim.ABOUT_MUNICIPALITY)
    return Target(Aim.OFFER, _with_finder(understanding)) if understanding.mentions else Target(Aim.OUT_OF_SCOPE)


def _with_finder(understanding: Understanding) -> tuple[Candidate, ...]:
    """The likeliest topics, with the need finder among them where a disability is named."""
    likely = understanding.candidates
    if not needs_named(understanding) or FINDER in {candidate.topic for candidate in likely[:3]}:
        return likely
    finder = Candidate(FINDER, likely[0].confidence if likely else 0.0)
    return (*(candidate for candidate in likely[:2] if candidate.topic != FINDER), finder)
