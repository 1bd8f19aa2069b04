"""The checks of support look at the forms that are drawn and at the newest reports: what goes wrong there, they see."""

from io import BytesIO

import pytest
from django.db import connections
from django.test import override_settings

from waarborg.customers.tests.cast import Cast, make_cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import store
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.pixels import PNG
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.tests.agreements import publish_and_bind
from waarborg.support import checks
from waarborg.support.actions.report import Report, report
from waarborg.support.checks import (
    account_chat,
    attachments,
    intake_four_ws,
    queue_explains_order,
    screen_share_booking,
    ticket_in_portal,
)
from waarborg.support.forms import ReplyForm, ReportForm
from waarborg.support.models import Chat, StaffHours, Ticket
from waarborg.support.rules.why import Why
from waarborg.support.tests.reports import at, reported

WHEN = "2026-04-07 09:00"
LATER = at("2026-04-07 12:00")


def sent(cast: Cast) -> StoredFile:
    """A report with a screenshot."""
    player = cast.support_contact
    with player.at_work():
        file = store(
            BytesIO(PNG), name="scherm.png", tenant=player.organisation.id,
            by=player.actor, at=at(WHEN), purpose="support",
        )  # fmt: skip
        said = Report(subject="Scherm leeg", kind="incident", what="Zie de afbeelding.", priority="p1")
        report(player.organisation.id, said, by=player.actor, at=at(WHEN), files=[file])
    return file


def test_attachments_that_are_there_for_their_own_customer_are_as_promised(
    cast: Cast, appreo: AgreementVersion, tmp_path: object
) -> None:
    with override_settings(FILE_STORE=f"file://{tmp_path}"):
        assert attachments(LATER).word == "holds"
        sent(cast)
        assert (attachments(LATER).holds, "the 1 newest" in attachments(LATER).en) == (True, True)
    with override_settings(FILE_STORE=f"file://{tmp_path}/elsewhere"):
        assert attachments(LATER).word == "gone"


@pytest.mark.parametrize("form", [ReportForm, ReplyForm])
def test_a_form_that_takes_no_files_is_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch, form: type) -> None:
    monkeypatch.delitem(form.base_fields, "files")
    assert attachments(LATER).word == "form"


def test_an_attachment_that_another_customer_can_find_is_seen(committed: None) -> None:
    cast = make_cast()
    publish_and_bind(cast, profile("appreo"))
    sent(cast)
    more = "CREATE POLICY more ON file_stored FOR SELECT TO waarborg_customer USING (true)"
    with connections["owner"].cursor() as cursor:
        cursor.execute(more)
        try:
            assert attachments(LATER).word == "read"
        finally:
            cursor.execute("DROP POLICY more ON file_stored")
    assert attachments(LATER).holds


@pytest.mark.parametrize("question", ["what", "place", "since", "affected"])
def test_a_report_asks_all_four_questions_or_the_check_says_which_not(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    assert intake_four_ws(LATER).word == "holds"
    monkeypatch.delitem(ReportForm.base_fields, question)
    found = intake_four_ws(LATER)
    assert (found.word, question in found.nl, question in found.en) == ("form", True, True)


@pytest.mark.clause("PX-85")
def test_live_reports_are_seen_by_their_customers_and_have_a_priority(cast: Cast, appreo: AgreementVersion) -> None:
    assert ticket_in_portal(LATER).word == "holds"
    ticket = reported(cast, WHEN)
    assert "1 customers" in ticket_in_portal(LATER).en
    with cast.manager.at_work():
        Ticket.objects.filter(id=ticket.id).update(priority="")
    assert ticket_in_portal(LATER).word == "holds"
    assert ticket_in_portal(at("2026-04-08 12:00")).word == "unsorted"


def test_a_report_that_its_customer_cannot_see_is_noticed(committed: None) -> None:
    cast = make_cast()
    publish_and_bind(cast, profile("appreo"))
    ticket = reported(cast, WHEN)
    own = "ALTER POLICY customer_own ON support_ticket TO {}"
    with connections["owner"].cursor() as cursor:
        cursor.execute(own.format("waarborg_ingest"))
        try:
            found = ticket_in_portal(LATER)
        finally:
            cursor.execute(own.format("waarborg_customer"))
    assert (found.word, ticket.shown_number in found.en) == ("unseen", True)


def test_every_report_in_the_queue_says_why_it_stands_there(
    cast: Cast, appreo: AgreementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(cast, WHEN)
    assert queue_explains_order(LATER).en == "1 reports in the queue say why they stand there."
    from waarborg.support.queries import queue

    monkeypatch.setattr(queue, "why", lambda **_known: Why("Eerst dit", ""))
    assert queue_explains_order(LATER).word == "fails"


def test_of_every_chat_it_is_certain_who_spoke(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, WHEN)
    with cast.support_contact.at_work():
        chat = Chat.objects.create(
            tenant_id=cast.merendaal.id, ticket=ticket, contact_id=cast.support_contact.person.id,
            contact_name="S. Monster", role="customer.support-contact", opened_at=at(WHEN),
        )  # fmt: skip
    assert account_chat(LATER).word == "holds"
    for wrong in ({"role": ""}, {"role": "customer.owner", "contact_id": cast.stranger.person.id}):
        with tenancy.enter(Role.DESK):
            Chat.objects.filter(id=chat.id).update(**wrong)
        assert account_chat(LATER).word == "unknown"


def test_the_largest_files_are_looked_for_only(cast: Cast, appreo: AgreementVersion, monkeypatch: object) -> None:
    sent(cast)
    monkeypatch.setattr(checks, "READ_TO", 4)  # type: ignore[attr-defined]
    assert attachments(LATER).holds


def test_whoever_wants_us_to_look_along_finds_a_moment_or_the_check_says_that_there_is_none(
    cast: Cast, appreo: AgreementVersion
) -> None:
    assert screen_share_booking(LATER).word == "no-moment"
    with cast.agent.at_work():
        who = {"tenant_id": cast.provider.id, "person_id": cast.agent.person.id}
        StaffHours.objects.create(**who, weekday=2, begins=540, ends=600)
    assert screen_share_booking(LATER).holds
