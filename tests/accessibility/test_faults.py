"""When something fails: the text is kept, a way on is offered, and nothing is asked twice."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.accessibility.checkers import axe
from tests.accessibility.conftest import running
from tests.accessibility.places import Chat, busy

QUESTION = "Wie betaalt het vervoer?"


def sent(page: Page) -> list[str]:
    """The messages that leave the page from now on."""
    posted: list[str] = []
    page.on(
        "request",
        lambda request: posted.append(request.url) if request.method == "POST" and "/messages" in request.url else None,
    )
    return posted


def conversation_id(chat: Chat) -> str:
    kept = json.loads(chat.page.evaluate("() => sessionStorage.getItem('kennispunt-chat-1')"))
    return str(kept["id"])


def answers_on_the_server(chat: Chat) -> int:
    response = chat.page.request.get(f"{chat.base}/api/v1/conversations/{conversation_id(chat)}")
    return len(response.json()["messages"])


def retry(chat: Chat) -> None:
    chat.problem.get_by_role("button", name="Opnieuw proberen").click()


def test_network_lost_before_the_question_arrives(chat: Chat) -> None:
    chat.open()
    chat.ask("eerste")
    chat.page.route("**/messages?*", lambda route: route.abort())
    chat.say(QUESTION)
    expect(chat.problem).to_contain_text("Het kennispunt is niet bereikbaar. Uw vraag is bewaard.")
    expect(chat.problem.get_by_role("link", name="Bekijk in plaats daarvan de onderwerpen")).to_have_attribute(
        "href", f"{chat.base}/onderwerpen"
    )
    assert chat.field.input_value() == QUESTION
    chat.page.unroute("**/messages?*")
    retry(chat)
    expect(chat.answers).to_have_count(2)
    expect(chat.problem).to_be_empty()
    expect(chat.root.locator(".message--person")).to_have_count(2)
    assert answers_on_the_server(chat) == 2
    assert chat.field.input_value() == ""


def test_network_lost_on_the_way_back_asks_nothing_twice(chat: Chat) -> None:
    chat.open()
    chat.ask("eerste")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    chat.page.route("**/messages?*", lose)
    chat.say(QUESTION)
    expect(chat.problem).not_to_be_empty()
    chat.page.unroute("**/messages?*")
    posted = sent(chat.page)
    retry(chat)
    expect(chat.answers).to_have_count(2)
    assert posted == []
    assert answers_on_the_server(chat) == 2


def test_sending_twice_quickly_asks_once(chat: Chat) -> None:
    chat.open()
    posted = sent(chat.page)
    chat.field.fill("traag")
    chat.field.press("Enter")
    chat.field.press("Enter")
    chat.root.get_by_role("button", name="Vraag versturen").click(force=True)
    expect(chat.answers).to_have_count(1)
    assert len(posted) == 1


def test_what_was_changed_after_a_failure_is_asked_in_its_place(chat: Chat) -> None:
    chat.open()
    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()
    chat.field.fill(QUESTION)
    retry(chat)
    expect(chat.answers).to_have_count(1)
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])


def test_a_new_question_after_a_failure_takes_its_place(chat: Chat) -> None:
    chat.open()
    chat.say("kapot")
    expect(chat.problem).not_to_be_empty()
    chat.say(QUESTION)
    expect(chat.answers).to_have_count(1)
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])


@pytest.mark.parametrize("place", ["inline", "dialog", "chat"])
def test_an_error_of_ours(chat: Chat, place: str) -> None:
    chat.open(place)
    chat.say("kapot")
    expect(chat.problem).to_contain_text("Er ging bij ons iets mis. Uw vraag is bewaard.")
    assert chat.field.input_value() == "kapot"


def test_an_expired_conversation_is_begun_anew_with_the_text(chat: Chat) -> None:
    chat.open()
    chat.ask("eerste")
    old = conversation_id(chat)
    chat.page.request.delete(f"{chat.base}/api/v1/conversations/{old}")
    answer = chat.ask(QUESTION)
    expect(answer).to_contain_text("Uw vorige gesprek was verlopen. Dit is een nieuw gesprek.")
    expect(chat.root.locator(".message__said").last).to_have_text(QUESTION)
    assert conversation_id(chat) != old
    assert answers_on_the_server(chat) == 1


def test_too_many_questions_says_when_to_try_again(new_context: Callable[..., BrowserContext]) -> None:
    with running(KENNISPUNT_RATE_LIMIT="1/minute") as base:
        chat = Chat(new_context().new_page(), base).open()
        chat.ask("eerste")
        chat.say(QUESTION)
        expect(chat.problem).to_contain_text("Te veel vragen achter elkaar. U kunt weer een vraag stellen over")
        expect(chat.problem).to_contain_text("seconden.")
        assert chat.field.input_value() == QUESTION


def test_waiting_time_is_said_in_the_persons_language(chat: Chat) -> None:
    chat.open("chat", "taal=pl")
    chat.page.route("**/messages?*", busy)
    chat.say(QUESTION)
    expect(chat.problem).to_contain_text("30 sekund")


@pytest.mark.parametrize("text", ["", "   ", "a" * 2001])
def test_what_cannot_be_sent_is_kept_and_explained(chat: Chat, text: str) -> None:
    chat.open()
    posted = sent(chat.page)
    chat.field.fill(text)
    chat.root.get_by_role("button", name="Vraag versturen").click()
    expect(chat.problem).to_have_text(
        "Uw tekst is langer dan 2000 tekens. Maak de tekst korter." if len(text) > 10 else "Typ eerst een vraag."
    )
    expect(chat.field).to_have_attribute("aria-invalid", "true")
    assert chat.field.input_value() == text
    assert posted == []
    chat.field.fill("Zes?")
    expect(chat.problem).to_be_empty()
    expect(chat.field).not_to_have_attribute("aria-invalid", "true")


def test_what_the_server_refuses_is_kept_with_its_reason(chat: Chat) -> None:
    chat.open()
    chat.say("/restart")
    expect(chat.problem).to_contain_text("schuine streep")
    assert chat.field.input_value() == "/restart"
    expect(chat.root.locator(".message--person")).to_have_count(0)


def test_blocked_storage(chat: Chat) -> None:
    chat.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
             Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });"""
    )
    chat.open()
    chat.ask(QUESTION)
    chat.root.get_by_role("button", name="Instellingen").click()
    chat.root.get_by_label("Tekstgrootte").select_option("150")
    expect(chat.root.locator(".root")).to_have_attribute("data-text", "150")


