"""Accounts, for administrators: who may do what, a new one, and a new link."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from bot.core.accounts.accounts import Account, AccountError, Role
from web.editor.audit import tell
from web.editor.gate import account, editing, page, see


def users() -> Response:
    """Everybody, and a form for one more."""
    _only_administrators()
    typed = {name: request.form.get(name, "").strip() for name in ("email", "naam", "rol", "voor")}
    if request.method != "POST":
        return page("toegang/gebruikers.html", accounts=editing().accounts.accounts(), roles=list(Role), typed=typed)
    try:
        owners = _owners(typed["voor"])
        made = editing().accounts.add(typed["email"], typed["naam"], _role(typed["rol"]), owners)
        tell("made", made.id, by=account().id, role=made.role)
    except AccountError as error:
        everybody = editing().accounts.accounts()
        return page(
            "toegang/gebruikers.html", status=400, accounts=everybody, roles=list(Role), typed=typed, problem=str(error)
        )
    return _link(made)


def change_user(account_id: int) -> Response:
    """Another role, other organisations, closed or open, or a new link."""
    _only_administrators()
    found = editing().accounts.account(account_id)
    if found is None:
        abort(404)
    if request.method != "POST":
        return page("toegang/gebruiker.html", who=found, roles=list(Role))
    try:
        if request.form.get("doe") == "link":
            return _link(found)
        changed = editing().accounts.change(
            account_id,
            account(),
            role=_role(request.form.get("rol", "")),
            owners=_owners(request.form.get("voor", "")),
            active=request.form.get("open") == "ja",
        )
    except AccountError as error:
        return page("toegang/gebruiker.html", status=400, who=found, roles=list(Role), problem=str(error))
    tell("changed", changed.id, by=account().id, role=changed.role, active=int(changed.active))
    return see(url_for("editor.users"), "gewijzigd")


def _link(who: Account) -> Response:
    tell("new link", who.id, by=account().id)
    token = editing().accounts.new_link(who.id)
    return page("toegang/link.html", who=who, address=url_for("editor.welcome", token=token, _external=True))


def _role(text: str) -> Role:
    if text not in set(Role):
        raise AccountError("Kies een rol.")
    return Role(text)


def _owners(text: str) -> list[str]:
    owners = text.replace(",", " ").replace(";", " ").split()
    unknown = [owner for owner in owners if not editing().desk.records(owner)]
    if unknown:
        raise AccountError(f"Niet in de gids: {', '.join(unknown)}. Vul CBS-codes of id's in.")
    return list(dict.fromkeys(owners))


def _only_administrators() -> None:
    if account().role is not Role.ADMINISTRATOR:
        abort(404)


def register(pages: Blueprint) -> None:
    """`/beheer/gebruikers` and below."""
    pages.add_url_rule("/gebruikers", "users", users, methods=["GET", "POST"])
    pages.add_url_rule("/gebruikers/<int:account_id>", "change_user", change_user, methods=["GET", "POST"])
