"""Two records become one, and come apart again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.adapters.sql.base import Fact
from bot.adapters.sql.directory import rows
from bot.adapters.sql.directory.organisations import OrganisationRow
from bot.adapters.sql.directory.proposals import ProposalRow
from bot.adapters.sql.directory.undo import take_back
from bot.adapters.sql.history import ChangeRow
from bot.core.changes.changes import Action, Author, RecordKind, Ref
from bot.core.changes.merging import BATCH, UNDO_DAYS, Comparison, Difference, MergeClashError, Side, compare
from bot.core.changes.port import ClashError, RefusedError, UnknownRecordError
from bot.core.changes.proposals import Decision
from bot.core.changes.records import Record
from bot.core.directory.standing import Origin

_MERGED = frozenset({RecordKind.ORGANISATION, RecordKind.CHANNEL})


def compared(session: Session, keep: Ref, other: Ref) -> Comparison:
    """The two beside each other. UnknownRecordError where one is not there, RefusedError for what cannot be one."""
    if keep == other or keep.kind is not other.kind or keep.kind not in _MERGED:
        raise RefusedError("Deze twee kunt u niet samenvoegen.")
    sides = [_side(session, ref) for ref in (keep, other)]
    if any(side[0].withdrawn_on is not None for side in sides):
        raise RefusedError("Een van deze twee is al vervallen.")
    first, second = (side[0] for side in sides)
    if keep.kind is RecordKind.CHANNEL and (first.owner_id, first.values["kind"]) != (
        second.owner_id,
        second.values["kind"],
    ):
        raise RefusedError("Dit zijn gegevens van een andere soort of van een ander.")
    return compare(*sides)


def merge(
    session: Session,
    keep: Ref,
    other: Ref,
    versions: Mapping[Ref, int],
    choices: Mapping[str, str],
    today: date,
) -> str:
    """As `Desk.merge`; the session says whose change it is."""
    found = compared(session, keep, other)
    _check_versions(found, versions)
    sides = found.chosen(choices)
    author: Author = session.info["author"]
    _check_owner(found, sides, author)
    _check_proposals(session, found.other)
    if keep.kind is RecordKind.CHANNEL:
        found, sides = _turned(found, sides)
    author = replace(author, batch=f"{BATCH}{uuid.uuid4().hex[:12]}")
    session.info |= {"author": author, "action": Action.MERGED}
    kept, gone = _known(session, found.kept.ref), _known(session, found.other.ref)
    _take_fields(session, kept, gone, found, sides)
    _go(gone, found.kept.ref, author, today)
    for ours, theirs in found.same:
        _best_standing(session, ours, theirs)
    for item in found.differences:
        if not item.field and item.kind is not RecordKind.AREA:
            _take_fact(session, item, sides[item.key], found.kept.owner_id, today)
        elif not item.field:
            _take_area(session, item, sides[item.key], found.kept.owner_id, today)
    session.flush()
    return author.batch


def undo_merge(session: Session, batch: str, today: date) -> None:
    """As `Desk.undo_merge`: every line of the merge, the last first."""
    lines = session.scalars(
        select(ChangeRow).where(ChangeRow.batch == batch, ChangeRow.undoes.is_(None)).order_by(ChangeRow.id.desc())
    ).all()
    if not batch.startswith(BATCH) or not lines:
        raise UnknownRecordError("Deze samenvoeging is er niet.")
    if lines[0].made_at.date() < today - timedelta(days=UNDO_DAYS):
        raise RefusedError(f"Dit is langer dan {UNDO_DAYS} dagen geleden. Wijzig zelf wat er anders moet.")
    session.info["author"] = replace(session.info["author"], batch=batch)
    for line in lines:
        session.info["undoes"] = line.id
        try:
            take_back(session, line.id)
        except ClashError as error:
            what = ", ".join(filter(None, (error.now.owner_name, *error.now.values.values()) if error.now else ()))
            raise RefusedError(
                f"Na de samenvoeging is nog iets gewijzigd ({what or 'een gegeven is weg'}). Draai dat eerst terug."
            ) from error


def _side(session: Session, ref: Ref) -> list[Record]:
    """A record, and what belongs to it."""
    row = _known(session, ref)
    found = rows.of_owner(session, ref.key) if ref.kind is RecordKind.ORGANISATION else [row]
    return [rows.as_record(session, item) for item in found]


def _known(session: Session, ref: Ref) -> Fact:
    row = rows.find(session, ref)
    if row is None:
        raise UnknownRecordError("Dit gegeven is er niet.")
    return row


def _check_versions(found: Comparison, versions: Mapping[Ref, int]) -> None:
    """Whether nothing of the two was changed, added or removed since the form was made."""
    changed = {
        str(ref) for ref in found.versions.keys() | versions.keys() if found.versions.get(ref) != versions.get(ref)
    }
    if changed:
        raise MergeClashError(frozenset(changed))


def _check_owner(found: Comparison, sides: Mapping[str, Side], author: Author) -> None:
    """What an owner said gives way only to what an owner said."""
    for item in found.differences:
        if sides[item.key] is not Side.OTHER:
            continue
        said = min((record.origin for record in item.other), key=list(Origin).index, default=author.origin)
        if not all(record.origin.yields_to(said) or record.origin.yields_to(author.origin) for record in item.kept):
            raise RefusedError(
                f"{found.kept.owner_name} heeft dit zelf bevestigd. Kies wat daar staat, "
                "of vink aan dat de eigenaar het zelf zei."
            )


def _check_proposals(session: Session, gone: Record) -> None:
    """Whether nothing waits for a decision about what goes: deciding it later would change what nobody sees."""
    waiting = select(ProposalRow.id).where(ProposalRow.decision == Decision.OPEN)
    whole = gone.ref.kind is RecordKind.ORGANISATION
    about = ProposalRow.owner_id == gone.owner_id if whole else ProposalRow.record == str(gone.ref)
    if session.scalars(waiting.where(about)).first() is not None:
        raise RefusedError(f"Er wacht nog een voorstel over {gone.owner_name}. Beslis daar eerst over, bij Vandaag.")


def _turned(found: Comparison, sides: dict[str, Side]) -> tuple[Comparison, dict[str, Side]]:
    """The two the other way round, where everything is taken from the one that would go: then that is the one that stays."""
    if not sides or set(sides.values()) != {Side.OTHER}:
        return found, sides
    return compare([found.other], [found.kept]), dict.fromkeys(sides, Side.KEPT)


def _take_fields(session: Session, kept: Fact, gone: Fact, found: Comparison, sides: Mapping[str, Side]) -> None:
    """The record's own fields as chosen. What is put together is as sure as the less sure of the two."""
    taken = [item.field for item in found.differences if item.field and sides[item.key] is Side.OTHER]
    if not taken:
        return
    values = {name: found.other.values[name] for name in taken}
    if rows.twin(session, kept, {**found.kept.values, **values}) is not None:
        raise RefusedError("Dit staat er al.")
    rows.assign(session, kept, values)
    if isinstance(kept, OrganisationRow) and isinstance(gone, OrganisationRow) and "summary_nl" in taken:
        kept.summary_en = gone.summary_en
    source = found.other if "value" in taken else found.kept
    surest = (found.kept.confirmation, found.other.confirmation)
    less = min(surest, key=lambda item: item.confirmed_on or date.min)
    kept.source_id, kept.source_date = source.source_id, source.source_date
    kept.confirmed_on, kept.confirmed_by = less.confirmed_on, less.confirmed_by
    kept.origin = _stronger(found.kept.origin, session.info["author"].origin)


