"""The form about an agreement that was not kept: signed in, or with a code that is mailed to a known address."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for

from bot.contract import Language
from bot.core.agreements.agreements import Pieces
from bot.core.agreements.cases import LONGEST, TEXTS, Agreement, Case, CaseError, ClientDataError, Report
from bot.core.directory.finding import owner_name
from bot.core.personal_data.cleaning import MARKERS
from bot.core.store.changing import change
from bot.core.store.port import Store
from web.closed.services import rooms
from web.editor.gate import account, page, see
from web.http.errors import too_many
from web.http.i18n import use_language
from web.http.inputs import printable
from web.http.rate_limit import address_prefix
from web.http.security import keep_secret
from web.site import site

CODE_MINUTES = 30
_PASS_SECONDS = 2 * 3600.0
_GAP_SECONDS = 120.0
"""So long after a code no other one goes to the same address: a mailbox is nobody's target."""
_MOST = 1000
_TRIES = 5
_DIGITS = 8
_OPTIONAL = frozenset({"often", "tried"})
_ALL_FIELDS = ("about", "kind", *TEXTS, "may_name")
LABELS = {
    "voor": "Voor wie meldt u dit?",
    "email": "E-mailadres",
    "code": "Code uit de mail",
    "about": "Over wie gaat het?",
    "kind": "Welke afspraak is niet nagekomen?",
    "what": "Wat is er gebeurd?",
    "since": "Sinds wanneer?",
    "often": "Hoe vaak?",
    "tried": "Wat hebt u al gedaan?",
    "wish": "Wat vraagt u van de VNG?",
    "may_name": "Mag de VNG uw organisatie noemen?",
}
KINDS = {
    Agreement.PRODUCT_CODES: "Productcodes",
    Agreement.WAY: "Wijze van declareren",
    Agreement.RHYTHM: "Ritme van declareren",
    Agreement.PAYMENT: "Betaaltermijn",
    Agreement.ASSIGNMENT: "Toewijzing",
    Agreement.CONTACT: "Contactpersoon",
    Agreement.OTHER: "Iets anders",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was mailed: its hash, how often another one was tried, and when it was made."""

    digest: str
    tries: int
    made_at: float


class CodeCodec:
    """As JSON."""

    def encode(self, value: Code) -> bytes:
        """As in `Codec`."""
        return json.dumps([value.digest, value.tries, value.made_at]).encode()

    def decode(self, data: bytes) -> Code:
        """As in `Codec`."""
        digest, tries, made_at = json.loads(data)
        return Code(digest, tries, made_at)


class PassCodec:
    """Who came in with a code: owner and address, as JSON."""

    def encode(self, value: tuple[str, str]) -> bytes:
        """As in `Codec`."""
        return json.dumps(value).encode()

    def decode(self, data: bytes) -> tuple[str, str]:
        """As in `Codec`."""
        owner, address = json.loads(data)
        return owner, address


def enter() -> None:
    """Before the page for who has no account: in Dutch, in no cache, and with nobody signed in."""
    use_language(Language.DUTCH)
    keep_secret()
    g.signed = None


def start() -> Response:
    """The page for who has no account, step by step; what is typed goes along in the form, and nothing stands in an address."""
    if request.method != "POST":
        return _ask_who({})
    step = {"adres": _send_code, "code": _take_code, "melding": _take_report}.get(request.form.get("stap", ""))
    if step is None:
        abort(400)
    return step()


def signed_in() -> Response:
    """The same form for who is signed in."""
    mine = _mine()
    if not mine:
        abort(404)
    typed = _typed()
    reporter = request.form.get("voor", "") or (mine[0][0] if len(mine) == 1 else "")
    shown: dict[str, Any] = {"mine": mine, "reporter": reporter}
    if request.method != "POST":
        return _form("afspraken/afspraak_nieuw.html", {}, **shown)
    if reporter and reporter not in dict(mine):
        abort(404)
    problems = _problems(typed) | ({} if reporter else {"voor": "Kies voor wie u dit meldt."})
    if problems:
        return _form("afspraken/afspraak_nieuw.html", typed, problems=problems, **shown)
    made = _make(reporter, account().email, typed)
    if not isinstance(made, Case):
        return _form("afspraken/afspraak_nieuw.html", made.typed, problems=made.problems, marked=made.marked, **shown)
    return see(url_for("closed.case", number=made.number), "gemeld")


# ---- the steps of who has no account


def _send_code() -> Response:
    owner, address = request.form.get("voor", ""), _address()
    problems = {}
    if rooms().agreements.owner(owner) is None:
        problems["voor"] = "Kies uw gemeente of organisatie."
    if "@" not in address:
        problems["email"] = "Vul een e-mailadres in."
    if problems:
        return _ask_who(problems)
    _count(f"code {address}")
    code = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
    key, now, codes, parts = _key(owner, address), datetime.now(UTC).timestamp(), _codes(), rooms()
    kept = codes.get(key)
    if kept is None or kept.value.made_at < now - _GAP_SECONDS:

        def send() -> None:
            # Beside the page, so that how long it takes says nothing about whether the address is known.
            if parts.agreements.knows(owner, address):
                codes.delete(key)
                codes.put(key, Code(_digest(key, code), 0, now), seconds=CODE_MINUTES * 60.0)
                parts.agreements.send_code(owner, address, code, CODE_MINUTES)
                parts.send()

        parts.soon(send)
    return _ask_code(owner, address)


def _take_code() -> Response:
    owner, address = request.form.get("voor", ""), _address()
    _count(f"code {address}")
    key = _key(owner, address)
    given = "".join(letter for letter in request.form.get("code", "") if letter.isdecimal())

    def step(kept: Code | None) -> tuple[Code | None, bool]:
        if kept is None or kept.tries >= _TRIES:
            return None, False
        if secrets.compare_digest(kept.digest, _digest(key, given)):
            return Code("", _TRIES, kept.made_at), True  # it counts once
        return Code(kept.digest, kept.tries + 1, kept.made_at), False

    if not change(_codes(), key, step, seconds=CODE_MINUTES * 60.0):
        problem = "Deze code klopt niet, of hij is verlopen. Kijk in uw mail, of vraag een nieuwe code."
        return _ask_code(owner, address, {"code": problem})
    _codes().delete(key)
    token = secrets.token_urlsafe(32)
    _passes().put(_digest("", token), (owner, address), seconds=_PASS_SECONDS)
    return _ask_report(token, owner, _typed())


def _take_report() -> Response:
    token = request.form.get("pas", "")
    found = _passes().get(_digest("", token), seconds=_PASS_SECONDS)
    if found is None:
        return _ask_who({"voor": "Uw code is te lang geleden. Vraag een nieuwe; wat u invulde, blijft staan."}, 403)
    owner, address = found.value
    typed = _typed()
    problems = _problems(typed)
    if problems:
        return _ask_report(token, owner, typed, problems)
    _count(f"melding {address}")
    made = _make(owner, address, typed)
    if not isinstance(made, Case):
        return _ask_report(token, owner, made.typed, made.problems, made.marked)
    _passes().delete(_digest("", token))
    return page("afspraken/afspraak_gemeld.html", case=made)


def _ask_who(problems: Mapping[str, str], status: int = 400) -> Response:
    return page(
        "afspraken/afspraak_wie.html",
        status=status if problems else 200,
        problems=problems,
        labels=LABELS,
        owners=owners(),
        chosen=request.form.get("voor", ""),
        email=_address(),
        typed=_typed(),
    )


def _ask_code(owner: str, address: str, problems: Mapping[str, str] | None = None) -> Response:
    return page(
        "afspraken/afspraak_code.html",
        status=400 if problems else 200,
        problems=problems or {},
        labels=LABELS,
        owner=owner,
        named=named(owner),
        email=address,
        minutes=CODE_MINUTES,
        typed=_typed(),
    )


def _ask_report(
    token: str,
    owner: str,
    typed: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    marked: Mapping[str, Pieces] | None = None,
) -> Response:
    return _form(
        "afspraken/afspraak_melden.html",
        typed,
        problems=problems,
        marked=marked,
        token=token,
        named=named(owner),
        earlier=rooms().agreements.of(owner),
    )


# ---- what both share


@dataclass(frozen=True, slots=True)
class NotMade:
    """Why there is no case: what is wrong by field, what is marked in what was typed, and what stands in the form now."""

    problems: Mapping[str, str]
    marked: Mapping[str, Pieces]
    typed: Mapping[str, str]


def owners() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everybody of the directory, to choose from: providers and desks, then municipalities."""
    directory = site().services.directory
    organisations = sorted((item.name, item.id) for item in directory.organisations())
    municipalities = sorted((item.name, item.cbs_code) for item in directory.municipalities())
    return [
        ("Aanbieders en andere organisaties", [(key, name) for name, key in organisations]),
        ("Gemeenten", [(key, name) for name, key in municipalities]),
    ]


def named(owner_id: str) -> str:
    """What an owner is called in a sentence."""
    return owner_name(site().services.directory, owner_id)


def field_text(name: str) -> str:
    """What was typed in a field, without what is no text."""
    return printable(request.form.get(name, "").replace("\r\n", "\n")).strip()


def clean_text(pieces: Pieces) -> str:
    """A text with the words between brackets in the place of personal data."""
    return "".join(MARKERS[kind] if kind else text for text, kind in pieces)


def _mine() -> list[tuple[str, str]]:
    """For whom somebody may report: their own owners; editors for everybody, who tell them by telephone."""
    mine = account()
    if mine.role.edits_everything:
        return [pair for _, group in owners() for pair in group]
    return [(owner, named(owner)) for owner in mine.owners] if mine.role.speaks_for_owners else []


def _form(
    template: str,
    typed: Mapping[str, str],
    *,
    problems: Mapping[str, str] | None = None,
    marked: Mapping[str, Pieces] | None = None,
    **shown: Any,  # noqa: ANN401  # whatever the page shows
) -> Response:
    return page(
        template,
        status=400 if problems or marked else 200,
        problems=problems or {},
        marked=marked or {},
        typed={name: typed.get(name, "") for name in _ALL_FIELDS},
        labels=LABELS,
        kinds=[(kind.value, words) for kind, words in KINDS.items()],
        owners=owners(),
        optional=_OPTIONAL,
        markers=MARKERS,
        **shown,
    )


def _typed() -> dict[str, str]:
    return {name: field_text(name) for name in _ALL_FIELDS if name in request.form}


def _problems(typed: Mapping[str, str]) -> dict[str, str]:
    problems = {name: "Vul dit in." for name in TEXTS if name not in _OPTIONAL and not typed.get(name)}
    problems |= {
        name: f"Dit is te lang. Er mogen {LONGEST} tekens in." for name in TEXTS if len(typed.get(name, "")) > LONGEST
    }
    if rooms().agreements.owner(typed.get("about", "")) is None:
        problems["about"] = "Kies over wie het gaat."
    if typed.get("kind", "") not in set(Agreement):
        problems["kind"] = "Kies welke afspraak het is."
    if typed.get("may_name", "") not in {"ja", "nee"}:
        problems["may_name"] = "Kies ja of nee."
    return {name: problems[name] for name in _ALL_FIELDS if name in problems}


def _make(reporter: str, address: str, typed: Mapping[str, str]) -> Case | NotMade:
    texts = {name: typed.get(name, "") for name in TEXTS}
    report = Report(typed["about"], Agreement(typed["kind"]), may_name=typed["may_name"] == "ja", **texts)
    try:
        made = rooms().agreements.report(reporter, address, report)
    except ClientDataError as error:
        cleaned = {name: clean_text(pieces) for name, pieces in error.found.items()}
        problems = dict.fromkeys(cleaned, "Hier staat iets over een persoon. Wij hebben het eruit gehaald.")
        return NotMade(problems, error.found, {**typed, **cleaned})
    except CaseError as error:
        return NotMade({"about": str(error)}, {}, typed)
    rooms().soon(rooms().send)
    return made


def _address() -> str:
    return printable(request.form.get("email", "")).strip().casefold()


def _key(owner: str, address: str) -> str:
    return _digest(owner, address)


def _digest(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()


def _codes() -> Store[Code]:
    return site().services.stores.store("report-codes", CodeCodec(), most=_MOST)


def _passes() -> Store[tuple[str, str]]:
    return site().services.stores.store("report-passes", PassCodec(), most=_MOST)


def _count(who: str) -> None:
    limits = site().limits
    wait = limits.sign_in.take(who) or limits.sign_in_address.take(address_prefix(request.remote_addr or ""))
    if wait:
        raise too_many(wait)


def register() -> Blueprint:
    """`/afspraak-melden`."""
    pages = Blueprint("reporting", __name__)
    pages.before_request(enter)
    pages.add_url_rule("/afspraak-melden", "start", start, methods=["GET", "POST"])
    return pages
