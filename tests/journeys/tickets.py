"""Steps that many journeys share."""

from typing import Any

WHAT = "De uren van vandaag staan niet in de facturatie. Het gaat om alle zes de teams."


def report(page: Any, subject: str, *, priority: str = "p1", send: str = "Melding versturen") -> str:
    """Fill in the intake of the portal and send it; gives the path of the ticket."""
    page.goto("/portal/tickets/new/")
    assert page.locator("[name=subject]").count() == 1, f"{page.url}: {page.inner_text('body')[:800]}"
    page.fill("[name=subject]", subject)
    page.check("[name=kind][value=incident]")
    page.check(f"[name=priority][value={priority}]")
    page.fill("[name=what]", WHAT)
    page.fill("[name=place]", "Facturatie")
    page.fill("[name=since]", "vanmiddag")
    page.fill("[name=affected]", "zes teams")
    page.click(f"text={send}")
    page.wait_for_url(lambda url: "/new/" not in url)
    return "/portal/tickets/" + page.url.split("/portal/tickets/")[1].split("#")[0]


def at_the_desk(path: str) -> str:
    """The desk's address of a ticket of the portal."""
    return path.replace("/portal/", "/desk/", 1)


def answer(page: Any, text: str, purpose: str = "message") -> None:
    page.fill("[data-part=answer] textarea", text)
    page.check(f"[name=purpose][value={purpose}]")
    page.click("[data-part=answer] [data-main]")
    # The page before it has loaded already: the answer stands once it stands on the page.
    page.wait_for_selector(f"main >> text={text}")


def send_reply(page: Any, words: str) -> None:
    """Send the reply that was filled in, of which these are some words; it stands once it stands among the messages."""
    page.click("text=Reactie versturen")
    page.wait_for_selector(f".w-msg:has-text('{words}')")
