"""What a message is about, read against what was said before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.contract import (
    ADMINISTRATION,
    COMMAND_GROUP,
    MUNICIPALITY_CONTACT,
    ORGANISATION_CONTACT,
    OUT_OF_SCOPE,
    PROVIDER_SEARCH,
    Act,
    FacetKind,
    Intent,
    MentionKind,
)
from bot.core.conversation.blending import blended, fits_elsewhere, is_clear, nearest
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding, bare
from bot.core.conversation.weighing import weighed
from bot.core.topics.candidate import Candidate
from bot.core.topics.topic import Status, Topic, TopicKind


class Aim(StrEnum):
    """What kind of reply a message asks for."""

    ANSWER = "answer"
    OFFER = "offer"
    FINDER = "finder"
    ABOUT_PROVIDERS = "about providers"
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
    PROVIDER_SEARCH: Aim.FINDER,
    ORGANISATION_CONTACT: Aim.ORGANISATION,
    MUNICIPALITY_CONTACT: Aim.MUNICIPALITY,
    ADMINISTRATION: Aim.ADMINISTRATION,
}
_ABOUT_ADMINISTRATION = frozenset({ADMINISTRATION, "wmo-zg/declareren", "wmo-zg/berichtenverkeer"})
_FEW_WORDS = 5
_FAINT_ACT, _NEAR_ENOUGH = 0.2, 0.3
"""Below these, nothing is known of what a message does, and no facet is near."""
_LIKELY_ACT = 0.5
"""From this probability on, a message does this in the conversation."""
_CLEAR, _CERTAIN = 0.8, 0.9
"""From this confidence on, a message is a question of its own, whatever it names, or however it begins."""
_OWN_SUBJECT = 0.97
"""From this confidence on, a message names its subject itself, where what was spoken of has no answer of the kind asked."""
_FRAGMENT, _FRAGMENT_WORDS = 0.8, 3
"""So likely, and in no more words, a message asks one thing of something that it does not name."""
_NAMED = 0.55
"""From this nearness on, a facet of another topic is asked for whatever was spoken of."""
_OF_SUBJECT = 0.45
"""From this nearness on, a facet of what is spoken of is what an unclear message asks for."""
_POSSIBLE = 0.1
"""From this confidence on, the last topic may be what a message that goes on is about."""
_TRACE = 0.005
"""From this confidence on, a topic goes with a single word."""
_STANDING = (Act.WHOLE, Act.HELLO, Act.THANKS, Act.BYE)
"""What a message does that needs nothing before it."""
_ANSWERED, _KEPT = 0.8, 0.6
"""Of the topics weighed against each other: what is this likely is answered where it would be asked, and what would be answered
is from the second on (docs/understanding.md)."""
_FAINTLY_NEAR = 0.15
"""Below this nearness a topic has nothing of what is asked, however likely it is."""
_THERE = re.compile(r"\b(?:daar|there|orada|tam|там|هناك|آنجا|ኣብኡ)\b", re.IGNORECASE)


def aim_of(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> Target:
    """What the message asks for. Rules that read it against the conversation come first, its own intent last."""
    if (named := titled(understanding, topics)) is not None:
        return named
    target = (
        _who_knows(understanding, state)
        or _case(understanding)
        or _about_providers(understanding, state)
        or _finder_taken_up(understanding, state)
        or _leaning(understanding, state, topics)
        or _by_itself(understanding, state, topics)
    )
    return _most_likely(target, understanding, state, topics)


def _most_likely(
    target: Target, understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> Target:
    """The target, with its topic weighed against all others that the message may be about, where it was read in both ways.

    An answer that is not likely enough becomes a question which of two is meant; what is very likely is answered.
    """
    subject = (state.last_reply.subject if state.last_reply else None) or state.topic
    names = understanding.intent is Intent.GIVEN or (understanding.words == 1 and not understanding.leans)
    if target.aim not in {Aim.ANSWER, Aim.OFFER} or state.topic is None or names or not understanding.in_context:
        return target
    likely = tuple(item for item in weighed(understanding, subject) if item.topic in topics)
    if not likely or likely[0].topic in _LOOKUPS or likely[0].topic.startswith(COMMAND_GROUP):
        return target
    best, firsts = likely[0], {item.topic for item in (*understanding.candidates[:1], *understanding.in_context[:1])}
    if target.aim is Aim.OFFER:
        others = tuple(item for item in target.candidates if item.topic != best.topic)
        certain = best.confidence >= _ANSWERED and best.topic in firsts
        near = nearest(understanding, best.topic) >= _FAINTLY_NEAR
        return Target(Aim.ANSWER, likely) if certain and near else Target(Aim.OFFER, (best, *others))
    chosen = target.candidates[0]
    share = next((item.confidence for item in likely if item.topic == chosen.topic), None)
    named = share is None or nearest(understanding, chosen.topic) >= _NAMED  # a rule knows of it, or the message does
    if named or (share or 0.0) >= _KEPT or best.topic == chosen.topic or _are_kin(best.topic, chosen.topic):
        return target
    return Target(Aim.OFFER, (best, chosen))


def _are_kin(topic: str, other: str) -> bool:
    """Whether one of two topics is a finer one of the other."""
    return topic.startswith(f"{other}/") or other.startswith(f"{topic}/")


def titled(understanding: Understanding, topics: Mapping[str, Topic]) -> Target | None:
    """A title typed back, in any language, case and punctuation, is that topic, whatever it resembles more."""
    said = bare(understanding.text)
    named = [
        topic.id
        for topic in topics.values()
        if topic.kind is not TopicKind.DIALOGUE and topic.status is not Status.WITHDRAWN
        if said and any(_bare_title(text.title) == said for text in topic.texts.values())
    ]
    if not named:
        return None
    candidates = tuple(Candidate(topic_id, 1.0) for topic_id in named)
    return Target(_LOOKUPS.get(named[0], Aim.ANSWER) if len(named) == 1 else Aim.OFFER, candidates)


@lru_cache(maxsize=4096)
def _bare_title(title: str) -> str:
    """Remembered: every message is held against a thousand titles, which are the editors' words and nobody's own."""
    return bare(title)


def _who_knows(understanding: Understanding, state: ConversationState) -> Target | None:
    """'Who does know then?' after an answer that something is not known."""
    last = state.last_reply
    after_unknown = last is not None and last.unknown and last.topic != OUT_OF_SCOPE
    asks = understanding.does(FacetKind.WHO, FacetKind.CONTACT) >= _LIKELY_ACT
    return Target(Aim.WHO_KNOWS) if after_unknown and asks and not understanding.mentions else None


def _case(understanding: Understanding) -> Target | None:
    """A client described by disability and law or municipality, without a clear question: who can help is what is asked."""
    described = understanding.needs and (
        understanding.named(MentionKind.LAW) or understanding.named(MentionKind.MUNICIPALITY)
    )
    if not described:
        return None
    best = understanding.best
    match understanding.intent:
        case Intent.DOUBT:
            fits = PROVIDER_SEARCH in _likely(understanding)
        case Intent.QUESTION:
            fits = best is not None and best.topic in _LOOKUPS and best.confidence < _CLEAR
        case Intent.GIVEN:
            fits = True
        case _:
            fits = False
    return Target(Aim.FINDER) if fits else None


def _about_providers(understanding: Understanding, state: ConversationState) -> Target | None:
    """A question of fact about the organisations that were shown: for whom they are, and where."""
    shown = state.topic in {PROVIDER_SEARCH, ORGANISATION_CONTACT} and bool(state.offered)
    asks = understanding.does(FacetKind.FOR_WHOM, FacetKind.WHETHER, FacetKind.WHERE) >= _LIKELY_ACT
    best = understanding.best
    of_itself = understanding.intent is Intent.QUESTION and best and best.confidence >= _CLEAR
    elsewhere = understanding.named(MentionKind.MUNICIPALITY) or understanding.named(MentionKind.LAW)
    if not (shown and asks) or elsewhere or (of_itself and best and best.topic not in _LOOKUPS):
        return None
    return Target(Aim.ABOUT_PROVIDERS)


def _finder_taken_up(understanding: Understanding, state: ConversationState) -> Target | None:
    """After the need finder was offered, names that go with what was said before are an answer to that offer."""
    offered = state.last_reply is not None and PROVIDER_SEARCH in {choice.topic for choice in state.last_reply.choices}
    if not offered or understanding.intent not in {Intent.GIVEN, Intent.DOUBT} or not _about_finder(understanding):
        return None
    heard = state.hearing(understanding)
    return Target(Aim.FINDER) if heard.need and (heard.law or heard.municipality) else None


def _leaning(  # noqa: PLR0911  # one return a rule, in the order in which they count
    understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> Target | None:
    """A message that needs what went before: 'en in Zwolle?', 'ik bedoel die van GGMD', 'en hoeveel nu?'."""
    if state.topic is None:
        return None
    if _corrects_search(understanding, state):
        return Target(Aim.FINDER)
    if not (understanding.leans or _correction(understanding) or _names_in_doubt(understanding, state)):
        return _half_leaning(understanding, state, topics)
    if _asks_elsewhere(understanding, state, topics) or _asks_lookup(understanding, state):
        return None
    best = understanding.best
    # 'Toch geen Wmo maar inburgering' corrects, whatever it faintly asks.
    faint = _correction(understanding) and (best is None or best.confidence < _CLEAR)
    # 'En in Den Haag?' is near to many questions about places, and is none of them.
    changes_one_thing = understanding.does(Act.TARGET, Act.CORRECT) >= _LIKELY_ACT
    likely = best is not None and (best.confidence >= _CLEAR or not changes_one_thing)
    sure = understanding.intent is Intent.QUESTION and not faint and likely
    if best and best.topic in _ABOUT_ADMINISTRATION and state.municipality and _THERE.search(understanding.text):
        return Target(Aim.ADMINISTRATION)
    if understanding.named(MentionKind.ORGANISATION) and not (sure and best and best.topic not in _LOOKUPS):
        return Target(Aim.ORGANISATION)
    if _changes_search(understanding, state) and not (sure and best and best.topic != PROVIDER_SEARCH):
        return Target(Aim.FINDER)
    if understanding.named(MentionKind.MUNICIPALITY) and not (sure and best and best.topic not in _LOOKUPS):
        return Target(_municipality_aim(understanding, state))
    if understanding.named(MentionKind.LAW) and (same := _same_under_law(understanding, state, topics)):
        return same
    return _with_subject(understanding, state, topics)


def _asks_elsewhere(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> bool:
    """Whether the message is clear by itself and asks what the subject has no answer of: 'en het tarief?' after codes."""
    best, subject = understanding.best, topics.get(state.topic or "")
    if best is None or understanding.intent is not Intent.QUESTION or best.topic == state.topic:
        return False
    kinds = {facet.kind for facet in subject.text(state.language).facets} if subject else set()
    asked = understanding.act in set(FacetKind) and understanding.act not in kinds
    return asked and best.confidence >= _OWN_SUBJECT


def _asks_lookup(understanding: Understanding, state: ConversationState) -> bool:
    """Whether the message says for itself what is to be looked up: 'en het nummer van de gemeente?' after providers."""
    best = understanding.best
    certain = best is not None and best.topic in _LOOKUPS and best.confidence >= _OWN_SUBJECT
    named = best is not None and best.topic not in {state.topic, PROVIDER_SEARCH}
    return certain and named and understanding.intent is Intent.QUESTION and not understanding.mentions


def _half_leaning(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> Target | None:
    """What a message is about that does not seem to lean, and is not clear by itself either."""
    best = understanding.best
    if understanding.intent is Intent.QUESTION and best and best.confidence < _LIKELY_ACT:
        # Not quite a question of its own, and not quite one that leans.
        return _with_subject(understanding, state, topics) if understanding.does(Act.WHOLE) < _CERTAIN else None
    if understanding.intent not in {Intent.DOUBT, Intent.OUT_OF_SCOPE}:
        return None
    subject = state.topic or ""
    if best and best.topic == subject in topics and nearest(understanding, subject) >= _OF_SUBJECT:
        return Target(Aim.ANSWER, (Candidate(subject, 1.0),))
    if understanding.intent is Intent.OUT_OF_SCOPE:
        return None
    if understanding.named(MentionKind.MUNICIPALITY):
        return Target(_municipality_aim(understanding, state))
    return _with_subject(understanding, state, topics) if understanding.does(Act.WHOLE) < _CERTAIN else None


def _corrects_search(understanding: Understanding, state: ConversationState) -> bool:
    """Whether the message puts right for whom was searched, also when something else was asked since."""
    corrects = _correction(understanding) or understanding.does(Act.CORRECT) >= _LIKELY_ACT
    clear = understanding.intent is Intent.QUESTION and understanding.best and understanding.best.confidence >= _CLEAR
    return bool(corrects and understanding.needs and state.need and state.offered and not clear)


def _with_subject(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> Target | None:
    """What the message asks for when it is read with the subject: an answer, a lookup, or one of two."""
    if not understanding.in_context:
        return None
    likely = tuple(item for item in blended(understanding, state.topic) if item.topic in topics)
    if not likely:
        return None
    other = _other_reading(understanding, likely[0].topic, topics)
    by_itself = other is not None and fits_elsewhere(understanding, other.topic, likely[0].topic)
    near = other is not None and nearest(understanding, other.topic) >= _NAMED
    if other and by_itself and near and understanding.intent is Intent.QUESTION and other.confidence >= _CLEAR:
        return None
    if by_itself or not is_clear(likely) or _says_little(understanding, likely[0].topic):
        return Target(Aim.OFFER, (likely[0], other) if other else likely[:2])
    aim = _LOOKUPS.get(likely[0].topic, Aim.ANSWER)
    if aim is Aim.ORGANISATION and not (state.offered or understanding.named(MentionKind.ORGANISATION)):
        return None
    return Target(aim, likely)


def _says_little(understanding: Understanding, topic: str) -> bool:
    """Whether nothing tells what the message does or asks: not its acts, not the topic by itself, not an answer that is near."""
    unsure = understanding.best is None or understanding.best.confidence < _LIKELY_ACT
    acts = understanding.acts[0][1] if understanding.acts else 1.0
    return unsure and acts < _FAINT_ACT and nearest(understanding, topic) < _NEAR_ENOUGH


def _other_reading(understanding: Understanding, topic: str, topics: Mapping[str, Topic]) -> Candidate | None:
    """What the message is about by itself, where that is another topic than when it is made whole."""
    best = understanding.best
    return best if best is not None and best.topic in topics and best.topic != topic else None


def _changes_search(understanding: Understanding, state: ConversationState) -> bool:
    """Whether the message changes what was searched for, also when the providers' numbers were asked for since."""
    if state.topic == PROVIDER_SEARCH:
        return _about_finder(understanding)
    searched = state.topic == ORGANISATION_CONTACT and state.need is not None and bool(state.offered)
    return searched and bool(understanding.needs or understanding.named(MentionKind.LAW))


