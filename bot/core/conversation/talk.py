"""Talking about the talk: taking what was offered, wanting more of an answer, or saying that it was no good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.contract import OUT_OF_SCOPE, WANTS_A_PERSON, Act, FacetKind, Language
from bot.core.answering.answers import Answers
from bot.core.conversation.state import ConversationState
from bot.core.conversation.understanding import Understanding
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, Reply, ReplyKind

CLEAR = 0.4
"""From this probability on, a whole message is taken for talk about the talk."""
_PLACES = {Act.PICK_1: 0, Act.PICK_2: 1, Act.PICK_3: 2, Act.PICK_4: 3, Act.PICK_5: 4, Act.PICK_LAST: -1}
_MOST_OFFERED = 2


def place_of(understanding: Understanding) -> int | None:
    """The place, from 0, of what the message takes ('de tweede', 'doe die laatste maar'); -1 is the last, None none."""
    act = understanding.act
    if understanding.does(Act(act) if act in set(Act) else Act.WHOLE) < CLEAR:
        return None
    return next((place for pick, place in _PLACES.items() if act == pick), None)


def at_place[Item](items: Sequence[Item], place: int) -> Item | None:
    """The item at that place, if there is one."""
    return items[place] if -1 <= place < len(items) and items else None


def real_choices(reply: Reply | None) -> tuple[Choice, ...]:
    """What can be chosen of a reply, without 'something else'."""
    return tuple(choice for choice in reply.choices if choice.topic != OUT_OF_SCOPE) if reply else ()


def _in_short(reply: Reply) -> str:
    """The short form of an answer where it has one, else what is read of it first."""
    shown = (block.text for block in reply.blocks if block.type is BlockType.TEXT and not block.behind)
    return next(shown, "") if reply.facet or not reply.short else reply.short


class Talk:
    """Replies to what is said about an answer, not about its subject."""

    def __init__(self, answers: Answers, phrases: Phrases) -> None:
        self._answers = answers
        self._phrases = phrases

    def more(self, state: ConversationState) -> Reply | None:
        """The whole of the last answer, where only its beginning was shown."""
        last = state.last_reply
        if last is None or not any(block.behind for block in last.blocks):
            return None
        whole = tuple(replace(block, behind=False) for block in last.blocks if block.behind)
        return replace(last, blocks=whole, facet=None, spoken=(), whole=())

    def step_back(self, state: ConversationState) -> Reply:
        """What was understood, the likeliest other readings, and a person."""
        language = state.language
        last = state.last_reply
        said = self._phrases.translate("I am sorry, that was not what you were looking for.", language)
        topic = last.topic if last else None
        if topic and last and last.kind in {ReplyKind.ANSWER, ReplyKind.LOOKUP} and self._answers.knows(topic):
            understood = self._phrases.translate(
                "I understood: {title}.", language, title=self._answers.title(topic, language)
            )
            said = f"{said} {understood}"
        asked = self._one_of_these(language)
        others = [name for name in state.doubts if name != topic and self._answers.knows(name)]
        others += [item.topic for item in (last.related if last else ()) if item.topic not in others]
        return Reply(
            ReplyKind.DIALOGUE,
            language,
            (Block(BlockType.TEXT, f"{said} {asked}", language),),
            topic=WANTS_A_PERSON,
            choices=(
                *(self._answers.topic_choice(name, language) for name in others[:_MOST_OFFERED]),
                Choice(
                    self._answers.title(WANTS_A_PERSON, language),
                    str(ChoiceValue(ChoiceKind.TOPIC, WANTS_A_PERSON)),
                    WANTS_A_PERSON,
                ),
            ),
        )

    def _one_of_these(self, language: Language) -> str:
        return self._phrases.translate("Do you mean one of these, or would you rather ask a person?", language)

    def which(self, state: ConversationState, choices: tuple[Choice, ...] | None = None) -> Reply:
        """Which is meant of these choices, or of those of the last reply."""
        text = self._phrases.translate("Which one do you mean?", state.language)
        shown = state.last_reply.choices if state.last_reply else ()
        return Reply(
            ReplyKind.CHOICES,
            state.language,
            (Block(BlockType.TEXT, text, state.language),),
            choices=shown if choices is None else choices,
        )

    def about_what(self, language: Language) -> Reply:
        """What a message is about that can only be read with something before it, where there was nothing."""
        text = self._phrases.translate("What is your question about? Name the subject in a few words.", language)
        return Reply(ReplyKind.QUESTION, language, (Block(BlockType.TEXT, text, language),))

    def no_longer_there(self, state: ConversationState) -> Reply:
        """That a choice was made of which nothing is left: pages keep their buttons for as long as they are open."""
        text = self._phrases.translate(
            "That choice is no longer there. Please ask your question in your own words.", state.language
        )
        return Reply(ReplyKind.DIALOGUE, state.language, (Block(BlockType.TEXT, text, state.language),))

    def summary(self, state: ConversationState, situation: str) -> tuple[Block, ...]:
        """What was understood and answered, in short, to hand on; nothing where nothing was answered yet.

        `situation` is what is known of it in words of the directory. Of what people wrote nothing is in it, nor where
        somebody lives: a need in a small municipality is soon one person.
        """
        language, last = state.language, state.last_reply
        discussed = [name for name in state.discussed or (state.topic or "",) if self._answers.knows(name)]
        if not discussed:
            return ()
        titles = "; ".join(self._answers.title(name, language) for name in discussed)
        lines = [
            self._phrases.translate("To read out or send on to a colleague or VNG:", language),
            self._phrases.translate("It was about: {titles}.", language, titles=titles),
        ]
        if situation:
            lines.append(self._phrases.translate("Understood: {situation}.", language, situation=situation))
        if last is not None and last.kind is ReplyKind.ANSWER:
            lines.append(self._phrases.translate("The last answer: {answer}", language, answer=_in_short(last)))
        elif last is not None and last.kind is ReplyKind.LOOKUP and state.offered:
            names = ", ".join(state.offered)
            lines.append(self._phrases.translate("The last answer: {answer}", language, answer=names))
        return tuple(Block(BlockType.TEXT, line, language) for line in lines)

    def other_words(self, state: ConversationState) -> Reply:
        """After 'none of these': ask again, or a person."""
        text = self._phrases.translate(
            "Please ask your question in other words. Or would you rather ask a person?", state.language
        )
        choice = self._answers.topic_choice(WANTS_A_PERSON, state.language)
        return Reply(
            ReplyKind.DIALOGUE,
            state.language,
            (Block(BlockType.TEXT, text, state.language),),
            topic=WANTS_A_PERSON,
            choices=(choice,),
        )

    def all_of_it(self, reply: Reply, understanding: Understanding, state: ConversationState) -> Reply:
        """All of a subject's answer, when no short answer of it fits what was asked; or that there is no more.

        `reply` is the subject's answer. It counts as unknown where the subject has no answer of the kind that was asked.
        """
        topic, last = reply.topic or "", state.last_reply
        whole = [replace(block, behind=False) for block in reply.blocks if block.behind] or list(reply.blocks)
        shown = {block.text for block in last.blocks if not block.behind} if last else set()
        if all(block.text in shown for block in whole if block.type is not BlockType.NOTICE):
            return self.nothing_more(topic, state)
        text = self._phrases.translate(
            "That is not in our answer about '{title}' in so many words. This is all we have:",
            state.language,
            title=self._answers.title(topic, state.language),
        )
        kinds = self._answers.facet_kinds(topic, state.language)
        missing = bool(kinds) and understanding.act in set(FacetKind) and understanding.act not in kinds
        lead = Block(BlockType.TEXT, text, state.language)
        return replace(reply, blocks=(lead, *whole), unknown=reply.unknown or missing, spoken=(), whole=())

    def no_more_than(self, reply: Reply, state: ConversationState) -> Reply:
        """What was said just now, where nothing else is nearer: it is said that it is, with what is near and a person."""
        said = self._phrases.translate("I said this just now.", state.language)
        text = f"{said} {self._one_of_these(state.language)}"
        near = [item.topic for item in reply.related if item.topic != reply.topic][:_MOST_OFFERED]
        choices = [self._answers.topic_choice(name, state.language) for name in (*near, WANTS_A_PERSON)]
        lead = Block(BlockType.TEXT, text, state.language)
        return replace(reply, blocks=(lead, *reply.blocks), choices=tuple(choices), spoken=(), whole=())

    def nothing_more(self, topic: str, state: ConversationState) -> Reply:
        """That a subject's answer does not say what was asked of it, with what is near and a person."""
        language = state.language
        title = self._answers.title(topic, language)
        text = self._phrases.translate("What you ask now, we do not know of '{title}'.", language, title=title)
        near = [item.topic for item in (state.last_reply.related if state.last_reply else ()) if item.topic != topic]
        choices = [self._answers.topic_choice(name, language) for name in (*near[:_MOST_OFFERED], WANTS_A_PERSON)]
        return Reply(
            ReplyKind.CHOICES,
            language,
            (Block(BlockType.TEXT, text, language),),
            topic=topic,
            choices=tuple(choices),
            unknown=True,
        )
