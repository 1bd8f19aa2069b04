"""What the provider of the demonstration offers beside support: advice at a price, a training with a date, a partner;
and the list of help from others. Kept by its staff, at the moment of loading."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from waarborg.customers.models import Person
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.support.actions.help.keep import Offer, keep_offer, set_price
from waarborg.support.actions.referrals.keep import keep_referral
from waarborg.support.actions.sessions.keep import Plan, closed_day, keep_session, offer_session
from waarborg.support.rules.help import days
from waarborg.support.rules.sessions import kinds

ADVICE = Offer(
    days.CONSULTANCY, "Adviesdag", "Consultancy day",
    "Een adviseur kijkt een dag mee en helpt u de inrichting te verbeteren.",
    "A consultant looks along for a day and helps you improve your settings.", unit=days.DAY,
)  # fmt: skip
TRAINING = Offer(
    days.TRAINING, "Plannen voor beginners", "Planning for beginners",
    "In een ochtend leert u roosters maken en diensten ruilen.",
    "In a morning you learn to make rosters and to swap shifts.", unit="person",
)  # fmt: skip
PARTNER = Offer(
    days.PARTNER, "Denkbeeld Inrichting", "Denkbeeld Set-up",
    "Onze partner richt de koppeling met uw personeelsadministratie in.",
    "Our partner sets up the coupling with your personnel records.", link="https://www.example.com/",
)  # fmt: skip
A_DAY, A_KILOMETRE, A_PERSON = Decimal("1050.00"), Decimal("0.40"), Decimal("195.00")
# Addresses that are kept free for examples, and do answer.
REFERRALS = (
    ("Sjabloon Advies", "https://www.example.org/", "Controle van uw administratie", "An audit of your administration"),
    ("Proef Juristen", "https://www.example.net/", "Bezwaar bij een gemeente", "Objections at a municipality"),
)
FIRST, LAST = 21, 60


def set_up_offers(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands."""
    person = Person.objects.filter(authorities__role="provider.success").order_by("name", "id").first()
    if person is None:
        return
    by = Actor("staff", person.tenant_id, person.id, person.name, frozenset({"provider.success"}))
    today = local_date(now, zone_of())
    advice, training, _ = (keep_offer(None, one, by=by, at=now) for one in (ADVICE, TRAINING, PARTNER))
    set_price(advice, by=by, at=now, from_on=today, amount=A_DAY, a_kilometre=A_KILOMETRE)
    set_price(training, by=by, at=now, from_on=today, amount=A_PERSON)
    begins = next((one for one in _mornings(now) if closed_day(one) is None), None)
    if begins is not None:
        offer_session(keep_session(None, _plan(begins, person.name), by=by, at=now).id, by=by, at=now)
    for name, url, nl, en in REFERRALS:
        keep_referral(None, by=by, at=now, name=name, url=url, what_nl=nl, what_en=en)


def _mornings(now: datetime) -> Iterator[datetime]:
    """Of the working days to come, some weeks ahead."""
    zone = zone_of()
    for ahead in range(FIRST, LAST):
        day = local_date(now + timedelta(days=ahead), zone)
        if day.isoweekday() <= 5:
            yield from_us(civil_start(day, time(9, 30), zone))


def _plan(begins: datetime, host: str) -> Plan:
    return Plan(
        kinds.TRAINING, TRAINING.title_nl, begins, begins + timedelta(hours=3), begins - timedelta(days=2),
        title_en=TRAINING.title_en, about_nl=TRAINING.about_nl, about_en=TRAINING.about_en,
        place="Voorbeeldstraat 1, Morgenveld", places=12, host_name=host,
    )  # fmt: skip
