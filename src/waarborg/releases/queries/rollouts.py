"""Roll-outs, their waves and who is in which, as staff and customers read them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count

from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.models import Item as Supplied
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.rules.rings import EARLY, GENERAL, LATE
from waarborg.customers.models import Organisation
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.queries import standings
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.releases.models import Rollout, Turn, Wave, WaveFinding
from waarborg.releases.rules import rollouts as rules
from waarborg.releases.rules.waves import Customer

PAGE = 50
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of a wave: how many customers are in it, and of how many the data began to move, and is there."""

    customers: int = 0
    begun: int = 0
    done: int = 0


def rollouts(*, limit: int = PAGE, after: tuple[datetime, UUID] | None = None) -> list[Rollout]:
    """The newest first, each with its waves in order. Two queries."""
    rows = Rollout.objects.select_related("item").prefetch_related("waves")
    if after is not None:
        moment, identifier = after
        rows = rows.filter(made_at__lte=moment).exclude(made_at=moment, id__gte=identifier)
    return list(rows.order_by("-made_at", "-id")[:limit])


def find(rollout: UUID) -> Rollout:
    """Raises NotFound."""
    found: Rollout | None = Rollout.objects.select_related("item").filter(id=rollout).first()
    if found is None:
        raise NotFound()
    return found


def alone(rollout: UUID) -> Rollout:
    """The same, with whoever else changes it waiting until the transaction ends: customers, too, who may not lock a row
    of ours. Raises NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [f"waarborg.releases.rollout:{rollout}"])
    return find(rollout)


def waves_of(rollout: Rollout) -> list[Wave]:
    """In order. One query."""
    return sorted(rollout.waves.all(), key=lambda one: one.number)


def wave(rollout: Rollout, number: int) -> Wave:
    """Raises NotFound."""
    found = next((one for one in waves_of(rollout) if one.number == number), None)
    if found is None:
        raise NotFound()
    return found


def progress(rollouts: Iterable[Rollout]) -> dict[UUID, Progress]:
    """By wave. One query, for staff."""
    rows = Turn.objects.filter(rollout__in=[one.id for one in rollouts]).values("wave_id").annotate(
        customers=Count("id"), begun=Count("started_at"), done=Count("completed_at")
    )  # fmt: skip
    return {one["wave_id"]: Progress(one["customers"], one["begun"], one["done"]) for one in rows}


def turns(wave: Wave, *, limit: int = PAGE, after: UUID | None = None) -> list[Turn]:
    """Who is in a wave, by identifier. One query, for staff."""
    rows = Turn.objects.filter(wave=wave).order_by("tenant_id")
    return list((rows.filter(tenant_id__gt=after) if after else rows)[:limit])


def turn(rollout: Rollout, tenant: UUID) -> Turn | None:
    """Where a customer is, if anybody put it somewhere. One query."""
    found: Turn | None = Turn.objects.select_related("wave").filter(rollout=rollout, tenant_id=tenant).first()
    return found


def findings(waves: Iterable[Wave]) -> dict[UUID, WaveFinding]:
    """By wave the last finding. One query, for staff."""
    rows = WaveFinding.objects.filter(wave__in=[one.id for one in waves]).order_by("at", "id")
    return {one.wave_id: one for one in rows}


def members(item: Supplied | None, at: datetime) -> dict[UUID, str]:
    """The customers whom a version of this product concerns, or all, each with its ring: early where anything of it is,
    late where all of it is. At most three queries, for staff."""
    rows = Purchase.objects.filter(catalogue.on(catalogue.day_of(at)))
    if item is None:
        customers = Organisation.objects.filter(kind="customer")
        found: dict[UUID, set[str]] = {one: set() for one in customers.values_list("tenant_id", flat=True)}
    else:
        whole, found = catalogue.tree(), {}
        rows = rows.filter(item_id__in=whole.sold_for(whole.nodes[item.id]))
    for tenant, ring in rows.values_list("tenant_id", "ring"):
        if item is not None or tenant in found:
            found.setdefault(tenant, set()).add(ring)
    return {tenant: _ring(rings) for tenant, rings in found.items()}


def _ring(rings: set[str]) -> str:
    if EARLY in rings:
        return EARLY
    return LATE if rings == {LATE} else GENERAL


def to_pick_from(item: Supplied | None, at: datetime) -> list[Customer]:
    """The same with the wave that each was picked for last time. Two queries more."""
    last = Rollout.objects.filter(item=item).order_by("-made_at", "-id").first()
    rows = Turn.objects.filter(rollout=last).values_list("tenant_id", "picked") if last else ()
    before = dict(rows)
    return [Customer(tenant, ring, before.get(tenant)) for tenant, ring in members(item, at).items()]


def agreements(tenants: Collection[UUID], at: datetime) -> list[Agreement]:
    """Those in force with any of these customers, each once. One query, for staff."""
    bound = {one.at(at).sha256: one.at(at).agreement for one in standings(tenants).values()}
    return [agreement for _, agreement in sorted(bound.items())]


def due(at: datetime) -> list[tuple[UUID, int]]:
    """The waves whose time came, by roll-out and number; of what is stopped none. One query, for staff."""
    rows = Wave.objects.filter(started_at__isnull=True, starts_at__lte=at)
    rows = rows.filter(rollout__state__in=(rules.PLANNED, rules.RUNNING)).order_by("starts_at", "id")
    return list(rows.values_list("rollout_id", "number"))


def of_customer(tenant: UUID, *, at: datetime) -> list[tuple[Rollout, list[Wave], Turn | None]]:
    """The roll-outs that concern a customer, the newest first: their waves, and where it is. Five queries at most."""
    bought, whole = catalogue.held(tenant, at), catalogue.tree()
    listed = [
        one
        for one in rollouts()
        if one.item_id is None or not whole.sold_for(whole.nodes[one.item_id]).isdisjoint(bought)
    ]
    own = Turn.objects.filter(tenant_id=tenant, rollout__in=[one.id for one in listed]).select_related("wave")
    turns = {one.rollout_id: one for one in own}
    return [(one, waves_of(one), turns.get(one.id)) for one in listed]


def names(turns: Iterable[Turn]) -> dict[UUID, str]:
    """By tenant. One query."""
    rows = Organisation.objects.filter(tenant_id__in={one.tenant_id for one in turns})
    return dict(rows.values_list("tenant_id", "name"))


def is_done(rollout: Rollout) -> bool:
    """Every wave began, and the data of every customer in them is there. Two queries, for staff."""
    if Wave.objects.filter(rollout=rollout, started_at__isnull=True).exists():
        return False
    return not Turn.objects.filter(rollout=rollout, completed_at__isnull=True).exists()


def labels(rollouts: Collection[UUID]) -> dict[UUID, str]:
    """What links to them read. One query."""
    return dict(Rollout.objects.filter(id__in=list(rollouts)).values_list("id", "version"))


def migration_labels(migrations: Collection[UUID]) -> dict[UUID, str]:
    """What links to a migration read: the version that the customer goes to. One query."""
    return dict(Turn.objects.filter(id__in=list(migrations)).values_list("id", "rollout__version"))
