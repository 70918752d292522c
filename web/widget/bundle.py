"""The widget's scripts as one: each module before those that use it, without their imports; one file packs smaller than many.

Only what our own modules use is understood: imports by name from a file beside it, exports of a declaration. Anything else is
refused, and so is a name that stands at the top of two modules, which one scope cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async |const |let |function |class ))", re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (?:\[([^\]]+)\]|([\w$]+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


def bundle(modules: Mapping[str, str], first: str, exported: str) -> str:
    """The text of the module `first` with all that it uses before it; it exports one name.

    Raises ValueError for a module that cannot be put together with the others.
    """
    order: list[str] = []
    _visit(first, modules, order, ())
    seen: dict[str, str] = {}
    for name in order:
        for found in _DECLARED.finditer(modules[name]):
            for declared in re.split(r",\s*", found[1] or found[2]):
                if declared in seen:
                    message = f"{name} and {seen[declared]} both have {declared} at the top"
                    raise ValueError(message)
                seen[declared] = name
    return "".join(_bare(name, modules[name]) for name in order) + f"export {{ {exported} }};\n"


def _visit(name: str, modules: Mapping[str, str], order: list[str], above: tuple[str, ...]) -> None:
    if name in above:
        message = f"modules use each other: {' > '.join((*above, name))}"
        raise ValueError(message)
    if name in order:
        return
    for names, other in _IMPORT.findall(modules[name]):
        for one in (word.strip() for word in names.split(",") if word.strip()):
            if not re.search(
                rf"^export (?:async )?(?:const|let|function|class) {re.escape(one)}\b", modules[other], re.MULTILINE
            ):
                message = f"{name} asks {other} for {one}, which it does not export under that name"
                raise ValueError(message)
        _visit(other, modules, order, (*above, name))
    order.append(name)


def _bare(name: str, text: str) -> str:
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(text):
        message = f"{name}: {left[0]!r} is not understood"
        raise ValueError(message)
    return text
