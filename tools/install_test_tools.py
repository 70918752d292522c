"""Put in place what the tests need from outside Python: system packages and the npm tools of package.json.

As root on a system with apt, missing packages are installed; otherwise the command to do so is shown and the exit code is 1.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = "/usr/bin/python3"


def has(*programs: str) -> bool:
    """Whether one of these programs is on PATH."""
    return any(shutil.which(program) for program in programs)


def answers(*command: str) -> bool:
    """Whether a command succeeds and prints something."""
    try:
        result = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return result.returncode == 0 and bool(result.stdout.strip())


def missing_packages() -> list[str]:
    """The Debian packages for what is not on this machine."""
    there = {
        "chromium": has("chromium"),  # the browser
        "haproxy": has("haproxy"),  # balances between two of everything
        "fontconfig": has("fc-list"),  # finds fonts
        "fonts-noto-core": all(answers("fc-list", ":lang=" + language) for language in ("ar", "ti", "fa", "uk")),
        "lynx": has("lynx"),  # a browser without script
        "postgresql": bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))) or has("initdb"),
        "default-jre-headless": answers("java", "--version"),  # the HTML checker
        "nodejs": has("node"),
        "npm": has("npm"),
        "xvfb": has("Xvfb"),  # a screen for the accessibility tree of a real browser
        "openbox": has("openbox"),
        "xdotool": has("xdotool"),
        "dbus-x11": has("dbus-launch"),
        "at-spi2-core": Path("/usr/libexec/at-spi-bus-launcher").exists() or has("at-spi-bus-launcher"),
        "orca": has("orca"),  # a real screen reader, of which the speech is read
        "python3-pyatspi": answers(SYSTEM_PYTHON, "-c", "import pyatspi; print(1)"),
    }
    return [package for package, found in there.items() if not found]


def install_packages(packages: list[str]) -> bool:
    """Install Debian packages; returns whether they are there afterwards."""
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if not has("apt-get"):
        print("Voor de tests ontbreken op deze machine: " + " ".join(packages), file=sys.stderr)
        return False
    if os.geteuid() != 0:
        print("Voor de tests ontbreekt iets. Installeer het met: sudo " + " ".join(command), file=sys.stderr)
        return False
    print("[tests] installeren: " + " ".join(packages), flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-o", "DPkg::Lock::Timeout=300"]
    updated = subprocess.run(["apt-get", *options, "update", "-q"], check=False, env=environ, stdout=subprocess.DEVNULL)
    done = subprocess.run([command[0], *options, *command[1:]], check=False, env=environ, stdout=subprocess.DEVNULL)
    if updated.returncode != 0 or done.returncode != 0:
        print("Installeren is mislukt. Probeer zelf: " + " ".join(command), file=sys.stderr)
        return False
    return True


def install_npm_tools() -> bool:
    """Install package-lock.json's tools unless they are there already; returns whether they are."""
    stamp = ROOT / "node_modules" / ".kennispunt-stamp"
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return True
    print("[tests] npm ci", flush=True)
    started = time.monotonic()
    result = subprocess.run(["npm", "ci", "--ignore-scripts", "--loglevel=error"], check=False, cwd=ROOT)
    if result.returncode != 0:
        print("'npm ci' is mislukt; zie de regels hierboven.", file=sys.stderr)
        return False
    stamp.write_text(wanted, encoding="utf-8")
    print(f"[tests] npm klaar in {time.monotonic() - started:.0f} s", flush=True)
    return True


def main() -> int:
    """Install what is missing; returns the exit code."""
    packages = missing_packages()
    if packages and not install_packages(packages):
        return 1
    still = missing_packages()
    if still:
        print("Na het installeren ontbreekt nog: " + " ".join(still), file=sys.stderr)
        return 1
    return 0 if install_npm_tools() else 1


if __name__ == "__main__":
    sys.exit(main())
