"""One address, two forms: a page for people, JSON for programs that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, render_template, request

from web.http.errors import wants_json


def page_or_json(template: str, json: Callable[[], Any], **context: object) -> Response:
    """The page made from `template` and `context`, or what `json()` gives when the client asks for that."""
    response = jsonify(json()) if wants_json() else Response(render_template(template, **context), mimetype="text/html")
    response.vary.add("Accept")
    return response


def form_text(name: str) -> str:
    """A field of the form, or of the JSON object sent in its place; empty when it is not there or no text."""
    if request.is_json:
        body = request.get_json(silent=True)
        value = body.get(name, "") if isinstance(body, dict) else ""
        return value if isinstance(value, str) else ""
    return request.form.get(name, "")
