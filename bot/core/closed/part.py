"""What people do in the closed part, and who may do it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.core.accounts.accounts import Account
from bot.core.closed.shelf import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    ClosedError,
    Development,
    Document,
    Official,
    Shelf,
    check_texts,
    kind_of,
)
from bot.core.directory.finding import owner_name
from bot.core.directory.port import Directory
from bot.core.importing.table import Table
from bot.core.mail.outbox import Outbox
from bot.core.mail.told import Part, Told
from bot.core.use.figures import UseBook, Year, seen
from bot.core.use.importing import UseReport, judge

_LONGEST_FIELD = 200


@dataclass(frozen=True, slots=True)
class ClosedPart:
    """The closed part. `privacy` is the address of a page about privacy, empty where there is none."""

    shelf: Shelf
    use: UseBook
    directory: Directory
    outbox: Outbox
    privacy: str = ""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now().date()

    # ---- figures

    def years(self) -> tuple[int, ...]:
        """Years of which there are figures, the newest first."""
        return tuple(sorted({cell.year for cell in self.use.cells()}, reverse=True))

    def figures(self, account: Account, year: int) -> Year:
        """What somebody sees of one year: their own, and the total."""
        everything = account.role.edits_everything
        owners: Collection[str] = account.owners if account.role.speaks_for_owners else ()
        return seen(self.use.cells(), year, owners, everything=everything)

    def take_figures(self, table: Table, by: Account, *, dry_run: bool) -> UseReport:
        """The report of a table, and unless it is a dry run what it says, whole or not at all; raises TableError."""
        report = judge(table, self.directory, self.use.cells(), self.today)
        if not dry_run and not report.refused:
            changed = self.use.put(report.cells)
            if changed:
                self.shelf.note(by.email, f"cijfers overgenomen: {changed}")
        return report

    # ---- developments and documents

    def write(self, item: Development, by: Account) -> Development:
        """A new article, or how it is from now on; raises ClosedError or MeanwhileError."""
        check_texts({"titel": (item.title, LONGEST_TITLE), "tekst": (item.text, LONGEST_TEXT)})
        return self.shelf.put_development(item, by.email)

    def add_document(self, title: str, name: str, data: bytes, by: Account) -> Document:
        """One more document; raises ClosedError where its kind, its size or its content is not what it may be."""
        check_texts({"titel": (title, LONGEST_TITLE)})
        kind = kind_of(name, data)
        return self.shelf.add_document(title.strip(), _safe(name), kind, data, by.email, self.now())

    # ---- officials

    def may_keep(self, account: Account, owner_id: str) -> bool:
        """Whether somebody keeps the officials of this owner."""
        return account.sees(owner_id)

    def keep_official(self, item: Official, by: Account) -> Official:
        """Add or change one; who is new or has another address gets a letter that says so. Raises ClosedError or MeanwhileError."""
        if self.directory.municipality(item.owner_id) is None and self.directory.organisation(item.owner_id) is None:
            raise ClosedError("Kies een gemeente of aanbieder uit de gids.")
        texts = {"naam": item.name, "waarvoor": item.task, "e-mailadres": item.email}
        check_texts({name: (text, _LONGEST_FIELD) for name, text in texts.items()})
        if "@" not in item.email or len(item.phone) > _LONGEST_FIELD:
            raise ClosedError("Vul een e-mailadres in.")
        earlier = {one.email for one in self.shelf.officials() if one.id == item.id}
        kept = self.shelf.put_official(item, by.email)
        if kept.email not in earlier:
            told = self._notice(kept)
            self.outbox.put(kept.email, kept.name, told.subject, told.text, told.html, self.now())
        return kept

    def _notice(self, item: Official) -> Told:
        more = [Part("Meer over privacy leest u hier.", link=self.privacy)] if self.privacy else []
        return Told(
            "U staat als contact in het besloten deel van het Kennispunt ZG",
            [
                Part(f"Beste {item.name},"),
                Part(
                    f"{owner_name(self.directory, item.owner_id).capitalize()} of de VNG gaf u op als contact voor een "
                    "overdracht (Wmo-zg: hulp bij een zintuiglijke beperking). Dit bewaren wij:",
                    (
                        f"uw naam: {item.name}",
                        f"waarvoor: {item.task}",
                        f"uw e-mailadres: {item.email}",
                        f"uw telefoonnummer: {item.phone or 'geen'}",
                    ),
                ),
                Part(
                    "Alleen wie een account heeft ziet dit: de VNG, en wie gemeenten en aanbieders daarvoor aanwezen. "
                    "Het staat niet op de openbare pagina's, niet in de chat en niet in zoekmachines. "
                    "De VNG bewaart het zodat een gemeente of aanbieder u kan bereiken. Het blijft staan tot u of uw organisatie "
                    "het laat weghalen."
                ),
                Part(
                    "Klopt het niet, of wilt u dit niet? Beantwoord deze mail, dan halen wij het weg. "
                    "U mag uw gegevens ook inzien en laten verbeteren. Met een klacht kunt u naar de Autoriteit Persoonsgegevens."
                ),
                *more,
                Part("Met vriendelijke groet,\nKennispunt ZG, van de VNG"),
            ],
        )


def _safe(name: str) -> str:
    """A file's name as it is sent: letters, digits and dashes, with its end."""
    stem, _, end = name.rpartition(".")
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in stem)
    return f"{'-'.join(filter(None, letters.split('-')))[:80] or 'document'}.{end.casefold()}"
