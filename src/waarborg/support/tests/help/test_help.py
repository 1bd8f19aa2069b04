"""The catalogue of help: prices that hold from a day on, days that are booked, and what is asked becomes a ticket."""

from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.models import Charge
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.help.book import AgreeFirst, BookedOtherwise, NotByTheDay, record_travel
from waarborg.support.actions.help.keep import Offer, PriceHasBegun, keep_offer, set_price
from waarborg.support.actions.sessions.keep import ClosedDay, NoSuchTime, keep_session
from waarborg.support.models import HelpBooking, HelpOffer, Session, Ticket
from waarborg.support.queries.help_checks import consultancy_booking, service_catalogue
from waarborg.support.queries.sessions import offered as offered_to
from waarborg.support.rules.help import days
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.help.offers import booked, consultancy, kept
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import offered, plan

Enter = Callable[[Player], Client]
NOW = at("2026-03-02 09:00")


def charges(cast: Cast) -> list[tuple[str, Decimal | None, str]]:
    with cast.owner.at_work():
        rows = Charge.objects.order_by("cause", "id")
        return [(one.cause, one.amount, one.consent_name) for one in rows]


def enforced(name: str) -> bool:
    return name not in not_yet_enforced(load(profile("perplex-dbc"), name="perplex-dbc.yaml").require(), known())


@pytest.mark.clause("PX-57")
def test_days_are_booked_at_the_price_of_the_day_of_booking_and_travel_follows(cast: Cast) -> None:
    assert enforced("help.book")
    offer = consultancy(cast)
    assert consultancy_booking(NOW.astimezone(UTC)).word == "holds"
    first = booked(cast, offer, "2026-03-10", at=NOW, halves=3)
    assert (first.hours, first.amount) == (Decimal("10.5"), Decimal("1575.00"))
    # In December, for the last day of the year: the price of 2026, whenever it is billed.
    half = booked(cast, offer, "2026-12-31", at=at("2026-12-01 09:00"), halves=1, on_site=True)
    assert (half.hours, half.amount) == (Decimal("3.5"), Decimal("525.00"))
    later = booked(cast, offer, "2027-01-12", at=at("2027-01-04 09:00"), halves=1)
    assert later.amount == Decimal("560.00")
    with cast.manager.at_work():
        for _ in range(2):
            record_travel(half, 84, by=cast.manager.actor, at=at("2027-01-04 10:00"))
        with pytest.raises(BookedOtherwise):
            record_travel(first, 84, by=cast.manager.actor, at=at("2027-01-04 10:00"))
    assert charges(cast) == [
        ("consultancy", Decimal("1575.00"), "T. Fictief"), ("consultancy", Decimal("525.00"), "T. Fictief"),
        ("consultancy", Decimal("560.00"), "T. Fictief"), ("consultancy-travel", Decimal("33.60"), "T. Fictief"),
    ]  # fmt: skip
    with cast.manager.at_work():
        assert HelpBooking.objects.get(id=half.id).kilometres == 84
    assert consultancy_booking(at("2027-01-05 09:00").astimezone(UTC)).word == "holds"
    with cast.manager.at_work():
        Charge.objects.filter(source_id=half.id, cause="consultancy").update(amount=1)
    assert consultancy_booking(at("2027-01-05 09:00").astimezone(UTC)).word == "charge"


