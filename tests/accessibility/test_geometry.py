"""What can be measured: reflow, spacing, text size, targets, focus, colours, motion, direction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.accessibility.places import PAGES, STATES, STATES_IN_PLACES, Chat
from tests.accessibility.quiet import still

NARROW = {"width": 320, "height": 256}
"""1280 by 1024 at 400% (WCAG 1.4.10)."""
EVERYTHING = """
  const all = (root) => [...root.querySelectorAll("*")].flatMap((e) => e.shadowRoot ? [e, ...all(e.shadowRoot)] : [e]);
  const shown = (e) => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && e.getClientRects().length > 0;
  const label = (e) => `${e.localName}.${e.className} "${(e.textContent || "").trim().slice(0, 30)}"`;
"""
SPACING = """
  (() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    for (const host of document.querySelectorAll("kennispunt-chat"))
      if (host.shadowRoot) host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, sheet]; })()
"""


def too_wide(page: Page) -> list[str]:
    """What makes one scroll sideways; a table may scroll within itself."""
    still(page)
    return list(
        page.evaluate(
            f"""() => {{ {EVERYTHING}
                const width = document.documentElement.clientWidth;
                const wrong = all(document).filter((e) => shown(e) && !e.closest("table") && !e.matches(".kennispunt-skip-link,.skip,.hidden") && (() => {{
                  const box = e.getBoundingClientRect(); return box.right > width + 1 || box.left < -1; }})()).map(label);
                if (document.documentElement.scrollWidth > width) wrong.push("page");
                return wrong; }}"""
        )
    )


def cut_off(page: Page) -> list[str]:
    """Text that does not fit in its box and cannot be scrolled to."""
    still(page)
    return list(
        page.evaluate(
            f"""() => {{ {EVERYTHING}
                return all(document).filter((e) => shown(e) && e.innerText?.trim() && !e.closest(".hidden, .skip, .kennispunt-skip-link") && e.localName !== "select" && (() => {{
                  const style = getComputedStyle(e);
                  const hides = (value) => value === "hidden" || value === "clip";
                  return (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1); }})()).map(label); }}"""
        )
    )


def small_targets(page: Page) -> list[str]:
    """Controls under 24 pixels, and main ones under 44; a link within a sentence is excepted (WCAG 2.5.8)."""
    still(page)
    return list(
        page.evaluate(
            f"""() => {{ {EVERYTHING}
                return all(document).filter((e) => e.matches("a[href], button, select, textarea, input, summary") && shown(e)
                    && !e.matches(".kennispunt-skip-link, .skip, [type=hidden]")).flatMap((e) => {{
                  const box = (e.type === "checkbox" ? e.closest("label") : e).getBoundingClientRect();
                  const inText = e.localName === "a" && getComputedStyle(e).display === "inline" && e.parentElement.innerText.trim() !== e.innerText.trim();
                  if (inText) return [];
                  const least = e.matches("button, select, textarea, summary") ? 44 : 24;
                  return box.height < least - 0.5 || box.width < 23.5 ? [`${{label(e)}} ${{Math.round(box.width)}}x${{Math.round(box.height)}}`] : []; }}); }}"""
        )
    )


@pytest.mark.parametrize(("place", "state"), [pair for pair in STATES_IN_PLACES if pair[0] != "dialog"])
def test_no_scrolling_sideways_at_400_percent(
    new_context: Callable[..., BrowserContext], base: str, place: str, state: str
) -> None:
    chat = Chat(new_context(viewport=NARROW).new_page(), base).open(place)
    STATES[state](chat)
    assert too_wide(chat.page) == []
    assert small_targets(chat.page) == []
    chat.page.evaluate(SPACING)
    assert too_wide(chat.page) == []
    assert cut_off(chat.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_at_400_percent(new_context: Callable[..., BrowserContext], base: str, path: str) -> None:
    page = new_context(viewport=NARROW).new_page()
    page.goto(base + path)
    assert too_wide(page) == []
    assert small_targets(page) == []
    page.evaluate(SPACING)
    assert too_wide(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("language", ["ar", "ti", "uk"])
def test_a_dialog_at_400_percent(new_context: Callable[..., BrowserContext], base: str, language: str) -> None:
    page = new_context(viewport=NARROW).new_page()
    page.add_init_script(f"localStorage.setItem('kennispunt-settings', JSON.stringify({{language: '{language}'}}))")
    chat = Chat(page, base).open("dialog")
    chat.ask("contact")
    assert too_wide(page) == []
    dialog = chat.root.locator("dialog[open]")
    assert dialog.evaluate("(d) => d.scrollWidth <= d.clientWidth")
    box = dialog.bounding_box()
    assert box
    assert box["height"] <= 256
    chat.root.locator(".top button").first.click()
    assert too_wide(page) == []


@pytest.mark.parametrize("place", ["inline", "dialog", "chat"])
def test_text_at_200_percent(new_context: Callable[..., BrowserContext], base: str, place: str) -> None:
    page = new_context(viewport={"width": 640, "height": 512}).new_page()
    page.add_init_script("localStorage.setItem('kennispunt-settings', JSON.stringify({text: '200'}))")
    chat = Chat(page, base).open(place)
    answer = chat.ask("contact")
    assert answer.locator("p").first.evaluate("(p) => getComputedStyle(p).fontSize") == "32px"
    assert too_wide(page) == []
    assert cut_off(page) == []


@pytest.mark.parametrize("place", ["inline", "dialog", "chat"])
def test_nothing_with_the_focus_is_hidden(new_context: Callable[..., BrowserContext], base: str, place: str) -> None:
    chat = Chat(new_context(viewport=NARROW, reduced_motion="reduce").new_page(), base).open(place)
    chat.ask("keuze")
    for _ in range(30):
        chat.page.keyboard.press("Tab")
        seen = chat.page.evaluate(
            """() => {
                let at = document.activeElement, root = document;
                while (at?.shadowRoot?.activeElement) { root = at.shadowRoot; at = root.activeElement; }
                if (!at || at === document.body) return true;
                const box = at.getBoundingClientRect();
                const points = [[box.left + 3, box.top + 3], [box.left + box.width / 2, box.top + box.height / 2], [box.left + 3, box.bottom - 3]];
                const free = points.some(([x, y]) => { const top = root.elementFromPoint(x, y); return top && (at.contains(top) || top.contains(at)); });
                return free || `${at.localName} ${at.textContent.slice(0, 40)} ${JSON.stringify(box)}`;
            }"""
        )
        assert seen is True


def test_forced_colours_keep_edges_and_focus(new_context: Callable[..., BrowserContext], base: str) -> None:
    chat = Chat(new_context(forced_colors="active").new_page(), base).open()
    chat.ask("keuze")
    for control in [
        chat.root.get_by_role("button", name="Vraag versturen"),
        chat.root.get_by_role("button", name="Doofblind"),
        chat.field,
    ]:
        control.focus()
        edge, outline = control.evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.borderStyle, `${s.outlineStyle} ${s.outlineWidth}`]; }"
        )
        assert edge == "solid"
        assert outline == "solid 3px"
    assert chat.answers.last.evaluate("(e) => getComputedStyle(e).borderInlineStartWidth") == "5px"


@pytest.mark.parametrize(
    ("system", "setting", "moves"),
    [("reduce", "", False), ("no-preference", "less", False), ("no-preference", "", True)],
)
def test_motion(new_context: Callable[..., BrowserContext], base: str, system: str, setting: str, moves: bool) -> None:
    page = new_context(reduced_motion=system).new_page()
    page.add_init_script(f"localStorage.setItem('kennispunt-settings', JSON.stringify({{motion: '{setting}'}}))")
    chat = Chat(page, base).open()
    name = chat.ask("Hoe lang?").evaluate("(e) => getComputedStyle(e).animationName")
    assert (name != "none") is moves


CONTRAST = (
    """() => { """
    + EVERYTHING
    + """
  const channel = (v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const read = (text) => { const c = document.createElement("canvas").getContext("2d", {willReadFrequently: true}); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (e) => { for (let at = e; at; at = at.parentElement || at.getRootNode().host) { const c = read(getComputedStyle(at).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
  const wrong = [];
  let measured = 0;
  for (const e of all(document.querySelector("kennispunt-chat").shadowRoot).filter(shown)) {
    const style = getComputedStyle(e);
    if ([...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) {
      measured += 1;
      const found = ratio(read(style.color), ground(e));
      if (found < 7) wrong.push(`${label(e)} text ${found.toFixed(2)}`);
    }
    if (e.matches("button:not(.button--next), textarea, select")) { // what one can read on with is underlined, as a link
      const around = ground(e.parentElement || e.getRootNode().host);
      const found = Math.max(ratio(read(style.borderTopColor), around), ratio(ground(e), around));
      if (found < 3) wrong.push(`${label(e)} edge ${found.toFixed(2)}`);
      e.focus();
      const outline = ratio(read(getComputedStyle(e).outlineColor), around);
      if (outline < 3) wrong.push(`${label(e)} focus ${outline.toFixed(2)}`);
    }
  }
  return {wrong, measured};
}"""
)


@pytest.mark.parametrize(
    ("theme", "colours"),
    [("", ""), ("vng", ""), ("hoog-contrast", ""), ("", "light"), ("", "dark"), ("vng", "contrast")],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(new_context: Callable[..., BrowserContext], base: str, theme: str, scheme: str, colours: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.add_init_script(f"localStorage.setItem('kennispunt-settings', JSON.stringify({{colours: '{colours}'}}))")
    chat = Chat(page, base).open("inline", f"thema={theme}")
    chat.ask("notitie")
    chat.ask("contact")
    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()
    still(page)
    found = page.evaluate(CONTRAST)
    assert found["measured"] > 15
    assert found["wrong"] == []


def test_right_to_left(chat: Chat) -> None:
    chat.open("chat", "taal=ar")
    answer = chat.ask("arabisch")
    assert chat.root.locator(".root").get_attribute("dir") == "rtl"
    own = chat.root.locator(".message--person").last.bounding_box()
    box = answer.bounding_box()
    assert own
    assert box
    assert own["x"] < box["x"] + 60, "the person's words stand at the end of the line, which is left"
    style = answer.evaluate("(e) => { const s = getComputedStyle(e); return [s.direction, s.borderRightWidth]; }")
    assert style == ["rtl", "5px"]
    blocks = answer.locator(".reply__block")
    assert [blocks.nth(n).get_attribute("lang") for n in range(2)] == ["ar", "nl"]
    assert [blocks.nth(n).evaluate("(e) => getComputedStyle(e).direction") for n in range(2)] == ["rtl", "ltr"]
    quote = answer.locator(".reply__block span[lang=nl]")
    assert quote.evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    digits = answer.locator("bdi").evaluate(
        """(e) => { const range = document.createRange(); const at = (n) => { range.setStart(e.firstChild, n); range.setEnd(e.firstChild, n + 1); return range.getBoundingClientRect().x; };
             return [at(0), at(1), at(2)]; }"""
    )
    assert digits == sorted(digits), "the number is written from left to right"


@pytest.mark.parametrize("language", ["nl", "en", "ar", "tr", "uk", "fa", "pl", "ti"])
def test_the_language_is_told(chat: Chat, language: str) -> None:
    chat.open("chat", f"taal={language}")
    root = chat.root.locator(".root")
    expect(root).to_have_attribute("lang", language)
    expect(root).to_have_attribute("dir", "rtl" if language in {"ar", "fa"} else "ltr")
    assert chat.page.locator("html").get_attribute("lang") == language


def test_more_contrast_as_the_system_asks(new_context: Callable[..., BrowserContext], base: str) -> None:
    chat = Chat(new_context(contrast="more").new_page(), base).open()
    chat.ask("Hoe lang?")
    measured = chat.root.locator(".soft").first.evaluate("(e) => getComputedStyle(e).color")
    assert measured == chat.root.locator(".panel").first.evaluate("(e) => getComputedStyle(e).color")
    assert chat.root.locator(".panel").first.evaluate("(e) => getComputedStyle(e).borderTopWidth") == "2px"
