"""The widget: `/embed.js`, its parts under an address that changes with them, and a page that shows how a site uses it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Blueprint, Flask, Response, abort, render_template, request, url_for

from bot.contract import Language
from web.rendering.messages import DESCRIPTION, description
from web.widget import style
from web.widget.bundle import bundle

pages = Blueprint("embed", __name__)

_HERE = Path(__file__).resolve().parents[1]
SCRIPTS = _HERE / "static" / "js"
CATALOGUES = _HERE / "translations"
"""The folder with `<language>/LC_MESSAGES/widget.po`."""
MADE = {"element.js": "install", "dictation.js": "Dictation", "own-voice.js": "deviceSound", "aloud.js": "readAloud"}
"""What is put together out of modules, and what it exports: the widget, what is sent only to who presses the button to speak or
prefers a voice of their device, and the player of a page's own recordings."""
_FOREVER = "public, max-age=31536000, immutable"
_SHORT = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the widget as it is sent."""

    content: bytes
    media_type: str

    @property
    def packed(self) -> bytes:
        """The file compressed with gzip."""
        return gzip.compress(self.content, mtime=0)


def _without_comments(text: str, *, script: bool) -> bytes:
    """A script or style sheet without comments and indentation, which only readers of the source need."""
    text = re.sub(r"^\s*/\*.*?\*/\n", "", text, flags=re.MULTILINE | re.DOTALL)
    if script:
        text = re.sub(r"^\s*//.*\n|\s+// .*$", "", text, flags=re.MULTILINE)
        text = re.sub(r"(?<=[;{,(])\n", "", re.sub(r"^\s+", "", text, flags=re.MULTILINE))
    else:
        text = re.sub(r"\s*([{},;])\s*", r"\1", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    return re.sub(r"^\s+", "", text, flags=re.MULTILINE).encode()


def catalogue(language: Language) -> dict[str, str]:
    """The widget's words in a language, by their English; raises FileNotFoundError when there is no catalogue."""
    with (CATALOGUES / language / "LC_MESSAGES" / "widget.po").open("rb") as file:
        messages = read_po(file, locale=language.value, abort_invalid=True)
    return {str(message.id): str(message.string) for message in messages if message.id and message.string}


def _files() -> list[Path]:
    catalogues = [CATALOGUES / language / "LC_MESSAGES" / "widget.po" for language in Language]
    return [*sorted(SCRIPTS.glob("*.js")), *style.files(), DESCRIPTION, *catalogues]


def parts() -> dict[str, Part]:
    """Every part by its name in the address; read again when a file has changed."""
    return _parts(tuple(path.stat().st_mtime_ns for path in _files()))


@cache
def _parts(_changed: tuple[int, ...]) -> dict[str, Part]:
    modules = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js")}
    whole = {"embed.js": modules.pop("embed.js")}
    whole |= {name: bundle(modules, name, exported) for name, exported in MADE.items()}
    found = {name: Part(_without_comments(text, script=True), "text/javascript") for name, text in whole.items()}
    found["widget.css"] = Part(_without_comments(style.sheet(), script=False), "text/css")
    found[DESCRIPTION.name] = Part(json.dumps(description()).encode(), "application/json")
    for language in Language:
        words = json.dumps(catalogue(language), ensure_ascii=False).encode()
        found[f"{language}.json"] = Part(words, "application/json")
    version = hashlib.sha256(b"".join(found[name].content for name in sorted(found))).hexdigest()[:12]
    script = found["embed.js"].content.replace(b"VERSION", version.encode())
    return found | {"embed.js": Part(script, "text/javascript")}


def address(name: str) -> str:
    """Where a page of ours finds a part of this version."""
    found = re.search(rb"embed/([0-9a-f]{12})/", parts()["embed.js"].content)
    return url_for("embed.part", version=found[1].decode() if found else "0", name=name)


def _send(part: Part, cache_control: str) -> Response:
    """The part for pages of any origin, compressed for browsers that take that."""
    packed = request.accept_encodings["gzip"] > 0
    response = Response(part.packed if packed else part.content, mimetype=part.media_type)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = cache_control
    response.add_etag()
    response.make_conditional(request)
    return response


@pages.get("/embed.js")
def script() -> Response:
    """What a site puts in its script tag."""
    return _send(parts()["embed.js"], _SHORT)


@pages.get("/embed/<version>/<name>")
def part(version: str, name: str) -> Response:
    """A part; one of another version than asked for (a page opened before an update) is not kept by the browser."""
    found = parts().get(name)
    if found is None or name == "embed.js":
        abort(404)
    current = version.encode() in parts()["embed.js"].content
    return _send(found, _FOREVER if current else "no-cache")


@pages.get("/voorbeeld")
def example() -> str:
    """A page of an imaginary site with the widget on it; `vorm` and `thema` choose how."""
    theme = request.args.get("thema", "")
    return render_template(
        "voorbeeld.html",
        form="dialog" if request.args.get("vorm") == "dialoog" else "inline",
        theme=theme if theme in {"vng", "hoog-contrast"} else "",
    )


def register(app: Flask) -> None:
    """`/embed.js`, `/embed/…` and `/voorbeeld`."""
    app.add_template_global(address, "widget_part")
    app.register_blueprint(pages)
