"""Decision aids as replies: a question with its answers to pick, or the outcome with a summary to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.contract import Language
from bot.core.answering.answers import source_line
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Choice, RelatedTopic, Reply, ReplyKind
from bot.core.topics.decision_aids import Answered, Outcome, Position, Step, follow
from bot.core.topics.port import Library


def aid_choice(path: str, label: str) -> Choice:
    """A place in a decision aid as something to pick."""
    return Choice(label, str(ChoiceValue(ChoiceKind.AID, path)))


class AidReplies:
    """Turns a place in a decision aid into a reply."""

    def __init__(self, library: Library, phrases: Phrases) -> None:
        self._library = library
        self._phrases = phrases

    def aids_of(self, topic_id: str, language: Language) -> tuple[Choice, ...]:
        """The aids that belong to a topic, to offer under its answer."""
        aids = self._library.aids().values()
        return tuple(aid_choice(aid.id, aid.title(language)) for aid in aids if aid.topic == topic_id)

    def reply(self, path: str, language: Language) -> Reply:
        """The step or outcome at a path; raises UnknownStepError."""
        position = follow(self._library.aids(), path)
        if isinstance(position.here, Step):
            return self._step(position, position.here, language)
        return self._outcome(position, position.here, language)

    def summary(self, position: Position, language: Language) -> str:
        """What was answered and where it led, as plain text for a file; it holds nothing about a client."""
        lines = [position.aid.title(language), *_answers(position.answered, language)]
        if isinstance(position.here, Outcome):
            lines += [position.here.text(language), *_numbered(position.here, language)]
        lines += [self._translate("Source: {title}", language, title=source.title) for source in position.sources]
        return "\n".join(lines)

    def _step(self, position: Position, step: Step, language: Language) -> Reply:
        title = [] if position.answered else [Block(BlockType.TEXT, position.aid.title(language), language)]
        choices = [aid_choice(position.next_path(option), option.label(language)) for option in step.options]
        return self._described(
            position,
            Reply(
                kind=ReplyKind.QUESTION,
                language=language,
                blocks=(*title, Block(BlockType.TEXT, step.question(language), language)),
                choices=(*choices, *self._back(position, language)),
            ),
        )

    def _outcome(self, position: Position, outcome: Outcome, language: Language) -> Reply:
        heading = self._translate("Summary for your file, without client data:", language)
        summary = "\n".join([heading, *_answers(position.answered, language)])
        return self._described(
            position,
            Reply(
                kind=ReplyKind.ANSWER,
                language=language,
                blocks=(
                    Block(BlockType.TEXT, outcome.text(language), language),
                    Block(BlockType.STEPS, "\n".join(_numbered(outcome, language)), language),
                    Block(BlockType.TEXT, summary, language),
                ),
                choices=self._back(position, language),
                related=tuple(
                    RelatedTopic(topic, self._library.topic(topic).text(language).title) for topic in outcome.related
                ),
                short=outcome.text(language),
            ),
        )

    def _described(self, position: Position, reply: Reply) -> Reply:
        topic = self._library.topic(position.aid.topic)
        return replace(
            reply,
            topic=topic.id,
            sources=tuple(source_line(source) for source in position.sources),
            reviewed_on=topic.reviewed_on,
            valid_until=topic.valid_until,
            status=topic.status,
        )

    def _back(self, position: Position, language: Language) -> tuple[Choice, ...]:
        if not position.answered:
            return ()
        return (aid_choice(position.answered[-1].path, self._translate("Previous question", language)),)

    def _translate(self, message: str, language: Language, **values: object) -> str:
        return self._phrases.translate(message, language, **values)


def _answers(answered: Sequence[Answered], language: Language) -> list[str]:
    return [f"– {item.question(language)} {item.answer(language)}." for item in answered]


def _numbered(outcome: Outcome, language: Language) -> list[str]:
    return [f"{number}. {action(language)}" for number, action in enumerate(outcome.actions, 1)]
