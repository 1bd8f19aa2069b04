"""Who lost the password and cannot reach his mailbox either (CL-72): called back on a number that was known before, he
is read a code; he and the owners hear of it, and it stands on the ticket who did so and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.access.actions.attempts import TooMany
from waarborg.access.actions.join import join
from waarborg.access.actions.passwords import NoAccount, OnlyThroughProvider
from waarborg.access.models import AccessPolicy, OneTimeLink
from waarborg.access.tests.doors import make_account
from waarborg.customers.actions.change_organisation import change_organisation
from waarborg.customers.models import Organisation
from waarborg.customers.queries import holders
from waarborg.customers.rules.roles import OWNER
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.access_log import reads_of
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.actions.urgent.hand_way_in import (
    NoNumber,
    NoReason,
    NotCalledBack,
    NumberTooNew,
    hand_way_in,
)
from waarborg.support.models import Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.urgent.test_mark import marked, reported

Enter = Callable[[Player], Client]
WHEN = "2026-04-10 16:05"
NUMBER = "0900-0000001"
YES: dict[str, Any] = {"called_back": True, "reason": "Reanimeren ja of nee"}
KIND = "support.ticket.way-in-handed"


def number(cast: Cast, phone: str, when: str) -> None:
    with cast.owner.at_work():
        house = Organisation.objects.get(id=cast.merendaal.id)
        change_organisation(house, by=cast.owner.actor, at=at(when), phone=phone)


@pytest.fixture
def called(cast: Cast) -> Ticket:
    """A support contact with an account calls: somebody must know now whether a client is to be resuscitated."""
    bound_to(cast, "cliendo")
    number(cast, NUMBER, "2026-04-03 16:05")
    make_account(cast.support_contact)
    ticket = reported(cast, "2026-04-10 16:00")
    who = cast.support_contact.person.id
    with cast.agent.at_work():
        mark_for_caller(ticket, "vital", by=cast.agent.actor, at=at(WHEN), caller=who, speaking=True)
    return ticket


def left_behind(cast: Cast, ticket: Ticket) -> tuple[int, int, int]:
    """Codes, entries and mails that there are of it."""
    with tenancy.enter(Role.DESK):
        entries = JournalEntry.objects.filter(subject_id=ticket.id, kind=KIND).count()
        mails = OutboxMail.objects.filter(template="support/mail/way_in.txt").count()
    return OneTimeLink.objects.filter(purpose="spoken").count(), entries, mails


@pytest.mark.clause("CL-72")
def test_a_code_is_given_and_the_ticket_the_access_log_he_and_the_owners_are_told(cast: Cast, called: Ticket) -> None:
    with cast.agent.at_work():
        code = hand_way_in(called, by=cast.agent.actor, at=at(WHEN), **YES)
    with cast.owner.at_work():
        entry = JournalEntry.objects.get(subject_id=called.id, kind=KIND)
        mails = OutboxMail.objects.filter(template="support/mail/way_in.txt")
        read = reads_of(cast.merendaal.id, limit=1)[0]
        told = {mail.to_address: mail for mail in mails}
    assert (entry.actor_id, entry.on_behalf) == (cast.agent.person.id, cast.support_contact.person.id)
    assert set(told) == {cast.support_contact.person.email, cast.owner.person.email}
    assert all(code not in mail.body for mail in told.values())
    assert cast.support_contact.person.name in told[cast.owner.person.email].subject
    assert (read.person, read.what_id) == (cast.agent.person.id, called.id)
    assert left_behind(cast, called) == (1, 1, 2)


def test_owners_of_what_else_the_account_opens_hear_of_it_and_read_nothing_of_the_other(
    cast: Cast, called: Ticket
) -> None:
    here = make_account(cast.support_contact)
    theirs = cast.stranger
    join(here.account, kind="contact", tenant=theirs.organisation.id, person=theirs.person.id)
    with cast.agent.at_work():
        hand_way_in(called, by=cast.agent.actor, at=at(WHEN), **YES)
    with tenancy.enter(Role.DESK):
        owners = {one.email for one in holders(theirs.organisation.id, OWNER, at=at(WHEN))}
        mails = OutboxMail.objects.filter(template="support/mail/way_in.txt", tenant_id=theirs.organisation.id)
        told = {mail.to_address: f"{mail.subject}\n{mail.body}" for mail in mails}
    assert set(told) == owners
    assert owners
    for secret in (cast.merendaal.name, called.shown_number, str(called.id)):
        assert all(secret not in text for text in told.values())


def test_who_comes_in_through_the_provider_alone_is_read_none(cast: Cast, called: Ticket) -> None:
    AccessPolicy.objects.update_or_create(
        tenant_id=cast.merendaal.id,
        defaults={"idle_minutes": 60, "absolute_hours": 12, "require_sign_on": True},
    )
    with cast.agent.at_work(), pytest.raises(OnlyThroughProvider):
        hand_way_in(called, by=cast.agent.actor, at=at(WHEN), **YES)
    assert left_behind(cast, called) == (0, 0, 0)


def test_without_a_call_back_or_a_reason_nothing_is_given(cast: Cast, called: Ticket) -> None:
    for changed, refusal in (({"called_back": False}, NotCalledBack), ({"reason": " "}, NoReason)):
        with cast.agent.at_work(), pytest.raises(refusal):
            hand_way_in(called, by=cast.agent.actor, at=at(WHEN), **{**YES, **changed})
    assert left_behind(cast, called) == (0, 0, 0)


def test_a_number_that_is_not_there_or_was_changed_within_a_week_is_not_called(cast: Cast, called: Ticket) -> None:
    number(cast, "0900-0000002", "2026-04-10 16:06")
    with cast.agent.at_work(), pytest.raises(NumberTooNew):
        hand_way_in(called, by=cast.agent.actor, at=at("2026-04-17 16:05"), **YES)
    assert left_behind(cast, called) == (0, 0, 0)
    with cast.agent.at_work():
        hand_way_in(called, by=cast.agent.actor, at=at("2026-04-17 16:06"), **YES)
    number(cast, "", "2026-04-17 16:07")
    with cast.agent.at_work(), pytest.raises(NoNumber):
        hand_way_in(called, by=cast.agent.actor, at=at("2026-05-01 16:06"), **YES)
    assert left_behind(cast, called) == (1, 1, 2)


def test_only_the_desk_gives_one_and_only_where_it_goes_first(cast: Cast, called: Ticket) -> None:
    normal = reported(cast, "2026-04-10 16:10")
    for player, ticket, refusal in (
        (cast.owner, called, NotAllowed),
        (cast.stranger, called, NotFound),
        (cast.agent, normal, NotFound),
    ):
        with player.at_work(), pytest.raises(refusal):
            hand_way_in(ticket, by=player.actor, at=at("2026-04-10 16:20"), **YES)
        assert left_behind(cast, ticket) == (0, 0, 0)


def test_who_has_no_account_gets_none(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    number(cast, NUMBER, "2026-04-01 09:00")
    case = marked(cast, "2026-04-10 16:00", "vital")
    with cast.agent.at_work(), pytest.raises(NoAccount):
        hand_way_in(case.ticket, by=cast.agent.actor, at=at(WHEN), **YES)
    assert left_behind(cast, case.ticket) == (0, 0, 0)


def test_a_fourth_within_the_hour_is_refused(cast: Cast, called: Ticket) -> None:
    for minute in (6, 7, 8):
        with cast.agent.at_work():
            hand_way_in(called, by=cast.agent.actor, at=at(f"2026-04-10 16:0{minute}"), **YES)
    with cast.agent.at_work(), pytest.raises(TooMany):
        hand_way_in(called, by=cast.agent.actor, at=at("2026-04-10 16:09"), **YES)
    assert left_behind(cast, called) == (3, 3, 6)


def test_the_page_says_whom_to_call_and_shows_the_code_once(
    cast: Cast, called: Ticket, signed_in: Enter, settings: Any
) -> None:
    settings.CLOCK_OFFSET = at("2026-04-10 16:06") - timezone.now()
    agent, page = signed_in(cast.agent), f"/desk/tickets/{called.id}/way-in/telephone/"
    assert page in agent.get(f"/desk/tickets/{called.id}/").content.decode()
    shown = agent.get(page).content.decode()
    assert NUMBER in shown
    refused = agent.post(page, {"reason": "Reanimeren ja of nee"})
    assert (refused.status_code, left_behind(cast, called)) == (422, (0, 0, 0))
    done = agent.post(page, {"called_back": "on", "reason": "Reanimeren ja of nee"})
    assert (done.status_code, done.headers["Cache-Control"]) == (200, "no-store")
    assert left_behind(cast, called) == (1, 1, 2)
    settings.CLOCK_OFFSET += timedelta(seconds=1)
    number(cast, "0900-0000002", "2026-04-10 16:06:30")
    settings.CLOCK_OFFSET += timedelta(minutes=1)
    assert "korter dan 7 dagen geleden" in agent.get(page).content.decode()
