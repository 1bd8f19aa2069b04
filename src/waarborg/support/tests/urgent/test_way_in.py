"""Who lost the password while it is urgent (CL-72): the way in leaves to his own address, signing in asks for his
second step, and who sent it stands on the ticket."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from waarborg.access.actions.attempts import TooMany
from waarborg.access.actions.passwords import SEND, NoAccount
from waarborg.access.models import OneTimeLink
from waarborg.access.reactions import send_password_link
from waarborg.access.tests.doors import make_account
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.actions.urgent.way_in import send_way_in
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.urgent.test_mark import marked, reported

Enter = Callable[[Player], Client]
WHEN = "2026-04-10 16:05"


@pytest.fixture
def called(cast: Cast) -> Ticket:
    """The owner, who has an account, calls: somebody must know now whether a client is to be resuscitated."""
    bound_to(cast, "cliendo")
    make_account(cast.owner)
    ticket = reported(cast, "2026-04-10 16:00")
    with cast.agent.at_work():
        mark_for_caller(ticket, "vital", by=cast.agent.actor, at=at(WHEN), caller=cast.owner.person.id, speaking=True)
    return ticket


def waiting(task: str) -> list[dict[str, str]]:
    """What the jobs of this name that wait were given."""
    rows = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("id")
    return [row.args for row in rows]


def notes(cast: Cast, ticket: Ticket) -> int:
    with cast.agent.at_work():
        return JournalEntry.objects.filter(subject_id=ticket.id, kind="support.ticket.way-in-sent").count()


@pytest.mark.clause("CL-72")
def test_the_link_leaves_to_the_address_of_the_account_and_the_journal_says_who_sent_it(
    cast: Cast, called: Ticket
) -> None:
    with cast.agent.at_work():
        send_way_in(called, by=cast.agent.actor, at=at(WHEN))
    [job] = waiting(SEND)
    send_password_link(**job, at=at(WHEN))
    with cast.owner.at_work():
        [mail] = OutboxMail.objects.filter(template="access/mail/password.txt")
        entry = JournalEntry.objects.get(subject_id=called.id, kind="support.ticket.way-in-sent")
    assert (mail.to_address, mail.to_name) == (cast.owner.person.email, "T. Fictief")
    assert (entry.actor_id, entry.on_behalf) == (cast.agent.person.id, cast.owner.person.id)
    link = OneTimeLink.objects.get(purpose="password")
    assert link.account is not None and link.account.email == cast.owner.person.email


def test_only_who_answers_sends_it_and_only_where_it_is_urgent(cast: Cast, called: Ticket) -> None:
    normal = reported(cast, "2026-04-10 16:10")
    limited = [marked(cast, "2026-04-10 16:12"), marked(cast, "2026-04-10 16:13")][1].ticket
    for player, ticket, refusal in (
        (cast.owner, called, NotAllowed),
        (cast.stranger, called, NotFound),
        (cast.agent, normal, NotFound),
        (cast.agent, limited, NotFound),
    ):
        with player.at_work(), pytest.raises(refusal):
            send_way_in(ticket, by=player.actor, at=at("2026-04-10 16:20"))
    assert waiting(SEND) == []
    assert [notes(cast, one) for one in (called, normal, limited)] == [0, 0, 0]


def test_without_an_account_there_is_nothing_to_send(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    case = marked(cast, "2026-04-10 16:00", "vital")
    with cast.agent.at_work(), pytest.raises(NoAccount):
        send_way_in(case.ticket, by=cast.agent.actor, at=at(WHEN))
    assert (waiting(SEND), notes(cast, case.ticket)) == ([], 0)


def test_it_counts_as_an_attempt_of_the_account_and_a_fourth_within_the_hour_is_refused(
    cast: Cast, called: Ticket
) -> None:
    for minute in (6, 7, 8):
        with cast.agent.at_work():
            send_way_in(called, by=cast.agent.actor, at=at(f"2026-04-10 16:0{minute}"))
    with cast.agent.at_work(), pytest.raises(TooMany):
        send_way_in(called, by=cast.agent.actor, at=at("2026-04-10 16:09"))
    assert (len(waiting(SEND)), notes(cast, called)) == (3, 3)


def test_on_the_ticket_it_is_one_button_while_it_is_live(
    cast: Cast, called: Ticket, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-10 16:06") - timezone.now()  # type: ignore[attr-defined]
    agent, page = signed_in(cast.agent), f"/desk/tickets/{called.id}/"
    assert "Wachtwoord kwijt" in agent.get(page).content.decode()
    sent = agent.post(f"{page}way-in/", follow=True).content.decode()
    assert "De link voor een nieuw wachtwoord gaat naar het adres van T. Fictief" in sent
    with cast.owner.at_work():
        withdraw(called, by=cast.owner.actor, at=at("2026-04-10 16:10"))
    assert "Wachtwoord kwijt" not in agent.get(page).content.decode()
