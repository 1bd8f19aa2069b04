"""Extra support outside office hours (PX-86): asked for five dates ahead, at actual cost, included with First Class."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.models import Charge
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion, Binding
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.extra.book import (
    AgreeToRate,
    AskedTooLate,
    InOfficeHours,
    NoSuchStretch,
    NotOffered,
    Stretch,
    book_extra,
)
from waarborg.support.actions.extra.roster import ExtraIsOver, NotWorkedYet, cancel_extra, roster_extra, work_extra
from waarborg.support.models import ExtraSupport
from waarborg.support.rules.help import days
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.extra.stretches import asked
from waarborg.support.tests.help.offers import kept, priced
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
EVE = at("2026-12-31 20:00")
IN_TIME, LATE = at("2026-12-26 23:00"), at("2026-12-27 00:30")


def bound(cast: Cast, plan: str = "") -> None:
    bound_to(cast, "perplex-dbc")
    priced(cast, kept(cast, days.EXTRA, "Extra ondersteuning", unit="hour"), "2026-01-01", "125.00")
    if plan:
        with cast.manager.at_work():
            Binding.objects.filter(tenant_id=cast.merendaal.id).update(words={"plan": plan})


def booked(
    cast: Cast, now: datetime, *, by: Player | None = None, starts: datetime = EVE, hours: int = 3, agrees: bool = True
) -> ExtraSupport:
    player = by or cast.support_contact
    with player.at_work():
        wanted = Stretch(starts, starts + timedelta(hours=hours), "De jaarafsluiting")
        made: ExtraSupport = book_extra(wanted, by=player.actor, at=now, agrees=agrees)
    return made


def charges(cast: Cast) -> list[tuple[str, Decimal | None, str]]:
    with cast.owner.at_work():
        return [(one.cause, one.amount, one.promise) for one in Charge.objects.order_by("id")]


@pytest.mark.clause("PX-86")
def test_five_dates_ahead_is_in_time_a_day_later_is_not_and_hours_are_charged_as_worked(cast: Cast) -> None:
    waiting = not_yet_enforced(load(profile("perplex-dbc"), name="perplex-dbc.yaml").require(), known())
    assert not {"support.extra", "support.extra-charge"} & set(waiting)
    bound(cast)
    with pytest.raises(AskedTooLate) as refused:
        booked(cast, LATE)
    assert "zaterdag 26 december 2026" in refused.value.say("nl")
    extra = booked(cast, IN_TIME, hours=4)
    assert charges(cast) == [("extra-support", Decimal("500.00"), "support.extra")]
    with cast.agent.at_work():
        roster_extra(extra, (cast.agent.person.id, cast.agent.person.name), by=cast.agent.actor, at=IN_TIME)
        with pytest.raises(NotWorkedYet):
            work_extra(extra, 180, by=cast.agent.actor, at=IN_TIME)
        done = work_extra(extra, 180, by=cast.agent.actor, at=at("2027-01-01 09:00"))
        with pytest.raises(ExtraIsOver):
            work_extra(extra, 600, by=cast.agent.actor, at=at("2027-01-01 09:01"))
    assert (done.state, done.staff_name, done.minutes) == ("worked", "R. Specimen", 180)
    # Three hours at 125.
    assert charges(cast) == [("extra-support", Decimal("375.00"), "support.extra")]


@pytest.mark.clause("PX-86")
def test_with_first_class_it_costs_nothing(cast: Cast) -> None:
    bound(cast, "first-class")
    extra = booked(cast, IN_TIME, agrees=False)
    with cast.agent.at_work():
        work_extra(extra, 180, by=cast.agent.actor, at=at("2027-01-01 09:00"))
    assert (extra.an_hour, charges(cast)) == (None, [])


def test_nothing_is_booked_by_who_may_not_without_consent_or_for_a_moment_that_cannot_be(cast: Cast) -> None:
    bound(cast)
    with pytest.raises(AgreeToRate):
        booked(cast, IN_TIME, agrees=False)
    for player, refusal in ((cast.ordinary_user, NotAllowed), (cast.administrator, NotOffered)):
        with pytest.raises(refusal):
            booked(cast, IN_TIME, by=player)
    with pytest.raises(InOfficeHours):
        booked(cast, IN_TIME, starts=at("2027-01-12 10:00"), hours=2)
    for starts, hours in ((at("2026-12-26 22:00"), 3), (EVE, 0), (EVE, 25)):
        with pytest.raises(NoSuchStretch):
            booked(cast, IN_TIME, starts=starts, hours=hours)
    with cast.manager.at_work():
        assert (ExtraSupport.objects.count(), Charge.objects.count()) == (0, 0)


def test_an_agreement_that_does_not_offer_it_has_no_such_booking(cast: Cast, appreo: AgreementVersion) -> None:
    with pytest.raises(NotOffered):
        booked(cast, IN_TIME, by=cast.owner)


def test_cancelled_before_it_begins_it_costs_nothing_and_after_that_it_cannot_be(cast: Cast) -> None:
    bound(cast)
    extra = booked(cast, IN_TIME)
    with cast.owner.at_work():
        cancel_extra(extra, by=cast.owner.actor, at=EVE - timedelta(minutes=1))
    begun = asked(cast, EVE, now=IN_TIME)
    with cast.owner.at_work(), pytest.raises(ExtraIsOver):
        cancel_extra(begun, by=cast.owner.actor, at=EVE)
    assert charges(cast) == [("extra-support", Decimal("0.00"), "support.extra")]


def test_both_pages(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound(cast)
    settings.CLOCK_OFFSET = IN_TIME - timezone.now()  # type: ignore[attr-defined]
    customer, desk = signed_in(cast.support_contact), signed_in(cast.agent)
    assert "/portal/extra-support/" in customer.get("/portal/contact/").content.decode()
    form = {"once": str(uuid7()), "starts_at": "2026-12-31T20:00", "ends_at": "2026-12-31T23:00"}
    assert "125,00" in customer.get("/portal/extra-support/").content.decode()
    assert customer.post("/portal/extra-support/", form).status_code == 422
    assert customer.post("/portal/extra-support/", {**form, "agrees": "on"}).status_code == 302
    with cast.manager.at_work():
        extra = ExtraSupport.objects.get()
    address = f"/desk/extra-support/{extra.id}/"
    assert "nog niemand" in desk.get("/desk/extra-support/").content.decode()
    assert desk.post(address, {"act": "work", "minutes": "180"}).status_code == 422
    assert desk.post(address, {"act": "roster", "person": str(cast.agent.person.id)}).status_code == 302
    assert "R. Specimen" in customer.get("/portal/extra-support/").content.decode()
    settings.CLOCK_OFFSET = at("2027-01-01 09:00") - timezone.now()  # type: ignore[attr-defined]
    assert customer.post(f"/portal/extra-support/{extra.id}/cancel/").status_code == 409
    assert desk.post(address, {"act": "work", "minutes": "150"}).status_code == 302
    assert "150 minuten gewerkt" in customer.get("/portal/extra-support/").content.decode()
    assert charges(cast)[0][1] == Decimal("312.50")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_asks_the_database_the_same_for_one_row_and_for_three(
    cast: Cast, signed_in: Enter, django_assert_num_queries: Callable, rows: int
) -> None:
    for number in range(rows):
        asked(cast, EVE + timedelta(days=number), now=IN_TIME)
    agent = signed_in(cast.agent)
    agent.get("/desk/extra-support/")
    with django_assert_num_queries(ROSTER_QUERIES, exact=True):
        agent.get("/desk/extra-support/")


ROSTER_QUERIES = 7
