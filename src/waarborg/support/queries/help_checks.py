"""What the checks of the catalogue of help look at (PX-55, PX-57)."""

from datetime import datetime
from decimal import Decimal

from django.urls import reverse

from waarborg.contracts.models import Charge
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant
from waarborg.support.models import HelpBooking, Session
from waarborg.support.queries.help import CAUSE, offered, price_of
from waarborg.support.rules.help import days
from waarborg.support.rules.sessions import kinds

NEWEST = 20
# By kind, as rules/help/days.py names it; the same word says in reports what is missing.
MISSING = {
    "consultancy": ("consultancy", "consultancy"),
    "training": ("een training", "a training"),
    "partner": ("een partner", "a partner"),
}


def service_catalogue(at: datetime) -> Outcome:
    """A customer finds consultancy, trainings with dates, and partners in one place."""
    with tenancy.enter(Role.DESK):
        customer = Tenant.objects.filter(is_provider=False).order_by("id").first()
    if customer is None:
        return Outcome(True, "Er is nog geen klant om het aanbod aan te tonen.", "There is no customer yet to show it.")
    reverse("support:help-offers")
    with tenancy.enter(Role.CUSTOMER, customer.id):
        shown = {one.kind for one in offered()}
        dates = Session.objects.filter(kind=kinds.TRAINING, state=kinds.OPEN, starts_at__gt=at).count()
    for kind, (nl, en) in MISSING.items():
        if kind not in shown:
            return Outcome(False, f"In het aanbod staat geen {nl}.", f"The catalogue has no {en}.", why=kind)
    if not dates:
        return Outcome(False, "Er is geen training met een datum.", "There is no training with a date.", why="dates")
    return Outcome(
        True,
        f"Consultancy, trainingen ({dates} data) en partners staan op één plek.",
        f"Consultancy, trainings ({dates} dates) and partners stand in one place.",
    )


def consultancy_booking(at: datetime) -> Outcome:
    """A consultancy day can be booked at a price that is shown; each of the newest bookings has the charge that the
    customer agreed to."""
    with tenancy.enter(Role.DESK):
        by_day = [one for one in offered() if one.is_offered and one.unit == days.DAY]
        if not any(price_of(one, None, at=at) for one in by_day):
            return Outcome(
                False,
                "Er is geen adviesdag met een prijs te boeken.",
                "No consultancy day with a price can be booked.",
                why="nothing",
            )
        newest = list(HelpBooking.objects.order_by("-booked_at", "id")[:NEWEST])
        rows = Charge.objects.filter(source_id__in=[one.id for one in newest], cause=CAUSE)
        agreed: dict[object, Decimal | None] = {one.source_id: one.amount for one in rows}
    wrong = [one for one in newest if agreed.get(one.id) != one.amount]
    if wrong:
        return Outcome(
            False,
            f"Bij {len(wrong)} van de {len(newest)} nieuwste boekingen passen bedrag en akkoord niet bij elkaar.",
            f"Of {len(wrong)} of the {len(newest)} newest bookings amount and consent do not belong together.",
            why="charge",
        )
    return Outcome(
        True,
        f"Adviesdagen zijn te boeken; van de {len(newest)} nieuwste boekingen kloppen bedrag en akkoord.",
        f"Consultancy days can be booked; of the {len(newest)} newest bookings amount and consent are right.",
    )


CHECKS = {
    "support.service-catalogue": service_catalogue,
    "contracts.consultancy-booking": consultancy_booking,
}
