"""Moving in from a mailbox: a service manager hands the old mailbox in, reads what would come in, and takes it over."""

import os

import pytest
from tests.journeys.conftest import Installation, Visit
from tests.journeys.looking import Look
from tests.journeys.test_mail_only import CONTACT, ask

SHOTS = os.environ.get("WAARBORG_SHOTS", "")
LINE = "From - Mon Jan 01 00:00:00 2001\n"
ASKED = """From: {contact}
Date: Mon, 02 Mar 2026 08:15:00 +0000
Message-ID: <1@{lang}.oud>
Subject: Oude vraag {lang}

Waar staat het rooster?
"""
ANSWERED = """From: Oude Helpdesk <helpdesk@oud.example.nl>
Date: Mon, 02 Mar 2026 09:00:00 +0000
Message-ID: <2@{lang}.oud>
In-Reply-To: <1@{lang}.oud>
Subject: Re: Oude vraag {lang}

Onder Planning.
"""
UNKNOWN = """From: iemand-{lang}@example.com
Date: Mon, 02 Mar 2026 10:00:00 +0000
Message-ID: <3@{lang}.oud>
Subject: Hallo {lang}

Wie zijn jullie?
"""
BROKEN = "Subject: zonder afzender {lang}\n\nDag\n"
BOX = (ASKED, ANSWERED, UNKNOWN, BROKEN)
WORDS = {
    "nl": (
        "Probeer het opnieuw",
        "1 gesprek van 1 klant wordt een melding",
        "Neem dit over",
        "overgenomen",
        "De mail noemt geen afzender.",
    ),
    "en": (
        "Try it out again",
        "1 thread of 1 customer becomes a ticket",
        "Import this",
        "imported",
        "The mail names no sender.",
    ),
}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_moving_in_from_a_mailbox(installation: Installation, visit: Visit, look: Look, lang: str) -> None:
    again, threads, takes, done, unreadable = WORDS[lang]
    (contact,) = ask(installation, CONTACT)
    box = "\n".join(LINE + one.format(contact=contact, lang=lang) for one in BOX)
    page = visit("service manager", "/desk/customers/import/", lang=lang)
    page.check("[name=kind][value=mailbox]")
    held = {"name": f"post-{lang}.mbox", "mimeType": "application/mbox", "buffer": box.encode()}
    page.set_input_files("[name=file]", held)
    page.fill("[name=source]", "postvak")
    page.click("main form button[type=submit]")
    # The page comes back by itself once the worker has tried the file out.
    page.wait_for_selector(f"button:has-text('{takes}')", timeout=60_000)
    look(page)
    page.fill("[name=ours]", "helpdesk@oud.example.nl")
    page.click(f"button:has-text('{again}')")
    page.wait_for_selector(f"li:has-text('{threads}')", timeout=60_000)
    page.wait_for_selector(f"button:has-text('{takes}')", timeout=60_000)
    assert f"iemand-{lang}@example.com" in (page.text_content("main") or "")
    assert page.locator("table tbody tr").count() == 1
    if SHOTS:
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{SHOTS}/mailbox-{lang}-{width}.png", full_page=True)
    page.click(f"button:has-text('{takes}')")
    said = "(said) => document.querySelector('main [role=status]').innerText === said"
    page.wait_for_function(said, arg=done, timeout=60_000)
    look(page)
    page.goto(f"/desk/tickets/?q=Oude+vraag+{lang}")
    page.click(f"tbody a:has-text('Oude vraag {lang}')")
    page.wait_for_selector(".w-msg:has-text('Onder Planning.')")
    assert page.locator(".w-msg").count() == 2
    look(page)
    page.goto("/desk/mail-in/")
    assert f"Hallo {lang}" in page.inner_text("main")
    page.goto("/desk/mail-in/?show=unreadable")
    assert unreadable in page.inner_text("main")
