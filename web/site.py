"""What the views of one application share; made by `create_app`, reached through `site()`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from bot.adapters.phrases.catalogues import GettextPhrases
from bot.core.reply.phrases import Phrases

if TYPE_CHECKING:  # the views' own rooms import this module
    from bot.core.topics.search import TopicSearch
    from bot.core.voice.speaker import Speaker
    from bot.settings import Settings
    from web.conversation.conversations import Conversations
    from web.conversation.turns import Turns
    from web.http.metrics import Metrics
    from web.http.rate_limit import Limits
    from web.services import Services

_KEY = "kennispunt"
TRANSLATIONS = Path(__file__).parent / "translations"
"""The folder with `<language>/LC_MESSAGES/web.po`."""


@cache
def catalogues() -> Phrases:
    """The pages' own sentences, read once for all applications of this process."""
    return GettextPhrases(TRANSLATIONS, "web")


@dataclass(frozen=True, slots=True)
class Site:
    """The application's parts."""

    settings: Settings
    services: Services
    conversations: Conversations
    search: TopicSearch
    limits: Limits
    metrics: Metrics
    turns: Turns
    speaker: Speaker
    words: Phrases
    """The pages' own sentences."""

    def install(self, app: Flask) -> None:
        """Make this the site of `app`."""
        app.extensions[_KEY] = self


def site() -> Site:
    """The site of the application that handles this request."""
    return cast(Site, current_app.extensions[_KEY])
