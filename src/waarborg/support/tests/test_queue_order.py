"""The order of the queue: what presses first, then what is quick to answer, unless another has waited too long."""

from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection

from waarborg.customers.tests.cast import Cast
from waarborg.promises import queries as promises
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.support.actions.answer import answer
from waarborg.support.actions.complete import complete
from waarborg.support.actions.reply import reply
from waarborg.support.models import LIVE, Ticket
from waarborg.support.models.tickets import is_live
from waarborg.support.queries.queue import Filter, Line, Queue, edges_at, queue
from waarborg.support.rules import order
from waarborg.support.tests.reports import at, reported

REST = {"place": "Facturatie", "since": "vanochtend", "affected": "drie planners"}
WEDNESDAY = at("2026-04-08 11:00")


def seen(cast: Cast, when: datetime) -> Queue:
    with cast.agent.at_work():
        return queue(Filter(), edges=edges_at(when, promises.desk_calendar(), None), lang="nl")


def lines(found: Queue) -> list[Line]:
    return [line for band in found.bands.values() for line in band]


def complete_with_picture(cast: Cast, ticket: Ticket) -> None:
    with cast.support_contact.at_work():
        complete(ticket, by=cast.support_contact.actor, at=ticket.reported_at, answers=REST)
        Ticket.objects.filter(id=ticket.id).update(pictured=True)


@pytest.mark.clause("CL-69")
def test_what_is_quick_to_answer_goes_first_until_the_other_has_waited_one_and_a_half_business_days(
    cast: Cast, appreo: AgreementVersion
) -> None:
    first = reported(cast, "2026-04-08 09:00", priority="", kind="question")
    second = reported(cast, "2026-04-08 10:00", priority="", kind="question")
    complete_with_picture(cast, second)

    found = lines(seen(cast, WEDNESDAY))
    assert [line.ticket.id for line in found] == [second.id, first.id]
    assert "met een beeld erbij" in found[0].why.nl

    # The desk is open for eight hours a day: at 13:00 on Thursday the first has waited for twelve of them.
    before, after = at("2026-04-09 12:59"), at("2026-04-09 13:00")
    assert [line.ticket.id for line in lines(seen(cast, before))] == [second.id, first.id]
    found = lines(seen(cast, after))
    assert [line.ticket.id for line in found] == [first.id, second.id]
    assert (found[0].why.nl, found[0].why.at) == (
        "Wacht sinds {at} op een woord van ons: gaat voor wat snel kan",
        at("2026-04-08 09:00"),
    )


@pytest.mark.clause("CL-06")
def test_a_completed_report_moves_ahead(cast: Cast, appreo: AgreementVersion) -> None:
    first = reported(cast, "2026-04-08 09:00", priority="", kind="question")
    second = reported(cast, "2026-04-08 10:00", priority="", kind="question")
    assert [line.ticket.id for line in lines(seen(cast, WEDNESDAY))] == [first.id, second.id]
    with cast.support_contact.at_work():
        complete(second, by=cast.support_contact.actor, at=WEDNESDAY, answers=REST)
    assert [line.ticket.id for line in lines(seen(cast, WEDNESDAY))] == [second.id, first.id]


def test_who_was_answered_no_longer_waits_and_a_reply_begins_the_waiting_anew(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-08 09:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-08 09:30"), text="Wij kijken.", purpose="message")
        assert Ticket.objects.get().unanswered_since is None
    for minute in (10, 20):
        with cast.support_contact.at_work():
            reply(ticket, by=cast.support_contact.actor, at=at(f"2026-04-08 10:{minute}"), text=f"En nu {minute}?")
    with cast.agent.at_work():
        assert Ticket.objects.get().unanswered_since == at("2026-04-08 10:10")


def test_within_two_business_hours_of_its_term_a_ticket_presses(cast: Cast, appreo: AgreementVersion) -> None:
    # Priority 1 is picked up within four business hours: by 13:00.
    ticket = reported(cast, "2026-04-08 09:00")
    placed = {when: seen(cast, at(f"2026-04-08 {when}")).counts for when in ("10:59", "11:01", "13:01")}
    assert [[band for band, many in placed[when].items() if many] for when in placed] == [["today"], ["soon"], ["late"]]
    assert ticket.picked_up_at is None


def test_the_database_orders_as_the_rules_do(cast: Cast, appreo: AgreementVersion) -> None:
    """Forty tickets with every mixture of term, priority, answers, picture and waiting."""
    source = Random(7)
    made = [reported(cast, "2026-04-07 09:00", priority="p3") for _ in range(40)]
    with cast.agent.at_work():
        ClockRun.objects.all().delete()
    urgent = set()
    for number, ticket in enumerate(made):
        ticket.intake, ticket.pictured = source.randint(1, 4), source.random() < 0.5
        waited = timedelta(hours=source.randint(0, 60))
        ticket.unanswered_since = None if source.random() < 0.3 else WEDNESDAY - waited
        if source.random() < 0.2:
            ticket.priority = "urgent"
            urgent.add(ticket.id)
        with cast.agent.at_work():
            ticket.save()
        made[number] = ticket
    with cast.agent.at_work():
        edges = edges_at(WEDNESDAY, promises.desk_calendar(), None)
        found = [line.ticket.id for line in lines(queue(Filter(), edges=edges, lang="nl"))]

    def key(ticket: Ticket) -> tuple[int, int, int]:
        band = order.band(None, paused=False, urgent=ticket.id in urgent, edges=edges)
        waits = {"unanswered": ticket.unanswered_since, "answered": ticket.intake, "pictured": ticket.pictured}
        return order.BANDS.index(band), order.rank(band, edges=edges, **waits), ticket.number

    assert found == [ticket.id for ticket in sorted(made, key=key)]


def test_one_plan_serves_every_look_at_what_is_live(cast: Cast, appreo: AgreementVersion) -> None:
    """A plan for each look at the queue cost more than the look: the words of states are no values of the statement."""
    reported(cast, "2026-04-08 09:00")
    with cast.agent.at_work(), connection.cursor() as cursor:
        live = Ticket.objects.filter(is_live()).values("id", "number").query
        assert live.sql_with_params()[1] == ()
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {live.sql_with_params()[0]}")
        assert "support_ticket_live" in " ".join(line for (line,) in cursor.fetchall())
        assert set(Ticket.objects.filter(is_live())) == set(Ticket.objects.filter(LIVE))
