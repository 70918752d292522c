"""Every page of the desk, of the mailed link and of the form about agreements, for three checkers: none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import Engine

from bot.adapters.sql.accounts.mailed_links import SqlMailedLinks
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.setup import prepare
from bot.contract import Language
from bot.core.accounts.accounts import Role
from bot.core.changes.changes import Author, RecordKind
from bot.core.closed.shelf import Development, Official
from bot.core.directory.standing import Origin
from bot.core.texts.drafts import Draft, mark_of
from bot.core.use.figures import Cell, Figure
from tests.accessibility.checkers import axe, ibm
from tests.accessibility.conftest import running
from tests.accessibility.test_agreements import signed_in
from tests.accessibility.test_desk import patient
from tests.accessibility.test_html import errors
from tests.contracts.closed_world import EDITOR, REPORT, ClosedWorld
from tests.contracts.directory_sample import write_sample
from tests.contracts.round_world import Clock, RoundWorld
from tests.contracts.texts_sample import write_texts
from tests.web.editor.desk_world import give_a_desk
from tests.web.fakes import World
from web.editor.services import Editing

pytestmark = pytest.mark.timeout(900)
NOOR = "noor@voorbeeld.example.nl"
AT_THE_DOOR = (
    "/beheer/inloggen", "/beheer/inloggen/link", "/beheer/inloggen/verstuurd", "/beheer/link/{mailed}", "/beheer/welkom/{welcome}",
    "/beheer/welkom/niets", "/afspraak-melden", "/bevestig/{asked}", "/bevestig/{asked}/9001/{fact}", "/bevestig/{asked}/9001/nieuw",
    "/bevestig/{asked}/doorgeven", "/bevestig/bezwaar/{receipt}", "/bevestig/niets",
    "/bevestig/weekbericht/{weekly}",
)  # fmt: skip
"""Pages for who has not signed in."""
WITHIN = (
    "", "/account", "/afspraken", "/afspraken/{case}", "/afspraken/aantallen", "/afspraken/nieuw", "/besloten",
    "/besloten/documenten", "/besloten/gebruik", "/besloten/gebruik/import", "/besloten/medewerkers", "/besloten/medewerkers/1",
    "/besloten/ontwikkelingen", "/besloten/ontwikkelingen/1", "/besloten/ontwikkelingen/1/wijzig", "/besloten/ontwikkelingen/nieuw",
    "/dubbel", "/samenvoegen?blijft=organisation-horizon", "/samenvoegen?blijft=organisation-horizon&weg=organisation-horizon-twee",
    "/gebruikers", "/gebruikers/1", "/gids?q=voorbeeld", "/gids/nieuw", "/gids/9001", "/gids/horizon", "/gids/9001/geschiedenis",
    "/gids/9001/nieuw/contact", "/gids/9001/nieuw/keuze", "/gids/horizon/nieuw/dienst", "/gids/horizon/nieuw/werkgebied",
    "/gids/9001/{fact}/wijzig", "/gids/9001/{fact}/betwist", "/gids/elders/organisation-elders/vervallen", "/import", "/inzicht",
    "/koppelingen", "/logboek", "/privacy", "/ronde", "/ronde/bellen", "/ronde/voorbeeld", "/bestaat-niet",
    "/teksten", "/teksten/proef/koffie", "/teksten/proef/koffie?taal=en", "/teksten/wijzig/nl/proef/koffie",
    "/teksten/wijzig/en/proef/koffie", "/teksten/voorbeeldvragen/nl/proef/koffie", "/teksten/geschiedenis/proef/thee",
    "/teksten/concept/{concept}",
)  # fmt: skip
"""Pages of the desk, as an administrator sees them, after `/beheer`."""
ELSEWHERE = {
    "editor.code": "test_signing_in.py, test_desk.py",
    "editor.resume": "below",
    "editor.outside_begin": "leads away",
    "editor.outside_back": "leads on",
    "closed.document": "a file",
    "closed.figures_csv": "a file",
    "closed.insight_csv": "a file",
    "editor.export": "a file",
    "editor.mend": "a file",
}
"""What is no page of its own, or is looked at where one comes to it."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("alles")
    url = f"sqlite:///{folder / 'gids.db'}"
    prepare(url, write_sample(folder / "content" / "directory"))
    write_texts(folder / "content")
    made = engine_for(url)
    yield made
    made.dispose()


