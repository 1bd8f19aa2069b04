"""What the intake asked and the report left open is asked once more, and completing it moves a ticket forward."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.complete import NothingAnswered, complete
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
REST = {"place": "Facturatie", "since": "vanochtend", "affected": "drie planners"}
LATER = at("2026-04-07 10:00")


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = LATER - timezone.now()  # type: ignore[attr-defined]


@pytest.mark.clause("CL-06")
def test_a_report_of_one_answer_is_asked_for_the_rest_and_becomes_four_of_four(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    assert ticket.intake == 1
    browser, page = signed_in(cast.support_contact), f"/portal/tickets/{ticket.id}/"
    asked = browser.get(page).content.decode()
    assert [name for name in ("what", *REST) if f'id="complete_{name}"' in asked] == list(REST)
    answer = browser.post(f"{page}complete/", REST)
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    told = browser.get(page).content.decode()
    assert "complete_" not in told
    assert all(text in told for text in REST.values())
    with cast.owner.at_work():
        ticket.refresh_from_db()
        entry = JournalEntry.objects.get(kind="support.ticket.completed")
    assert (ticket.intake, ticket.revision) == (4, 2)
    assert entry.subject_id == ticket.id


def test_what_was_answered_stays_and_the_same_form_twice_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.support_contact.at_work():
        complete(ticket, by=cast.support_contact.actor, at=LATER, answers={"what": "anders", "place": "Rooster"})
        again = complete(
            ticket, by=cast.support_contact.actor, at=LATER + timedelta(minutes=1), answers={"place": "Rooster"}
        )
    with cast.owner.at_work():
        assert JournalEntry.objects.filter(kind="support.ticket.completed").count() == 1
    assert (again.what, again.place, again.intake) == (ticket.what, "Rooster", 2)


def test_nothing_is_completed_by_an_empty_form_on_a_closed_ticket_or_by_who_may_not(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.support_contact.at_work():
        with pytest.raises(NothingAnswered):
            complete(ticket, by=cast.support_contact.actor, at=LATER, answers={"place": "  "})
        with pytest.raises(NotAllowed):
            complete(ticket, by=cast.ordinary_user.actor, at=LATER, answers=REST)
        withdraw(ticket, by=cast.support_contact.actor, at=LATER)
        with pytest.raises(NotInThisState):
            complete(ticket, by=cast.support_contact.actor, at=LATER, answers=REST)
        kept = Ticket.objects.get(id=ticket.id)
    assert (kept.place, kept.intake) == ("", 1)
    assert "complete_" not in signed_in(cast.support_contact).get(f"/portal/tickets/{ticket.id}/").content.decode()
