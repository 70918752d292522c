"""Wait until nothing moves: the one place where a check waits before it looks.

A text that is fading in has no contrast to measure, a font that is still coming has another width, and a page that is
still getting its parts is not the page.
"""

from __future__ import annotations

import time
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, Request

LONGEST_SECONDS = 10.0
_STILL = """async () => {
  const roots = [document, ...[...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean)];
  const moving = () => roots.flatMap((root) => root.getAnimations()).filter((one) => one.playState !== "finished");
  await document.fonts.ready;
  await Promise.allSettled(moving().map((one) => one.finished));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return moving().length === 0 && document.fonts.status === "loaded";
}"""
_under_way: WeakKeyDictionary[BrowserContext, set[Request]] = WeakKeyDictionary()


def watch(context: BrowserContext) -> None:
    """Keep count of what this context is getting."""
    pending = _under_way.setdefault(context, set())

    def begun(request: Request) -> None:
        pending.add(request)

    def over(request: Request) -> None:
        pending.discard(request)

    context.on("request", begun)
    context.on("requestfinished", over)
    context.on("requestfailed", over)


def _waits_for(request: Request, page: Page) -> bool:
    """An answer that is under way is a state of its own to look at, and a recording that plays moves nothing."""
    own = request.frame.page == page if request.frame else False
    return own and request.resource_type != "media" and "/messages" not in request.url


def still(page: Page) -> None:
    """Wait until nothing moves and nothing is on its way; fails when that takes too long."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        pending = [one for one in set(_under_way.get(page.context, ())) if _waits_for(one, page)]
        if page.evaluate(_STILL) and not pending:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the page does not come to rest")
