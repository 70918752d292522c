"""The conversation: a message as it was understood, and what is remembered, become a reply and a new memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.contract import (
    ADMINISTRATION,
    COMMAND_GROUP,
    MOST_QUESTIONS,
    MUNICIPALITY_CONTACT,
    ORGANISATION_CONTACT,
    OUT_OF_SCOPE,
    PROVIDER_SEARCH,
    WANTS_A_PERSON,
    Act,
    Intent,
    Language,
    MentionKind,
)
from bot.core.answering.aids import AidReplies
from bot.core.answering.answers import Answers
from bot.core.answering.labels import label
from bot.core.answering.lookups import Lookups
from bot.core.conversation.aims import Aim, Target, aim_of, of_nothing_said, titled
from bot.core.conversation.blending import facet_asked
from bot.core.conversation.choosing import can_be_chosen
from bot.core.conversation.commands import LANGUAGE, REPEAT, SIMPLER, THANKS, Commands
from bot.core.conversation.danger import help_needed, without_faint_help
from bot.core.conversation.need_finder import NeedFinder, answer_to_finder, missing
from bot.core.conversation.reading import Reading, in_language
from bot.core.conversation.short_answers import beyond, named_place, says_stop
from bot.core.conversation.state import UNSURE, ConversationState
from bot.core.conversation.talk import CLEAR, Talk, at_place, place_of, real_choices
from bot.core.conversation.together import together
from bot.core.conversation.understanding import NOTHING_SAID, Understanding, bare
from bot.core.directory.port import Directory
from bot.core.directory.succession import successor
from bot.core.errors import UnknownTopicError
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.joining import joined
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, RelatedTopic, Reply, ReplyKind
from bot.core.safety.detector import is_help
from bot.core.topics.candidate import Candidate
from bot.core.topics.decision_aids import UnknownStepError
from bot.core.topics.facet import Facet
from bot.core.topics.port import Library
from bot.core.topics.topic import TopicKind
from bot.core.voice.speaker import Speaker

_SECOND_QUESTION = 0.2
"""From this confidence on, the second topic of a message is offered as the next one."""
_LIKELY_COMMAND = 0.1
"""From this confidence on, something that the assistant does is among the choices offered."""
_NO_QUESTION = frozenset({Intent.COMMAND, Intent.OUT_OF_SCOPE, Intent.DOUBT})
_BESIDE = frozenset({Aim.ANSWER, Aim.OFFER, Aim.OUT_OF_SCOPE, Aim.WHO_KNOWS})
_ABOUT_ANSWERS = frozenset({"over/bronnen"})
"""Topics that say something of the answers themselves."""
_DOUBTS = 2
"""So many topics are remembered that a question may have been about too."""
_QUESTION_MARKS = "?؟"
_WORDS_OF_A_NAME = 3
"""A message of more words says something about what it names."""


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply, and what is remembered after it."""

    reply: Reply
    state: ConversationState


@dataclass(frozen=True, slots=True)
class OpensFinder:
    """The need finder has to ask first: `state.asking` says what; `before` is what is answered already."""

    state: ConversationState
    before: Reply | None = None


