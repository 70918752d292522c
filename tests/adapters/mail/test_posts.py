"""Both ways of sending, the one over a real mail server on this machine."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.adapters.mail.folder import FolderPost
from bot.adapters.mail.message import Sender, SenderError
from bot.adapters.mail.smtp import MailServer as Address
from bot.adapters.mail.smtp import MailServerError, SmtpPost
from bot.core.mail.port import NotNowError, Post, RefusedAddressError, UnsureError
from tests.contracts.mail_server import MailServer
from tests.contracts.post_contract import KEY, SENDER, PostContract, letter

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class TestFolder(PostContract):
    @pytest.fixture
    def post(self, tmp_path: Path) -> Post:
        self.folder = tmp_path / "mail"
        return FolderPost(self.folder, SENDER)

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in self.folder.glob("*.eml")]  # type: ignore[misc]

    def test_a_full_disk_is_for_later(self, post: Post, monkeypatch: pytest.MonkeyPatch):
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr("bot.adapters.mail.folder.write_whole", full)
        with pytest.raises(NotNowError, match="No space left"):
            post.send(letter())


class TestSmtp(PostContract):
    @pytest.fixture
    def server(self) -> Iterator[MailServer]:
        with MailServer() as server:
            yield server

    @pytest.fixture
    def post(self, server: MailServer) -> Post:
        self.server = server
        return SmtpPost(Address.read(server.address, ""), SENDER, seconds=60)

    def messages(self) -> list[EmailMessage]:
        return [item.message for item in self.server.received]

    def test_the_envelope_tells_which_letter_comes_back(self, post: Post):
        post.send(letter())
        assert self.server.received[0].sender == f"kennispunt+ronde-{KEY}@vng.example.nl"
        assert self.server.received[0].recipients == ["loket@voorbeeld.example.nl"]

    def test_an_address_that_the_server_does_not_know_is_refused_for_ever(self, post: Post):
        self.server.unknown.add("loket@voorbeeld.example.nl")
        with pytest.raises(RefusedAddressError, match="no such user"):
            post.send(letter())
        assert self.messages() == []

    @pytest.mark.parametrize("answer", ["451 4.3.0 try again", "552 5.3.4 too big", "554 5.7.1 looks like spam"])
    def test_a_server_that_does_not_take_it_is_for_later(self, post: Post, answer: str):
        self.server.answer = answer
        with pytest.raises(NotNowError, match=answer[:3]) as told:
            post.send(letter())
        assert not told.value.everybody

    def test_a_server_that_closes_is_for_later(self, post: Post):
        self.server.most = 0
        with pytest.raises(NotNowError) as told:
            post.send(letter())
        assert told.value.everybody

    def test_a_line_that_breaks_after_the_letter_was_given_leaves_it_unsure(self, post: Post):
        self.server.breaks = True
        with pytest.raises(UnsureError):
            post.send(letter())


def test_a_server_that_is_away_is_for_later():
    with MailServer() as server:
        gone = server.address
    with pytest.raises(NotNowError, match="niet te bereiken"):
        SmtpPost(Address.read(gone, ""), SENDER).send(letter())


@pytest.mark.parametrize("address", ["mail.example.nl", "http://mail.example.nl", "smtp://", "smtp://m:poort"])
def test_what_is_no_mail_server_is_named(address: str):
    with pytest.raises(MailServerError, match="KENNISPUNT_MAIL"):
        Address.read(address, "")


def test_a_mail_server_has_its_usual_port_and_hides_its_password():
    read = Address.read("smtps://bode%40vng@mail.example.nl", "geheim")
    assert (read.port, read.user, read.is_here) == (465, "bode@vng", False)
    assert "geheim" not in repr(read)


@pytest.mark.parametrize(("sender", "reply"), [("Kennispunt", ""), ("a@b.example.nl", "niemand")])
def test_a_sender_that_is_no_address_is_named(sender: str, reply: str):
    with pytest.raises(SenderError, match="geen e-mailadres"):
        Sender.read(sender, reply)
