"""The web application."""

from __future__ import annotations

from flask import Flask

from bot.settings import Settings
from web import (
    api,
    chat,
    checklists,
    cors,
    decision_aids,
    directory,
    embed,
    errors,
    health,
    i18n,
    metrics,
    rendering,
    request_log,
    security,
    sources,
    speech,
    start,
    static_files,
    topics,
)
from web.services import Services
from web.site import Site


def create_app(settings: Settings, services: Services) -> Flask:
    """The application on these services; raises ValueError when a setting cannot be read."""
    app = Flask(__name__, static_folder="static")
    site = Site.build(settings, services)
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
