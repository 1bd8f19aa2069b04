"""What people really type, paste and upload: each has a clear answer, and nothing is lost."""

import struct
import zlib
from typing import Any

import pytest
from tests.journeys.conftest import Visit
from tests.journeys.looking import Look
from tests.journeys.tickets import WHAT, answer, at_the_desk, report, send_reply

UNBROKEN = "W" * 200
EMOJI = (
    "\U0001f469\U0001f3fd\u200d\u2695\ufe0f \u0627\u0644\u0641\u0627\u062a\u0648\u0631\u0629 \u05e2\u05d1\u05e8"
    " \u202eomgekeerd\u202c \u03a9\u2248 <b>vet</b> {{ 7*7 }} %s"
)


def picture() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\x00" + b"\x1e\x40\x9a" * 40 for _ in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def _file(name: str, body: bytes, kind: str = "application/octet-stream") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": body}


def test_a_picture_is_shown_and_a_file_can_be_left_out_before_sending(visit: Visit, look: Look) -> None:
    contact = visit("owner")
    path = report(contact, "Met bijlagen")
    contact.set_input_files(
        "[name=files]", [_file("schermafdruk.png", picture(), "image/png"), _file("verkeerd.txt", b"weg ermee")]
    )
    contact.click("[data-paste-list] .w-file:has-text('verkeerd.txt') button")
    look(contact)
    contact.fill("[name=text]", "Zie de afdruk.")
    contact.click("text=Reactie versturen")
    contact.wait_for_selector(".w-msg .w-file img")
    assert contact.locator(".w-file").all_inner_texts()[0].startswith("schermafdruk.png")
    assert contact.locator(".w-file").count() == 1
    shown = contact.locator(".w-file img")
    shown.scroll_into_view_if_needed()
    contact.wait_for_function("() => document.querySelector('.w-file img').naturalWidth === 40")
    look(contact)
    desk = visit("agent", at_the_desk(path))
    assert desk.locator(".w-file img").count() == 1


@pytest.mark.parametrize(
    ("name", "body"),
    [("leeg.png", b""), ("programma.exe", b"MZ\x90\x00" + b"\x00" * 200), ("nep.png", b"<script>alert(1)</script>")],
)
def test_a_file_that_we_do_not_take_is_named_and_the_text_stays(
    visit: Visit, look: Look, name: str, body: bytes
) -> None:
    contact = visit("owner")
    path = report(contact, f"Verkeerde bijlage {name}")
    contact.fill("[name=text]", "Deze tekst blijft staan.")
    contact.set_input_files("[name=files]", [_file(name, body)])
    contact.click("text=Reactie versturen")
    contact.wait_for_selector(".w-problems")
    assert name in contact.inner_text(".w-problems")
    assert contact.input_value("[name=text]") == "Deze tekst blijft staan."
    look(contact)
    contact.goto(path)
    assert contact.locator(".w-msg").count() == 1


@pytest.mark.parametrize("subject", [UNBROKEN, EMOJI])
def test_long_unbroken_and_foreign_words_fit_everywhere(visit: Visit, look: Look, subject: str) -> None:
    contact = visit("owner")
    path = report(contact, subject)
    assert contact.inner_text("h1") == " ".join(subject.split())
    look(contact)
    contact.fill("[name=text]", f"{subject}\n\n{UNBROKEN}")
    send_reply(contact, UNBROKEN[:40])
    look(contact)
    desk = visit("agent", at_the_desk(path))
    look(desk)
    desk.goto("/desk/queue/?view=nobody")
    look(desk)
    contact.goto("/portal/tickets/")
    look(contact)


def test_twenty_thousand_characters_arrive_and_more_are_refused_with_the_text_kept(visit: Visit) -> None:
    contact = visit("owner")
    path = report(contact, "Een heel verhaal")
    contact.fill("[name=text]", "a" * 20_000)
    send_reply(contact, "a" * 100)
    assert "a" * 20_000 in contact.content()
    contact.evaluate("() => document.querySelector('[name=text]').removeAttribute('maxlength')")
    contact.fill("[name=text]", "b" * 20_001)
    contact.click("text=Reactie versturen")
    contact.wait_for_selector(".w-problems")
    assert len(contact.input_value("[name=text]")) == 20_001
    contact.goto(path)
    assert contact.locator(".w-msg").count() == 2


def test_an_empty_form_says_what_is_missing_and_leads_there(visit: Visit, look: Look) -> None:
    contact = visit("owner", "/portal/tickets/new/")
    contact.fill("[name=place]", "Facturatie")
    contact.click("text=Melding versturen")
    contact.wait_for_selector(".w-problems")
    assert contact.locator(".w-problems li").count() == 4
    assert contact.input_value("[name=place]") == "Facturatie"
    contact.locator(".w-problems a").first.click()
    assert contact.evaluate("() => document.activeElement.name") == "subject"
    look(contact)
    desk = visit("agent", at_the_desk(report(contact, "Voor een lege notitie")))
    desk.keyboard.press("i")
    desk.keyboard.press("Control+Enter")
    desk.wait_for_selector(".w-problems")
    assert desk.is_visible("[data-part=note]") and desk.is_hidden("[data-part=answer]")
    look(desk)


NONSENSE = ("", "\x00", "'; DROP TABLE support_ticket; --", "p9", "-1", "99999999999999999999", "💥", "a" * 500)


def test_nonsense_in_every_field_is_refused_and_never_an_error_of_ours(visit: Visit) -> None:
    contact = visit("owner")
    path = report(contact, "Onzin in elk veld")
    desk = visit("agent", at_the_desk(path))
    customer = (
        desk.locator("a[href^='/desk/customers/']").last.get_attribute("href").replace("customers", "tickets/new")
    )
    at_desk = [f"{at_the_desk(path)}{act}/" for act in ("answer", "note", "priority", "assign")]
    for word in NONSENSE:
        _post(desk, [*at_desk, customer], word)
        _ask(desk, ("/desk/queue/", "/desk/tickets/", "/desk/tickets/new/"), word)
        _post(contact, [f"{path}reply/", "/portal/tickets/new/"], word)
        _ask(contact, ("/portal/tickets/",), word)
    desk.reload()
    assert WHAT in desk.inner_text(".w-thread")


def _post(page: Any, places: list[str], word: str) -> None:
    names = ("once", "text", "purpose", "revision", "priority", "reason", "person", "reporter", "channel", "received")
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    fields = dict.fromkeys((*names, "subject", "kind", "what"), word) | {"csrfmiddlewaretoken": token}
    for place in places:
        assert page.request.post(place, form=fields, max_redirects=0).status in (302, 409, 422), (place, word)


def _ask(page: Any, places: tuple[str, ...], word: str) -> None:
    for place in places:
        for name in ("view", "show", "q", "before", "priority"):
            status = page.request.get(place, params={name: word}).status
            assert status == (400 if "\x00" in word else 200), (place, name, word)


def test_two_tabs_of_one_person_agree(visit: Visit) -> None:
    contact = visit("owner")
    path = report(contact, "Twee tabbladen")
    other = contact.context.new_page()
    other.goto(path)
    contact.fill("[name=text]", "Eerste tabblad")
    contact.click("text=Reactie versturen")
    other.wait_for_selector(".w-held:visible")
    other.fill("[name=text]", "Tweede tabblad")
    send_reply(other, "Tweede tabblad")
    assert other.locator(".w-msg").count() == 3
    answer(visit("agent", at_the_desk(path)), "Beide gelezen.")