class Conversation:
    """Every rule of the dialogue; the dialogue engine only carries messages to it and keeps its state."""

    def __init__(
        self, library: Library, directory: Directory, phrases: Phrases, language_names: Mapping[str, Language]
    ) -> None:
        self._library = library
        self._directory = directory
        self._phrases = phrases
        self._answers = Answers(library, directory, phrases)
        self._finder = NeedFinder(library, directory, phrases, self._answers)
        self._lookups = Lookups(directory, phrases, self._answers)
        self._aids = AidReplies(library, phrases)
        self._commands = Commands(self._answers, phrases, language_names)
        self._talk = Talk(self._answers, phrases)
        self._speaker = Speaker(phrases, library)
        self._reading = Reading(directory)

    def respond(self, understanding: Understanding, state: ConversationState) -> Replied | OpensFinder:
        """The reply to a message that the need finder did not take; never what was said just now, unless that is asked for."""
        reaction = self._respond(understanding, state)
        if isinstance(reaction, OpensFinder) or not _said_again(reaction.reply, state.last_reply, understanding):
            return reaction
        if reaction.reply.kind is ReplyKind.CHOICES and not _same_choices(reaction.reply, state.last_reply):
            return self._out(self._talk.which(reaction.state), reaction.state)
        if reaction.reply.kind in {ReplyKind.CHOICES, ReplyKind.UNKNOWN}:
            return self._beside(self._talk.other_words(reaction.state), reaction.state)
        return self._out(self._talk.no_more_than(reaction.reply, reaction.state), reaction.state)

    def _respond(  # noqa: PLR0911  # one return a thing that a message may be
        self, understanding: Understanding, state: ConversationState
    ) -> Replied | OpensFinder:
        if understanding.choice is None and (helps := help_needed(understanding)) is not None:
            return self._help(helps, in_language(understanding, state))
        understanding = without_faint_help(understanding)
        if len(understanding.parts) > 1 and not state.asking:
            return self._respond_to_each(understanding, state)
        before = state.language
        state, understanding = self._reading.read(understanding, state)
        if understanding.choice is not None:
            return self._chosen(understanding.choice, understanding, state)
        if state.asking and says_stop(bare(understanding.text)):
            return self._stopped(state)
        if self._commands.leaves(understanding, before, state.language):
            return self._in_new_language(*self._commands.switch(state.language, state))
        if self._commands.asks_language(understanding, state.language):
            return self._command(LANGUAGE, understanding, state)
        title = titled(understanding, self._library.topics())
        if title is None and (talked := self._talked(understanding, state)) is not None:
            return talked
        best = understanding.best
        command = understanding.intent is Intent.COMMAND and best and self._answers.knows(best.topic)
        if best and command and title is None and not understanding.leans:
            return self._command(best.topic, understanding, state)
        target = aim_of(understanding, state, self._library.topics())
        if target.aim is Aim.OUT_OF_SCOPE and of_nothing_said(understanding, state):
            return self._out(self._talk.about_what(state.language), state)
        return self._toward(target, understanding, state)

    def _respond_to_each(self, understanding: Understanding, state: ConversationState) -> Replied | OpensFinder:
        """The questions of one message, answered in their order; what the need finder has to ask comes last."""
        replies: list[Reply] = []
        questions: list[tuple[str, str]] = []
        opens: ConversationState | None = None
        for part in understanding.parts:
            reaction = self.respond(replace(part, parts=()), state)
            state = reaction.state
            if isinstance(reaction, OpensFinder):
                opens = replace(state, asking=None)
                state = opens
                questions.append((PROVIDER_SEARCH, ""))
                continue
            replies.append(reaction.reply)
            if reaction.reply.topic and self._answers.knows(reaction.reply.topic):
                questions.append((reaction.reply.topic, reaction.reply.facet or ""))
        state = replace(state, questions=tuple(questions))
        joint = None
        if replies:
            joint = together(replies, self._answers, self._phrases, state.language)
            joint = replace(joint, blocks=(*joint.blocks, *self._not_all(understanding, state)))
            joint = self._finished(joint, state)
        if opens is not None:
            slot = missing(state) or missing(opens)
            finder = replace(state, asking=slot, topic=PROVIDER_SEARCH, last_reply=joint)
            return OpensFinder(finder, before=joint)
        if joint is None:
            return self._out(self._answers.out_of_scope(state.language), state)
        return Replied(joint, replace(state, last_reply=joint))

    def _not_all(self, understanding: Understanding, state: ConversationState) -> tuple[Block, ...]:
        """That more was asked than is answered at once; nothing where it was not."""
        parts = len(understanding.parts)
        if sum(understanding.text.count(mark) for mark in _QUESTION_MARKS) <= parts or parts < MOST_QUESTIONS:
            return ()
        text = self._phrases.translate(
            "These were the first {count} questions. Ask the others after this.", state.language, count=parts
        )
        return (Block(BlockType.NOTICE, text, state.language),)

    def _talked(  # noqa: C901, PLR0911, PLR0912  # one return a thing that is said
        self, understanding: Understanding, state: ConversationState
    ) -> Replied | OpensFinder | None:
        """The reply to a message about what was said or offered; None for a message about something else."""
        place = place_of(understanding)
        if place is not None and (taken := self._picked(place, understanding, state)) is not None:
            return taken
        if place is not None or beyond(bare(understanding.text), len(self._to_pick(state))):
            return self._which_of_them(understanding, state)
        if (name := self._one_shown(understanding, state)) is not None:
            return self._organisations((name,), state)
        if not understanding.acts or understanding.acts[0][1] < CLEAR or state.last_reply is None:
            return None
        choices = real_choices(state.last_reply)
        match understanding.act:
            case Act.MORE:
                more = self._talk.more(state)
                return self._out(more, state) if more else None
            case Act.BACK:
                return self._beside(self._talk.step_back(state), replace(state, asking=None))
            case Act.REFUSE if choices:
                return self._beside(self._talk.other_words(state), state)
            case Act.ACCEPT if len(choices) == 1:
                return self._chosen(ChoiceValue.parse(choices[0].value), understanding, state)
            case Act.ACCEPT if choices and state.last_reply.kind is ReplyKind.CHOICES:
                return self._out(self._talk.which(state), state)
            case Act.ACCEPT | Act.REFUSE if understanding.intent in _NO_QUESTION:
                more = self._talk.more(state) if understanding.act == Act.ACCEPT else None
                return self._out(more, state) if more else self._command(THANKS, understanding, state)
            case Act.SHORTER | Act.SIMPLER if not _another_command(understanding, SIMPLER):
                return self._command(SIMPLER, understanding, state)
            case Act.REPEAT if not _another_command(understanding, REPEAT):
                return self._command(REPEAT, understanding, state)
            case Act.SUMMARY if blocks := self._talk.summary(state, self._situation(state)):
                reply = Reply(ReplyKind.DIALOGUE, state.language, blocks, topic=WANTS_A_PERSON)
                return self._beside(reply, state)
            case _:
                return None

    def _one_shown(self, understanding: Understanding, state: ConversationState) -> str | None:
        """The organisation of those that were shown that a question is about by its place: 'het nummer van de eerste'."""
        shown = state.topic in {PROVIDER_SEARCH, ORGANISATION_CONTACT} and len(state.offered) > 1
        best = understanding.best
        asks = best is not None and best.topic in {PROVIDER_SEARCH, ORGANISATION_CONTACT, MUNICIPALITY_CONTACT}
        if not (shown and asks) or understanding.mentions:
            return None
        place = named_place(bare(understanding.text), len(state.offered))
        return state.offered[place] if place is not None else None

    def _picked(
        self, place: int, understanding: Understanding, state: ConversationState
    ) -> Replied | OpensFinder | None:
        """What stands at that place: a choice, one of several questions, or an organisation that was shown."""
        choice = at_place(real_choices(state.last_reply), place)
        if choice is not None:
            return self._chosen(ChoiceValue.parse(choice.value), understanding, state)
        question = at_place(state.questions, place)
        if question is not None:
            return self._question(question, understanding, state)
        name = at_place(state.offered, place)
        if name is not None and state.topic in {PROVIDER_SEARCH, ORGANISATION_CONTACT}:
            return self._organisations((name,), state)
        return None

    def _which_of_them(self, understanding: Understanding, state: ConversationState) -> Replied | None:
        """Which is meant of what can be picked, after a place that the list does not have; None where there is no list."""
        choices = self._to_pick(state)
        if not choices or understanding.intent not in _NO_QUESTION:
            return None
        return self._beside(self._talk.which(state, choices), state)

    def _to_pick(self, state: ConversationState) -> tuple[Choice, ...]:
        """What can be picked by its place: choices, the questions of a message, or organisations that were shown."""
        if choices := real_choices(state.last_reply):
            return choices
        if state.questions:
            return tuple(self._answers.topic_choice(topic, state.language) for topic, _ in state.questions)
        if state.topic not in {PROVIDER_SEARCH, ORGANISATION_CONTACT}:
            return ()
        shown = [item for item in self._directory.organisations() if item.name in state.offered]
        shown.sort(key=lambda item: state.offered.index(item.name))
        return tuple(Choice(item.name, str(ChoiceValue(ChoiceKind.ORGANISATION, item.id))) for item in shown)

    def _situation(self, state: ConversationState) -> str:
        """The disability and the law that are spoken of, in words."""
        known = (("needs", state.need), ("laws", state.law))
        return ", ".join(
            label(self._directory, vocabulary, value, state.language)
            for vocabulary, value in known
            if value is not None and value in self._directory.terms(vocabulary)
        )

    def _question(
        self, question: tuple[str, str], understanding: Understanding, state: ConversationState
    ) -> Replied | OpensFinder:
        """One of the questions of a message that held several, by itself."""
        topic, facet = question
        if self._library.topics()[topic].kind is not TopicKind.ARTICLE:
            return self._topic(topic, understanding, state)
        return self._out(self._answers.led(topic, state.language, facet_id=facet or None), state)

    def take(self, understanding: Understanding, state: ConversationState) -> ConversationState | None:
        """What the need finder learns from a message while it is asking; None when the message is not for it."""
        if help_needed(understanding) is not None:
            return None
        state, understanding = self._reading.read(understanding, state)
        choice = understanding.choice
        if choice is not None and choice.kind is ChoiceKind.MUNICIPALITY:
            municipality = successor(self._directory, choice.value)
            if municipality is not None:
                return replace(state, municipality=municipality.name)
        if choice is not None and not can_be_chosen(choice, self._answers, self._directory):
            return None
        if says_stop(bare(understanding.text)) or self._asks_by_title(understanding):
            return None
        if choice is None and self._finder.asks_again(understanding, state):
            return state
        return answer_to_finder(understanding, state)

    def ask(
        self,
        slot: str,
        state: ConversationState,
        understanding: Understanding | None = None,
        *,
        after_reply: bool = False,
    ) -> Replied:
        """The need finder's question to a message; `after_reply` when something else was answered first in this turn."""
        heard = (
            None
            if after_reply or understanding is None
            else self._reading.read(understanding, replace(state, asking=slot))[1]
        )
        question = self._finished(self._finder.question(slot, state, heard), state)
        remembered = joined([state.last_reply, question]) if after_reply and state.last_reply else question
        return Replied(
            question,
            replace(state, asking=slot, last_reply=remembered, topic=state.topic if after_reply else PROVIDER_SEARCH),
        )

    def find(self, state: ConversationState, understanding: Understanding | None = None) -> Replied:
        """The need finder's result; the state must hold all that it asks."""
        without = understanding.denied(MentionKind.ORGANISATION) if understanding else ()
        reply, names = self._finder.result(state, without=without)
        if understanding:
            belongs = self._finder.belongs(self._reading.with_places(understanding, state), state.language)
            reply = replace(reply, blocks=(*belongs, *reply.blocks))
        if understanding and _said_again(reply, state.last_reply, understanding):
            reply = self._talk.no_more_than(reply, state)
        return self._out(reply, replace(state, asking=None, offered=names))

    def _asks_by_title(self, understanding: Understanding) -> bool:
        target = titled(understanding, self._library.topics())
        return target is not None and target.aim is not Aim.FINDER

    def _stopped(self, state: ConversationState) -> Replied:
        """The search ended where it was; what is known of it stays, for a next one."""
        text = self._phrases.translate("The search has stopped. You can ask something else.", state.language)
        blocks = (Block(BlockType.TEXT, text, state.language),)
        return self._out(Reply(ReplyKind.DIALOGUE, state.language, blocks), replace(state, asking=None, topic=None))

    def _toward(  # noqa: PLR0911  # one return an aim
        self, target: Target, understanding: Understanding, before: ConversationState
    ) -> Replied | OpensFinder:
        # What is asked beside the need finder's question fills nothing in.
        state = before if before.asking and target.aim in _BESIDE else before.hearing(understanding)
        language = state.language
        match target.aim:
            case Aim.FINDER:
                return self._find_or_ask(self._search(understanding, before, state), understanding)
            case Aim.ORGANISATION:
                names = understanding.named(MentionKind.ORGANISATION) or before.offered or _one(state.organisation)
                return self._organisations(names, state)
            case Aim.ABOUT_PROVIDERS:
                return self._about_providers(understanding, before, state)
            case Aim.MUNICIPALITY | Aim.ADMINISTRATION:
                return self._out(self._looked_up(target.aim, understanding, state), state)
            case Aim.ABOUT_MUNICIPALITY if len(understanding.named(MentionKind.MUNICIPALITY)) > 1:
                return self._out(self._which_municipality(understanding, language), state)
            case Aim.ABOUT_MUNICIPALITY:
                reply = self._lookups.about_municipality(state.municipality or "", language)
                return self._out(self._with_owners(understanding, reply), state)
            case Aim.WHO_KNOWS:
                blocks = tuple(self._lookups.who_knows(language))
                return self._out(Reply(ReplyKind.DIALOGUE, language, blocks, topic=state.topic), state)
            case Aim.OFFER:
                return self._out(
                    self._answers.offer(
                        self._offered(target.candidates), language, about=self._subject(understanding, language)
                    ),
                    state,
                )
            case Aim.ANSWER if self._answers.knows(target.candidates[0].topic):
                return self._answer(target.candidates, state, understanding)
            case _:
                return self._out(self._answers.out_of_scope(language), state)

    def _looked_up(self, aim: Aim, understanding: Understanding, state: ConversationState) -> Reply:
        """What is known of the municipalities that the message names, or the question which of several is meant."""
        if self._finder.shared(understanding):
            topic = MUNICIPALITY_CONTACT if aim is Aim.MUNICIPALITY else ADMINISTRATION
            return replace(self._which_municipality(understanding, state.language), topic=topic)
        names = understanding.named(MentionKind.MUNICIPALITY) or _one(state.municipality)
        look_up = self._lookups.municipality_contacts if aim is Aim.MUNICIPALITY else self._lookups.administration
        return self._with_owners(understanding, look_up(names, state.language))

    def _with_owners(self, understanding: Understanding, reply: Reply) -> Reply:
        """The reply with, before all else, to which municipality each place belongs that is none itself."""
        return replace(reply, blocks=(*self._finder.belongs(understanding, reply.language), *reply.blocks))

    def _which_municipality(self, understanding: Understanding, language: Language) -> Reply:
        shared = self._finder.shared(understanding)
        text = (
            self._phrases.translate(
                "More than one municipality has a place called {place}. Which municipality do you mean?",
                language,
                place=shared,
            )
            if shared
            else self._phrases.translate("Which municipality do you mean?", language)
        )
        choices = self._finder.choices_of(understanding.named(MentionKind.MUNICIPALITY))
        return Reply(ReplyKind.CHOICES, language, (Block(BlockType.TEXT, text, language),), choices=choices)

    def _answer(
        self,
        candidates: tuple[Candidate, ...],
        state: ConversationState,
        understanding: Understanding = NOTHING_SAID,
    ) -> Replied:
        """The best topic, with the next one among what to read on when the message may hold a second question."""
        best, *others = candidates
        if best.topic.startswith(COMMAND_GROUP):
            return self._command(best.topic, Understanding(Intent.COMMAND), state)
        if best.topic == OUT_OF_SCOPE:
            return self._out(self._answers.out_of_scope(state.language), state)
        reply = self._led(best, state, understanding)
        second = [
            other.topic
            for other in others[:1]
            if other.confidence >= _SECOND_QUESTION
            and not other.topic.startswith(COMMAND_GROUP)
            and other.topic != OUT_OF_SCOPE
        ]
        next_up = self._answers.related(second, state.language)
        related = _each_once((*next_up, *reply.related))
        aids = self._aids.aids_of(best.topic, state.language) if reply.topic != state.topic else ()
        doubts = tuple(other.topic for other in others if self._answers.knows(other.topic))[:_DOUBTS]
        after = replace(state, doubts=doubts)
        reply = replace(reply, related=related, choices=(*aids, *reply.choices))
        # 'Waar staat dat?' is about the answer that was given: what was spoken of stays.
        if best.topic in _ABOUT_ANSWERS and understanding.leans and state.topic:
            return self._beside(reply, after)
        return self._out(reply, after)

    def _led(self, best: Candidate, state: ConversationState, understanding: Understanding) -> Reply:
        """The answer to what was asked of a topic; of one that was just given only what is new."""
        last = state.last_reply
        again = last is not None and last.topic == best.topic == state.topic and not last.choices_only
        leans = understanding.leans
        spoken_of = best.topic == state.topic and leans
        given = last if again and leans else None
        facet = self._facet(best.topic, understanding, state, subject=spoken_of, given=given)
        reply = self._answers.led(best.topic, state.language, facet_id=facet, confidence=best.confidence)
        if not again or last is None or understanding.intent is Intent.CHOICE:
            return self._named(reply, understanding, state) if leans and not again else reply
        if leans and facet is None:
            return self._talk.all_of_it(reply, understanding, state)
        shown = {block.text for block in last.blocks}
        new = tuple(block for block in reply.blocks if block.text not in shown)
        if any(block.type is not BlockType.NOTICE for block in new):
            return replace(reply, blocks=new)
        return reply if not leans else self._talk.nothing_more(best.topic, state)

    def _facet(
        self, topic: str, understanding: Understanding, state: ConversationState, *, subject: bool, given: Reply | None
    ) -> str | None:
        """The one thing of the topic that is asked for; none where its title is asked for, which its short form answers."""
        target = titled(understanding, self._library.topics())
        if target is not None and any(candidate.topic == topic for candidate in target.candidates):
            return None
        others = self._of_others(topic, understanding, state)
        near = tuple(item for item in understanding.facets if item.topic != topic or item.facet not in others)
        heard = replace(understanding, facets=near)
        return facet_asked(
            heard,
            topic,
            subject=subject,
            without=given.facet if given else None,
            openings=self._answers.openings(topic, state.language),
        )

    def _of_others(self, topic: str, understanding: Understanding, state: ConversationState) -> frozenset[str]:
        """The facets that are about people with another need than the one who is spoken of, where there is one for them too."""
        need = next(iter(understanding.needs), state.need)
        terms = self._directory.terms("needs")
        if need not in terms:
            return frozenset()
        # The word for two needs at once holds neither of the words for one: 'doofblind'.
        joint = {bare(term.label(Language.DUTCH)): item for item, term in terms.items() if term.consists_of}
        facets = self._library.topic(topic).text(Language.DUTCH).facets
        said = {facet.id: _said_in(facet) for facet in facets}
        about = {facet.id: next((joint[word] for word in joint if word in said[facet.id]), None) for facet in facets}
        kinds = {facet.kind for facet in facets if about[facet.id] in {None, need}}
        return frozenset(facet.id for facet in facets if about[facet.id] not in {None, need} and facet.kind in kinds)

    def _named(self, reply: Reply, understanding: Understanding, state: ConversationState) -> Reply:
        """The reply with what it is about before it, where the message did not say so itself."""
        topic, last = reply.topic, state.last_reply
        goes_on = topic == state.topic and (last is None or last.topic in {topic, None})
        if topic is None or goes_on or (understanding.best and understanding.best.topic == topic):
            return reply
        title = self._answers.title(topic, state.language)
        about = self._phrases.translate("About '{title}':", state.language, title=title)
        return replace(reply, blocks=(Block(BlockType.TEXT, about, state.language), *reply.blocks))

    def _help(self, candidate: Candidate, state: ConversationState) -> Replied:
        """Help for somebody in danger. Nothing of the message is remembered, and no open question is asked after it."""
        reply = self._answers.answer(candidate.topic, state.language, confidence=candidate.confidence)
        finished = self._finished(replace(reply, private=True), state)
        return Replied(finished, replace(state, asking=None, last_reply=finished))

    def _organisations(self, names: tuple[str, ...], state: ConversationState) -> Replied:
        reply = self._lookups.organisation_contacts(names, state.language)
        return self._out(reply, replace(state, offered=tuple(names)))

    def _about_providers(
        self, understanding: Understanding, before: ConversationState, state: ConversationState
    ) -> Replied | OpensFinder:
        """For whom the organisations that were shown are, and where; a need that none of them is there for is a new search."""
        names = understanding.named(MentionKind.ORGANISATION) or before.offered
        reply = self._lookups.providers(names, understanding.needs, state.language)
        if reply is None:
            return self._find_or_ask(self._search(understanding, before, state), understanding)
        # A need that is asked about is not that of the person for whom is searched.
        return self._out(reply, replace(before, language=state.language))

    def _search(
        self, understanding: Understanding, before: ConversationState, state: ConversationState
    ) -> ConversationState:
        """A whole new search forgets the one that was finished; a correction or a fragment goes on with it."""
        finished = before.asking is None and before.topic == PROVIDER_SEARCH and missing(before) is None
        new = understanding.intent is Intent.FIND_PROVIDER and not understanding.leans
        corrects = any(mention.denied for mention in understanding.mentions)
        names_need = bool(understanding.needs)
        if finished and new and not corrects and (names_need or not understanding.mentions):
            return replace(state, need=None, law=None, municipality=None).hearing(understanding)
        return state

    def _find_or_ask(
        self, state: ConversationState, understanding: Understanding | None = None
    ) -> Replied | OpensFinder:
        slot = missing(state)
        if slot is None:
            return self.find(state, understanding)
        return OpensFinder(replace(state, asking=slot, topic=PROVIDER_SEARCH, last_reply=None))

    def _chosen(  # noqa: C901, PLR0911  # one return a kind of choice
        self, choice: ChoiceValue, understanding: Understanding, state: ConversationState
    ) -> Replied | OpensFinder:
        if not can_be_chosen(choice, self._answers, self._directory):
            return self._beside(self._talk.no_longer_there(state), state)
        match choice.kind:
            case ChoiceKind.TOPIC:
                return self._topic(choice.value, understanding, state)
            case ChoiceKind.COMMAND:
                return self._command(COMMAND_GROUP + choice.value, replace(understanding, choice=choice), state)
            case ChoiceKind.LANGUAGE:
                return self._in_new_language(*self._commands.switch(Language(choice.value), state))
            case ChoiceKind.ORGANISATION:
                retired = self._directory.retired(choice.value)
                organisation = self._directory.organisation(choice.value) or retired
                names = _one(organisation.name if organisation else None)
                return self._organisations(names, replace(state, organisation=names[0]))
            case ChoiceKind.MUNICIPALITY:
                return self._municipality_chosen(choice.value, state)
            case ChoiceKind.NEED:
                return self._find_or_ask(replace(state, need=choice.value))
            case ChoiceKind.LAW:
                return self._find_or_ask(replace(state, law=choice.value))
            case ChoiceKind.FUNCTION:
                return self._find_or_ask(replace(state, function=choice.value))
            case ChoiceKind.AID:
                return self._aid(choice.value, state)

    def _aid(self, path: str, state: ConversationState) -> Replied:
        try:
            return self._out(self._aids.reply(path, state.language), state)
        except UnknownStepError:
            return self._out(self._answers.out_of_scope(state.language), state)

    def _topic(self, topic: str, understanding: Understanding, state: ConversationState) -> Replied | OpensFinder:
        aims = {
            PROVIDER_SEARCH: Aim.FINDER,
            ORGANISATION_CONTACT: Aim.ORGANISATION,
            MUNICIPALITY_CONTACT: Aim.MUNICIPALITY,
            ADMINISTRATION: Aim.ADMINISTRATION,
        }
        if topic in aims:
            return self._toward(Target(aims[topic]), understanding, state)
        return self._answer((Candidate(topic, 1.0),), state)

    def _municipality_chosen(self, code: str, state: ConversationState) -> Replied | OpensFinder:
        municipality = self._directory.municipality(code) or self._directory.retired(code)
        name = municipality.name if municipality else UNSURE
        chosen = replace(state, municipality=name)
        if state.topic == MUNICIPALITY_CONTACT:
            return self._out(self._lookups.municipality_contacts((name,), state.language), chosen)
        if state.topic == ADMINISTRATION:
            return self._out(self._lookups.administration((name,), state.language), chosen)
        if state.need or state.topic == PROVIDER_SEARCH:
            return self._find_or_ask(chosen)
        return self._out(self._lookups.about_municipality(name, state.language), chosen)

    def _command(self, topic: str, understanding: Understanding, state: ConversationState) -> Replied:
        try:
            reply, after = self._commands.run(topic, understanding, state)
        except UnknownTopicError:
            return self._out(self._answers.out_of_scope(state.language), state)
        if after.language is not state.language:
            return self._in_new_language(reply, after)
        if reply.topic is None:  # a question back, that 'yes' is an answer to
            return self._out(reply, after)
        if reply.topic == WANTS_A_PERSON:  # who takes over hears what was said
            reply = replace(reply, blocks=(*reply.blocks, *self._talk.summary(state, self._situation(state))))
        # A command is about the conversation: what was spoken of, and what can be repeated, stay as they were.
        finished = self._finished(reply, after)
        return Replied(finished, replace(after, last_reply=after.last_reply or (finished if after.topic else None)))

    def _in_new_language(self, reply: Reply, state: ConversationState) -> Replied:
        """The word that the language has changed, and what was looked up last in that language."""
        names, place = state.offered, _one(state.municipality)
        if state.last_reply is not None and state.last_reply.kind is ReplyKind.LOOKUP:
            if state.topic == PROVIDER_SEARCH and missing(state) is None:
                reply = joined([reply, self._finder.result(state)[0]])
            elif state.topic == ORGANISATION_CONTACT and names:
                reply = joined([reply, self._lookups.organisation_contacts(names, state.language)])
            elif state.topic == MUNICIPALITY_CONTACT and place:
                reply = joined([reply, self._lookups.municipality_contacts(place, state.language)])
        finished = self._finished(reply, state)
        return Replied(finished, replace(state, last_reply=finished))

    def _subject(self, understanding: Understanding, language: Language) -> str:
        """What a message of a single name is about, for the question what to know of it."""
        if understanding.words > _WORDS_OF_A_NAME:
            return ""
        needs, laws = understanding.needs, understanding.named(MentionKind.LAW)
        if needs:
            need = label(self._directory, "needs", needs[0], language)
            return need[0].lower() + need[1:]
        return label(self._directory, "laws", laws[0], language) if laws else ""

    def _offered(self, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """Candidates worth offering; what the assistant does is only offered when it is the likeliest, or likely."""
        return tuple(
            candidate
            for index, candidate in enumerate(candidates)
            if index == 0 or candidate.confidence >= _LIKELY_COMMAND or not candidate.topic.startswith(COMMAND_GROUP)
        )

    def _out(self, reply: Reply, state: ConversationState) -> Replied:
        if reply.topic == OUT_OF_SCOPE:
            return self._beside(reply, state)
        finished = self._finished(reply, state)
        after = replace(state, last_reply=finished, topic=finished.topic or state.topic)
        answered = finished.topic is not None and finished.kind in {ReplyKind.ANSWER, ReplyKind.LOOKUP}
        return Replied(finished, after.having_answered(finished.topic or "") if answered else after)

    def _beside(self, reply: Reply, state: ConversationState) -> Replied:
        """A reply after which the conversation is about what it was about before."""
        finished = replace(self._finished(reply, state), subject=state.topic)
        return Replied(finished, replace(state, last_reply=finished))

    def _finished(self, reply: Reply, state: ConversationState) -> Reply:
        heard = reply if reply.spoken else self._speaker.voiced(reply)
        aside = reply.topic is None or reply.topic.startswith(COMMAND_GROUP) or is_help(reply.topic)
        about = state.topic if aside and reply.topic != WANTS_A_PERSON else reply.topic
        if (
            reply.kind is ReplyKind.CHOICES and reply.topic is None
        ):  # the likeliest is what the next message may lean on
            about = next(filter(_is_subject, (choice.topic for choice in reply.choices)), about)
        return replace(heard, entities=state.entities, subject=about)


def _another_command(understanding: Understanding, command: str) -> bool:
    """Whether the model is sure of something else that the assistant does: another language is no simpler one."""
    best = understanding.best
    return understanding.intent is Intent.COMMAND and best is not None and best.topic != command


def _is_subject(topic: str | None) -> bool:
    """Whether a topic is something to speak of, and nothing that the assistant does."""
    return topic is not None and topic != OUT_OF_SCOPE and not topic.startswith(COMMAND_GROUP)


def _said_again(reply: Reply, last: Reply | None, understanding: Understanding) -> bool:
    """Whether the reply is word for word the one before, without being asked for."""
    asked = understanding.choice is not None or understanding.act == Act.REPEAT
    kept = reply.kind is ReplyKind.QUESTION or is_help(reply.topic) or (reply.topic or "").startswith(COMMAND_GROUP)
    return last is not None and not asked and not kept and _words(reply) == _words(last) != ()


def _words(reply: Reply) -> tuple[str, ...]:
    return tuple(block.text for block in reply.blocks if block.type is not BlockType.NOTICE and block.text)


def _same_choices(reply: Reply, last: Reply | None) -> bool:
    return last is not None and {item.value for item in reply.choices} == {item.value for item in last.choices}


def _said_in(facet: Facet) -> str:
    return bare(" ".join(block.text for block in facet.blocks))


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _each_once(related: tuple[RelatedTopic, ...]) -> tuple[RelatedTopic, ...]:
    return tuple({item.topic: item for item in related}.values())