def _correction(understanding: Understanding) -> bool:
    """Whether the message denies something: 'niet Visio maar Kentalis', 'toch geen Wmo'."""
    return any(mention.denied for mention in understanding.mentions)


def _names_in_doubt(understanding: Understanding, state: ConversationState) -> bool:
    """Whether an unclear message names something after a lookup: 'ik bedoel de gemeente Modelstad, niet de provincie'."""
    return understanding.intent is Intent.DOUBT and state.topic in _LOOKUPS and _about_finder(understanding)


def _likely(understanding: Understanding) -> tuple[str, ...]:
    """The topics that would be offered."""
    return tuple(candidate.topic for candidate in understanding.candidates[:3])


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
    return Target(Aim.OFFER, offered) if offered and not understanding.in_context else None


def _by_itself(  # noqa: PLR0911  # one return an intent
    understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> Target:
    """What the message says by itself."""
    if understanding.words == 1 and understanding.intent in {Intent.QUESTION, Intent.GIVEN}:
        offered = _one_word(understanding, state, topics)
        if offered is not None:
            return offered
    match understanding.intent:
        case Intent.FIND_PROVIDER:
            return Target(Aim.FINDER)
        case Intent.QUESTION if _of_nothing(understanding, state):
            return Target(Aim.OFFER, understanding.candidates)
        case Intent.QUESTION if understanding.best:
            return Target(_lookup_aim(understanding, state) or Aim.ANSWER, understanding.candidates)
        case Intent.GIVEN:
            return _bare_names(understanding)
        case Intent.DOUBT if understanding.candidates:
            return Target(Aim.OFFER, _in_context_first(understanding, state, topics))
        case _:
            return Target(Aim.OUT_OF_SCOPE)


def _of_nothing(understanding: Understanding, state: ConversationState) -> bool:
    """Whether the message asks one thing of something that nobody named: 'hoeveel kost dat' with nothing before it."""
    asks = understanding.act in set(FacetKind) and understanding.acts[0][1] >= _FRAGMENT
    return asks and state.last_reply is None and understanding.words <= _FRAGMENT_WORDS and not understanding.mentions


def of_nothing_said(understanding: Understanding, state: ConversationState) -> bool:
    """Whether the message is none that stands alone, and nothing stands before it: 'de vijfde', 'en bij kinderen?'.

    In more words it names what it is about, however it asks: 'hoeveel kost een nieuw paspoort' is something else.
    """
    fragment = bool(understanding.acts) and understanding.words <= _FRAGMENT_WORDS
    return state.last_reply is None and fragment and understanding.does(*_STANDING) < _LIKELY_ACT


def _in_context_first(
    understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]
) -> tuple[Candidate, ...]:
    """What to offer for an unclear message: what it is about with what was spoken of, then what it is by itself."""
    likely = _with_finder(understanding)
    made_whole = understanding.in_context[:1] if state.topic else ()
    if not made_whole or made_whole[0].confidence < _LIKELY_ACT or made_whole[0].topic not in topics:
        return likely
    return (*made_whole, *(item for item in likely if item.topic != made_whole[0].topic))


