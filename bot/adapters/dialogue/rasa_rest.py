"""The dialogue behind Rasa's REST channel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from string import whitespace
from typing import Any

import httpx

from bot.adapters.dialogue.remembered import to_metadata
from bot.adapters.dialogue.reply_json import UnreadableReplyError, from_json
from bot.adapters.logs.lines import current_request
from bot.adapters.logs.traces import passed_on, span
from bot.core.conversation.port import Message
from bot.core.errors import DialogueUnavailableError
from bot.core.reply.choices import ChoiceValue
from bot.core.reply.joining import joined
from bot.core.reply.reply import Reply

_READY_SECONDS = 1.0
_FORGET = "/restart"


class RasaRest:
    """Implements the Dialogue port. Safe to use from several threads; `close` frees the connections.

    Args:
        rasa_url: where Rasa listens, without a slash at the end.
        actions_url: where the action server listens.
        deadline: seconds within which an answer must have come.
        token: what Rasa's own API asks for; empty: nothing.
        transport: another way to send (tests).
    """

    def __init__(
        self,
        rasa_url: str,
        actions_url: str,
        deadline: float,
        *,
        token: str = "",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._rasa_url = rasa_url
        self._actions_url = actions_url
        self._token = {"token": token} if token else {}
        self._shown = {"Authorization": f"Bearer {token}"} if token else {}
        # On loopback; a proxy of the machine must never see what people write.
        self._client = httpx.Client(timeout=deadline, transport=transport, trust_env=False)

    def respond(self, message: Message) -> Reply:
        """Answer; raises DialogueUnavailableError when there is no readable answer within the deadline."""
        text = _as_choice(message.choice) if message.choice else _as_text(message.text)
        try:
            metadata: dict[str, object] = {"language": message.language}
            if request := current_request():
                metadata["request"] = request
            if message.last is not None and message.last.subject:
                metadata["subject"] = message.last.subject
            if message.last is not None and (known := to_metadata(message.last)):
                metadata["last"] = known
            with span("rasa"):
                if trace := passed_on():
                    metadata["trace"] = trace
                replies = self._send(message.conversation_id, text, metadata)
            return joined([from_json(item["custom"]) for item in replies if "custom" in item])
        except (httpx.HTTPError, UnreadableReplyError, ValueError, TypeError) as error:
            raise DialogueUnavailableError from error

    def forget(self, conversation_id: str) -> None:
        """Have Rasa drop the conversation; when it cannot now, its store drops it after its time."""
        try:
            self._send(conversation_id, _FORGET)
        except (httpx.HTTPError, ValueError):
            return

    def ready(self) -> bool:
        """Whether Rasa has a model loaded (it listens before that, and also when loading failed) and the actions answer."""
        try:
            for url, shown in ((f"{self._rasa_url}/status", self._token), (f"{self._actions_url}/health", {})):
                if self._client.get(url, params=shown, timeout=_READY_SECONDS).status_code != httpx.codes.OK:
                    return False
        except httpx.HTTPError:
            return False
        return True

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _send(
        self, conversation_id: str, text: str, metadata: Mapping[str, object] | None = None
    ) -> list[dict[str, Any]]:
        body = {"sender": conversation_id, "message": text, "metadata": metadata or {}}
        response = self._client.post(f"{self._rasa_url}/webhooks/rest/webhook", json=body, headers=self._shown)
        response.raise_for_status()
        replies: list[dict[str, Any]] = response.json()
        return replies


def _as_text(text: str) -> str:
    """What people write is never a command: Rasa takes a message for one when it begins with a slash."""
    return text.lstrip("/" + whitespace).rstrip() or "?"


def _as_choice(choice: str) -> str:
    return f"/kies{json.dumps({'choice': str(ChoiceValue.parse(choice))})}"
