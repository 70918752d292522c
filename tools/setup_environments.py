"""Make the two environments from the locked requirement files, with nothing but a Python (3.8 or newer).

    python3 tools/setup_environments.py app|dev     what serving needs | what testing needs as well
    python3 tools/setup_environments.py gtts        the optional speech engine, beside what serving needs
    python3 tools/setup_environments.py traces      sending traces to OpenTelemetry, beside what serving needs
    python3 tools/setup_environments.py voice       recognising speech, in an environment of its own
    python3 tools/setup_environments.py diet        Rasa with TensorFlow, to compare with its own classifier
    python3 tools/setup_environments.py lock        resolve pyproject.toml's groups into requirements/*.txt

`.venv` (Python 3.12 or newer) gets the group `app` or `dev`, `.venv-rasa` (Python 3.10) the group `rasa` or `rasa-dev`,
`.venv-voice` (as `.venv`) the group `voice`, for tests and for who asks for it, `.venv-diet` (Python 3.10) the group `diet`.
A stamp in each environment holds the digest of what it was made from, so that a second call only compares two files.
Serving never takes the tests' tools away from an environment that has them.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
OLDEST_UV = (0, 9)
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""

MAIN, RASA, VOICE, DIET = ("main", "rasa", "voice", "diet")
FOLDER = {
    MAIN: ROOT / ".venv",
    RASA: ROOT / ".venv-rasa",
    VOICE: ROOT / ".venv-voice",
    DIET: ROOT / ".venv-diet",
}
MINORS = {MAIN: ("3.12", "3.13", "3.14"), RASA: ("3.10",), VOICE: ("3.12", "3.13", "3.14"), DIET: ("3.10",)}
GROUPS = {
    "app": {MAIN: "app", RASA: "rasa"},
    "dev": {MAIN: "dev", RASA: "rasa-dev", VOICE: "voice"},
    "voice": {VOICE: "voice"},
    "diet": {DIET: "diet"},
}
LOCKS = (
    ("app", MAIN),
    ("gtts", MAIN),
    ("traces", MAIN),
    ("dev", MAIN),
    ("rasa", RASA),
    ("rasa-dev", RASA),
    ("voice", VOICE),
    ("diet", DIET),
)
LOCK_MINOR = {MAIN: "3.12", RASA: "3.10", VOICE: "3.12", DIET: "3.10"}
OVERRIDES = {RASA: REQUIREMENTS / "rasa-overrides.in"}
"""What an environment gets instead of what its packages ask for."""
EXTRAS = ("gtts", "traces")
"""What can be put beside what serving needs."""


class SetupError(Exception):
    """Something that the person at the keyboard must put right; the message is shown as it is."""


def say(text: str) -> None:
    """Show a step to the person at the keyboard."""
    print("[setup] " + text, flush=True)


def run(*command: object, env: dict[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command with its output in sight; raises SetupError with the command when it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=str(ROOT),
        env=env,
        stdout=subprocess.DEVNULL if quiet else None,
    )
    if result.returncode != 0:
        raise SetupError(f"mislukt (code {result.returncode}): " + " ".join(str(part) for part in command[:6]))


def output(*command: object) -> str:
    """What a command prints, or an empty text when it cannot run."""
    try:
        result = subprocess.run(
            [str(part) for part in command],
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=str(ROOT),
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.decode("utf-8", "replace").strip() if result.returncode == 0 else ""


def find_uv() -> Path:
    """The path of a uv: the one on PATH when it is new enough, otherwise our own, installed from requirements/uv.txt."""
    on_path = shutil.which("uv")
    version = re.match(r"uv (\d+)\.(\d+)", output(on_path, "--version")) if on_path else None
    if on_path and version and (int(version.group(1)), int(version.group(2))) >= OLDEST_UV:
        return Path(on_path)
    folder = TOOLS / "uv"
    uv = folder / SCRIPTS / ("uv" + EXE)
    lock = REQUIREMENTS / "uv.txt"
    stamp = folder / "stamp"
    wanted = digest(lock)
    if uv.exists() and read(stamp) == wanted:
        return uv
    say("uv halen")
    shutil.rmtree(str(folder), ignore_errors=True)
    try:
        run(sys.executable, "-m", "venv", folder)
    except SetupError:
        raise SetupError(
            f"Python {sys.version.split()[0]} kan geen omgeving maken: installeer het pakket python3-venv."
        ) from None
    run(folder / SCRIPTS / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--only-binary", ":all:", "--require-hashes", "-r", lock)  # fmt: skip
    stamp.write_text(wanted)
    return uv


def find_python(uv: Path, role: str) -> Path:
    """The path of a Python for `role`; lets uv download one when the machine has none.

    Interpreters of pyenv are looked up by hand: its shims answer only for the version that is switched on.
    """
    for minor in MINORS[role]:
        found = output(uv, "python", "find", "--no-project", "--no-python-downloads", "--system", minor)
        if found and works(found, minor):
            return Path(found)
        versions = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
        for candidate in sorted(versions.glob(minor + ".*/bin/python"), reverse=True):
            if works(candidate, minor):
                return candidate
    minor = MINORS[role][0]
    say(f"Python {minor} staat niet op deze machine; uv haalt het op")
    subprocess.run([str(uv), "python", "install", "--no-bin", minor], check=False, stderr=subprocess.DEVNULL)
    found = output(uv, "python", "find", "--no-project", "--no-python-downloads", "--managed-python", minor)
    if found and works(found, minor):
        return Path(found)
    raise SetupError(
        f"Python {minor} ontbreekt en kon niet worden opgehaald. Installeer Python {minor} "
        f"(bijvoorbeeld 'pyenv install {minor}') en begin opnieuw."
    )


def works(python: object, minor: str) -> bool:
    """Whether this interpreter starts and is of this version."""
    return output(python, "-c", "import sys, ssl; print('%d.%d' % sys.version_info[:2])") == minor


def read(path: Path) -> str:
    """The text of a file, or an empty text when it is not there."""
    try:
        return path.read_text()
    except OSError:
        return ""


def digest(path: Path) -> str:
    """The digest of a file's contents."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make(role: str, group: str, uv: Callable[[], Path]) -> bool:
    """Bring one environment to its lock file; returns whether anything was done.

    `uv` is a function, so that a second call on a finished machine looks for nothing.
    """
    folder = FOLDER[role]
    stamp = folder / "kennispunt-stamp"
    held = read(stamp).partition(" ")
    if group in ("app", "rasa") and held[0] == {"app": "dev", "rasa": "rasa-dev"}[group]:
        group = held[0]
    lock = REQUIREMENTS / (group + ".txt")
    wanted = group + " " + digest(lock)
    python = folder / SCRIPTS / ("python" + EXE)
    if read(stamp) == wanted and works(python, read(folder / "kennispunt-python")):
        return False
    program = uv()
    started = time.monotonic()
    minors = MINORS[role]
    if not any(works(python, minor) for minor in minors):
        base = find_python(program, role)
        say(f"{folder.name}: nieuwe omgeving met {base}")
        run(program, "venv", "--quiet", "--clear", "--no-project", "--python", base, folder)
    say(f"{folder.name}: pakketten van requirements/{lock.name} installeren")
    run(program, "pip", "sync", "--python", python, "--require-hashes", "--compile-bytecode", lock)
    if role == MAIN:
        run(program, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "--offline",
            "--config-settings", "editable_mode=compat", "--editable", ROOT)  # fmt: skip
    if role == VOICE:
        run(python, ROOT / "tools" / "voice_models.py", folder)
    (folder / "kennispunt-python").write_text(next(minor for minor in minors if works(python, minor)))
    stamp.write_text(wanted)
    say(f"{folder.name}: klaar in {time.monotonic() - started:.0f} s")
    return True


