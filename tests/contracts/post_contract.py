"""What every way of sending letters keeps to."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.adapters.mail.message import Sender
from bot.core.mail.port import Letter, Post, RefusedAddressError

SENDER = Sender("Kennispunt ZG", "kennispunt@vng.example.nl", "redactie@vng.example.nl")
KEY = "abcdefghijklmnop1234"


def letter(**changed: object) -> Letter:
    fields: dict[str, object] = {
        "key": KEY,
        "to": "loket@voorbeeld.example.nl",
        "to_name": "Ömer Voorbeeld",
        "subject": "Kloppen deze gegevens van gemeente 's-Voorbeeld nog? (2 minuten)",
        "text": "Één regel.\n\nhttps://kennispunt.example.nl/bevestig/" + "x" * 43 + "\n",
        "html": "<p>Één regel.</p>",
        "written_at": datetime(2026, 6, 1, 12, tzinfo=UTC),
    }
    return Letter(**(fields | changed))  # type: ignore[arg-type]


class PostContract:
    """Subclasses give `post` and `messages`."""

    def messages(self) -> list[EmailMessage]:
        raise NotImplementedError

    def test_a_letter_arrives_whole_with_text_first(self, post: Post):
        post.send(letter())
        (message,) = self.messages()
        assert message["To"] == "Ömer Voorbeeld <loket@voorbeeld.example.nl>"
        assert message["From"] == "Kennispunt ZG <kennispunt@vng.example.nl>"
        assert message["Reply-To"] == "redactie@vng.example.nl"
        assert message["Subject"] == letter().subject
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Message-ID"] == f"<ronde-{KEY}@vng.example.nl>"
        assert message["Date"].datetime == letter().written_at
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
        assert text == letter().text

    def test_a_letter_that_comes_again_says_how_to_stop_it_as_it_stands(self, post: Post):
        """RFC 8058: the address is longer than a line, and whoever reads it decodes nothing."""
        stop = "https://kennispunt.example.nl/bevestig/weekbericht/" + "x-Y_" * 20
        for name, address in (("a", stop), ("b", stop.replace("https", "http")), ("c", "")):
            post.send(letter(key=name * 20, stop=address))
        again, without_https, once = sorted(self.messages(), key=lambda message: message["Message-ID"])
        assert dict(again.raw_items())["List-Unsubscribe"].strip() == f"<{stop}>"
        assert again["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert without_https["List-Unsubscribe"].startswith("<http://")
        assert without_https["List-Unsubscribe-Post"] is None
        assert once["List-Unsubscribe"] is None

    def test_nothing_is_attached_and_nothing_is_fetched_from_elsewhere(self, post: Post):
        post.send(letter())
        (message,) = self.messages()
        assert list(message.iter_attachments()) == []
        assert "<img" not in message.get_body(("html",)).get_content()

    def test_a_name_adds_no_header_and_no_recipient(self, post: Post):
        post.send(letter(to_name='X"\r\nBcc: een.ander@example.nl\r\n', subject="Een\r\nBcc: een.ander@example.nl"))
        (message,) = self.messages()
        assert message["Bcc"] is None
        assert [str(address.addr_spec) for address in message["To"].addresses] == ["loket@voorbeeld.example.nl"]

    @pytest.mark.parametrize(
        "address", ["loket@ @x", "", "a@b@c.nl", "lökét@voorbeeld.example.nl", "a@b.nl>\r\nRCPT TO:<c@d.nl"]
    )
    def test_what_is_no_address_is_refused_for_ever(self, post: Post, address: str):
        with pytest.raises(RefusedAddressError, match="geen adres"):
            post.send(letter(to=address))
        assert self.messages() == []
