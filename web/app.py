"""The web application."""

from __future__ import annotations

from flask import Flask

from bot.core.topics.search import TopicSearch
from bot.core.voice.speaker import Speaker
from bot.settings import Settings
from web.api import views as api
from web.closed import pages as closed
from web.conversation import chat
from web.conversation.conversations import Conversations
from web.conversation.one_at_a_time import OneAtATime
from web.conversation.turns import Turns
from web.editor import gate
from web.editor import pages as editor
from web.exchange import hsds, open_data
from web.found import head as found
from web.found import maps
from web.http import (
    busy,
    cors,
    errors,
    health,
    hosts,
    i18n,
    metrics,
    monitors,
    origins,
    request_log,
    security,
    static_files,
)
from web.http.metrics import Metrics
from web.http.proxies import TrustedProxies
from web.http.rate_limit import Limits
from web.pages import (
    checklists,
    decision_aids,
    directory,
    municipal_choices,
    reports,
    search,
    security_txt,
    sources,
    start,
    topics,
)
from web.rendering import messages
from web.rendering import replies as rendering
from web.services import Services
from web.site import Site, catalogues
from web.telephone import webhooks as telephone
from web.voice import hearing
from web.voice import listening as speech
from web.widget import embed


def create_app(settings: Settings, services: Services) -> Flask:
    """The application on these services; raises ValueError when a setting cannot be read."""
    app = Flask(__name__, static_folder="static")
    site = _site(settings, services)
    hosts.register(app, settings)
    app.wsgi_app = TrustedProxies(app.wsgi_app, settings.trusted_proxy)  # type: ignore[method-assign]
    site.install(app)
    request_log.register(app)
    security.register(app)
    cors.register(app)
    errors.register(app)
    gate.allow_uploads(app)
    i18n.register(app)
    busy.register(app)
    origins.register(app)
    rendering.register(app)
    messages.register(app)
    static_files.register(app)
    found.register(app)
    maps.register(app)
    start.register(app)
    chat.register(app)
    topics.register(app)
    search.register(app)
    decision_aids.register(app)
    checklists.register(app)
    directory.register(app)
    municipal_choices.register(app)
    sources.register(app)
    security_txt.register(app)
    reports.register(app)
    api.register(app)
    hsds.register(app)
    open_data.register(app)
    speech.register(app)
    hearing.register(app)
    telephone.register(app)
    embed.register(app)
    editor.register(app)
    closed.register(app)
    health.register(app)
    metrics.register(app, site.metrics)
    return app


def _site(settings: Settings, services: Services) -> Site:
    """Put the parts together; raises ValueError when a setting cannot be read."""
    monitors.check(settings)
    security_txt.check(settings.security_contact)
    metrics = Metrics()
    speaker = Speaker(services.phrases, services.library)
    words = catalogues()
    topic_search = TopicSearch(services.library)

    def forget(conversation_id: str) -> None:
        services.without_dialogue.forget(conversation_id)
        services.dialogue.forget(conversation_id)

    conversations = Conversations(services.stores, minutes=settings.conversation_minutes, forget=forget)
    order = OneAtATime(2 * settings.rasa_deadline_seconds)
    return Site(
        settings=settings,
        services=services,
        conversations=conversations,
        search=topic_search,
        limits=Limits.from_settings(settings, services.stores),
        metrics=metrics,
        turns=Turns(services, topic_search, conversations, metrics, speaker, words, order),
        speaker=speaker,
        words=words,
    )