def test_a_full_storage(chat: Chat) -> None:
    chat.page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    )
    chat.open()
    chat.ask(QUESTION)
    chat.ask("keuze")


@pytest.mark.parametrize("blocked", ["**/embed.js", "**/element.js", "**/widget.css", "**/nl.json"])
def test_script_blocked_halfway_leaves_the_plain_form(
    new_context: Callable[..., BrowserContext], base: str, blocked: str
) -> None:
    page = new_context().new_page()
    page.route(blocked, lambda route: route.abort())
    page.goto(f"{base}/chat")
    page.wait_for_load_state("networkidle")
    page.locator("#vraag-tekst").fill(QUESTION)
    page.locator("form.question button").click()
    expect(page.get_by_text("Zes weken.").first).to_be_visible()
    page.goto(f"{base}/voorbeeld")
    expect(page.get_by_role("link", name="Stel uw vraag aan het Kennispunt ZG")).to_be_visible()


def test_what_was_typed_before_the_script_came_is_kept(chat: Chat) -> None:
    chat.page.add_init_script(
        """document.addEventListener("DOMContentLoaded", () => {
             const field = document.querySelector("textarea"); field.value = "al getypt"; field.focus(); });"""
    )
    chat.open("chat")
    assert chat.field.input_value() == "al getypt"
    expect(chat.field).to_be_focused()