def _go(row: Fact, successor: Ref, author: Author, today: date) -> None:
    """The record that goes: its old address leads to the one that stays."""
    _withdraw(row, author, today)
    row.successor = successor.key if successor.kind is RecordKind.ORGANISATION else str(successor)
    if isinstance(row, OrganisationRow):
        row.merged = True


def _withdraw(row: Fact, author: Author, today: date) -> None:
    row.withdrawn_on, row.withdrawn_why = today, author.why or "samengevoegd"
    row.origin = _stronger(Origin(row.origin), author.origin)


def _take_fact(session: Session, item: Difference, side: Side, owner_id: str, today: date) -> None:
    """A fact of the one that goes, at the one that stays: in the place of what was there, beside it, or not."""
    if side in {Side.KEPT, Side.NONE}:
        return
    if side is Side.OTHER:
        for record in item.kept:
            _withdraw(_known(session, record.ref), session.info["author"], today)
    _copy(session, item.other[0], owner_id)


def _take_area(session: Session, item: Difference, side: Side, owner_id: str, today: date) -> None:
    if side is Side.KEPT:
        return
    mine = {record.values["cbs_code"] for record in item.kept}
    theirs = {record.values["cbs_code"] for record in item.other}
    for record in item.kept:
        if side is Side.OTHER and record.values["cbs_code"] not in theirs:
            _withdraw(_known(session, record.ref), session.info["author"], today)
    for record in item.other:
        if record.values["cbs_code"] not in mine:
            _copy(session, record, owner_id)


def _copy(session: Session, record: Record, owner_id: str) -> None:
    """The same fact at another owner, standing as it stood. The one that goes keeps its own, so that it can come back."""
    row = rows.make(session, owner_id, record.ref.kind, record.values)
    row.source_id, row.source_date = record.source_id, record.source_date
    confirmation = record.confirmation
    row.confirmed_on, row.confirmed_by = confirmation.confirmed_on, confirmation.confirmed_by
    row.disputed_on, row.disputed_why = confirmation.disputed_on, record.disputed_why
    row.withdrawn_on, row.withdrawn_why, row.successor = None, "", ""
    row.origin = _stronger(record.origin, session.info["author"].origin)


def _best_standing(session: Session, ours: Record, theirs: Record) -> None:
    """One fact that both have is as sure as the surer of the two says."""
    said, known = theirs.confirmation, ours.confirmation
    newer = said.confirmed_on and (known.confirmed_on is None or said.confirmed_on > known.confirmed_on)
    if newer and not (said.disputed_on or known.disputed_on) and ours.origin.yields_to(theirs.origin):
        row = _known(session, ours.ref)
        row.confirmed_on, row.confirmed_by, row.origin = said.confirmed_on, said.confirmed_by, theirs.origin.value


def _stronger(said: Origin, other: Origin) -> str:
    """The stronger of the two, as it is kept."""
    return (other if said.yields_to(other) else said).value
