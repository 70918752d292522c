"""What the views of one application share; made by `create_app`, reached through `site()`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from bot.adapters.gettext_phrases import GettextPhrases
from bot.core.ports import Phrases
from bot.core.spoken import Speaker
from bot.core.topic_search import TopicSearch
from bot.settings import Settings
from web.conversations import Conversations
from web.metrics import Metrics
from web.rate_limit import RateLimiter
from web.services import Services
from web.turns import Turns

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
    limiter: RateLimiter
    metrics: Metrics
    turns: Turns
    speaker: Speaker
    words: Phrases
    """The pages' own sentences."""

    @classmethod
    def build(cls, settings: Settings, services: Services) -> Site:
        """Put the parts together; raises ValueError when a setting cannot be read."""
        metrics = Metrics()
        speaker = Speaker(services.phrases)
        words = catalogues()
        search = TopicSearch(services.library)
        conversations = Conversations(minutes=settings.conversation_minutes, forgotten=services.dialogue.forget)
        return cls(
            settings=settings,
            services=services,
            conversations=conversations,
            search=search,
            limiter=RateLimiter(settings.rate_limit),
            metrics=metrics,
            turns=Turns(services, search, conversations, metrics, speaker, words),
            speaker=speaker,
            words=words,
        )

    def install(self, app: Flask) -> None:
        """Make this the site of `app`."""
        app.extensions[_KEY] = self


def site() -> Site:
    """The site of the application that handles this request."""
    return cast(Site, current_app.extensions[_KEY])
