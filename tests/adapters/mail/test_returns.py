"""Delivery reports, as mail servers write them, from a folder, a Maildir and an mbox file."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.adapters.mail.returns import FolderReturns, returned
from bot.core.mail.port import Returned
from tests.contracts.mail_server import report

KEY = "abcdefghijklmnop1234"
BACK = f"kennispunt+ronde-{KEY}@vng.example.nl"
GONE = report(BACK, "loket@voorbeeld.example.nl")
OTHER_MAIL = b"From: a@b.example.nl\r\nTo: " + BACK.encode() + b"\r\nSubject: Afwezig\r\n\r\nIk ben er niet.\r\n"


def test_a_hard_bounce_says_which_letter_and_why():
    assert returned(GONE) == Returned(KEY, hard=True, reason="550 5.1.1 no such user")


@pytest.mark.parametrize(("status", "hard"), [("5.1.1", True), ("5.2.2", False), ("4.4.7", False), ("", False)])
def test_what_passes_is_not_hard(status: str, hard: bool):
    assert returned(report(BACK, "x@y.example.nl", status=status)).hard is hard


def test_the_letter_that_comes_back_is_enough_to_know_it():
    data = report("bode@vng.example.nl", "x@y.example.nl").replace(
        b"--b1--",
        b"--b1\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <ronde-"
        + KEY.encode()
        + b"@vng.example.nl>\r\n\r\n--b1--",
    )
    assert returned(data).key == KEY


@pytest.mark.parametrize(
    "data",
    [OTHER_MAIL, b"", b"\xff\xfe\x00", report("bode@vng.example.nl", "x@y.example.nl"), report(BACK, "x@y.example.nl", action="delayed"), GONE[:300], GONE.replace(b"Content-Type: message/delivery-status", b"Content-Type: text/plain")],
)  # fmt: skip
def test_other_mail_is_no_report_of_ours(data: bytes):
    assert returned(data) is None


def folder(path: Path) -> None:
    path.mkdir()
    (path / "1.eml").write_bytes(GONE)
    (path / "2.eml").write_bytes(OTHER_MAIL)


def maildir(path: Path) -> None:
    box = mailbox.Maildir(path)
    box.add(GONE)
    box.add(OTHER_MAIL)


def mbox(path: Path) -> None:
    box = mailbox.mbox(path)
    box.add(GONE)
    box.add(OTHER_MAIL)
    box.close()


@pytest.mark.parametrize("make", [folder, maildir, mbox])
def test_each_report_is_acted_on_once_and_other_mail_stays(tmp_path: Path, make: Callable[[Path], None]):
    place = tmp_path / "terug"
    make(place)
    acted: list[Returned] = []
    assert FolderReturns(place).take(acted.append) == 1
    assert FolderReturns(place).take(acted.append) == 0
    assert [item.key for item in acted] == [KEY]
    left = b"".join(
        path.read_bytes() for path in [place, *place.rglob("*")] if path.is_file() and path.parent.name != "gelezen"
    )
    assert b"Ik ben er niet." in left
    assert b"no such user" not in left


@pytest.mark.parametrize("make", [folder, maildir, mbox])
def test_what_was_not_acted_on_is_there_again(tmp_path: Path, make: Callable[[Path], None]):
    place = tmp_path / "terug"
    make(place)

    def fails(_: Returned) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        FolderReturns(place).take(fails)
    assert FolderReturns(place).take(lambda _: None) == 1


def test_a_place_that_is_not_there_yet_holds_nothing(tmp_path: Path):
    assert FolderReturns(tmp_path / "niets").take(lambda _: None) == 0
