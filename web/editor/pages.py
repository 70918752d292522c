"""The desk's pages together."""

from __future__ import annotations

from flask import Blueprint, Flask

from web.editor import (
    asked,
    by_mail,
    by_passkey,
    directory,
    door,
    exchange,
    from_outside,
    merging,
    own_account,
    rounds,
    texts,
    texts_changing,
    today,
    users,
    webhooks,
    weekly,
    words,
)
from web.editor.gate import FORM_TOKEN, enter
from web.site import site


def register(app: Flask) -> None:
    """`/beheer` and below; nothing where the application was made without a desk."""
    if site_of(app) is None:
        return
    pages = Blueprint("editor", __name__, url_prefix="/beheer")
    pages.before_request(enter)
    for room in (
        door,
        by_mail,
        by_passkey,
        from_outside,
        own_account,
        today,
        directory,
        merging,
        exchange,
        rounds,
        texts,
        texts_changing,
        users,
        webhooks,
    ):
        room.register(pages)
    app.register_blueprint(pages)
    asked.register(app)
    weekly.register(app)
    app.jinja_env.globals.update(
        desk=words,
        form_token_name=FORM_TOKEN,
        has_rounds=rounds.are_there,
        has_texts=texts.are_there,
        has_webhooks=webhooks.are_there,
    )
    app.jinja_env.filters.update(
        capitalize_first=lambda text: text[:1].upper() + text[1:], pair=lambda text: (text, text)
    )


def site_of(app: Flask) -> object:
    """The desk's parts of this application, or None."""
    with app.app_context():
        return site().services.editing
