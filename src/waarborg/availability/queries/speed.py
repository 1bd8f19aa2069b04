"""How fast everything was in a month, for the desk's page: each measured part, with what is promised of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from waarborg.availability.models import Measured
from waarborg.availability.queries.metrics import Promised, promised
from waarborg.availability.queries.response import Bar, distribution, observed_by_customer
from waarborg.availability.queries.speed_by_day import by_day
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.response.figures import MEAN, Observed, Promise, Response, merged, respond
from waarborg.availability.rules.targets import BROKEN, EXCEEDED, MET, Unstated
from waarborg.catalogue.models import Item

# Of what nothing is promised the mean is shown.
_SHOWN = Promise(MEAN, Unstated())


@dataclass(frozen=True, slots=True)
class Judged:
    """A promise about a part, what the month came to for everybody, and, where it is judged for each customer, how many
    customers it was kept for, how many not, and for how many nothing can be said."""

    promised: Promised | None
    response: Response
    kept: int = 0
    missed: int = 0
    unsaid: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A component or window that was measured, ever; `bars` are of this month."""

    item: Item
    judged: list[Judged]
    count: int
    bars: list[Bar] = field(default_factory=list)
    browsers: "Browsers | None" = None
    days: dict[date, list[Bar]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Browsers:
    """What browsers of visitors told of it in the month: it judges nothing."""

    response: Response
    bars: list[Bar]


def speed(over: Period, *, provider: UUID, at: datetime) -> list[Part]:
    """By word. Eight queries, three more where browsers told anything, and one for each further threshold that is
    promised; none of them for each part."""
    items = list(Item.objects.filter(id__in=Measured.objects.values("item_id")).order_by("key"))
    if not items:
        return []
    of_part: dict[str, list[Promised]] = {}
    for one in promised(at=at):
        of_part.setdefault(one.part, []).append(one)
    wanted = [item.id for item in items]
    asked = {one.promise.threshold: one.promise for listed in of_part.values() for one in listed}
    asked.setdefault(None, _SHOWN)
    seen = {threshold: observed_by_customer(one, wanted, over) for threshold, one in asked.items()}
    pictures = distribution(wanted, over)
    browsers, days = _browsers(over), by_day(wanted, over)
    found = []
    for item in items:
        judged = [
            _judged(one, one.promise, seen[one.promise.threshold].get(item.id, {}), provider)
            for one in of_part.get(item.key, ())
        ]
        judged = judged or [_judged(None, _SHOWN, seen[None].get(item.id, {}), provider)]
        bars = pictures.get(item.id, [])
        found.append(Part(item, judged, judged[0].response.count, bars, browsers.get(item.id), days.get(item.id, {})))
    return found


def _browsers(over: Period) -> dict[UUID, Browsers]:
    wanted = list(Measured.objects.filter(client=True).values_list("item_id", flat=True))
    if not wanted:
        return {}
    seen = observed_by_customer(_SHOWN, wanted, over, client=True)
    pictures = distribution(wanted, over, client=True)
    return {
        item: Browsers(respond(merged(_SHOWN, told.values()), _SHOWN), pictures.get(item, []))
        for item, told in seen.items()
    }


def _judged(of: Promised | None, promise: Promise, seen: dict[UUID, Observed], provider: UUID) -> Judged:
    experience = of is not None and of.experience
    everybody = respond(merged(promise, seen.values()), promise, experience=experience)
    if of is None or of.measure.per != "customer":
        return Judged(of, everybody)
    verdicts = _verdicts((one for tenant, one in seen.items() if tenant != provider), promise)
    kept = verdicts.count(MET)
    missed = len([one for one in verdicts if one in (BROKEN, EXCEEDED)])
    return Judged(of, everybody, kept, missed, len(verdicts) - kept - missed)


def _verdicts(seen: Iterable[Observed], promise: Promise) -> list[str]:
    return [respond(one, promise).verdict for one in seen]
