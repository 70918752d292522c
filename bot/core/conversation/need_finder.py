"""The need finder: which disability, under which law, in which municipality; then the providers that fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.contract import PROVIDER_SEARCH, Intent, Language, MentionKind
from bot.core.answering.answers import Answers
from bot.core.answering.cards import card, contacts_of, description, sources_of
from bot.core.answering.labels import label
from bot.core.conversation.short_answers import says_yes_or_no
from bot.core.conversation.state import UNSURE, ConversationState
from bot.core.conversation.understanding import Understanding, bare
from bot.core.directory.finding import providers, services_for
from bot.core.directory.organisations import Organisation, Service
from bot.core.directory.places import places, province_in, unknown_place
from bot.core.directory.port import Directory
from bot.core.directory.succession import municipality_now
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, RelatedTopic, Reply, ReplyKind
from bot.core.topics.port import Library

NEED_SLOT, LAW_SLOT, MUNICIPALITY_SLOT = "behoefte", "wet", "gemeente"
SLOTS = (NEED_SLOT, LAW_SLOT, MUNICIPALITY_SLOT)
"""What is asked, in this order (slots of the form `aanbieder_form`)."""

UNCONFIRMED = "onbevestigd"

# 'I do not know' and 'it does not matter', as an answer to the finder's question; whole words in any of the languages.
_UNSURE_WORDS = re.compile(
    r"weet (?:ik|het|dat|ik het|ik dat|ik nog|ik zelf)?\s*(?:nog |zelf |ook |echt |even )*niet|(?:^|\b)weet niet|geen idee|onbekend|maakt niet uit|nog niet bekend"
    r"|(?:do not|don't|dont) know|not sure|no idea|does not matter|doesn't matter"
    r"|لا أعرف|لا اعرف|لا أعلم|لا اعلم|لا أدري|لست متأكد"
    r"|bilmiyorum|emin değilim|fark etmez"
    r"|не знаю|без різниці"
    r"|نمی.?دانم|نمی.?دونم|مطمئن نیستم"
    r"|nie wiem|wszystko jedno"
    r"|ኣይፈልጥን",
    re.IGNORECASE,
)
_SURE_QUESTION = 0.8
"""From this confidence on, a message that also names something is a question of its own."""
_SHORT = 3
_ASKS = re.compile(
    r"^(?:wat|wie|waar|waarom|wanneer|hoe|hoeveel|welke?|what|who|where|why|when|how|which|що|хто|де|коли|чому|як|co|kto|gdzie"
    r"|kiedy|dlaczego|jak|ما|ماذا|من|أين|متى|كيف|لماذا|چی|چه|کی|کجا|چرا|چطور|መን|ኣበይ|ከመይ|ንምንታይ|እንታይ)\b"
    r"|\b(?:ne|nedir|kim|kimdir|nerede|nasıl|neden|چیست|کیست|እንታይ እዩ)\b",
    re.IGNORECASE,
)
"""A word by which a short message asks instead of answering."""
_UNSURE_ANSWER_WORDS = 8
_PLACE_WORDS = 4
"""An answer of at most so many words to 'which municipality?' is taken for a place."""
_LAW_UNKNOWN = ("wmo-zg/wmo-zvw-wlz",)
"""What to read first when it is not known which law it is."""


def missing(state: ConversationState) -> str | None:
    """The first slot that is still to be asked, or None."""
    values = (state.need, state.law, state.municipality)
    return next((slot for slot, value in zip(SLOTS, values, strict=True) if value is None), None)


def says_unsure(understanding: Understanding, *, at_most: int) -> bool:
    """Whether the message, of at most so many words, says that the answer is not known."""
    return understanding.words <= at_most and bool(_UNSURE_WORDS.search(understanding.text))


def answer_to_finder(understanding: Understanding, state: ConversationState) -> ConversationState | None:
    """The state after a message in reply to the finder's question; None when the message is about something else."""
    choice = understanding.choice
    if choice is not None:
        return _chosen(choice, state)
    if says_unsure(understanding, at_most=_UNSURE_ANSWER_WORDS):
        return _unsure(state.hearing(understanding))
    if understanding.intent is Intent.COMMAND:
        return None
    if understanding.intent is Intent.FIND_PROVIDER or (
        understanding.best and understanding.best.topic == PROVIDER_SEARCH
    ):
        return state.hearing(understanding)
    if _asks_something_else(understanding):
        return None
    names_something = bool(
        understanding.needs
        or understanding.named(MentionKind.LAW)
        or understanding.named(MentionKind.MUNICIPALITY)
        or understanding.denied(MentionKind.NEED)
        or understanding.denied(MentionKind.LAW)
        or understanding.denied(MentionKind.MUNICIPALITY)
    )
    return state.hearing(understanding) if names_something else None


