"""Pictures of the desk for docs/beheer.md: a running desk on fictional data, seen by an editor and by an owner."""

from __future__ import annotations

import sys
import tempfile
import types
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from bot.adapters.sql.accounts.accounts import SqlAccounts
from bot.adapters.sql.base import engine_for
from bot.adapters.sql.directory.desk import SqlDesk
from bot.adapters.sql.directory.setup import prepare
from bot.adapters.sql.use.tally import SqlTallyBook
from bot.contract import Language
from bot.core.use.tally import Counted, Tallied, month_of

ROOT = Path(__file__).resolve().parent.parent
# A library installs a package `tests` of its own, which would be found before ours.
_tests = types.ModuleType("tests")
_tests.__path__ = [str(ROOT / "tests")]
sys.modules["tests"] = _tests

from tests.accessibility.conftest import running  # noqa: E402
from tests.accessibility.test_desk import Desk, come_in, make_horizon_twice, patient  # noqa: E402
from tests.contracts.directory_sample import write_sample  # noqa: E402
from tests.contracts.round_world import Clock, RoundWorld  # noqa: E402

WIDTH, HEIGHT = 900, 1000
OWNER = "noor@voorbeeld.example.nl"
PAGES = {
    "beheer-vandaag": "",
    "beheer-zoeken": "/gids?q=voorbeeld",
    "beheer-gemeente": "/gids/9001",
    "beheer-geschiedenis": "/gids/9001/geschiedenis",
    "beheer-dubbel": "/dubbel",
    "beheer-samenvoegen": "/samenvoegen?blijft=organisation-horizon&weg=organisation-horizon-twee",
    "beheer-ronde": "/ronde",
    "beheer-afspraken": "/afspraken",
    "beheer-besloten": "/besloten",
    "beheer-inzicht": "/inzicht",
    "beheer-gebruikers": "/gebruikers",
    "beheer-account": "/account",
    "beheer-koppelingen": "/koppelingen",
}
"""Name of the picture, and the page below `/beheer`."""

_TABLE = "gemeentecode;functie;telefoon\n9001;Wmo;010 555 0199\n9002;Wmo;nee\n"


def take(browser: Browser, shoot: Callable[[Page, str], None]) -> None:
    """Make every picture of the desk; `shoot` writes what a page shows under a name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'gids.db'}"
        prepare(url, write_sample(folder / "content" / "directory"))
        engine = engine_for(url)
        world = RoundWorld(engine, clock=Clock(datetime.now(UTC) - timedelta(minutes=10)))
        world.representative(OWNER, "9001", "horizon")
        with running(DESK_DATABASE=url) as base:
            context = browser.new_context(locale="nl-NL", viewport={"width": WIDTH, "height": HEIGHT})
            page = patient(context)
            page.goto(f"{base}/beheer/inloggen")
            shoot(page, "beheer-aanmelden")
            desk = Desk(base, SqlAccounts(engine), SqlDesk(engine))
            come_in(page, desk)
            make_horizon_twice(desk)
            world.rounds.start(["9001", "horizon"])
            world.rounds.send()
            counts = {"wmo-zg/vervoer": 12, "inburgering/taal": 3, "": 7}
            SqlTallyBook(engine).add(
                {
                    Tallied(month_of(world.clock.today), Counted.UNANSWERED, Language.DUTCH, topic): count
                    for topic, count in counts.items()
                }
            )
            for picture, path in PAGES.items():
                answered = page.goto(f"{base}/beheer{path}")
                if answered is None or answered.status != 200:  # noqa: PLR2004  # HTTP's own number
                    raise ValueError(f"/beheer{path}: {answered and answered.status}")
                shoot(page, picture)
            table = folder / "loketten.csv"
            table.write_text(_TABLE, encoding="utf-8")
            page.goto(f"{base}/beheer/import")
            page.get_by_label("Bestand").set_input_files(table)
            page.get_by_role("button", name="Toon het verslag").click()
            shoot(page, "beheer-verslag")
            page.goto(f"{base}/bevestig/{world.fake.token(OWNER)}")
            shoot(page, "beheer-bevestigen")
            context.close()
        engine.dispose()