def test_a_conversation_begun_without_script_goes_on_with_it(
    new_context: Callable[..., BrowserContext], base: str
) -> None:
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"{base}/chat")
    plain.locator("#vraag-tekst").fill(QUESTION)
    plain.locator("form.question button").click()
    chat = Chat(new_context().new_page(), base)
    chat.page.goto(plain.url)
    expect(chat.answers).to_have_count(1)
    chat.ask("keuze")
    plain.reload()
    expect(plain.get_by_text("Om welke beperking gaat het?").first).to_be_visible()


def test_a_reload_keeps_conversation_and_draft(chat: Chat) -> None:
    chat.open()
    chat.ask(QUESTION)
    chat.field.fill("nog niet verstuurd")
    chat.page.reload()
    expect(chat.answers).to_have_count(1)
    assert chat.field.input_value() == "nog niet verstuurd"
    chat.ask("keuze")
    assert answers_on_the_server(chat) == 2


def test_a_reload_while_asking_asks_once(chat: Chat) -> None:
    chat.open()
    chat.ask("eerste")
    chat.say("traag")
    chat.page.wait_for_timeout(300)
    chat.page.reload()
    expect(chat.answers).to_have_count(2)
    expect(chat.root.locator(".message--person")).to_have_count(2)
    chat.page.wait_for_timeout(2500)
    assert answers_on_the_server(chat) == 2


def test_expiry_is_told_beforehand_and_can_be_put_off(chat: Chat) -> None:
    chat.page.clock.install()
    chat.open()
    chat.say(QUESTION)
    chat.page.clock.run_for(1000)
    expect(chat.answers).to_have_count(1)
    chat.page.clock.fast_forward("54:00")
    expect(chat.root.get_by_role("button", name="Langer bewaren")).to_have_count(0)
    chat.page.clock.fast_forward("01:30")
    expect(
        chat.root.locator(".status").get_by_text("Over 5 minuten wordt dit gesprek van onze computer gewist.")
    ).to_be_visible()
    chat.root.get_by_role("button", name="Langer bewaren").click()
    expect(chat.root.locator(".status").get_by_text("Uw gesprek blijft bewaard.")).to_be_visible()
    chat.page.clock.fast_forward("54:00")
    expect(chat.root.get_by_role("link", name="Bewaren als gewone tekst")).to_be_visible()
    chat.page.clock.fast_forward("07:00")
    expect(chat.root.get_by_role("link", name="Bewaren als gewone tekst")).to_be_hidden()
    expect(chat.answers).to_have_count(1)


def test_the_assistant_away_still_answers_from_the_topics(chat: Chat) -> None:
    chat.open()
    chat.say("weg wachttijd")
    expect(chat.answers).to_have_count(1)
    expect(chat.answers).to_contain_text("De assistent")


class Host:
    """A site of another origin: one page and its style sheet."""

    def __init__(self) -> None:
        self.page, self.css, self.policy = "", "", ""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body, kind = (host.css, "text/css") if self.path == "/host.css" else (host.page, "text/html")
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Security-Policy", host.policy)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def host() -> Iterator[Host]:
    made = Host()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def host_page(host: Host, chat: Chat, body: str, *, policy: str = "kennispunt", css: str = "") -> None:
    """A page of another origin under a strict policy, with the script tag and this body."""
    host.css = css
    host.page = f"""<!doctype html><html lang="nl"><head><title>Gastheer</title><link rel="stylesheet" href="/host.css">
      <script src="{chat.base}/embed.js" defer></script></head><body><main><h1>Gastheer</h1><p><a href="/elders">Elders</a></p>{body}</main></body></html>"""
    host.policy = (
        f"default-src 'none'; script-src {chat.base}; style-src 'self'; connect-src {chat.base}; media-src {chat.base}; "
        f"require-trusted-types-for 'script'; trusted-types {policy}"
    )
    chat.page.goto(host.url)


