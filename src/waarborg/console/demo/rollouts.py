"""A roll-out of the demonstration's next version: its first wave begins tomorrow evening, the rest three days later."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from waarborg.customers.models import Person
from waarborg.kernel.instants import civil_start, from_us
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import local_date
from waarborg.releases.actions.rollouts.plan import Planned, plan_rollout
from waarborg.releases.queries.proposed import proposed

VERSION: Final = "26.11"
EVENING: Final = time(22)


def set_up_rollouts(*, now: datetime) -> None:
    """In the scope of the desk, when everything else stands. On the evenings of the agreement, where it names any."""
    person = Person.objects.filter(authorities__role="provider.service-manager", active=True).order_by("name").first()
    if person is None:
        return
    by = Actor("staff", person.tenant_id, person.id, person.name, frozenset({"provider.service-manager"}))
    said = proposed(now)
    first = said.get("starts_1") or _evening(now, 1)
    last = said.get("starts_last") or _evening(first, 3)
    plan_rollout(Planned(VERSION, [(said.get("share_1", Decimal(10)), first), (None, last)]), by=by, at=now)


def _evening(now: datetime, days: int) -> datetime:
    zone = zone_of()
    return from_us(civil_start(local_date(now, zone) + timedelta(days=days), EVENING, zone))
