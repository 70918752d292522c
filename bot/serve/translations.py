"""`kennispunt translations`: make the binary catalogues that Babel reads from the `.po` files that translators edit."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from bot.serve.supervisor import ServeError
from bot.settings import ROOT

TRANSLATIONS = ROOT / "web" / "translations"


def main(arguments: Sequence[str]) -> int:
    """`kennispunt translations`; returns the exit code."""
    argparse.ArgumentParser(
        prog="kennispunt translations", description="Zet gewijzigde vertalingen van de schermteksten om."
    ).parse_args(list(arguments))
    compile_changed(TRANSLATIONS)
    return 0


def compile_changed(folder: Path) -> list[Path]:
    """Write `<name>.mo` beside each `<name>.po` in `folder` that is newer; returns what was written.

    Raises ServeError naming the file and line that cannot be read.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        try:
            with source.open("rb") as stream:
                catalog = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as error:
            raise ServeError(f"{source}:{error.lineno}: {error}") from error
        part = target.with_name(f"{target.name}.{os.getpid()}")
        with part.open("wb") as stream:
            write_mo(stream, catalog)
        part.replace(target)
        written.append(target)
    return written
