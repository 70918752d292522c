"""Two records that are one: what may be double, the two beside each other, making them one, and taking that back."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from bot.core.changes.changes import RecordKind, Ref
from bot.core.changes.merging import UNDO_DAYS, Comparison, Difference, MergeClashError, Side
from bot.core.changes.port import Merging, RefusedError, UnknownRecordError
from bot.core.changes.records import Record
from web.editor import words
from web.editor.gate import account, author, editing, page, see
from web.site import site

_VERSION = "versie-"
_CHOICE = "keuze-"
_LONGEST_WHY = 500
_WHOLE_COUNTRY = "heel Nederland"


def doubles() -> Response:
    """What may be double, with why; the pairs that are not the same; and the merges that were made."""
    merging = _merging()
    return page(
        "gids/dubbel.html",
        doubles=merging.doubles(),
        apart=merging.not_same(),
        merges=merging.merges(),
        undo_days=UNDO_DAYS,
    )


def merge() -> Response:
    """The two beside each other with a choice for each difference, and making them one. First: with which one."""
    _merging()
    keep = _ref("blijft")
    if not request.values.get("weg", ""):
        return _which(keep)
    other = _ref("weg")
    try:
        found = _merging().compare(keep, other)
    except UnknownRecordError:
        abort(404)
    except RefusedError as error:
        return page("gids/samenvoegen_kies.html", status=400, problem=str(error), keep=None, candidates=[])
    if request.method != "POST":
        return _form(found)
    try:
        made = author(request.form.get("waarom", "")[:_LONGEST_WHY], for_owner=request.form.get("namens") == "eigenaar")
        _merging().merge(keep, other, _versions(), _choices(), made)
    except MergeClashError as clash:
        return _form(found, changed=clash.changed, status=409)
    except RefusedError as error:
        return _form(found, problem=str(error), status=400)
    kept = editing().desk.record(keep)
    owner = keep.key if keep.kind is RecordKind.ORGANISATION else kept.owner_id if kept else ""
    return see(url_for("editor.owner", owner_id=owner), "samengevoegd")


def undo(batch: str) -> Response:
    """Take a merge back as a whole."""
    try:
        _merging().undo(batch, author("samenvoeging teruggedraaid"))
    except UnknownRecordError:
        abort(404)
    except RefusedError as error:
        merging = _merging()
        return page(
            "gids/dubbel.html",
            status=409,
            problem=str(error),
            doubles=merging.doubles(),
            apart=merging.not_same(),
            merges=merging.merges(),
            undo_days=UNDO_DAYS,
        )
    return see(url_for("editor.doubles"), "gesplitst")


def apart() -> Response:
    """'Niet hetzelfde': the pair is proposed no more."""
    why = request.form.get("waarom", "")[:_LONGEST_WHY]
    try:
        _merging().say_not_same(_ref("blijft"), _ref("weg"), author(why))
    except UnknownRecordError:
        abort(404)
    return see(url_for("editor.doubles"), "niet-hetzelfde")


def forget(number: int) -> Response:
    """Propose the pair again after all."""
    try:
        _merging().forget_not_same(number)
    except UnknownRecordError:
        abort(404)
    return see(url_for("editor.doubles"), "toch-dubbel")


def waiting() -> int:
    """How many pairs wait for an editor."""
    merging = editing().merging
    return len(merging.doubles()) if merging and account().role.edits_everything else 0


def _merging() -> Merging:
    """For editors alone; for others there is no such page."""
    found = editing().merging
    if found is None or not account().role.edits_everything:
        abort(404)
    return found


def _ref(name: str) -> Ref:
    kind, _, key = request.values.get(name, "").partition("-")
    if kind not in {RecordKind.ORGANISATION, RecordKind.CHANNEL} or not key:
        abort(404)
    return Ref(RecordKind(kind), key)


def _which(keep: Ref) -> Response:
    """Choose the other one."""
    record = editing().desk.record(keep)
    if record is None or record.withdrawn_on is not None:
        abort(404)
    if keep.kind is RecordKind.ORGANISATION:
        organisations = site().services.directory.organisations()
        candidates = [(f"{keep.kind}-{item.id}", item.name) for item in organisations if item.id != keep.key]
    else:
        candidates = [
            (str(item.ref), f"{words.title(item)}: {item.values['value']}")
            for item in editing().desk.records(record.owner_id)
            if item.ref.kind is keep.kind
            and item.ref != keep
            and item.withdrawn_on is None
            and item.values["kind"] == record.values["kind"]
        ]
    return page("gids/samenvoegen_kies.html", keep=record, candidates=candidates, title=_named(record))


def _form(
    found: Comparison, *, changed: frozenset[str] = frozenset(), problem: str = "", status: int = 200
) -> Response:
    sides = found.chosen(_choices() if request.method == "POST" else {})
    return page(
        "gids/samenvoegen.html",
        status=status,
        found=found,
        names=(_named(found.kept), _named(found.other)),
        sides=sides,
        options=[(item, _title(item), _options(found, item)) for item in found.differences],
        changed=[item for item in found.differences if item.refs & changed],
        clash=bool(changed),
        problem=problem,
        prefixes=(_VERSION, _CHOICE),
        undo_days=UNDO_DAYS,
    )


def _named(record: Record) -> str:
    if record.ref.kind is RecordKind.ORGANISATION:
        return record.owner_name
    return f"{words.title(record)} {record.values['value']}"


def _title(item: Difference) -> str:
    """What a difference is about."""
    if item.field:
        return words.FIELD_NAMES[item.field]
    if item.kind is RecordKind.AREA:
        return "Werkgebied"
    return f"{words.KINDS[item.kind]}: {words.title(item.other[0])}"


def _options(found: Comparison, item: Difference) -> list[tuple[Side, str]]:
    """What can be chosen, in words."""
    kept, other = _said(item, item.kept), _said(item, item.other)
    alone = not item.kept and not item.field and item.kind is not RecordKind.AREA
    said = {
        Side.KEPT: f"Van {_named(found.kept)}: {kept}",
        Side.OTHER: f"Neem over: {other}" if alone else f"Van {_named(found.other)}: {other}",
        Side.BOTH: "Allebei",
        Side.NONE: "Laat weg",
    }
    return [(side, said[side]) for side in item.options]


def _said(item: Difference, records: tuple[Record, ...]) -> str:
    """What one of the two says there, and how sure that is."""
    if item.field:
        (record,) = records
        return words.shown(item.kind, item.field, record.values[item.field], record.values)
    if item.kind is RecordKind.AREA:
        return ", ".join(words.title(record) for record in records) or _WHOLE_COUNTRY
    return "; ".join(
        f"{words.value(record) or words.title(record)} ({words.state_words(record)})" for record in records
    )


def _versions() -> dict[Ref, int]:
    """Of everything that was compared, which version was shown."""
    found: dict[Ref, int] = {}
    for name, value in request.form.items():
        kind, _, key = name.removeprefix(_VERSION).partition("-")
        if name.startswith(_VERSION) and kind in set(RecordKind) and value.isdecimal():
            found[Ref(RecordKind(kind), key)] = int(value)
    return found


def _choices() -> dict[str, str]:
    return {name.removeprefix(_CHOICE): value for name, value in request.form.items() if name.startswith(_CHOICE)}


def register(pages: Blueprint) -> None:
    """`/beheer/dubbel` and `/beheer/samenvoegen`."""
    pages.add_url_rule("/dubbel", "doubles", doubles)
    pages.add_url_rule("/dubbel/niet-hetzelfde", "apart", apart, methods=["POST"])
    pages.add_url_rule("/dubbel/<int:number>/toch", "forget_apart", forget, methods=["POST"])
    pages.add_url_rule("/samenvoegen", "merge", merge, methods=["GET", "POST"])
    pages.add_url_rule("/samenvoegen/<batch>/terug", "undo_merge", undo, methods=["POST"])
