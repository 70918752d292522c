"""Couplings at the desk: other systems that are told of changes, for administrators."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import Role
from bot.core.exchange.port import NotTakenError
from bot.core.exchange.webhooks import Webhooks
from web.editor.gate import account, editing, page, see

_NAME = 100


def webhooks() -> Response:
    """All of them; or a new one, of which the secret is shown once."""
    hooks = _hooks()
    if request.method != "POST":
        return _page(hooks)
    name, url = (request.form.get(field, "").strip() for field in ("naam", "adres"))
    problems = {} if name else {"naam": "Vul in van wie het adres is."}
    if len(name) > _NAME:
        problems = {"naam": f"Dit is te lang. Er passen {_NAME} tekens in."}
    if not problems:
        try:
            made, secret = hooks.add(name, url, account().email)
        except NotTakenError as error:
            problems = {"adres": str(error)}
        else:
            return _page(hooks, secret=secret, of=made.name)
    return _page(hooks, problems=problems, status=400)


def change(webhook_id: int) -> Response:
    """Take it away, go on with it, or give it another secret."""
    hooks = _hooks()
    found = hooks.book.webhook(webhook_id)
    if found is None:
        abort(404)
    wanted = request.form.get("doe")
    if wanted == "weg":
        hooks.book.remove(webhook_id)
        return see(url_for("editor.webhooks"), "koppeling-weg")
    if wanted == "verder":
        hooks.start_again(webhook_id)
        return see(url_for("editor.webhooks"), "koppeling-weer")
    secret = hooks.book.new_secret(webhook_id) if wanted == "geheim" else None
    if secret is None:
        abort(400)
    return _page(hooks, secret=secret, of=found.name)


def _page(
    hooks: Webhooks, *, secret: str = "", of: str = "", problems: dict[str, str] | None = None, status: int = 200
) -> Response:
    typed = {field: "" if secret else request.form.get(field, "") for field in ("naam", "adres")}
    return page(
        "koppelingen.html",
        status=status,
        hooks=hooks.book.webhooks(),
        secret=secret,
        of=of,
        problems=problems or {},
        typed=typed,
    )


def _hooks() -> Webhooks:
    """For administrators alone: for everybody else there is nothing here."""
    found = editing().webhooks
    if found is None or account().role is not Role.ADMINISTRATOR:
        abort(404)
    return found


def are_there() -> bool:
    """Whether this desk has couplings."""
    return editing().webhooks is not None


def register(pages: Blueprint) -> None:
    """`/beheer/koppelingen` and below."""
    pages.add_url_rule("/koppelingen", "webhooks", webhooks, methods=["GET", "POST"])
    pages.add_url_rule("/koppelingen/<int:webhook_id>", "change_webhook", change, methods=["POST"])
