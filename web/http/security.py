"""Headers of every response: only our own files, no inline script or style, in nobody's frame, no telling where from."""

from __future__ import annotations

import secrets
from http import HTTPStatus

from flask import Flask, Response, g, request

from web.http.inputs import MAX_BODY_BYTES

_PERMISSIONS = "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()"


def csp_nonce() -> str:
    """The nonce that a script tag of this page must carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def _policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            "img-src 'self'",
            "media-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _harden(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _policy()
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    headers["Referrer-Policy"] = "same-origin"
    headers["Permissions-Policy"] = _PERMISSIONS
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    if request.is_secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static" or response.status_code >= HTTPStatus.BAD_REQUEST:
        headers.setdefault("Cache-Control", "no-store" if _personal() else "no-cache")
    if g.get("keep_secret"):
        headers["Referrer-Policy"] = "no-referrer"
        headers["X-Robots-Tag"] = "noindex"
    return response


def keep_secret() -> None:
    """Mark this response as for nobody else: in no cache and no search engine, and its address told to nobody."""
    g.keep_secret = True


def _personal() -> bool:
    """Whether this address shows a conversation, what somebody said, or the desk: then no cache on the way may keep it."""
    if request.path == "/api/v1/speech":  # what somebody said, read back
        return True
    return bool(g.get("keep_secret")) or request.path.startswith(("/chat", "/api/v1/conversations", "/api/v1/hearing"))


def register(app: Flask) -> None:
    """Harden every response, and refuse bodies that are too large to be a message."""
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES, MAX_FORM_PARTS=20)
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(_harden)