WIDGET = '<kennispunt-chat><a href="https://example.nl/chat">Stel uw vraag</a></kennispunt-chat>'
HOSTILE = """
  * { all: unset; }
  html { font-size: 5px; color: #eee; line-height: 0.5; letter-spacing: 0.5em; text-transform: uppercase; word-spacing: 2em; cursor: none; }
  body, main { display: block; color: #f8f8f8; text-align: right; visibility: visible; }
  button, textarea, p, dialog, [role] { display: none !important; font-size: 0 !important; opacity: 0 !important; }
"""


def test_under_a_strict_policy_of_the_host(chat: Chat, host: Host) -> None:
    host_page(host, chat, WIDGET)
    answer = chat.ask("contact")
    expect(answer.get_by_role("link", name="088 555 0101")).to_be_visible()
    answer.locator(".listen button").first.click()
    expect(answer.get_by_role("button", name="Pauze of verder")).to_be_visible()


def test_under_a_host_that_allows_no_policy_of_ours_the_text_is_there(
    host: Host, base: str, new_context: Callable[..., BrowserContext]
) -> None:
    free = Chat(new_context().new_page(), base)
    host_page(host, free, WIDGET, policy="'none'")
    expect(free.ask("Hoe lang?")).to_contain_text("Zes weken.")


def test_hostile_style_of_the_host(chat: Chat, host: Host) -> None:
    host_page(host, chat, WIDGET, css=HOSTILE)
    answer = chat.ask("keuze")
    style = answer.evaluate(
        """(element) => { const s = getComputedStyle(element);
             return [s.fontSize, s.letterSpacing, s.textTransform, s.textAlign, s.color, s.display]; }"""
    )
    assert style == ["16px", "normal", "none", "start", "rgb(20, 33, 46)", "block"]
    button = answer.get_by_role("button", name="Doofblind")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    assert [line for line in axe(chat.page) if "kennispunt-chat" in line] == []


def test_two_on_one_page(chat: Chat, host: Host) -> None:
    host_page(
        host,
        chat,
        WIDGET + "<h2>Nog een</h2>" + WIDGET.replace("<kennispunt-chat>", '<kennispunt-chat form="dialog" lang="en">'),
    )
    second = chat.page.locator("kennispunt-chat").nth(1)
    chat.ask(QUESTION)
    second.get_by_role("button", name="Ask Kennispunt ZG your question").click()
    field = second.locator("textarea")
    field.fill("Something else")
    field.press("Enter")
    expect(second.locator("article.message--answer")).to_have_count(1)
    expect(chat.answers).to_have_count(1)
    assert chat.page.locator(".kennispunt-skip-link").count() == 1
    chat.page.reload()
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])


def test_a_widget_whose_language_loads_last_keeps_its_own_conversation(chat: Chat, host: Host) -> None:
    held: list[Route] = []
    host_page(host, chat, WIDGET + WIDGET.replace("<kennispunt-chat>", '<kennispunt-chat lang="en">'))
    chat.ask(QUESTION)
    chat.page.route("**/nl.json", lambda route: held.append(route))  # noqa: PLW0108  # Playwright wants a function of Python
    with chat.page.expect_response("**/en.json"), chat.page.expect_request("**/nl.json"):
        chat.page.reload(wait_until="commit")
    chat.page.wait_for_timeout(500)  # the other has all it needs now, and would go first
    held[0].continue_()
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])
    expect(chat.page.locator("kennispunt-chat").nth(1).locator(".message__said")).to_have_count(0)


RENEW = """() => document.querySelector("main").replaceChildren()"""
BACK = """() => { document.querySelector("main").append(document.createElement("kennispunt-chat")); }"""


def test_a_page_that_comes_and_goes_finds_its_conversation_again(chat: Chat) -> None:
    chat.open()
    chat.ask(QUESTION)
    chat.page.evaluate(RENEW)
    expect(chat.page.locator(".kennispunt-skip-link")).to_have_count(0)
    chat.page.evaluate(BACK)
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])
    expect(chat.page.locator(".kennispunt-skip-link")).to_have_count(1)
    chat.ask("keuze")
    assert answers_on_the_server(chat) == 2


