"""Reads delivery reports (RFC 3464) out of a folder of files, a Maildir or an mbox file."""

from __future__ import annotations

import mailbox
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from pathlib import Path

from bot.adapters.mail.message import key_in
from bot.core.mail.port import NotNowError, Returned

_DONE = "gelezen"
"""The folder within the folder where a report goes when it was acted on."""
_MOST_BYTES = 2_000_000
_LONGEST_REASON = 300
_FULL = "5.2.2"
"""The mailbox is full: a code of the hard kind for what passes."""


class FolderReturns:
    """Implements `bot.core.mail.port.Returns` on a folder of `.eml` files, a Maildir or an mbox file.

    A report of ours is moved to `gelezen` (a file) or taken out (a mailbox) once it was acted on; other mail stays.
    """

    def __init__(self, place: Path) -> None:
        self._place = place

    def take(self, act: Callable[[Returned], None]) -> int:
        """As in the port."""
        if not self._place.exists():
            return 0
        try:
            if self._place.is_file():
                return self._mailbox(mailbox.mbox(self._place, create=False), act)
            if (self._place / "cur").is_dir():
                return self._mailbox(mailbox.Maildir(self._place, create=False), act)
            return self._files(act)
        except OSError as error:
            raise NotNowError(f"De retourberichten in {self._place} zijn niet te lezen: {error.strerror}.") from error

    def _files(self, act: Callable[[Returned], None]) -> int:
        count = 0
        for path in sorted(self._place.glob("*.eml")):
            found = returned(path.read_bytes()[:_MOST_BYTES])
            if found is None:
                continue
            act(found)
            (self._place / _DONE).mkdir(exist_ok=True)
            path.replace(self._place / _DONE / path.name)
            count += 1
        return count

    def _mailbox(self, box: mailbox.Mailbox[mailbox.Message], act: Callable[[Returned], None]) -> int:
        count = 0
        box.lock()
        try:
            for name in list(box.keys()):
                found = returned(box.get_bytes(name)[:_MOST_BYTES])
                if found is not None:
                    act(found)
                    box.remove(name)
                    count += 1
            box.flush()
        except mailbox.Error as error:
            raise NotNowError(f"De retourberichten in {self._place} zijn niet te lezen.") from error
        finally:
            box.unlock()
            box.close()
        return count


def returned(data: bytes) -> Returned | None:
    """The delivery report that these bytes are; None for any other mail, and for reports of letters that are not ours."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        report = _report(message)
        if report is None:
            return None
        fields = _failed(report)
        key = next((key for text in _addresses(message, data) if (key := key_in(text))), "")
        if fields is None or not key:
            return None
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):  # mail from outside has every mistake
        return None
    status = str(fields.get("Status", "")).strip()
    said = str(fields.get("Diagnostic-Code", "")).partition(";")[2].strip() or status or "onbestelbaar"
    hard = status.startswith("5.") and status != _FULL
    return Returned(key, hard, " ".join(said.split())[:_LONGEST_REASON])


def _report(message: Message) -> Message | None:
    """The part that programs read."""
    if message.get_content_type() != "multipart/report":
        return None
    return next((part for part in message.walk() if part.get_content_type() == "message/delivery-status"), None)


def _failed(report: Message) -> Message | None:
    """The fields of the recipient who did not get it; None where it is only late, or has arrived."""
    blocks = report.get_payload()
    if not isinstance(blocks, list):
        return None
    for block in blocks:
        if isinstance(block, Message) and str(block.get("Action", "")).strip().casefold() == "failed":
            return block
    return None


def _addresses(message: Message, data: bytes) -> Iterator[str]:
    """Where the key may stand: the address that the report came to, and the letter itself, which comes back with it."""
    for header in ("To", "Delivered-To", "X-Original-To", "Envelope-To"):
        for value in message.get_all(header, []):
            yield str(value)
    yield data.decode("utf-8", "replace")
