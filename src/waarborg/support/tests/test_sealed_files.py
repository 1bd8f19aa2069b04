"""A customer seals what it sends: support sees that it is there, and opens it only while the customer lets it."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.access.actions import support_grants
from waarborg.access.models import SupportRequest
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import clock
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tests.pixels import PNG
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Attachment, Ticket
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.test_pages import fields

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()


def send(client: Client, ticket: Ticket, **rest: str) -> str:
    """Reply with a picture; the address of the file."""
    picture = SimpleUploadedFile("scherm.png", PNG)
    address = f"/portal/tickets/{ticket.id}/"
    given = {**fields(text="Zie het scherm."), "files": [picture], **rest}
    assert client.post(f"{address}reply/", given).status_code == 302
    return re.findall(r'href="(/files/[^"]+)"', client.get(address).content.decode())[-1]


def test_a_sealed_attachment_opens_for_staff_under_a_grant_only(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    contact, agent = signed_in(cast.support_contact), signed_in(cast.agent)
    sealed, plain = send(contact, ticket, sealed="on"), send(contact, ticket)
    assert [contact.get(one).status_code for one in (sealed, plain)] == [200, 200]
    assert [agent.get(one).status_code for one in (sealed, plain)] == [403, 200]
    page = agent.get(f"/desk/tickets/{ticket.id}/").content.decode()
    assert page.count("verzegeld") == 1 and page.count("data-picture") == 1
    with cast.owner.at_work():
        assert list(Attachment.objects.order_by("id").values_list("sealed", flat=True)) == [True, False]
        support_grants.give(
            cast.merendaal.id, purpose="Het scherm zien", lasts=timedelta(hours=2), by=cast.owner.actor, at=clock.now()
        )
    assert agent.get(sealed).status_code == 200
    success = signed_in(make_player(cast.provider, "P. Placeholder", "p@example.nl", "provider.success"))
    assert [success.get(one).status_code for one in (sealed, plain)] == [404, 200]
    assert "Het scherm zien" in agent.get(f"/desk/tickets/{ticket.id}/").content.decode()


def test_support_asks_at_the_ticket_and_comes_back_to_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    agent, there = signed_in(cast.agent), f"/desk/tickets/{ticket.id}/"
    assert "Vraag de klant om toegang" in agent.get(there).content.decode()
    answer = agent.post(
        f"/desk/customers/{cast.merendaal.id}/content/ask/",
        {"purpose": "Het scherm zien", "hours": "2", "ticket": str(ticket.id)},
    )
    assert answer.headers["Location"] == there
    assert "De klant heeft nog niet geantwoord." in agent.get(there).content.decode()
    with cast.owner.at_work():
        asked = SupportRequest.objects.get()
        assert (asked.about_id, asked.about_label) == (ticket.id, ticket.shown_number)
        mails = OutboxMail.objects.filter(template="access/mail/support_access.txt")
        assert {one.subject for one in mails} == {f"{ticket.shown_number}: wij vragen toegang tot uw gegevens"}
