"""Reading rosters: their plans, who can be on call, who is away, and whether an agreement wants every hour covered."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from waarborg.availability.models import Roster, RosterLayer, RosterSwap
from waarborg.availability.rules.roster import Plan
from waarborg.customers.models import Person
from waarborg.customers.queries import provider
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web import wording
from waarborg.promises.models import Binding
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.whom import whom

SAVE = "availability.roster.save"
COVER, COMPLETE, GAP = "roster-cover", "complete", "gap"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, said in the language of whoever reads a refusal and in the zone of what it is about."""

    at: datetime
    zone: str

    def say(self, lang: str) -> str:
        return wording.instant(self.at, lang, self.zone)


# Who of these is away at an instant; a package that keeps absences says so (it is no business of ours which).
Away = Callable[[Iterable[UUID], datetime], frozenset[UUID]]
_away: dict[str, Away] = {}


def keeps_absences(name: str, away: Away) -> None:
    """Ask `away` (people, instant) who of them is not there. One query each."""
    _away[name] = away


def away(people: Iterable[UUID], at: datetime) -> frozenset[UUID]:
    """Who of these is away at `at`. One query for each package that keeps absences."""
    asked = list(people)
    return frozenset().union(*(one(asked, at) for one in _away.values())) if asked else frozenset()


def rosters() -> list[Roster]:
    """All by name, with layers and the swaps. Three queries."""
    return list(_whole(Roster.objects.order_by("name", "id")))


def roster(identifier: UUID) -> Roster:
    """With layers and swaps. Three queries. Raises NotFound."""
    found: Roster | None = _whole(Roster.objects.filter(id=identifier)).first()
    if found is None:
        raise NotFound()
    return found


def _whole(rows: QuerySet[Roster]) -> QuerySet[Roster]:
    return rows.prefetch_related(
        Prefetch("layers", RosterLayer.objects.order_by("place")),
        Prefetch("swaps", RosterSwap.objects.order_by("made_at", "id")),
    )


def plan_of(held: Roster) -> Plan:
    """The plan of a roster read by `roster` or `rosters`."""
    layers = tuple(one.plan() for one in held.layers.all())
    return Plan(held.zone, layers, tuple(one.plan() for one in held.swaps.all()))


def staff() -> list[Person]:
    """Colleagues who can be on call, by name. Two queries."""
    house = provider()
    rows = Person.objects.filter(tenant_id=house.id, active=True) if house else Person.objects.none()
    return list(rows.order_by("name", "id"))


def people_in(plans: Iterable[Plan]) -> dict[UUID, Person]:
    """Everybody who stands in these plans, also who left. One query."""
    wanted: set[UUID] = set()
    for plan in plans:
        wanted.update(one for layer in plan.layers for one in layer.people)
        wanted.update(one.person for one in plan.swaps)
    return {one.id: one for one in Person.objects.filter(id__in=wanted)} if wanted else {}


def left(plan: Plan, known: Mapping[UUID, Person]) -> frozenset[UUID]:
    """Who stands in the plan and left us."""
    listed = {one for layer in plan.layers for one in layer.people} | {one.person for one in plan.swaps}
    return frozenset(one for one in listed if one not in known or not known[one].active)


def cover_asked(*, at: datetime) -> Mapping[str, str] | None:
    """What an agreement in force says, by language, where it allows no roster with a gap; None where none does. One
    query, and one for each version that this process has not read yet."""
    bound = Binding.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)
    for sha256 in bound.order_by("version__sha256").values_list("version__sha256", flat=True).distinct():
        limit = whom(compiled(sha256).agreement, SAVE, {COVER: GAP}).against(())
        if limit is not None:
            return limit.words
    return None
