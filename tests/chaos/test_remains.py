"""The search of what is left finds what is there, in files and in memory, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.remains import in_files, in_memory

HOLDS = """
import sys
kept = "".join(["kwartel", "bloemen", "veldstra"])
wide = "".join(["kwartel", "bloemen", "veldstra", chr(0x1F600)])
print("ready", flush=True)
sys.stdin.read()
"""
LETS_GO = HOLDS.replace('"kwartel"', '"kievit"')


def looked(program: str, word: str) -> list[str]:
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdin
        assert process.stdout.readline() == b"ready\n"
        try:
            return in_memory({"proef": [process.pid]}, [word])
        finally:
            process.stdin.close()


def test_a_word_in_memory_is_found_in_whatever_width_it_is_kept():
    [found] = looked(HOLDS, "kwartelbloemenveldstra")
    assert found.startswith("proef: kwartelbloemenveldstra (")
    assert int(found.rpartition("(")[2].partition(" ")[0]) >= 2
    assert looked(LETS_GO, "kwartelbloemenveldstra") == []


def test_a_word_in_a_file_is_found_in_any_case(tmp_path: Path):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "log").write_text("Mevrouw KwartelBloem belt", encoding="utf-8")
    (tmp_path / "ander").write_bytes(b"\xff\x00")
    assert in_files([tmp_path], ["kwartelbloem", "kievit"]) == ["log: kwartelbloem"]
    assert in_files([tmp_path / "map" / "log"], ["KWARTELBLOEM"]) == ["log: KWARTELBLOEM"]