def add(extra: str, uv: Path) -> None:
    """Put what is optional beside what `.venv` has; a later change of its lock file takes it out again."""
    python = FOLDER[MAIN] / SCRIPTS / ("python" + EXE)
    lock = REQUIREMENTS / (extra + ".txt")
    run(uv, "pip", "install", "--python", python, "--require-hashes", "--compile-bytecode", "-r", lock)


def lock_all(uv: Path) -> None:
    """Resolve every group into requirements/: hashes of the public registry, and no address in any file."""
    environ = {name: value for name, value in os.environ.items() if name not in ("UV_FIND_LINKS", "PIP_FIND_LINKS")}
    common = ["--quiet", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--no-header"]
    for group, role in LOCKS:
        say(f"requirements/{group}.txt")
        instead = ["--override", OVERRIDES[role]] if role in OVERRIDES else []
        run(uv, "pip", "compile", *common, *instead, *sys.argv[2:], "--group", group, "--python", find_python(uv, role),
            "--python-version", LOCK_MINOR[role], "--output-file", f"requirements/{group}.txt",
            env=environ, quiet=True)  # fmt: skip
    say("requirements/uv.txt")
    run(uv, "pip", "compile", *common, *sys.argv[2:], "--no-annotate", "requirements/uv.in", "--universal",
        "--python-version", "3.8", "--python", find_python(uv, MAIN), "--output-file", "requirements/uv.txt",
        env=environ, quiet=True)  # fmt: skip


def main() -> int:
    """Do what the first argument asks; returns the exit code."""
    task = sys.argv[1] if len(sys.argv) > 1 else "app"
    try:
        if task == "lock":
            lock_all(find_uv())
        elif task in EXTRAS:
            add(task, find_uv())
        elif task in GROUPS:
            uv = lru_cache(maxsize=None)(find_uv)
            for role, group in GROUPS[task].items():
                make(role, group, uv)
        else:
            print("onbekend: " + task + " (kies app, dev, gtts, traces, voice, diet of lock)", file=sys.stderr)
            return 2
    except SetupError as error:
        print(f"[setup] {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
