"""One message and its reply: cleaned first of all, asked of the dialogue, and answered by topic search when that is away."""

from __future__ import annotations

import functools
import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import Concatenate

from babel.lists import format_list

from bot.adapters.dialogue.without_rasa import Searched
from bot.adapters.logs.lines import log_event
from bot.contract import OUT_OF_SCOPE, PROVIDER_SEARCH, Language
from bot.core.answering.answers import MOST_CHOICES
from bot.core.answering.emergency import NOT_KEPT, Emergency
from bot.core.conversation.port import Message
from bot.core.errors import DialogueUnavailableError
from bot.core.reply.choices import ChoiceKind, ChoiceValue
from bot.core.reply.phrases import Phrases
from bot.core.reply.reply import Block, BlockType, Reply
from bot.core.safety.detector import Danger, is_help
from bot.core.safety.languages import written_in
from bot.core.topics.candidate import Candidate
from bot.core.topics.search import TopicSearch
from bot.core.use.tally import Counted
from bot.core.voice.speaker import Speaker
from web.conversation.conversations import Conversation, ConversationGoneError, Conversations, Turn
from web.conversation.one_at_a_time import OneAtATime, TooManyWaitingError
from web.http.errors import too_many
from web.http.inputs import InputError, Refusal
from web.http.marking import mark as _
from web.http.metrics import Metrics
from web.http.unread import with_notice
from web.services import Cleaned, Services

_CLEAR_SCORE = 0.45
"""From this search score on, and clearly ahead of the second, a topic is given as the answer at once."""
_CLEARLY_AHEAD = 1.3
_ASKS = 4
"""From so many words on, what is left of a message beside the danger may be a question."""
_ASKS_AND_TELLS = 9
"""From so many words on, one sentence may both tell of a danger and ask something."""


REMOVED_KINDS = {
    "bsn": _("citizen service number (BSN)"),
    "email": _("e-mail address"),
    "phone": _("phone number"),
    "postcode": _("postcode"),
    "address": _("address"),
    "birthdate": _("date of birth"),
    "name": _("name"),
    "iban": _("bank account number"),
    "plate": _("number plate"),
    "number": _("number of a document, client or insurance policy"),
    "health": _("information about health"),
}
"""The kinds of `bot.core.personal_data.cleaning`, as a person reads them."""


def _seen(conversation: Conversation) -> Reply | None:
    """What the person saw last."""
    return conversation.last.reply if conversation.last else None


