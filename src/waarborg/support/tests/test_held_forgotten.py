"""The text of a message to several customers is kept a week, also where nobody writes another."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.bulk.hold import begin, hold
from waarborg.support.actions.bulk.send_held import let_go, send_one
from waarborg.support.actions.bulk.take_back import take_back
from waarborg.support.models import HeldMessage, Sending, Ticket
from waarborg.support.reactions import forget_old_sendings
from waarborg.support.tests.reports import at, reported

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = at("2026-04-13 10:00"), at("2026-04-14 10:00")


def held(cast: Cast, ticket: Ticket, text: str, when: datetime, *, revision: int | None = None) -> Sending:
    with cast.agent.at_work():
        sending = begin(text, "message", by=cast.agent.actor, at=when, wait=timedelta(seconds=20))
        now = Ticket.objects.get(id=ticket.id)
        hold(now, sending, by=cast.agent.actor, at=when, revision=now.revision, once=uuid4())
        if revision is not None:
            HeldMessage.objects.filter(sending_id=sending.id).update(revision=revision)
    return sending


def goes(cast: Cast, sending: Sending) -> bool:
    with cast.agent.at_work():
        let_go(sending.id)
        (one,) = HeldMessage.objects.filter(sending_id=sending.id)
        return send_one(one.id, at=sending.due_at) is not None


def test_each_night_what_was_sent_or_taken_back_a_week_ago_goes_and_what_waits_for_a_decision_stays(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-13 09:00")
    assert goes(cast, held(cast, ticket, "verstuurd op maandag", MONDAY))
    back = held(cast, ticket, "teruggehaald op maandag", MONDAY)
    with cast.agent.at_work():
        take_back(back.id, by=cast.agent.actor, at=MONDAY)
    assert not goes(cast, held(cast, ticket, "niet verstuurd op maandag", MONDAY, revision=999))
    assert goes(cast, held(cast, ticket, "verstuurd op dinsdag", TUESDAY))
    for _ in range(2):
        forget_old_sendings(at=MONDAY + timedelta(days=7, hours=1))
        with tenancy.enter(Role.DESK):
            kept = set(Sending.objects.values_list("text", flat=True))
            assert kept == {"niet verstuurd op maandag", "verstuurd op dinsdag"}
            assert list(HeldMessage.objects.values_list("stopped", flat=True)) == ["changed"]
