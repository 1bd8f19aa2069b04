"""A customer who only mails: asks, gets the answer in the mail, answers that; his out-of-office answer does nothing."""

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from urllib.request import Request, urlopen

import psycopg
from tests.journeys.conftest import MAIL_ADDRESS, MAIL_SECRET, Installation, Visit
from tests.journeys.looking import Look
from tests.journeys.tickets import answer

from waarborg.plumbing.webhooks.signing import headers

CONTACT = """
SELECT p.email FROM customers_person p JOIN customers_authority a ON a.tenant_id = p.tenant_id AND a.person_id = p.id
WHERE a.role = 'customer.support-contact' AND a.ends_at IS NULL AND p.active ORDER BY p.id LIMIT 1
"""
LETTER = "SELECT id, body FROM outbox_mail WHERE to_address = %s ORDER BY written DESC, id DESC LIMIT 1"


def ask(installation: Installation, sql: str, *values: str) -> Any:
    folder = installation.group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(folder), user="waarborg_owner", dbname="waarborg") as connection:
        return connection.execute(sql, values).fetchone()


def hand_over(installation: Installation, sender: str, subject: str, body: str, **head: str) -> None:
    """As the customer's mail server hands a mail over to ours, and ours to the product."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, MAIL_ADDRESS, subject
    made["Message-ID"] = f"<{len(body)}-{len(subject)}@example.org>"
    for name, value in head.items():
        made[name.replace("_", "-")] = value
    made.set_content(body)
    raw = made.as_bytes()
    signed = headers("reis", datetime.now(UTC), raw, [MAIL_SECRET])
    request = Request(f"{installation.url}/hooks/mail", raw, {"Content-Type": "message/rfc822", **signed})
    with urlopen(request, timeout=30) as taken:
        assert taken.status == 202


def until(page: Any, path: str, selector: str) -> None:
    """Go to the page again until a job has done what it shows."""
    for _ in range(120):
        page.goto(path)
        if page.locator(selector).count():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{selector} did not come at {path}")


def test_a_customer_by_mail_only(installation: Installation, visit: Visit, look: Look) -> None:
    (contact,) = ask(installation, CONTACT)
    page = visit("agent")
    hand_over(installation, contact, "Re: Rooster van mei", "Het rooster van mei is leeg.")
    until(page, "/desk/tickets/?q=Rooster+van+mei", "tbody a:has-text('Rooster van mei')")
    page.click("tbody a:has-text('Rooster van mei')")
    page.wait_for_url("**/desk/tickets/*-*/")
    ticket = page.url
    assert "Het rooster van mei is leeg." in page.inner_text(".w-msg")
    answer(page, "Welk team is dat?", "question")
    page.wait_for_selector(".w-msg:has-text('Welk team is dat?')")
    letter, body = ask(installation, LETTER, contact)
    assert "Welk team is dat?" in body
    ours = f"<{letter}@127.0.0.1>"
    hand_over(installation, contact, "Afwezig", "Ik ben er niet.", In_Reply_To=ours, Auto_Submitted="auto-replied")
    quoted = "Team Noord.\n\nOp vr 30 okt 2026 schreef Support:\n> Welk team is dat?\n"
    hand_over(installation, contact, "Re: uw melding", quoted, In_Reply_To=ours)
    until(page, ticket, ".w-msg:has-text('Team Noord.')")
    assert "Ik ben er niet." not in page.inner_text("main")
    page.click("summary:has-text('Eerdere mail')")
    look(page)
    hand_over(installation, "onbekend@example.com", "Hallo", "Wie zijn jullie?")
    until(page, "/desk/mail-in/", "tbody a:has-text('Hallo')")
    look(page)
    page.click("tbody a:has-text('Hallo')")
    page.wait_for_selector("h1:has-text('Hallo')")
    look(page)
    page.fill("[name=reason]", "Geen klant.")
    page.click("button:has-text('Terzijde leggen')")
    page.wait_for_url("**/desk/mail-in/")
    assert page.locator("tbody a:has-text('Hallo')").count() == 0
