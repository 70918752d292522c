"""Write down everything that a screen reader says, in every form and state, to docs/gehoord.md: for people to read.

The steps are those of the test (tests/accessibility/hearing.py): Orca on Chromium, on a desktop without a screen.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
# One of the libraries installs a package named `tests`; ours goes first.
_OURS = ModuleType("tests")
_OURS.__path__ = [str(ROOT / "tests")]
sys.modules["tests"] = _OURS
sys.path.insert(0, str(ROOT))

from tests.accessibility.conftest import FLAGS, free_port, running  # noqa: E402 - see above
from tests.accessibility.hearing import JOURNEYS, hear  # noqa: E402
from tests.accessibility.screen_reader import missing  # noqa: E402

TARGET = ROOT / "docs" / "gehoord.md"
HEAD = """# Wat een schermlezer zegt

Gemaakt met `make hear` op {day}. Niet met de hand bewerken.
Orca leest hier Chromium voor, op verzonnen inhoud. Elk streepje is één uiting, in de volgorde waarin Orca sprak.
Orca zelf staat op Engels: 'article', 'entry', 'push button' en 'leaving …' zijn woorden van Orca.
Wat Orca en Chromium bij elke pagina van zichzelf zeggen ('Loading', 'Page has …'), is weggelaten.
De test `test_heard.py` bewaakt het belangrijkste hiervan bij elke `make test`.
"""


def main() -> int:
    """Listen to every journey and write the page; returns the exit code."""
    if lacking := missing():
        print(f"Niet beluisterd: op deze machine ontbreekt {lacking}.", file=sys.stderr)
        return 1
    written = [HEAD.format(day=datetime.now(tz=UTC).date().isoformat())]
    with running() as base, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for number, (name, journey) in enumerate(JOURNEYS.items()):
            print(f"[hear] {name}", flush=True)
            own = Path(folder) / str(number)
            own.mkdir()
            written.append(f"## {name}\n")
            for heard in hear(journey, browser, base, free_port, own):
                said = [f"- {one}" for one in heard.said] or ["- *(niets)*"]
                written.append("\n".join([f"**{heard.step}**\n", *said, ""]))
        browser.close()
    TARGET.write_text("\n".join(written), encoding="utf-8")
    print(f"[hear] {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