def _in_order[**Rest](
    answer: Callable[Concatenate[Turns, Conversation, Rest], Turn],
) -> Callable[Concatenate[Turns, Conversation, Rest], Turn]:
    """Answer when those that came before in this conversation have been, with the conversation as it is then."""

    @functools.wraps(answer)
    def answer_in_order(turns: Turns, conversation: Conversation, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Turn:
        try:
            # Help waits for nothing that came before.
            free = turns.order.is_taken(conversation.id) and turns.is_urgent(*args)
            with turns.metrics.answering(), nullcontext() if free else turns.order.turn(conversation.id):
                now = turns.conversations.get(conversation.id)
                if now is None:
                    raise ConversationGoneError
                return answer(turns, now, *args, **kwargs)
        except TooManyWaitingError:
            raise too_many(1) from None

    return answer_in_order


class Turns:
    """Takes messages within conversations. Both ways raise ConversationGoneError when it is wiped before the reply is there."""

    def __init__(
        self,
        services: Services,
        search: TopicSearch,
        conversations: Conversations,
        metrics: Metrics,
        speaker: Speaker,
        words: Phrases,
        order: OneAtATime,
    ) -> None:
        self._services = services
        self._search = search
        self.conversations = conversations
        self.order = order
        self.metrics = metrics
        self._speaker = speaker
        self._words = words
        self._emergency = Emergency(services.answers, services.phrases)

    @_in_order
    def say(self, conversation: Conversation, text: str, language: Language, channel: str) -> Turn:
        """Answer a text that came through `web.http.inputs.read_text`; raises InputError when nothing is left of it."""
        started = time.monotonic()
        cleaned = self._services.clean(text)
        if cleaned.text.lstrip().startswith("/"):
            raise InputError(Refusal.COMMAND)
        danger = self._services.danger(text)
        if danger is not None:
            reply = self._help(danger, cleaned, written_in(text, language))
        else:
            reply = self._ask(Message(conversation.id, language, text=cleaned.text, last=_seen(conversation)))
        if reply.private:
            # Nothing stands above the help, and the words of who may be in danger are kept nowhere.
            said = self._services.phrases.translate(NOT_KEPT, language)
            reply = replace(reply, removed_personal_data=cleaned.removed)
            return self._keep(conversation, said, language, reply, channel, started)
        if cleaned.removed:
            reply = self._tell_removed(reply, cleaned.removed, language)
        return self._keep(conversation, cleaned.text, language, reply, channel, started)

    def is_urgent(self, sent: object, *_: object) -> bool:
        """Whether somebody is in danger, by the words of what was sent."""
        return isinstance(sent, str) and self._services.danger(sent) is not None

    def _help(self, danger: Danger, cleaned: Cleaned, language: Language) -> Reply:
        """What helps, and below it the answer to what else the message asks."""
        help_reply = self._emergency.help(danger, language)
        asked = self._services.clean(danger.rest).text
        if len(asked.split()) < _ASKS:
            asked = cleaned.text if len(cleaned.text.split()) >= _ASKS_AND_TELLS else ""
        if not asked:
            return help_reply
        # In a conversation of its own, dropped at once: the person's own one learns nothing of this, and its open
        # question is neither answered nor asked again.
        apart = Message(secrets.token_urlsafe(), language, text=asked)
        answer = self._ask(apart)
        self._services.dialogue.forget(apart.conversation_id)
        if answer.private or is_help(answer.topic) or answer.topic == OUT_OF_SCOPE:
            return help_reply
        return self._emergency.with_answer(help_reply, answer)

    @_in_order
    def choose(self, conversation: Conversation, choice: ChoiceValue, language: Language, channel: str) -> Turn:
        """Answer a choice; raises InputError when it names a topic that does not exist."""
        started = time.monotonic()
        if choice.kind is ChoiceKind.TOPIC and choice.value not in self._services.library.topics():
            raise InputError(Refusal.CHOICE, "choice")
        if choice.kind is ChoiceKind.LANGUAGE:
            if choice.value not in set(Language):
                raise InputError(Refusal.CHOICE, "choice")
            language = Language(choice.value)
        label = self._label(conversation, choice, language)
        reply = self._ask(Message(conversation.id, language, choice=str(choice), last=_seen(conversation)))
        return self._keep(conversation, label, language, reply, channel, started)

    def _keep(
        self, conversation: Conversation, said: str, language: Language, reply: Reply, channel: str, started: float
    ) -> Turn:
        reply = with_notice(reply, self._words)
        if not reply.spoken:
            reply = self._speaker.voiced(reply)
        seconds = time.monotonic() - started
        self.metrics.turn(reply, channel, seconds)
        log_event(
            "turn",
            kind=reply.kind,
            topic=reply.topic,
            language=reply.language,
            channel=channel,
            degraded=reply.degraded,
            removed=list(reply.removed_personal_data),
            milliseconds=round(seconds * 1000),
        )
        turn = self.conversations.add(conversation, said, language, reply)
        self._count(turn)
        return turn

    def _count(self, turn: Turn) -> None:
        """Count it for the desk: what it was about only where it says that something is not known, and nobody is in danger."""
        tally, reply = self._services.tally, turn.reply
        if turn.number == 1:
            tally.count(Counted.CONVERSATION, reply.language)
        tally.count(Counted.REPLY, reply.language)
        if reply.unknown and not reply.private and not reply.degraded:
            about = reply.topic or reply.subject or ""
            known = about != OUT_OF_SCOPE and about in self._services.library.topics()
            tally.count(Counted.UNANSWERED, reply.language, about if known else "")

    def _ask(self, message: Message) -> Reply:
        try:
            return self._services.dialogue.respond(message)
        except DialogueUnavailableError as error:
            log_event("dialogue_unavailable", reason=type(error.__cause__ or error).__name__)
            reply = self._services.without_dialogue.respond(message, message.last, self._search_instead)
            return replace(reply, degraded=True) if reply.private else self._degraded(reply)

    def _search_instead(self, message: Message) -> Searched:
        """A reply without the dialogue: a clearly fitting topic, else the nearest ones to choose from."""
        answers = self._services.answers
        found = self._search.find(message.text, message.language, limit=MOST_CHOICES)
        if not found:
            return Searched(answers.out_of_scope(message.language))
        if not is_help(found[0].topic.id):
            found = [item for item in found if not is_help(item.topic.id)]
        first, second = found[0].score, found[1].score if len(found) > 1 else 0.0
        if first >= _CLEAR_SCORE and first >= _CLEARLY_AHEAD * second:
            reply = answers.answer(found[0].topic.id, message.language, confidence=first)
            return Searched(replace(reply, private=is_help(reply.topic)), finder=reply.topic == PROVIDER_SEARCH)
        candidates = [Candidate(item.topic.id, item.score) for item in found if not is_help(item.topic.id)]
        return Searched(answers.offer(candidates, message.language))

    def _degraded(self, reply: Reply) -> Reply:
        words = _("The assistant is not available at the moment. This answer comes from a search through our topics.")
        return self._preceded_by(
            replace(reply, degraded=True), self._words.translate(words, reply.language), reply.language
        )

    def _tell_removed(self, reply: Reply, kinds: tuple[str, ...], language: Language) -> Reply:
        translate = self._words.translate
        names = format_list([translate(REMOVED_KINDS[kind], language) for kind in kinds], locale=str(language))
        words = translate(
            _("We removed personal data from your message: {kinds}. Please do not enter data about people."),
            language,
            kinds=names,
        )
        return self._preceded_by(replace(reply, removed_personal_data=kinds), words, language)

    @staticmethod
    def _preceded_by(reply: Reply, words: str, language: Language) -> Reply:
        return replace(
            reply,
            blocks=(Block(BlockType.NOTICE, words, language), *reply.blocks),
            spoken=(),
            whole=(),
        )

    def _label(self, conversation: Conversation, choice: ChoiceValue, language: Language) -> str:
        """What the person saw on the choice, to show it back as their own words."""
        for turn in reversed(conversation.turns):
            for offered in turn.reply.choices:
                if offered.value == str(choice):
                    return offered.label
        if choice.kind is ChoiceKind.TOPIC:
            return self._services.library.topic(choice.value).text(language).title
        if choice.kind is ChoiceKind.LANGUAGE:
            return Language(choice.value).own_name
        return choice.value