def _unsure(heard: ConversationState) -> ConversationState:
    """The open question answered by not knowing; a need that was named in the same breath counts."""
    match heard.asking:
        case "behoefte":
            return replace(heard, need=heard.need or UNSURE)
        case "wet":
            return replace(heard, law=UNSURE)
        case _:
            return replace(heard, municipality=UNSURE)


def _asks_something_else(understanding: Understanding) -> bool:
    if understanding.intent is not Intent.QUESTION:
        return False
    confident = understanding.best is not None and understanding.best.confidence >= _SURE_QUESTION
    asks = understanding.text.rstrip().endswith(("?", "؟"))
    if understanding.words <= _SHORT or understanding.leans:
        return confident and asks and bool(_ASKS.search(understanding.text))
    return confident or asks


def _chosen(choice: ChoiceValue, state: ConversationState) -> ConversationState | None:
    match choice.kind:
        case ChoiceKind.NEED:
            return replace(state, need=choice.value)
        case ChoiceKind.LAW:
            return replace(state, law=choice.value)
        case ChoiceKind.MUNICIPALITY if choice.value == UNSURE:
            return replace(state, municipality=UNSURE)
        case ChoiceKind.TOPIC if choice.value == PROVIDER_SEARCH:
            return state
        case _:
            return None


