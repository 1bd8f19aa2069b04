"""The acute route (PX-91): whoever gives the number of a ticket is put through to its handler, within the hours of the
agreement's telephone; outside them there is the standard message, and the portal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.assign import assign
from waarborg.support.actions.calls.call import NoCallsByAgreement, NotAnsweredNow, call
from waarborg.support.actions.locking import NotInThisState
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
# Thursday within the telephone hours (09:00 to 12:30), and that afternoon.
INSIDE, OUTSIDE = at("2026-03-12 10:00"), at("2026-03-12 14:00")


def handled(cast: Cast) -> Ticket:
    """A ticket of which the agent has taken the handling."""
    ticket = reported(cast, "2026-03-12 09:00")
    with cast.manager.at_work():
        assign(
            ticket, by=cast.manager.actor, at=at("2026-03-12 09:10"), to=(cast.agent.person.id, cast.agent.person.name)
        )
    return ticket


def written(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id, kind="support.ticket.called")
        return [one.actor_kind for one in rows.order_by("sequence")]


@pytest.mark.clause("PX-91")
def test_inside_the_hours_the_number_leads_to_the_handler_and_outside_to_the_standard_message(cast: Cast) -> None:
    agreement = load(profile("perplex-dbc"), name="perplex-dbc.yaml").require()
    assert "support.acute" not in not_yet_enforced(agreement, known())
    bound_to(cast, "perplex-dbc")
    ticket = handled(cast)
    for player in (cast.agent, cast.support_contact):
        with player.at_work():
            assert call(ticket, by=player.actor, at=INSIDE).handler == "R. Specimen"
        with player.at_work(), pytest.raises(NotAnsweredNow) as refused:
            call(ticket, by=player.actor, at=OUTSIDE)
        assert refused.value.say("nl") == ("De telefoon wordt nu niet beantwoord; wel weer maandag 16 maart om 09:00.")
    assert written(cast, ticket) == ["staff", "contact"]


def test_who_may_not_call_or_calls_about_what_is_over_is_refused_and_nothing_is_written_down(
    cast: Cast, appreo: AgreementVersion
) -> None:
    ticket = handled(cast)
    with cast.owner.at_work(), pytest.raises(NoCallsByAgreement):
        call(ticket, by=cast.owner.actor, at=INSIDE)
    with cast.ordinary_user.at_work(), pytest.raises(NotAllowed):
        call(ticket, by=cast.ordinary_user.actor, at=INSIDE)
    with cast.owner.at_work():
        withdraw(ticket, by=cast.owner.actor, at=INSIDE)
    with cast.agent.at_work(), pytest.raises(NotInThisState):
        call(ticket, by=cast.agent.actor, at=INSIDE)
    assert written(cast, ticket) == []


def test_both_pages_say_who_takes_the_call(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound_to(cast, "perplex-dbc")
    ticket = handled(cast)
    settings.SUPPORT_PHONE = "+31 20 123 45 67"  # type: ignore[attr-defined]
    settings.CLOCK_OFFSET = INSIDE - timezone.now()  # type: ignore[attr-defined]
    page, customer, desk = f"/portal/tickets/{ticket.id}/", signed_in(cast.support_contact), signed_in(cast.agent)
    assert f"{page}call/" in customer.get(page).content.decode()
    assert "R. Specimen behandelt de melding" in customer.post(f"{page}call/", follow=True).content.decode()
    assert "Doorverbinden met R. Specimen" in desk.post("/desk/calls/", {"number": ticket.number}).content.decode()
    unknown = desk.post("/desk/calls/", {"number": "99999"})
    assert (unknown.status_code, "geen melding met dit nummer" in unknown.content.decode()) == (422, True)
    assert signed_in(cast.stranger).post(f"{page}call/").status_code == 404
    settings.CLOCK_OFFSET = OUTSIDE - timezone.now()  # type: ignore[attr-defined]
    assert f"{page}call/" not in customer.get(page).content.decode()
    closed = desk.post("/desk/calls/", {"number": ticket.shown_number})
    assert (closed.status_code, "wel weer maandag 16 maart om 09:00" in closed.content.decode()) == (409, True)
    assert len(written(cast, ticket)) == 2
