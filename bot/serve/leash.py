"""Runs one command on a leash: when the other end of standard input closes, the command and all it started stop.

    python -m bot.serve.leash <command …>

The supervisor holds the other end. It closes it to stop the command, and the system closes it when the supervisor
dies in whatever way, so that nothing is left running. What hangs is stopped at once, without being asked first: that is said
by a letter before it is closed. Exits with the command's code (128 + signal number if killed).
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 6.0
"""Time between the request to stop and the kill."""
AT_ONCE = "!"
"""Comes before the end of standard input when there is nothing to wait for."""


def hold(command: list[str]) -> int:
    """Run `command` in a process group of its own until it ends or standard input closes; returns its exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the leash lets go last
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=_by_itself)  # noqa: PLW1509  # no threads yet
    threading.Thread(target=_stop_when_let_go, args=(child,), daemon=True).start()
    code = child.wait()
    _signal_group(child.pid, signal.SIGKILL)
    return code if code >= 0 else 128 - code


def _by_itself() -> None:
    """Lead a group of its own (`process_group=0` is not in Rasa's Python), and hear the signals: ignoring them is inherited."""
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def _stop_when_let_go(child: subprocess.Popen[bytes]) -> None:
    said = b""
    while more := os.read(sys.stdin.fileno(), 1024):
        said = more
    _signal_group(child.pid, signal.SIGKILL if said else signal.SIGTERM)
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        _signal_group(child.pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


if __name__ == "__main__":
    sys.exit(hold(sys.argv[1:]))
