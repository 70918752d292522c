"""The web application."""

from __future__ import annotations

from flask import Flask

from bot.core.reply.spoken import Speaker
from bot.core.topics.search import TopicSearch
from bot.settings import Settings
from web.api import views as api
from web.conversation import chat
from web.conversation.conversations import Conversations
from web.conversation.turns import Turns
from web.http import cors, errors, health, i18n, metrics, request_log, security, static_files
from web.http.metrics import Metrics
from web.http.rate_limit import RateLimiter
from web.pages import checklists, decision_aids, directory, sources, start, topics
from web.rendering import replies as rendering
from web.services import Services
from web.site import Site, catalogues
from web.voice import listening as speech
from web.widget import embed


def create_app(settings: Settings, services: Services) -> Flask:
    """The application on these services; raises ValueError when a setting cannot be read."""
    app = Flask(__name__, static_folder="static")
    site = _site(settings, services)
    site.install(app)
    request_log.register(app)
    security.register(app)
    cors.register(app)
    errors.register(app)
    i18n.register(app)
    rendering.register(app)
    static_files.register(app)
    start.register(app)
    chat.register(app)
    topics.register(app)
    decision_aids.register(app)
    checklists.register(app)
    directory.register(app)
    sources.register(app)
    api.register(app)
    speech.register(app)
    embed.register(app)
    health.register(app)
    metrics.register(app, site.metrics)
    return app


def _site(settings: Settings, services: Services) -> Site:
    """Put the parts together; raises ValueError when a setting cannot be read."""
    metrics = Metrics()
    speaker = Speaker(services.phrases)
    words = catalogues()
    search = TopicSearch(services.library)
    conversations = Conversations(minutes=settings.conversation_minutes, forgotten=services.dialogue.forget)
    return Site(
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
