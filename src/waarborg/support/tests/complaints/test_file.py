"""Filing a complaint: by anybody of the customer, with a term of its own, and read by whom it concerns."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.support.actions.answer import answer as answer_ticket
from waarborg.support.actions.complaints.file import Grievance, file_complaint
from waarborg.support.models import Complaint
from waarborg.support.reactions import tell_desk_of_complaint
from waarborg.support.tests.complaints.cases import bound_to, clocks, filed
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


@pytest.fixture
def christmas(settings: object) -> None:
    """Wednesday 23 December 2026, 10:00 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-12-23 10:00") - timezone.now()  # type: ignore[attr-defined]


@pytest.mark.clause("PX-89")
def test_an_employee_files_in_the_portal_and_reads_by_when_and_how_that_is_counted(
    cast: Cast, signed_in: Enter, christmas: None
) -> None:
    bound_to(cast, "perplex-dbc")
    client = signed_in(cast.ordinary_user)
    fields = {"subject": "Drie dagen geen antwoord", "what": "Wij belden vier keer.", "once": str(uuid7())}
    page = client.post("/portal/complaints/new/", fields, follow=True).content.decode()
    assert "Drie dagen geen antwoord" in page
    # Every day counts: the Christmas days and the weekend too; in business days it would have been 31 December.
    assert "Op een klacht reageren wij binnen 5 dagen" in page
    with cast.owner.at_work():
        [complaint] = Complaint.objects.all()
    assert [(state, due and due[:13]) for state, due in clocks(cast, complaint)] == [("running", "2026-12-28 10")]
    listed = client.get("/portal/complaints/").content.decode()
    assert complaint.shown_number in listed and "maandag 28 december" in listed


def test_the_same_form_twice_is_one_complaint(cast: Cast) -> None:
    said, once = Grievance("Kapot", "Alweer."), uuid7()
    with cast.owner.at_work():
        first, second = (
            file_complaint(cast.merendaal.id, said, by=cast.owner.actor, at=at("2026-04-07 09:00"), once=once)
            for _ in range(2)
        )
        assert (first.id, Complaint.objects.count()) == (second.id, 1)


@pytest.mark.parametrize(
    ("who", "status"),
    [("ordinary_user", 200), ("owner", 200), ("administrator", 200), ("support_contact", 404), ("stranger", 404)],
)
def test_who_filed_it_and_who_answers_for_the_organisation_read_it(
    cast: Cast, signed_in: Enter, who: str, status: int
) -> None:
    complaint = filed(cast, "2026-04-07 09:00")
    client = signed_in(getattr(cast, who))
    assert client.get(f"/portal/complaints/{complaint.id}/").status_code == status
    assert (complaint.shown_number in client.get("/portal/complaints/").content.decode()) is (status == 200)


def test_a_complaint_about_a_ticket_that_one_may_not_read_is_refused_and_leaves_nothing(cast: Cast) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with pytest.raises(NotFound):
        filed(cast, "2026-04-07 10:00", ticket_id=ticket.id)
    with cast.owner.at_work():
        assert not Complaint.objects.exists()
        assert not OutboxMail.objects.filter(subject__contains="K-").exists()


def test_staff_file_none_for_a_customer(cast: Cast) -> None:
    with cast.manager.at_work(), pytest.raises(NotAllowed):
        file_complaint(cast.merendaal.id, Grievance("Kapot", "x"), by=cast.manager.actor, at=at("2026-04-07 09:00"))


def test_who_handles_complaints_is_told_but_not_who_handled_the_ticket(cast: Cast) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.manager.at_work():
        answer_ticket(ticket, by=cast.manager.actor, at=at("2026-04-07 10:00"), text="Nee.", purpose="message")
    about = filed(cast, "2026-04-07 11:00", by=cast.owner, ticket_id=ticket.id)
    other = filed(cast, "2026-04-07 11:00", by=cast.owner)
    for one in (about, other):
        tell_desk_of_complaint(tenant=str(cast.merendaal.id), complaint=str(one.id), what="filed", key=str(one.id))
    with cast.manager.at_work():
        told = OutboxMail.objects.filter(to_address=cast.manager.person.email)
        assert [mail.subject for mail in told] == [f"{other.shown_number}: een klant heeft een klacht ingediend"]


def test_whom_it_is_about_by_name_neither_reads_it_nor_hears_of_it(cast: Cast, signed_in: Enter) -> None:
    complaint = filed(cast, "2026-04-07 09:00", about_who="k.  voorbeeld")
    tell_desk_of_complaint(
        tenant=str(cast.merendaal.id), complaint=str(complaint.id), what="filed", key=str(complaint.id)
    )
    desk = signed_in(cast.manager)
    assert desk.get(f"/desk/complaints/{complaint.id}/").status_code == 404
    assert complaint.shown_number not in desk.get("/desk/complaints/").content.decode()
    with cast.manager.at_work():
        assert not OutboxMail.objects.filter(to_address=cast.manager.person.email).exists()


def test_what_was_said_stands_in_no_mail_and_in_no_journal(cast: Cast) -> None:
    filed(cast, "2026-04-07 09:00", what="Geheim 20417")
    with cast.owner.at_work():
        [mail] = OutboxMail.objects.all()
        assert "20417" not in mail.body and mail.to_address == cast.ordinary_user.person.email
        [entry] = JournalEntry.objects.filter(kind="support.complaint.filed")
        assert entry.properties == {}