def test_an_element_that_goes_while_asking_leaves_its_question_to_the_next(chat: Chat) -> None:
    chat.open()
    chat.ask("eerste")
    chat.say("traag")
    chat.page.wait_for_timeout(200)
    chat.page.evaluate(RENEW)
    chat.page.evaluate(BACK)
    expect(chat.root.locator(".message__said")).to_have_text(["eerste", "traag"])
    expect(chat.answers).to_have_count(2)
    assert answers_on_the_server(chat) == 2


def test_an_element_that_is_moved_goes_on(chat: Chat) -> None:
    chat.open()
    chat.ask(QUESTION)
    chat.page.evaluate("() => document.querySelector('footer').append(document.querySelector('kennispunt-chat'))")
    expect(chat.root.locator(".message__said")).to_have_text([QUESTION])
    chat.ask("keuze")


def test_nothing_of_an_element_that_went_listens_or_waits(chat: Chat) -> None:
    """Its shortcuts, its dialog and its settings are out of the page with it, also when it goes with a dialog open."""
    chat.open("dialog")
    chat.ask(QUESTION)
    chat.root.locator(".top button").nth(1).press("Enter")
    chat.page.evaluate(RENEW)
    chat.page.evaluate(BACK)
    expect(chat.root.locator("dialog[open]")).to_have_count(0)
    chat.root.get_by_role("button", name="Instellingen").press("Enter")
    chat.root.get_by_label("Tekstgrootte").select_option("150")
    expect(chat.root.locator(".root")).to_have_attribute("data-text", "150")


def test_the_script_twice_on_one_page(chat: Chat, host: Host) -> None:
    said: list[str] = []
    chat.page.on("console", lambda message: said.append(message.text))
    host_page(host, chat, WIDGET + f'<script src="{chat.base}/embed.js" defer></script>')
    chat.ask(QUESTION)
    assert [line for line in said if "kennispunt" in line or "define" in line] == []


def test_no_cookies_and_no_third_party(chat: Chat) -> None:
    asked: list[str] = []
    chat.page.on("request", lambda request: asked.append(request.url))
    chat.open()
    chat.ask("contact").locator(".listen button").first.click()
    chat.page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith((chat.base, "data:"))] == []
    assert chat.page.context.cookies() == []


def test_markup_that_is_not_on_the_list_is_left_out(new_context: Callable[..., BrowserContext], base: str) -> None:
    chat = Chat(new_context().new_page(), base)
    html = (
        "<p onclick='x()' style='color:red'>Goed <a href='javascript:alert(1)'>link</a> <a href='/onderwerpen'>wel</a></p>"
        "<script>window.bad = 1</script><img src=x onerror='window.bad = 1'><iframe srcdoc='x'></iframe><form><input></form>"
    )

    def poison(route: Route) -> None:
        reply = route.fetch().json()
        reply["blocks"][0]["html"] = html
        route.fulfill(json=reply, headers={"Access-Control-Allow-Origin": "*"})

    chat.open()
    chat.page.route("**/messages?*", poison)
    block = chat.ask("Hoe lang?").locator(".reply__block").first
    assert block.inner_html() == f'<p>Goed <a>link</a> <a href="{chat.base}/onderwerpen">wel</a></p>'
    assert chat.page.evaluate("() => window.bad") is None


@pytest.mark.parametrize("place", ["inline", "chat"])
def test_beginning_anew_takes_what_was_said_before_off_the_page(chat: Chat, place: str) -> None:
    chat.open(place)
    chat.ask("geheim")
    chat.page.reload()
    expect(chat.answers).to_have_count(1)  # what was said is back
    chat.ask("ook geheim")
    chat.say("opnieuw")
    expect(chat.answers.last).to_contain_text("Het gesprek is gewist.")
    expect(chat.answers).to_have_count(1)
    expect(chat.root.locator(".message__said")).to_have_text(["opnieuw"])
    assert "geheim" not in chat.page.evaluate("() => JSON.stringify(sessionStorage)")
    assert answers_on_the_server(chat) == 1
