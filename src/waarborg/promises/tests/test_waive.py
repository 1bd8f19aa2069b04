"""Waiving: an authorised person takes a verdict back, with a reason that the customer reads."""

import json

import pytest

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalData, JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.actions.waive import ReasonNeeded, waive
from waarborg.promises.models import AgreementVersion
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported, runs

PICK_UP = "support.pick-up"


@pytest.fixture
def broken(cast: Cast, appreo: AgreementVersion) -> Ticket:
    ticket = reported(cast, "2026-04-07 09:00")
    raise_notices(at=at("2026-04-07 14:00"))
    return ticket


def attempt(
    cast: Cast, ticket: Ticket, *, by: Player | None = None, promise: str = PICK_UP, reason: str = "Afgesproken"
) -> None:
    player = by or cast.manager
    with player.at_work():
        waive(
            ticket.ref,
            by=player.actor,
            at=at("2026-04-07 15:00"),
            tenant=ticket.tenant_id,
            promise=promise,
            reason=reason,
        )


def test_a_broken_promise_is_waived_with_its_reason(cast: Cast, broken: Ticket) -> None:
    assert runs(cast, broken)[PICK_UP].verdict == "broken"
    attempt(cast, broken)
    found = runs(cast, broken)
    assert (found[PICK_UP].verdict, found["support.workaround"].verdict) == ("waived", "")
    with cast.owner.at_work():
        entry = JournalEntry.objects.get(kind="promises.clock.waived")
        data = json.loads(JournalData.objects.get(sequence=entry.sequence).data)
    assert data == {"why": "Afgesproken"}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"reason": " "}, ReasonNeeded), ({"promise": "support.none"}, NotFound)],
)
def test_without_reason_or_clock_nothing_is_waived(
    cast: Cast, broken: Ticket, change: dict[str, str], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        attempt(cast, broken, **change)  # type: ignore[arg-type]
    assert runs(cast, broken)[PICK_UP].verdict == "broken"


def test_a_support_agent_may_not_waive(cast: Cast, broken: Ticket) -> None:
    with pytest.raises(NotAllowed):
        attempt(cast, broken, by=cast.agent)
    assert runs(cast, broken)[PICK_UP].verdict == "broken"
