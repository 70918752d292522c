"""The widget's one style sheet, made from the pages' own: tokens, reading aids and components, then what only the widget has."""

from __future__ import annotations

import re
from pathlib import Path

SHEETS = Path(__file__).resolve().parents[1] / "static" / "css"
COMPONENTS = ("base", "button", "field", "notice", "message", "sources", "contact", "ways", "listen", "print")
"""The components that stand in the widget too; they know nothing of it."""
_SOURCES = ("tokens", "reading", *COMPONENTS, "widget")
_DECLARED = re.compile(r"--kennispunt-([a-z-]+): ([^;]+);")
_REM = re.compile(r"(?<![\w.-])([\d.]+)rem\b")
_EACH = ".root > *"
"""What stands directly in the widget's root: the panel, the launcher, the dialogs. The root itself keeps the browser's own size."""


def files() -> list[Path]:
    """Every file of which the sheet is made."""
    return [SHEETS / f"{name}.css" for name in _SOURCES]


def sheet() -> str:
    """The sheet. Tokens that a host sets on the element win; sizes are parts of the person's own letter, not of the host's root."""
    read = {path.stem: path.read_text(encoding="utf-8") for path in files()}
    rules = "\n".join([*(read[name] for name in COMPONENTS), read["widget"]])
    rules = re.sub(r"^\s*(?:html|body) \{.*?\}\n", "", rules, flags=re.DOTALL | re.MULTILINE)  # there is none inside
    made = "\n".join([_tokens(read["tokens"], rules), _chosen(read["reading"]), rules])
    return _REM.sub(r"calc(\1*var(--kennispunt-rem))", made)


def _tokens(text: str, rules: str) -> str:
    """Each token that the rules use: what the host says, else ours; only ours where the person has chosen light or dark."""
    main, more = re.findall(r":root \{(.*?)\n\s*\}", text, flags=re.DOTALL)
    tokens = [(name, value) for name, value in _DECLARED.findall(main) if f"--kennispunt-{name})" in rules]
    given = "".join(f"--_{name}: var(--kennispunt-{name});\n" for name, _ in tokens)
    ours = "".join(f"--kennispunt-{name}: var(--_{name}, {value});\n" for name, value in tokens)
    left = "".join(f"--_{name}: initial;\n" for name, _ in tokens if name.startswith("color-"))
    return (
        f":host {{\n{given}}}\n{_EACH} {{\n--kennispunt-rem: 1em;\n{ours}}}\n"
        f'.root[data-colours="light"],\n.root[data-colours="dark"] {{\n{left}}}\n'
        f"@media (prefers-contrast: more) {{\n{_EACH} {{{more}}}\n}}\n"
    )


def _chosen(text: str) -> str:
    """The reading aids that a person has set, on the widget's root in place of the page's."""
    block = re.search(r"^@media screen \{.*?^\}", text, flags=re.DOTALL | re.MULTILINE)
    if block is None:
        message = "reading.css has no block for the screen"
        raise ValueError(message)
    return re.sub(r":root(\[[^\]]+\])", r".root\1 > *", block[0])
