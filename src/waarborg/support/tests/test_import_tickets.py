"""Open tickets from another system: original times kept, clocks from the import on, and a second time nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from waarborg.customers.actions.importing.carry_out import BadLines
from waarborg.customers.models import Reference
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.customers.tests.files import bring, wrong
from waarborg.plumbing import journal
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Message, Ticket
from waarborg.support.tests.reports import due, reported, runs

HEAD = "Ticketnummer;Klant;Onderwerp;Aangemaakt;Omschrijving;Soort;Prioriteit;Status;Melder;Behandelaar\n"
FIRST = (
    'T-9;merendaal;Uren komen niet door;2026-03-02 09:15;"Regel 1\nRegel 2";storing;p1;open;'
    "s.monster@example.org;r.specimen@example.nl\n"
)
SECOND = "T-8;hazelvoort;Wachtwoord;1-3-2026;;vraag;p3;wacht op klant;Mevrouw Oud;\n"


def test_a_ticket_keeps_its_times_and_its_clocks_start_at_the_import(cast: Cast, appreo: AgreementVersion) -> None:
    fresh = reported(cast, "2026-04-07 11:42")
    assert bring(cast.manager, "tickets", HEAD + FIRST + SECOND).counts["fresh"] == 2
    with cast.manager.at_work():
        ticket, waiting = (
            Ticket.objects.get(subject="Uren komen niet door", channel="import"),
            Ticket.objects.get(subject="Wachtwoord"),
        )
        assert ticket.reported_at == datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
        assert (ticket.reporter_id, ticket.assignee_name) == (cast.support_contact.person.id, "R. Specimen")
        assert (ticket.what, ticket.state) == ("Regel 1\nRegel 2", "open")
        message = Message.objects.get(ticket=ticket)
        assert (message.at, message.body, message.side) == (ticket.reported_at, "Regel 1\nRegel 2", "customer")
        assert (waiting.reporter_id, waiting.reporter_name, waiting.state) == (None, "Mevrouw Oud", "waiting")
        assert Reference.objects.get(subject_id=ticket.id).reference == "T-9"
    # The same promise, the same instant: what is imported now is due when what is reported now is due.
    started = {name: run.started_at for name, run in runs(cast, ticket).items()}
    assert set(started.values()) == {NOW}
    assert started
    for promise in started:
        assert due(cast, ticket, promise) == due(cast, fresh, promise)


def test_numbers_follow_the_order_of_reports_without_a_gap(cast: Cast, appreo: AgreementVersion) -> None:
    before = reported(cast, "2026-04-07 11:00").number
    bring(cast.manager, "tickets", HEAD + FIRST + SECOND)
    with cast.manager.at_work():
        found = Ticket.objects.filter(channel="import").order_by("number").values_list("number", "subject")
        assert list(found) == [(before + 1, "Wachtwoord"), (before + 2, "Uren komen niet door")]
    assert reported(cast, "2026-04-07 11:43").number == before + 3


def test_one_that_waits_for_the_customer_begins_paused(cast: Cast, appreo: AgreementVersion) -> None:
    bring(cast.manager, "tickets", HEAD + FIRST.replace(";open;", ";wacht op klant;"))
    with cast.manager.at_work():
        waiting = Ticket.objects.get(state="waiting")
        kinds = JournalEntry.objects.filter(subject_id=waiting.id).order_by("sequence").values_list("kind", "at")
        assert list(kinds) == [("support.ticket.reported", NOW), ("support.ticket.asked-back", NOW)]
    assert "paused" in {run.state for run in runs(cast, waiting).values()}


def test_the_journal_says_when_and_where_it_was_reported_and_nobody_is_mailed(
    cast: Cast, appreo: AgreementVersion
) -> None:
    bring(cast.manager, "tickets", HEAD + FIRST)
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="support.ticket.reported")
        assert entry.properties == {"channel": "import", "kind": "incident", "priority": "p1"}
        data = JournalData.objects.get(tenant_id=entry.tenant_id, sequence=entry.sequence).data
        assert '"reference":"T-9"' in data
        assert '"reported":"2026-03-02T08:15:00+00:00"' in data
        assert "Uren" not in data
        assert not OutboxMail.objects.exists()
        assert journal.verify(cast.merendaal.id).sound


def test_the_same_file_again_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    bring(cast.manager, "tickets", HEAD + FIRST + SECOND)
    with cast.manager.at_work():
        before = (JournalEntry.objects.count(), list(Ticket.objects.order_by("id").values()))
    again = bring(cast.manager, "tickets", HEAD + FIRST + SECOND, at=NOW + timedelta(hours=3))
    assert (again.known, again.fresh, again.problems) == (2, [], [])
    with cast.manager.at_work():
        assert (JournalEntry.objects.count(), list(Ticket.objects.order_by("id").values())) == before


def test_every_bad_line_is_named_and_nothing_comes_in(cast: Cast, appreo: AgreementVersion) -> None:
    text = (
        HEAD
        + FIRST
        + "T-1;nergens;X;2026-01-01;;vraag;p3;open;;\n"
        + "T-2;merendaal;X;2027-01-01;;vraag;p3;open;;\n"
        + "T-3;merendaal;X;2026-01-01;;klacht;p3;open;;\n"
        + "T-4;merendaal;X;2026-01-01;;vraag;hoog;open;;\n"
        + "T-5;merendaal;X;2026-01-01;;vraag;;open;;\n"
        + "T-6;merendaal;X;2026-01-01;;vraag;p3;gesloten;;\n"
        + "T-7;merendaal;X;2026-01-01;;vraag;p3;open;;s.monster@example.org\n"
        + "T-9;merendaal;X;2026-01-01;;vraag;p3;open;;\n"
    )
    with pytest.raises(BadLines) as refused:
        bring(cast.manager, "tickets", text)
    # The first ticket takes two lines of the file.
    assert [(line, column, code.rpartition(".")[2]) for line, column, _, code in wrong(refused.value.worked)] == [
        (4, "Klant", "no-such-customer"),
        (5, "Aangemaakt", "still-to-come"),
        (6, "Soort", "no-such-word"),
        (7, "Prioriteit", "no-such-word"),
        (8, "Prioriteit", "empty-cell"),
        (9, "Status", "no-such-word"),
        (10, "Behandelaar", "not-staff"),
        (11, "Ticketnummer", "twice-in-file"),
    ]
    with cast.manager.at_work():
        assert not Ticket.objects.exists()
    assert bring(cast.manager, "tickets", text, skip_bad=True).counts["fresh"] == 1


def test_without_an_agreement_there_are_no_priorities(cast: Cast) -> None:
    with pytest.raises(BadLines) as refused:
        bring(cast.manager, "tickets", HEAD + FIRST)
    assert wrong(refused.value.worked)[0][3] == "support.import.no-words-yet"
    assert bring(cast.manager, "tickets", HEAD + FIRST.replace(";p1;", ";;")).counts["fresh"] == 1
