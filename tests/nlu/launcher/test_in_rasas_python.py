"""What the image of Rasa runs of ours beside Rasa itself, it runs in Rasa's Python (deploy/Dockerfile)."""

from __future__ import annotations

import subprocess
import sys


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        out, err = process.stdout.read(), process.stderr.read()  # its input stays open: closing it is letting go
        return subprocess.CompletedProcess(command, process.wait(), out, err)


def test_a_leash_holds() -> None:
    done = run(
        "bot.serve.leash", sys.executable, "-c", "import os; print(os.getpid() == os.getpgrp()); raise SystemExit(3)"
    )
    assert (done.returncode, done.stdout) == (3, "True\n"), done.stderr


def test_training_starts() -> None:
    done = run("bot.serve.train_command", "--help")
    assert done.returncode == 0, done.stderr
    assert "--force" in done.stdout
