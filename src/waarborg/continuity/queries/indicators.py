"""The age of back-ups as agreements promise it: of each customer, by all that was made for him."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from waarborg.continuity.models import Plan, Run
from waarborg.continuity.rules import plans, runs
from waarborg.continuity.rules.ages import Copy, Worst, worst
from waarborg.customers.models import Organisation
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.indicators import Counted, NothingYet

AGE = "continuity.backup.age"
MOST_ROWS = 20


@dataclass(slots=True)
class Part:
    """What was made of one part: since when it is to be, until when (None: still), and the copies."""

    since: int
    until: int | None
    copies: list[Copy] = field(default_factory=list)

    def joined(self, other: "Part | None") -> "Part":
        """Of one part the newest copy counts, whoever made it."""
        if other is None:
            return self
        until = None if self.until is None or other.until is None else max(self.until, other.until)
        return Part(min(self.since, other.since), until, [*self.copies, *other.copies])

    def worst(self, begin: int, end: int) -> Worst | None:
        return worst(
            self.copies, since=self.since, begin=begin, end=end if self.until is None else min(end, self.until)
        )


Parts = dict[str, Part]


def age(begin: datetime, end: datetime) -> Mapping[UUID | None, Counted]:
    """How old the newest copy was at its worst, in microseconds, by customer: of the part of which it was oldest.
    Raises NothingYet where nothing is backed up. Three queries."""
    everybody, own = _parts(begin, end)
    if not everybody and not own:
        raise NothingYet("nobody wrote down what is backed up")
    first, last = to_us(begin), to_us(end)
    told = {name: part.worst(first, last) for name, part in everybody.items()}
    common = _counted(told, _copies(everybody, first, last))
    found: dict[UUID | None, Counted] = {}
    for customer in Organisation.objects.filter(kind="customer").values_list("id", flat=True):
        extra = own.get(customer)
        if extra:
            mine = {name: part.joined(everybody.get(name)) for name, part in extra.items()}
            ages = {**told, **{name: part.worst(first, last) for name, part in mine.items()}}
            one = _counted(ages, _copies({**everybody, **mine}, first, last))
        else:
            one = common
        if one is not None:
            found[customer] = one
    return found


def _parts(begin: datetime, end: datetime) -> tuple[Parts, dict[UUID, Parts]]:
    """What is made for everybody, and what for single customers besides; with the copies of the period and the newest
    from before it."""
    rows = list(Plan.objects.exclude(scope=plans.INTERNAL).filter(made_at__lt=end))
    made = {one.id: Part(to_us(one.made_at), to_us(one.ended_at) if one.ended_at else None) for one in rows}
    for plan, as_of, completed in _good(made, begin, end):
        made[plan].copies.append(Copy(to_us(as_of), to_us(completed)))
    everybody: Parts = {}
    own: dict[UUID, Parts] = {}
    for one in rows:
        parts = everybody if one.customer_id is None else own.setdefault(one.customer_id, {})
        parts[one.part] = made[one.id].joined(parts.get(one.part))
    return everybody, own


def _good(wanted: Iterable[UUID], begin: datetime, end: datetime) -> Iterable[tuple[UUID, datetime, datetime]]:
    named = list(wanted)
    rows = Run.objects.filter(plan_id__in=named, outcome=runs.GOOD)
    inside = rows.filter(completed_at__gt=begin, completed_at__lte=end).order_by("completed_at", "id")
    yield from inside.values_list("plan_id", "as_of", "completed_at").iterator(chunk_size=2000)
    before = rows.filter(completed_at__lte=begin).order_by("plan_id", "-as_of").distinct("plan_id")
    yield from before.values_list("plan_id", "as_of", "completed_at")


def _copies(parts: Parts, begin: int, end: int) -> int:
    return sum(begin < one.completed_us <= end for part in parts.values() for one in part.copies)


def _counted(ages: Mapping[str, Worst | None], copies: int) -> Counted | None:
    known = {name: one for name, one in ages.items() if one is not None}
    if not known:
        return None
    rows = tuple(
        f"oldest;{name.replace(';', ',').lstrip('@~')};~{one.age_us};@{from_us(one.at_us):%Y-%m-%dT%H:%M:%SZ}"
        for name, one in sorted(known.items(), key=lambda pair: (-pair[1].age_us, pair[0]))[:MOST_ROWS]
    )
    return Counted(max(one.age_us for one in known.values()), 1, {"copies": copies}, rows)


def behind(begin: datetime, end: datetime, about: str, customer: UUID | None) -> list[str]:
    """The copies that a customer's figure was reckoned from: plan, part, instant of the content, when it was complete
    (RFC 3339), in order. Three queries."""
    rows = Plan.objects.exclude(scope=plans.INTERNAL).filter(made_at__lt=end)
    named = {one.id: one for one in rows if one.customer_id in (None, customer)}
    lines = [
        f"{named[plan].key};{named[plan].part};{as_of.isoformat()};{completed.isoformat()}"
        for plan, as_of, completed in _good(named, begin, end)
    ]
    return sorted(lines)


INDICATORS = {AGE: age}
BEHIND = {AGE: behind}
