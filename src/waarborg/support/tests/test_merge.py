"""Merging: one conversation, the clocks of all go on in one ticket, and a report tells of it as it was."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import OutboxMail
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.queries import cards
from waarborg.support.actions.answer import answer
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.merge import IntoItself, MergeReasonNeeded, OfAnother, merge
from waarborg.support.actions.note import note
from waarborg.support.actions.reply import reply
from waarborg.support.checks import ticket_bundling
from waarborg.support.models import Follower, Ticket
from waarborg.support.queries.tickets import conversation, visible
from waarborg.support.tests.reports import AMSTERDAM, at, reported

Enter = Callable[[Player], Client]


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def merged(cast: Cast, into: Ticket, *others: Ticket, when: str = "2026-06-01 12:00") -> Ticket:
    with cast.agent.at_work():
        return merge(into, others, by=cast.agent.actor, at=at(when), why="Dezelfde storing")


def fixes(cast: Cast, ticket: Ticket) -> list[tuple[int, str, str | None, bool]]:
    """The runs of the clock for a fix: number, verdict, due time, whether it is open."""
    with cast.owner.at_work():
        rows = ClockRun.objects.filter(subject_id=ticket.id, promise="support.fix").order_by("number")
        return [
            (
                one.number,
                one.verdict,
                one.due_at.astimezone(AMSTERDAM).strftime("%m-%d %H:%M") if one.due_at else None,
                one.is_open,
            )
            for one in rows
        ]


@pytest.fixture
def pair(cast: Cast, appreo: AgreementVersion) -> tuple[Ticket, Ticket]:
    """Two failures of Merendaal: the second was reported first."""
    child = reported(cast, "2026-06-01 09:00")
    return reported(cast, "2026-06-01 10:00"), child


def test_the_clocks_of_both_go_on_in_one_and_the_smallest_due_time_leads(
    cast: Cast, pair: tuple[Ticket, Ticket]
) -> None:
    parent, child = pair
    merged(cast, parent, child)
    assert (now(cast, child).state, now(cast, child).merged_into_id) == ("merged", parent.id)
    assert fixes(cast, child) == [(1, "void", "06-08 09:00", False)]
    assert fixes(cast, parent) == [(1, "", "06-08 10:00", True), (1001, "", "06-08 09:00", True)]
    with cast.owner.at_work():
        shown = cards(parent.ref, tenant=parent.tenant_id, now=at("2026-06-01 13:00"), lang="nl")
        first = [one for one in shown if one.promise == "support.fix"]
    assert [one.id for one in first] == ["support-fix-1001", "support-fix"]


def test_later_pauses_touch_all_and_one_answer_ends_all(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    merged(cast, parent, child)
    with cast.agent.at_work():
        answer(parent, by=cast.agent.actor, at=at("2026-06-01 13:00"), text="Welke versie?", purpose="question")
    assert [one[2:] for one in fixes(cast, parent)] == [(None, True), (None, True)]
    with cast.support_contact.at_work():
        # To the one that was merged: it is heard where it goes on.
        reply(child, by=cast.support_contact.actor, at=at("2026-06-01 15:00"), text="De nieuwste.")
    assert [one[2] for one in fixes(cast, parent)] == ["06-08 12:00", "06-08 11:00"]
    with cast.agent.at_work():
        answer(parent, by=cast.agent.actor, at=at("2026-06-02 10:00"), text="Opgelost.", purpose="resolution")
    assert [(one[1], one[3]) for one in fixes(cast, parent)] == [("met", False), ("met", False)]
    assert now(cast, child).state == "merged"


def test_what_was_met_or_broken_stays_where_it_was(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    merged(cast, parent, child, when="2026-06-09 12:00")
    assert fixes(cast, child) == [(1, "exceeded", "06-08 09:00", False)]
    assert [one[0] for one in fixes(cast, parent)] == [1]


def test_it_is_one_conversation_that_all_of_them_read(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    with cast.agent.at_work():
        note(child, by=cast.agent.actor, at=at("2026-06-01 11:00"), text="Zie ook de andere.")
    merged(cast, parent, child)
    with cast.agent.at_work():
        said = [one.message.at for one in conversation(now_of(parent), cast.agent.actor)]
        assert said == [at("2026-06-01 09:00"), at("2026-06-01 10:00"), at("2026-06-01 11:00")]
        mails = OutboxMail.objects.filter(subject__contains="samen met een andere")
        assert [one.to_name for one in mails] == ["S. Monster"]


def now_of(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def test_who_could_read_one_reads_the_other(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    user = cast.ordinary_user
    with cast.agent.at_work():
        Follower.objects.create(
            tenant_id=child.tenant_id, ticket=child, person_id=user.person.id, name="G. Model", side="customer",
            since=at("2026-06-01 11:00"),
        )  # fmt: skip
    with user.at_work():
        assert [one.id for one in visible(user.actor)] == [child.id]
    merged(cast, parent, child)
    with user.at_work():
        assert {one.id for one in visible(user.actor)} == {parent.id, child.id}


def test_a_chain_of_merges_carries_on_from_the_first(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    grandchild = reported(cast, "2026-06-01 10:30")
    merged(cast, child, grandchild, when="2026-06-01 11:00")
    merged(cast, parent, child, when="2026-06-01 12:00")
    assert [(one[0], one[2]) for one in fixes(cast, parent)] == [
        (1, "06-08 10:00"),
        (1001, "06-08 09:00"),
        (2001, "06-08 10:30"),
    ]
    found = now(cast, parent)
    assert (found.took_in, now(cast, grandchild).merged_into_id) == (2, parent.id)


def test_what_cannot_be_merged_is_refused_and_changes_nothing(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    strange = reported(cast, "2026-06-01 09:00", by=cast.stranger)
    with cast.agent.at_work():
        answer(child, by=cast.agent.actor, at=at("2026-06-01 11:00"), text="Opgelost.", purpose="resolution")
    for others, refusal in (((parent,), IntoItself), ((strange,), OfAnother), ((child,), NotInThisState)):
        with pytest.raises(refusal):
            merged(cast, parent, *others)
    with cast.agent.at_work(), pytest.raises(MergeReasonNeeded):
        merge(parent, [child], by=cast.agent.actor, at=at("2026-06-01 12:00"), why=" ")
    assert (now(cast, parent).revision, now(cast, strange).state, now(cast, parent).took_in) == (1, "open", 0)


@pytest.mark.clause("CL-16")
def test_what_one_person_reports_within_an_hour_is_offered_as_one_and_one_answer_answers_all(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-06-01 12:00") - timezone.now()  # type: ignore[attr-defined]
    reported(cast, "2026-06-01 08:00")
    first, second, third = (reported(cast, f"2026-06-01 {when}") for when in ("10:00", "10:20", "10:50"))
    agent, address = signed_in(cast.agent), f"/desk/tickets/{first.id}/"
    assert "S. Monster meldde binnen een uur nog 2 dingen." in agent.get(address).content.decode()
    asked = agent.get(f"{address}merge/").content.decode()
    chosen = [one for one in (second, third) if f'value="{one.id}" ' in asked]
    assert chosen == [second, third]
    assert asked.count("checked") == 2
    agent.post(f"{address}merge/", {"others": [str(one.id) for one in chosen], "why": "Een vraag in drie delen"})
    page = agent.get(address).content.decode()
    assert second.shown_number in page
    assert "nog 2 dingen" not in page
    with cast.agent.at_work():
        answer(now_of(first), by=cast.agent.actor, at=at("2026-06-01 12:30"), text="Alle drie.", purpose="resolution")
    assert [one[1] for one in fixes(cast, first)] == ["met", "met", "met"]
    portal = signed_in(cast.support_contact)
    assert first.shown_number in portal.get(f"/portal/tickets/{third.id}/").content.decode()
    assert "Alle drie." in portal.get(f"/portal/tickets/{first.id}/").content.decode()


def test_the_check_on_bundling_of_questions_sees_what_does_not_go_on(cast: Cast, pair: tuple[Ticket, Ticket]) -> None:
    parent, child = pair
    assert ticket_bundling(at("2026-06-02 09:00")).word == "holds"
    merged(cast, parent, child)
    assert ticket_bundling(at("2026-06-02 09:00")).word == "holds"
    with cast.agent.at_work():
        Ticket.objects.filter(id=parent.id).update(took_in=0)
    assert ticket_bundling(at("2026-06-02 09:00")).word == "lost"
