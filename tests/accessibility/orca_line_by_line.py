"""Start Orca so that each line of its debug file is there at once: by itself it writes when eight kilobytes are full. Runs on the system's Python."""

from __future__ import annotations

import builtins
import runpy
import shutil
import sys
from typing import Any

_open = builtins.open


def open_by_line(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as `open` itself
    """`open`, with a line as the buffer of what is written as text."""
    return _open(file, mode, 1 if "w" in mode and "b" not in mode else buffering, *rest, **named)


builtins.open = open_by_line  # type: ignore[assignment]
program = shutil.which("orca")
if program is None:
    sys.exit("orca is not installed")
sys.argv[0] = program
runpy.run_path(program, run_name="__main__")