class NeedFinder:
    """Asks what is missing and gives the providers that fit."""

    def __init__(self, library: Library, directory: Directory, phrases: Phrases, answers: Answers) -> None:
        self._library = library
        self._directory = directory
        self._phrases = phrases
        self._answers = answers

    def question(self, slot: str, state: ConversationState, understanding: Understanding | None = None) -> Reply:
        """The question for a slot, with what can be picked; `understanding` is the message to which it is the only reply."""
        language = state.language
        notices = self._heard_wrong(slot, understanding, language) if understanding else ()
        match slot:
            case "behoefte":
                text = self._phrases.translate("Which disability is it about?", language)
                choices = (*self._need_choices(language), self._unsure(ChoiceKind.NEED, language))
            case "wet":
                text = self._phrases.translate(
                    "What is it about: support at home (Wmo), civic integration, youth care or something else?",
                    language,
                )
                choices = (*self._law_choices(language), self._unsure(ChoiceKind.LAW, language))
            case _:
                text, choices = self._which_place(understanding, language)
        blocks = (*notices, Block(BlockType.TEXT, text, language))
        return Reply(ReplyKind.QUESTION, language, blocks, choices=choices, topic=PROVIDER_SEARCH)

    def asks_again(self, understanding: Understanding, state: ConversationState) -> bool:
        """Whether the message answers the open question in a way that fills nothing in: a bare yes, a place that is not clear."""
        if says_yes_or_no(bare(understanding.text)):
            return True
        if state.asking != MUNICIPALITY_SLOT:
            return False
        several = len(understanding.named(MentionKind.MUNICIPALITY)) > 1
        few = understanding.words <= _PLACE_WORDS and not understanding.mentions
        province = few and province_in(understanding.text, self._directory.municipalities()) is not None
        return several or province or self._is_unknown_place(understanding)

    def belongs(self, understanding: Understanding, language: Language) -> tuple[Block, ...]:
        """The word to which municipality each place belongs that the message calls by another name."""
        named = understanding.named(MentionKind.MUNICIPALITY)
        found = places(understanding.text, self._directory.municipalities(), any_case=True)
        return tuple(
            self._notice("{place} belongs to the municipality of {municipality}.", language,
                         place=place.said, municipality=place.municipalities[0])
            for place in found
            if not place.own_name and len(place.municipalities) == 1 and place.municipalities[0] in named
        )  # fmt: skip

    def shared(self, understanding: Understanding) -> str:
        """The village of which the message does not say in which of several municipalities it lies; empty without one."""
        named = set(understanding.named(MentionKind.MUNICIPALITY))
        found = places(understanding.text, self._directory.municipalities(), any_case=True)
        return next(
            (
                place.said
                for place in found
                if not place.own_name and len(place.municipalities) > 1 and named == set(place.municipalities)
            ),
            "",
        )

    def _heard_wrong(self, slot: str, understanding: Understanding, language: Language) -> tuple[Block, ...]:
        """What has to be said of the message before the question comes (again)."""
        if says_yes_or_no(bare(understanding.text)):
            return (self._notice("Choose or type one of the answers. Type 'stop' to end the search.", language),)
        unknown = unknown_place(understanding.text, self._directory.municipalities())
        asked = slot == MUNICIPALITY_SLOT and self._is_unknown_place(understanding)
        if (unknown and not understanding.named(MentionKind.MUNICIPALITY)) or asked:
            return (self._notice("We do not know a municipality of that name.", language),)
        return self.belongs(understanding, language)

    def _is_unknown_place(self, understanding: Understanding) -> bool:
        """Whether a message is likely to be the name of a place, and names none that we know."""
        return (
            understanding.intent in {Intent.DOUBT, Intent.OUT_OF_SCOPE, Intent.GIVEN}
            and 0 < understanding.words <= _PLACE_WORDS
            and not understanding.mentions
            and understanding.choice is None
            and not says_unsure(understanding, at_most=_PLACE_WORDS)
            and not understanding.text.rstrip().endswith("?")
            and province_in(understanding.text, self._directory.municipalities()) is None
        )

    def _which_place(self, understanding: Understanding | None, language: Language) -> tuple[str, tuple[Choice, ...]]:
        unsure = self._unsure(ChoiceKind.MUNICIPALITY, language)
        named = understanding.named(MentionKind.MUNICIPALITY) if understanding else ()
        if len(named) > 1:
            return self._phrases.translate("Which municipality do you mean?", language), (
                *self.choices_of(named),
                unsure,
            )
        province = (
            province_in(understanding.text, self._directory.municipalities()) if understanding and not named else None
        )
        if province:
            text = self._phrases.translate(
                "{province} is a province. In which municipality does the person live?", language, province=province
            )
            return text, (unsure,)
        return self._phrases.translate("In which municipality does the person live?", language), (unsure,)

    def choices_of(self, municipalities: Sequence[str]) -> tuple[Choice, ...]:
        """These municipalities (canonical names) to choose from."""
        found = (municipality_now(self._directory, name) for name in municipalities)
        return tuple(
            Choice(item.name, str(ChoiceValue(ChoiceKind.MUNICIPALITY, item.cbs_code))) for item in found if item
        )

    def _notice(self, message: str, language: Language, **values: object) -> Block:
        return Block(BlockType.NOTICE, self._phrases.translate(message, language, **values), language)

    def result(self, state: ConversationState, *, without: Sequence[str] = ()) -> tuple[Reply, tuple[str, ...]]:
        """The providers for what is known, and their names; `without` are names to leave out.

        Each of need, law and municipality may be UNSURE.
        """
        language = state.language
        need = None if state.need == UNSURE else state.need
        law = None if state.law == UNSURE else state.law
        place = municipality_now(self._directory, state.municipality or "")
        found = [
            organisation
            for organisation in providers(
                self._directory.organisations(), need=need, law=law, cbs_code=place.cbs_code if place else None
            )
            if organisation.name not in without
        ]
        situation = ", ".join(
            part
            for part in (
                label(self._directory, "needs", need, language) if need else "",
                label(self._directory, "laws", law, language) if law else "",
                place.name if place else "",
            )
            if part
        )
        blocks = [self._opening(situation, language, any_found=bool(found))]
        sources: list[str] = []
        for organisation in found:
            services = services_for(organisation, need=need, law=law)
            blocks += self._provider(organisation, services, language)
            sources += sources_of(organisation, services)
        if any(organisation.contract_status == UNCONFIRMED for organisation in found):
            blocks.append(self._honesty(law, language))
        if place and not place.contacts:
            blocks.append(
                Block(
                    BlockType.NOTICE,
                    self._phrases.translate(
                        "We do not have contact details of the municipality of {municipality} yet.",
                        language,
                        municipality=place.name,
                    ),
                    language,
                )
            )
        reply = Reply(ReplyKind.LOOKUP, language, tuple(blocks), unknown=not found)
        described = self._answers.described(reply, PROVIDER_SEARCH, sources=sources)
        described = replace(described, related=self._related(state.law, described.related, language))
        return described, tuple(organisation.name for organisation in found)

    def _opening(self, situation: str, language: Language, *, any_found: bool) -> Block:
        if not situation:
            return Block(BlockType.TEXT, self._phrases.translate("We know these providers.", language), language)
        text = (
            self._phrases.translate("We know these providers for: {situation}.", language, situation=situation)
            if any_found
            else self._phrases.translate(
                "We do not know a provider for: {situation}. Ask VNG or the municipality.",
                language,
                situation=situation,
            )
        )
        return Block(BlockType.TEXT, text, language)

    def _provider(self, organisation: Organisation, services: Sequence[Service], language: Language) -> list[Block]:
        blocks = [description(organisation, services, self._directory, language)]
        cards = card(contacts_of(organisation), language)
        if cards:
            return blocks + cards
        nothing = self._phrases.translate("We have no contact details of {name}.", language, name=organisation.name)
        return [*blocks, Block(BlockType.TEXT, nothing, language)]

    def _honesty(self, law: str | None, language: Language) -> Block:
        ended = self._mandate_ended(law)
        text = (
            self._phrases.translate(
                "We do not know whether these providers have a contract now. VNG's mandate ran up to and including {date}. Ask VNG.",
                language,
                date=ended,
            )
            if ended
            else self._phrases.translate(
                "We do not know whether these providers have a contract now. Ask VNG.", language
            )
        )
        return Block(BlockType.NOTICE, text, language)

    def _mandate_ended(self, law: str | None) -> date | None:
        """When the mandate ended on which topics of this law rest (of any law when it is not known)."""
        grounds = [
            ground.ended
            for topic in self._library.topics().values()
            for ground in topic.rests_on
            if law is None or topic.laws == (law,)
        ]
        return max(grounds, default=None)

    def _related(
        self, law: str | None, others: tuple[RelatedTopic, ...], language: Language
    ) -> tuple[RelatedTopic, ...]:
        known = self._directory.terms("laws").get(law or "")
        first = self._answers.related(known.topics if known else _LAW_UNKNOWN if law == UNSURE else (), language)
        return tuple(dict.fromkeys((*first, *others)))

    def _need_choices(self, language: Language) -> tuple[Choice, ...]:
        return tuple(
            Choice(label(self._directory, "needs", need, language), str(ChoiceValue(ChoiceKind.NEED, need)))
            for need in self._directory.terms("needs")
        )

    def _law_choices(self, language: Language) -> tuple[Choice, ...]:
        return tuple(
            Choice(label(self._directory, "laws", law, language), str(ChoiceValue(ChoiceKind.LAW, law)))
            for law in self._directory.terms("laws")
        )

    def _unsure(self, kind: ChoiceKind, language: Language) -> Choice:
        return Choice(self._phrases.translate("I do not know", language), str(ChoiceValue(kind, UNSURE)))
