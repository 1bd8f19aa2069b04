"""Wishes are bundled, planned on a day that the customer confirmed, and delivered on it; a single wish has no term."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion, ClockNotice, ClockRun
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known
from waarborg.support.actions.bundle import (
    BundleDayPassed,
    BundleState,
    NotConfirmed,
    NothingToBundle,
    confirm,
    deliver,
    drop,
    propose,
    propose_again,
    schedule,
)
from waarborg.support.models import Bundle, Ticket
from waarborg.support.tests.reports import AMSTERDAM, at, reported
from waarborg.trust.tests.story import scheduler

Enter = Callable[[Player], Client]
ZONE = "Europe/Amsterdam"
FIRST, OTHER = date(2026, 9, 15), date(2026, 9, 29)


def wishes(cast: Cast, count: int = 3) -> list[Ticket]:
    return [reported(cast, f"2026-06-01 1{number}:00", priority="p3", kind="wish") for number in range(count)]


def proposed(cast: Cast, tickets: list[Ticket], day: date = FIRST, when: str = "2026-06-02 10:00") -> Bundle:
    with cast.agent.at_work():
        ids = [one.id for one in tickets]
        return propose(tickets[0].tenant_id, ids, day, by=cast.agent.actor, at=at(when), title="Najaar", zone=ZONE)


def confirmed(cast: Cast, bundle: Bundle, day: date, when: str = "2026-06-03 10:00") -> None:
    with cast.owner.at_work():
        confirm(bundle, day, by=cast.owner.actor, at=at(when), zone=ZONE)


def now(cast: Cast, bundle: Bundle) -> Bundle:
    with cast.agent.at_work():
        found: Bundle = Bundle.objects.get(id=bundle.id)
    return found


def clocks(cast: Cast, bundle: Bundle) -> list[tuple[str, str, str | None]]:
    with cast.owner.at_work():
        rows = ClockRun.objects.filter(subject_id=bundle.id).order_by("promise")
        return [
            (one.promise, one.verdict, one.due_at.astimezone(AMSTERDAM).isoformat()[:16] if one.due_at else None)
            for one in rows
        ]


@pytest.mark.clause("AP-33")
def test_three_wishes_are_proposed_moved_by_the_customer_and_no_term_is_ever_broken(
    cast: Cast, appreo: AgreementVersion
) -> None:
    tickets = wishes(cast)
    bundle = proposed(cast, tickets)
    assert clocks(cast, bundle) == []
    with cast.agent.at_work(), pytest.raises(NotConfirmed):
        schedule(bundle, by=cast.agent.actor, at=at("2026-06-02 11:00"), zone=ZONE)
    confirmed(cast, bundle, OTHER)
    assert (now(cast, bundle).state, now(cast, bundle).agreed_for) == ("moved", None)
    with cast.agent.at_work():
        schedule(bundle, by=cast.agent.actor, at=at("2026-06-03 11:00"), zone=ZONE)
    assert (now(cast, bundle).state, now(cast, bundle).agreed_for) == ("agreed", OTHER)
    # The day that was agreed ends at midnight.
    assert clocks(cast, bundle) == [("support.wishes-delivered", "", "2026-09-30T00:00")]
    scheduler("2026-09-29 12:00")
    with cast.agent.at_work():
        deliver(bundle, by=cast.agent.actor, at=at("2026-09-29 15:00"), text="Alle drie staan ze in de nieuwe versie.")
    assert clocks(cast, bundle) == [("support.wishes-delivered", "met", "2026-09-30T00:00")]
    scheduler("2026-12-01 00:00")
    with cast.owner.at_work():
        # The evaluation of each quarter and the rhythms of releases are nobody's wish.
        runs = ClockRun.objects.exclude(promise="support.evaluation").exclude(promise__startswith="releases.")
        assert not runs.filter(verdict__in=["broken", "exceeded"]).exists()
        assert not ClockRun.objects.filter(subject_id__in=[one.id for one in tickets]).exists()
        assert {one.state for one in Ticket.objects.all()} == {"resolved"}
    with cast.agent.at_work():
        told = ClockNotice.objects.exclude(promise="support.evaluation").exclude(promise__startswith="releases.")
        assert not told.filter(threshold="breach").exists()


def test_the_day_that_was_proposed_stands_as_soon_as_the_customer_confirms_it(
    cast: Cast, appreo: AgreementVersion
) -> None:
    bundle = proposed(cast, wishes(cast, 1))
    confirmed(cast, bundle, FIRST)
    assert (now(cast, bundle).state, now(cast, bundle).agreed_for) == ("agreed", FIRST)
    with cast.owner.at_work(), pytest.raises(BundleState):
        confirm(bundle, OTHER, by=cast.owner.actor, at=at("2026-06-04 10:00"), zone=ZONE)


def test_what_is_delivered_late_is_not_met(cast: Cast, appreo: AgreementVersion) -> None:
    bundle = proposed(cast, wishes(cast, 1))
    confirmed(cast, bundle, FIRST)
    scheduler("2026-09-16 00:01")
    assert clocks(cast, bundle) == [("support.wishes-delivered", "broken", "2026-09-16T00:00")]


def test_another_day_takes_the_confirmation_back(cast: Cast, appreo: AgreementVersion) -> None:
    bundle = proposed(cast, wishes(cast, 1))
    confirmed(cast, bundle, OTHER)
    with cast.agent.at_work():
        propose_again(bundle, date(2026, 10, 6), by=cast.agent.actor, at=at("2026-06-04 10:00"), zone=ZONE)
        with pytest.raises(NotConfirmed):
            schedule(bundle, by=cast.agent.actor, at=at("2026-06-04 11:00"), zone=ZONE)
        drop(bundle, by=cast.agent.actor, at=at("2026-06-05 10:00"), why="Toch los")
        assert not Ticket.objects.filter(bundle_id__isnull=False).exists()
        kinds = JournalEntry.objects.filter(subject_id=bundle.id, kind__startswith="support.").order_by("sequence")
    with cast.agent.at_work():
        assert [one.kind.rpartition(".")[2] for one in kinds] == [
            *("proposed", "customer-confirmed", "proposed", "dropped")
        ]


def test_what_cannot_be_bundled_is_refused_and_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    tickets = wishes(cast, 2)
    proposed(cast, tickets[:1])
    with pytest.raises(NothingToBundle):
        proposed(cast, tickets[:1])
    with pytest.raises(BundleDayPassed):
        proposed(cast, tickets[1:], date(2026, 6, 2))
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        propose(
            cast.merendaal.id, [tickets[1].id], FIRST, by=cast.owner.actor, at=at("2026-06-02 10:00"), title="x",
            zone=ZONE,
        )  # fmt: skip
    with cast.agent.at_work():
        assert Bundle.objects.count() == 1


@pytest.mark.clause("AP-33")
def test_both_promises_about_wishes_are_enforced(appreo: AgreementVersion) -> None:
    with_them = compiled(appreo.sha256).agreement
    names = ("support.wishes-planned", "support.wishes-delivered")
    assert [list(planned_names(name, with_them, known())) for name in names] == [[], []]


def test_the_pages_propose_confirm_and_deliver(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at("2026-06-02 12:00") - timezone.now()  # type: ignore[attr-defined]
    tickets = wishes(cast, 2)
    agent, owner = signed_in(cast.agent), signed_in(cast.owner)
    sent = {"title": "Najaar", "tickets": [str(one.id) for one in tickets], "day": "2026-09-15"}
    to = agent.post(f"/desk/tickets/{tickets[0].id}/bundle/", sent).headers["Location"]
    with cast.agent.at_work():
        bundle = Bundle.objects.get()
        assert OutboxMail.objects.filter(template="support/mail/bundle.txt").count() == 1
    assert "Najaar" in agent.get("/desk/bundles/").content.decode()
    page = f"/portal/bundles/{bundle.id}/"
    assert page in owner.get(f"/portal/tickets/{tickets[1].id}/").content.decode()
    assert signed_in(cast.ordinary_user).get(page).status_code == 404
    assert owner.post(page, {"day": ""}).status_code == 422
    owner.post(page, {"day": "2026-09-29"})
    assert "klant koos een andere dag" in agent.get(to).content.decode()
    agent.post(to, {"act": "schedule"})
    assert "dinsdag 29 september" in owner.get(page).content.decode()
    assert agent.post(to, {"act": "deliver", "text": ""}).status_code == 422
    agent.post(to, {"act": "deliver", "text": "Klaar."})
    assert "opgeleverd" in owner.get(page).content.decode()
