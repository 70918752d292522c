"""Letters as files (.eml) in a folder: what a machine without a mail server does, and what tests look at."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.mail.message import Sender, message_of
from bot.adapters.stores.whole import write_whole
from bot.core.mail.port import Letter, NotNowError


class FolderPost:
    """Implements `bot.core.mail.port.Post`: one file a letter, whole or not at all."""

    def __init__(self, folder: Path, sender: Sender) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """As in the port."""
        data = message_of(letter, self._sender).as_bytes()
        try:
            write_whole(self._folder / f"{letter.written_at:%Y%m%d-%H%M%S}-{letter.key}.eml", data)
        except OSError as error:
            raise NotNowError(f"De mail kan niet in {self._folder} worden gezet: {error.strerror}.") from error
