"""The page of figures, and the lists of support as files: what stands in them, for whom, and who can see it later."""

import csv
import io
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import AccessRead
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.reopen import reopen
from waarborg.support.models import Attachment, Message, Ticket
from waarborg.support.queries.figures import Told, figures_of
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
HOUR = 3_600_000_000


@pytest.fixture
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def told(cast: Cast, by: str, *, month: str = "2026-04", now: str = "2026-05-12 09:00") -> Told:
    with cast.manager.at_work():
        return figures_of(month, by, zone="Europe/Amsterdam", now=at(now), lang="nl")


def answered(cast: Cast, ticket: Ticket, when: str, purpose: str = "message") -> None:
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at(when), text="Dit is het antwoord.", purpose=purpose)  # type: ignore[arg-type]


def rows_of(response: object) -> list[list[str]]:
    text = b"".join(response).decode("utf-8-sig")  # type: ignore[call-overload]
    return list(csv.reader(io.StringIO(text, newline="")))


def test_figures_are_worked_out_from_the_journal_in_the_customers_calendar(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    answered(cast, ticket, "2026-04-07 10:15")
    answered(cast, ticket, "2026-04-07 11:00", "resolution")
    with cast.agent.at_work():
        reopen(Ticket.objects.get(id=ticket.id), by=cast.agent.actor, at=at("2026-04-08 09:00"))
    question = reported(cast, "2026-04-09 10:00", kind="question", by=cast.stranger)
    answered(cast, question, "2026-04-09 15:00")
    found = told(cast, "kind")
    assert [(one.name, one.figures.reported) for one in found.groups] == [("storing", 1), ("vraag", 1)]
    failure, asked = (one.figures for one in found.groups)
    assert (failure.first.median, failure.same_day.part, failure.reopened) == (105 * 60_000_000, 0, 1)
    assert (asked.first.median, asked.same_day.part, asked.same_day.count) == (5 * HOUR, 1, 1)
    assert (found.total.reported, found.total.backlog.count, found.total.resolved) == (2, 2, 0)
    assert [one.name for one in told(cast, "customer").groups] == [
        "Stichting Thuiszorg Merendaal",
        "Zorggroep Hazelvoort",
    ]
    assert [one.name for one in told(cast, "team").groups] == ["geen team"]


def test_a_month_that_is_past_is_told_as_it_was_at_its_end(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-03-30 10:00")
    answered(cast, ticket, "2026-04-02 10:00", "resolution")
    march = told(cast, "all", month="2026-03")
    assert (march.total.reported, march.total.resolved, march.total.backlog.count) == (1, 0, 1)
    assert told(cast, "all").total.resolved == 1


def test_the_page_says_counts_and_calls_few_few(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-03 16:30")
    answered(cast, ticket, "2026-04-07 10:15")
    page = signed_in(cast.manager).get("/desk/figures/?month=2026-04&by=kind").content.decode()
    assert "1:45" in page and "van maar één: zegt weinig" in page
    assert "nog niet voorbij: tot" in page and "0 van 1" in page
    assert "Gemeld, per maand: " in page and "april 2026 1" in page


def test_figures_are_not_for_everybody(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    assert signed_in(cast.agent).get("/desk/figures/").status_code == 403
    assert signed_in(cast.owner).get("/desk/figures/file/").status_code == 404


def test_figures_as_a_file_have_the_same_numbers(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    answered(cast, reported(cast, "2026-04-03 16:30"), "2026-04-07 10:15")
    head, total, row = rows_of(signed_in(cast.manager).get("/desk/figures/file/?month=2026-04&by=customer&as=csv"))
    assert (head[0], total[0], row[0]) == ("Klant", "Alles", "Stichting Thuiszorg Merendaal")
    named = dict(zip(head, row, strict=True))
    assert named["Eerste antwoord, midden (werkuren)"] == "1.75"
    assert (named["Zelfde dag, van hoeveel"], named["Zelfde dag (%)"]) == ("1", "0.0")


def test_all_tickets_as_a_file_and_the_customers_see_that_staff_took_them(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket, other = reported(cast, "2026-04-07 10:00"), reported(cast, "2026-04-07 11:00", by=cast.stranger)
    with cast.agent.at_work():
        Ticket.objects.filter(id=ticket.id).update(subject="=HYPERLINK(1)")
        message = Message.objects.filter(ticket_id=ticket.id).earliest("id")
        Attachment.objects.bulk_create(
            Attachment(tenant_id=ticket.tenant_id, message=message, file_id=uuid7(), name=name, size=1)
            for name in ("uren.pdf", "scherm.png")
        )
    head, first, second = rows_of(signed_in(cast.agent).get("/desk/tickets/file/"))
    assert head[:2] == ["Nummer", "Onderwerp"]
    assert (first[0], second[0], second[1]) == (other.shown_number, ticket.shown_number, "'=HYPERLINK(1)")
    assert second[head.index("Gemeld op")] == "2026-04-07T10:00:00+02:00"
    # As the agreement of its customer names it.
    assert [line[head.index("Prioriteit")] for line in (first, second)] == ["Prioriteit 1", "Prioriteit 1"]
    assert [line[head.index("Bijlagen")] for line in (first, second)] == ["", "uren.pdf; scherm.png"]
    with cast.manager.at_work():
        noted = AccessRead.objects.filter(person=cast.agent.person.id).values_list("tenant_id", "why")
        assert sorted(noted) == sorted(
            [(cast.merendaal.id, "list of tickets"), (cast.hazelvoort.id, "list of tickets")]
        )


def test_a_customers_file_has_what_that_reader_sees_and_no_more(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    reported(cast, "2026-04-07 11:00", by=cast.stranger)
    head, row = rows_of(signed_in(cast.owner).get("/portal/tickets/file/"))
    assert row[0] == ticket.shown_number and "Behandeld door" not in head
    assert len(rows_of(signed_in(cast.ordinary_user).get("/portal/tickets/file/"))) == 1


@pytest.mark.parametrize("address", ["/desk/tickets/file/", "/desk/queue/file/", "/desk/complaints/file/"])
def test_each_list_is_a_workbook_too(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None, address: str
) -> None:
    reported(cast, "2026-04-07 10:00")
    answer = signed_in(cast.manager).get(f"{address}?as=xlsx")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as book:  # type: ignore[arg-type]
        assert book.testzip() is None
        assert b"<f" not in book.read("xl/worksheets/sheet1.xml").replace(b"<font", b"")


def test_the_queue_as_a_file_says_why_each_ticket_stands_there(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    reported(cast, "2026-04-07 11:00")
    head, row = rows_of(signed_in(cast.agent).get("/desk/queue/file/?view=nobody"))
    named = dict(zip(head, row, strict=True))
    assert named["Klok"] == "Oppakken van uw melding" or "ppak" in named["Klok"]
    assert named["Uiterlijk"].endswith("+02:00") and "opgepakt" in named["Waarom hier"]


def test_the_page_asks_the_database_as_often_for_three_groups_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    browser, asked = signed_in(cast.manager), []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00", kind=("incident", "question", "bug")[number])
        if number in (0, 2):
            browser.get("/desk/figures/?by=customer")
            with counted() as queries:
                assert browser.get("/desk/figures/?by=customer").status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
