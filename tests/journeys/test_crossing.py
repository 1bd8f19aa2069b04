"""Two at once, twice the same, and doors that have closed."""

from typing import Any

from tests.journeys.conftest import Installation, Visit
from tests.journeys.going import onward
from tests.journeys.looking import Look
from tests.journeys.tickets import answer, at_the_desk, report, send_reply


def test_two_agents_answer_at_once_and_the_second_keeps_the_text(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    path = report(contact, "Twee mensen antwoorden")
    one, other = visit("agent", at_the_desk(path)), visit("service manager", at_the_desk(path))
    other.fill("[data-part=answer] textarea", "Mijn lange antwoord")
    answer(one, "Ik was eerst.")
    other.click("[data-part=answer] [data-main]")
    other.wait_for_selector("[role=alert]")
    assert "Terwijl u schreef" in other.inner_text("[role=alert]")
    assert other.input_value("[data-part=answer] textarea") == "Mijn lange antwoord"
    look(other)
    other.click("[data-part=answer] [data-main]")
    other.wait_for_selector(".w-msg:has-text('Mijn lange antwoord')")
    contact.goto(path)
    assert contact.locator(".w-msg").count() == 3


def test_a_reply_that_crosses_a_staff_answer_arrives(visit: Visit) -> None:
    contact = visit("owner")
    path = report(contact, "Reactie kruist antwoord")
    contact.fill("[name=text]", "Er zijn nu acht teams.")
    answer(visit("agent", at_the_desk(path)), "Wij kijken.")
    send_reply(contact, "Er zijn nu acht teams.")
    assert contact.locator(".w-msg").count() == 3


def test_rows_on_their_way_do_not_pull_the_cursor_of_a_reader_away(visit: Visit) -> None:
    contact, desk = visit("owner"), visit("agent", "/desk/queue/")
    on_their_way: list[Any] = []
    desk.route(lambda url: "/desk/queue/" in url, lambda rows: on_their_way.append(rows))
    report(contact, "Komt binnen terwijl iemand leest")
    # The rows may be on their way already, for something of before: then they are asked for only once.
    for _ in range(300):
        desk.wait_for_timeout(100)
        if on_their_way:
            break
    assert on_their_way
    desk.keyboard.press("j")
    row = desk.evaluate("() => document.activeElement.closest('[data-row]').id")
    for rows in on_their_way:
        rows.continue_()
    desk.unroute_all()
    desk.wait_for_selector("[data-live-held]:not([hidden])")
    assert desk.evaluate("() => document.activeElement.closest('[data-row]').id") == row


FETCHED_AGAIN = """() => new Promise((done) => {
  const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
  const look = () => {
    const now = document.querySelector("[data-row]");
    done([now.classList.contains("cursor"), now.classList.contains("w-fresh"), now.contains(document.activeElement)]);
  };
  const begin = () => {
    // What was announced before the page opened may have it fetch the rows by itself: after that.
    if (document.querySelector(".htmx-request, .htmx-swapping, .htmx-added, .htmx-settling")) {
      window.setTimeout(begin, 50);
      return;
    }
    // All of them: another may be the first one by then.
    for (const row of document.querySelectorAll("[data-row]")) row.dataset.v = "of before";
    document.addEventListener("htmx:afterSwap", press, { once: true });
    document.addEventListener("htmx:afterSettle", () => window.setTimeout(look), { once: true });
    window.htmx.trigger("#queue-rows", "live");
  };
  begin();
})"""


def test_a_changed_row_flashes_and_a_cursor_that_comes_to_it_at_that_moment_stays(visit: Visit) -> None:
    desk = visit("agent", "/desk/queue/")
    assert desk.evaluate(FETCHED_AGAIN) == [True, True, True]


def _send(page: Any, path: str, fields: dict[str, str]) -> int:
    status: int = page.request.post(path, form=fields, max_redirects=0).status
    return status


def _hidden(page: Any, form: str) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        """(form) => Object.fromEntries(
          [...document.querySelectorAll(`${form} input[type=hidden]`)].map((field) => [field.name, field.value]))""",
        form,
    )
    return found


def test_the_same_form_sent_twice_is_one_ticket_one_answer_one_note_one_reply(visit: Visit) -> None:
    contact = visit("owner", "/portal/tickets/new/")
    fields = _hidden(contact, "main form") | {
        "subject": "Dubbel verstuurd", "kind": "incident", "priority": "p1", "what": "Eén keer.",
    }  # fmt: skip
    assert [_send(contact, "/portal/tickets/new/", fields) for _ in range(2)] == [302, 302]
    contact.goto("/portal/tickets/?q=Dubbel+verstuurd")
    assert contact.locator("main .w-list li").count() == 1
    contact.click("main .w-list a")
    path = contact.url.split("#")[0].removeprefix(contact.url.split("/portal")[0])
    desk = visit("agent", at_the_desk(path))
    sent = _hidden(desk, "[data-part=answer]") | {"text": "Eén antwoord", "purpose": "message"}
    note = _hidden(desk, "[data-part=note]") | {"text": "Eén notitie"}
    replied = _hidden(contact, "#reply") | {"text": "Eén reactie"}
    for page, place, what in (
        (desk, f"{at_the_desk(path)}answer/", sent),
        (desk, f"{at_the_desk(path)}note/", note),
        (contact, f"{path}reply/", replied),
    ):
        assert [_send(page, place, what) for _ in range(2)] == [302, 302]
    desk.reload()
    assert desk.locator(".w-msg").count() == 4
    withdrawn = _hidden(contact, "form[action$='withdraw/']")
    assert [_send(contact, f"{path}withdraw/", withdrawn) for _ in range(2)] == [302, 302]


def test_a_double_click_sends_once(visit: Visit) -> None:
    contact = visit("owner")
    path = report(contact, "Dubbel geklikt")
    contact.fill("[name=text]", "Nog iets.")
    contact.dblclick("text=Reactie versturen")
    contact.wait_for_url("**#m-*")
    contact.goto(path)
    assert contact.locator(".w-msg").count() == 2


def test_a_link_signs_in_once(visit: Visit, installation: Installation, look: Look) -> None:
    link = installation.links()["user"]
    first = visit("", link)
    look(first)
    onward(first, "main button[type=submit]")
    assert "/portal/" in first.url
    again = visit("", link)
    if again.locator("main button[type=submit]").count():
        onward(again, "main button[type=submit]")
    assert "/portal/" not in again.url
    assert again.locator("main").inner_text().strip() != ""
    look(again)


def test_signing_out_elsewhere_ends_an_open_page(visit: Visit, installation: Installation) -> None:
    pages = []
    for _ in range(2):
        page = visit("", installation.links()["user"])
        page.click("main button[type=submit]")
        page.wait_for_url("**/portal/**")
        pages.append(page)
    one, other = pages
    one.goto("/portal/tickets/")
    other.goto("/accounts/sessions/")
    # The one that signed in last but for this: others go on, such as those of the tests beside this one.
    onward(other, other.locator("main li form button").first)
    one.click("text=Klaar")
    one.wait_for_url("**/accounts/sign-in/**")
    assert one.locator("main input[type=password]").count() == 1
    # The one that ended it goes on.
    other.goto("/portal/tickets/")
    assert other.url.endswith("/portal/tickets/")


def test_a_stranger_to_a_ticket_finds_nothing(visit: Visit, look: Look) -> None:
    path = report(visit("owner"), "Niet voor iedereen")
    page = visit("user", path)
    assert "bestaat niet" in page.inner_text("main") or "niet gevonden" in page.inner_text("main").lower()
    look(page)