def test_nothing_is_booked_without_consent_by_who_may_not_or_on_a_day_that_cannot_be(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    offer, asked = consultancy(cast), kept(cast, days.TRAINING, "Maatwerktraining")
    with pytest.raises(AgreeFirst):
        booked(cast, offer, "2026-03-10", at=NOW, agrees=False)
    with pytest.raises(NotAllowed):
        booked(cast, offer, "2026-03-10", at=NOW, by=cast.support_contact)
    with pytest.raises(NoSuchTime):
        booked(cast, offer, "2026-03-01", at=NOW)
    with pytest.raises(ClosedDay):
        booked(cast, offer, "2026-04-27", at=NOW)
    with pytest.raises(NotByTheDay):
        booked(cast, asked, "2026-03-10", at=NOW)
    with pytest.raises(NotByTheDay):
        booked(cast, offer, "2026-03-10", at=NOW, halves=21)
    with cast.manager.at_work():
        keep_offer(offer.id, Offer("consultancy", "Adviesdag"), by=cast.manager.actor, at=NOW, offered=False)
    with pytest.raises(NotFound):
        booked(cast, offer, "2026-03-10", at=NOW)
    with cast.manager.at_work():
        assert (HelpBooking.objects.count(), Charge.objects.count()) == (0, 0)
    assert consultancy_booking(NOW.astimezone(UTC)).word == "nothing"


def test_sent_twice_it_is_booked_once(cast: Cast) -> None:
    offer, once = consultancy(cast), uuid7()
    made = [booked(cast, offer, "2026-03-10", at=NOW, once=once).id for _ in range(2)]
    assert (made[0], len(charges(cast))) == (made[1], 1)


def test_a_price_that_has_begun_stays(cast: Cast) -> None:
    offer, given = consultancy(cast), {"by": cast.manager.actor, "at": NOW}
    for day in (date(2026, 1, 1), date(2026, 3, 1)):
        with cast.manager.at_work(), pytest.raises(PriceHasBegun):
            set_price(offer, from_on=day, amount=Decimal(1), **given)
    with cast.manager.at_work():
        set_price(offer, from_on=date(2027, 1, 1), amount=Decimal(1200), **given)
        assert [one.amount for one in offer.prices.order_by("from_on")] == [Decimal("1050.00"), Decimal("1200.00")]
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        set_price(offer, from_on=date(2027, 1, 1), amount=Decimal(1), by=cast.owner.actor, at=NOW)


@pytest.mark.clause("PX-55")
def test_the_catalogue_lists_trainings_with_dates_and_none_on_kings_day(cast: Cast) -> None:
    assert enforced("help.catalogue") and enforced("help.training")
    bound_to(cast, "perplex-dbc")
    now = at("2026-03-02 09:00")
    assert service_catalogue(now.astimezone(UTC)).word == "consultancy"
    consultancy(cast)
    kept(cast, days.PARTNER, "Voorbeeld Advies", link="https://example.org/")
    kept(cast, days.TRAINING, "Plannen voor beginners")
    assert service_catalogue(now.astimezone(UTC)).word == "dates"
    dates = ["2026-04-07", "2026-04-14", "2026-04-21", "2026-04-28", "2026-05-12", "2026-05-19"]
    for day in dates:
        offered(cast, f"{day} 10:00", at=now)
    with cast.manager.at_work(), pytest.raises(ClosedDay):
        keep_session(None, plan("2026-04-27 10:00"), by=cast.manager.actor, at=now)
    with cast.owner.at_work():
        shown = [one.starts_at.date().isoformat() for one in offered_to(cast.owner.actor, now=now)]
    assert shown == dates
    with cast.manager.at_work():
        assert Session.objects.count() == 6
    assert service_catalogue(now.astimezone(UTC)).word == "holds"


def test_pages_of_both_sides(cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]
    desk, customer = signed_in(cast.manager), signed_in(cast.owner)
    assert "Het aanbod is nog leeg" in customer.get("/portal/offers/").content.decode()
    fields = {"kind": "consultancy", "title_nl": "Adviesdag", "unit": "day", "offered": "on"}
    price = desk.post("/desk/offers/new/", fields).url
    assert desk.post(price, {"from_on": "2026-03-01", "amount": "1050"}).status_code == 422
    assert desk.post(price, {"from_on": "2026-03-02", "amount": "1050", "a_kilometre": "0.40"}).status_code == 302
    with cast.manager.at_work():
        offer = HelpOffer.objects.get()
    page = f"/portal/offers/{offer.id}/"
    assert "1.050,00" in customer.get(page).content.decode()
    book = {"act": "book", "once": str(uuid7()), "on": "2026-03-10", "halves": "3", "on_site": "on"}
    refused = customer.post(page, book)
    assert refused.status_code == 422 and "Ga akkoord" in refused.content.decode()
    assert customer.post(page, {**book, "agrees": "on"}).status_code == 302
    shown = customer.get("/portal/offers/").content.decode()
    assert "10,5 uur" in shown and "1.575,00" in shown
    with cast.manager.at_work():
        made = HelpBooking.objects.get()
    travel = f"/desk/help-bookings/{made.id}/travel/"
    assert desk.post(travel, {"kilometres": "veel"}).status_code == 422
    assert desk.post(travel, {"kilometres": "84"}).status_code == 302
    assert "84 km" in desk.get("/desk/offers/").content.decode()
    asked = signed_in(cast.support_contact).post(
        page, {"act": "ask", "once": str(uuid7()), "text": "Voor vijf mensen."}
    )
    assert asked.status_code == 302
    with cast.manager.at_work():
        ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.subject, str(ticket.id) in asked.url) == ("question", "Adviesdag", True)
    assert signed_in(cast.ordinary_user).get(page).status_code == 200