def _one_word(understanding: Understanding, state: ConversationState, topics: Mapping[str, Topic]) -> Target | None:
    """A single word says what it is about, not what is asked: its topic and those beside it, unless it is a topic's name."""
    best = understanding.best
    if (
        best is None
        or best.topic not in topics
        or best.topic.startswith("gesprek/")
        or _named_without_function(understanding)
    ):
        return None
    topic = topics[best.topic]
    if understanding.text.strip(" .?!").casefold() == topic.text(state.language).title.casefold():
        return None
    finer = [name for name in topics if name.startswith(f"{best.topic}/")]
    others = [item.topic for item in understanding.candidates[1:] if item.confidence >= _TRACE]
    beside = dict.fromkeys((*finer, *(name for name in others if not name.startswith("gesprek/")), *topic.related))
    return Target(Aim.OFFER, (best, *(Candidate(name, 0.0) for name in beside)))


def _named_without_function(understanding: Understanding) -> bool:
    return any(mention.kind is not MentionKind.FUNCTION for mention in understanding.mentions)


def _lookup_aim(understanding: Understanding, state: ConversationState) -> Aim | None:
    """The lookup that a question is for; a contact is that of whoever is named."""
    topic = understanding.candidates[0].topic
    organisation = understanding.named(MentionKind.ORGANISATION)
    municipality = understanding.named(MentionKind.MUNICIPALITY)
    if topic == ORGANISATION_CONTACT and municipality and not organisation:
        return Aim.MUNICIPALITY
    if topic == MUNICIPALITY_CONTACT and organisation and not municipality:
        return Aim.ORGANISATION
    if topic == MUNICIPALITY_CONTACT and understanding.candidates[0].confidence >= _CERTAIN:
        return Aim.MUNICIPALITY
    if topic in {ORGANISATION_CONTACT, MUNICIPALITY_CONTACT} and not organisation and not municipality:
        # 'hun telefoonnummer': of those who were spoken of last.
        if state.topic == MUNICIPALITY_CONTACT and state.municipality:
            return Aim.MUNICIPALITY
        if state.topic in {PROVIDER_SEARCH, ORGANISATION_CONTACT} and state.offered:
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
    """The likeliest topics, with the need finder for the third where a disability is named, unless a story makes the third likely."""
    likely = understanding.candidates
    if not understanding.needs or PROVIDER_SEARCH in {candidate.topic for candidate in likely[:3]}:
        return likely
    if understanding.words > _FEW_WORDS and any(candidate.confidence >= _POSSIBLE for candidate in likely[2:3]):
        return likely
    finder = Candidate(PROVIDER_SEARCH, likely[0].confidence if likely else 0.0)
    return (*(candidate for candidate in likely[:2] if candidate.topic != PROVIDER_SEARCH), finder)