def everything(engine: Engine) -> dict[str, str]:
    """Something on every page; returns what stands in the addresses."""
    world = RoundWorld(engine, clock=Clock(datetime.now(UTC) - timedelta(minutes=10)))
    closed, editor = ClosedWorld(engine, world), Author("redactie@vng.example.nl", Origin.VNG)
    whole = {"name": "Horizon", "kind_id": "aanbieder", "summary_nl": "Helpt.", "website": "horizon.example.nl"}
    world.desk.add("horizon-twee", RecordKind.ORGANISATION, whole, editor, confirm=False)
    noor = world.representative(NOOR, "9001", "horizon")
    phone = world.phone()
    world.desk.confirm(phone.ref, phone.version, Author(NOOR, Origin.OWNER))
    world.desk.dispute(phone.ref, Author("iemand", Origin.FILES, "buiten gebruik"))
    world.desk.change(phone.ref, phone.version + 2, {"value": "010 555 0188"}, editor, confirm=True)
    world.rounds.start(["9001", "horizon", "9002"])
    world.rounds.send()
    asked = world.fake.token(NOOR)
    world.clock.passes(minutes=5)
    visit = world.answering.visit(asked)
    assert visit is not None
    world.answering.confirm(visit, ["horizon"], {}, [])
    world.answering.add(
        visit, "9001", RecordKind.CHANNEL, {"label": "Wmo", "kind": "textphone", "value": "010 555 0177"}
    )
    world.answering.hand_over(visit, ["horizon"], "ander@elders.example.nl", "Iemand Anders")
    world.rounds.send()
    closed.part.write(Development(0, "Nieuw besluit", "Eerste alinea.", closed.part.today), EDITOR)
    closed.part.add_document("Handreiking", "handreiking.pdf", b"%PDF-1.7", EDITOR)
    closed.part.keep_official(Official(0, "9001", "Mees Voorbeeld", "overdracht", "mees@v.example.nl", ""), EDITOR)
    closed.use.put([Cell(2025, "horizon", place, Figure.of(count)) for place, count in (("9001", 12), ("9002", 3))])
    case = closed.agreements.report("horizon", "aanmelden@horizon.example.nl", REPORT)
    closed.weekly.ask(noor)
    mailed = SqlMailedLinks(engine).new(NOOR, "")
    assert mailed is not None
    return {
        "asked": asked,
        "receipt": world.fake.token(NOOR),
        "fact": str(phone.ref),
        "case": case.number,
        "mailed": mailed[1],
        "weekly": closed.weekly.book.new_link(noor.id, datetime.now(UTC))[1],
        "welcome": world.accounts.new_link(noor.id),
        "concept": str(concept(engine)),
    }


def concept(engine: Engine) -> int:
    """A concept with a fault, and another that was taken; returns the number of the first."""
    made = World()
    give_a_desk(made, engine)
    texts = cast(Editing, made.editing).texts
    assert texts is not None

    def written(topic: str, **words: str) -> Draft:
        marks = {part: mark_of(said) for part, said in texts.written(topic, Language.DUTCH).values.items()}
        kept = texts.save(topic, Language.DUTCH, words, marks, NOOR, "korter")
        assert kept is not None
        return kept

    texts.take(written("proef/thee", kort="Thee is gratis."), "redactie@vng.example.nl")
    return written("proef/koffie", titel="Koffie hier", kort="Gratis tot 10 uur.").id


def test_every_page_is_clean_for_three_checkers(
    new_context: Callable[..., BrowserContext], engine: Engine, tmp_path: Path
) -> None:
    names = everything(engine)
    with running(DESK_DATABASE=str(engine.url)) as base:
        outside = patient(new_context())
        for path in AT_THE_DOOR:
            _look(outside, base + path.format(**names), tmp_path)
        page = signed_in(new_context(), (engine, base), Role.ADMINISTRATOR)
        for path in WITHIN:
            _look(page, f"{base}/beheer{path.format(**names)}", tmp_path)
        page.goto(f"{base}/beheer/gids/9001/{names['fact']}/wijzig")
        page.get_by_label("Waarde").fill("010 555 0166")
        page.context.clear_cookies()
        page.get_by_role("button", name="Bewaar").click()
        expect(page.get_by_role("heading", name="Aanmelden")).to_be_visible()
        _keep(page, tmp_path)
        again = signed_in(page.context, (engine, base), Role.ADMINISTRATOR)
        again.goto(base + re.search(r'name="naar" value="([^"]+)"', page.content())[1])
        expect(again.get_by_role("button", name="Verstuur het nu")).to_be_visible()
        _keep(again, tmp_path)
    assert errors(tmp_path) == []


def test_no_page_is_forgotten(engine: Engine) -> None:
    app: Flask = _app(engine)
    rules = [
        rule for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and str(rule).startswith(("/beheer", "/bevestig", "/afspraak-melden"))
    ]  # fmt: skip
    finding = app.url_map.bind("localhost")
    looked = {
        finding.match(re.sub(r"\{\w+\}", "1", path).partition("?")[0])[0]
        for path in (*AT_THE_DOOR, *(f"/beheer{path}" for path in WITHIN if path != "/bestaat-niet"))
    }
    assert {rule.endpoint for rule in rules} == looked | set(ELSEWHERE)
    assert looked & set(ELSEWHERE) == set()


def _app(engine: Engine) -> Flask:
    world = World()
    give_a_desk(world, engine)
    return world.app()


def _look(page: Page, address: str, kept: Path) -> None:
    page.goto(address)
    _keep(page, kept)


def _keep(page: Page, kept: Path) -> None:
    """axe and IBM now, Nu later with all of them."""
    assert axe(page) + ibm(page) == [], page.url
    (kept / f"pagina-{len(list(kept.iterdir()))}.html").write_text(page.content(), encoding="utf-8")
