"""How much of support customers use, worked out from what was written down; and the signals that were raised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count

from waarborg.customers.models import Organisation
from waarborg.kernel.instants import from_us, to_us
from waarborg.promises.queries import Standing, standings
from waarborg.support.models import HandlingTime, Ticket, UseSignal
from waarborg.support.rules import months, numbers
from waarborg.support.rules.use.compare import Compared, Used, compare
from waarborg.support.rules.use.workload import Workload

AVERAGE, WORKLOAD = "support.fair-use-average/1", "support.workload/1"
# From how many times the average of its size a month's contacts are a signal (PX-97).
SIGNALLED_FROM = Fraction(2)
DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says of the use of support: how work is weighed, and how often the average is fair."""

    workload: Workload
    multiple: Fraction
    average: str


@dataclass(frozen=True, slots=True)
class UseLine:
    """One line of the calculation: minutes, what made them heavier, and what they come to."""

    ticket: UUID
    number: str
    subject: str
    channel: str
    at: datetime
    minutes: int
    factors: Sequence[str]
    weight: Fraction
    weighted: Fraction

    @property
    def counts(self) -> bool:
        return self.weighted != 0 or self.minutes == 0


def terms_of(bound: Standing | None, at: datetime) -> Terms | None:
    """None for a customer whose agreement says nothing of fair use."""
    if bound is None:
        return None
    methods = bound.at(at).agreement.methods.values()
    fair = next((one for one in methods if one.uses == AVERAGE), None)
    work = next((one for one in methods if one.uses == WORKLOAD), None)
    if fair is None or work is None:
        return None
    multiple, kind = fair.settings.get("multiple", "3"), fair.settings.get("average", "mean")
    return Terms(Workload.of(work.settings), Fraction(str(multiple)), str(kind))


def window(now: datetime) -> datetime:
    """The instant a year ago: the period that is compared."""
    try:
        return now.replace(year=now.year - 1)
    except ValueError:
        return now.replace(year=now.year - 1, day=28)


def fair_use(now: datetime, *, since: datetime | None = None) -> dict[UUID, tuple[Compared, Organisation]]:
    """Every customer whose agreement speaks of fair use, against the average, over a year or `since` then. Three
    queries (five where a clock of a customer is about what it bought)."""
    since = since or window(now)
    organisations = {one.id: one for one in Organisation.objects.filter(kind="customer")}
    bound = standings(organisations)
    terms = {one: own for one in organisations if (own := terms_of(bound.get(one), now))}
    amounts = dict.fromkeys(terms, Fraction(0))
    rows = HandlingTime.objects.filter(at__gte=since, at__lte=now, tenant_id__in=terms)
    for tenant, channel, minutes, factors in rows.values_list("tenant_id", "ticket__channel", "minutes", "factors"):
        amounts[tenant] += terms[tenant].workload.weighted(channel, minutes, factors)
    used = [
        Used(one, max(amounts[one], Fraction(0)), organisations[one].size, _days(bound[one], since, now))
        for one in terms
    ]
    found: dict[UUID, tuple[Compared, Organisation]] = {}
    for multiple, kind in {(one.multiple, one.average) for one in terms.values()}:
        compared = compare(used, multiple=multiple, kind=kind)
        for one, said in terms.items():
            if (said.multiple, said.average) == (multiple, kind):
                found[one] = compared[one], organisations[one]
    return found


def _days(bound: Standing, since: datetime, now: datetime) -> int:
    first = max(bound.versions[0][0], to_us(since))
    return max(0, to_us(now) - first) // DAY_US


def lines_of(tenant: UUID, now: datetime) -> list[UseLine]:
    """What a customer's use is made of, newest first. Two queries."""
    terms = terms_of(standings([tenant]).get(tenant), now)
    if terms is None:
        return []
    rows = HandlingTime.objects.filter(tenant_id=tenant, at__gte=window(now), at__lte=now).select_related("ticket")
    return [_line(one, terms.workload) for one in rows.order_by("-at", "-id")]


def _line(one: Any, workload: Workload) -> UseLine:
    ticket = one.ticket
    return UseLine(
        *(ticket.id, numbers.shown(ticket.number), ticket.subject, ticket.channel, one.at, one.minutes, one.factors),
        weight=workload.weight(one.factors),
        weighted=workload.weighted(ticket.channel, one.minutes, one.factors),
    )


def contact_frequency(month: str, zone: str) -> dict[UUID, tuple[Compared, Organisation]]:
    """How often each customer reported something in a month, against the average for its size. Two queries."""
    return contacts_between(*months.edges(month, zone))


def contacts_between(begin: int, end: int) -> dict[UUID, tuple[Compared, Organisation]]:
    """The same from one instant until another (us). Two queries."""
    rows = Ticket.objects.filter(reported_at__gte=from_us(begin), reported_at__lt=from_us(end))
    counted = dict(rows.order_by().values_list("tenant_id").annotate(many=Count("id")))
    organisations = list(Organisation.objects.filter(kind="customer", created__lt=from_us(end)))
    used = [
        Used(one.id, Fraction(counted.get(one.id, 0)), one.size, (end - max(begin, to_us(one.created))) // DAY_US)
        for one in organisations
    ]
    compared = compare(used, multiple=SIGNALLED_FROM)
    return {one.id: (compared[one.id], one) for one in organisations}


def signals(tenant: UUID | None = None, *, limit: int = 100) -> list[UseSignal]:
    """Those that wait first, then the newest. One query."""
    rows = UseSignal.objects.select_related("enrolment__session")
    rows = rows if tenant is None else rows.filter(tenant_id=tenant)
    found = list(rows.order_by("-raised_at", "-id")[:limit])
    return sorted(found, key=lambda one: one.followed_at is not None)


def names_of(tenants: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(Organisation.objects.filter(id__in=set(tenants)).values_list("id", "name"))
