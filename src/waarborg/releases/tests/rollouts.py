"""Roll-outs for tests: many customers, the SuperOffice agreement, and the week of 24 March 2026."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from waarborg.customers.models import Organisation
from waarborg.customers.rules.roles import RELEASE_MANAGER
from waarborg.customers.tests.cast import SINCE, Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, Tenant
from waarborg.plumbing.tenancy import Role
from waarborg.releases.actions.rollouts.plan import Planned, plan_rollout
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.tests.told import at

PLANNED = at("2026-03-10 10:00")
# Ten in the evening in Amsterdam.
TUESDAY, FRIDAY = at("2026-03-24 21:00"), at("2026-03-27 21:00")
TENTH = Decimal(10)


def release_manager(cast: Cast) -> Player:
    return make_player(cast.provider, "N. Uitrol", "n.uitrol@example.nl", RELEASE_MANAGER)


def customers(many: int) -> list[UUID]:
    """So many more customers, written at once."""
    made = [uuid7() for _ in range(many)]
    with tenancy.enter(Role.DESK):
        Tenant.objects.bulk_create(Tenant(id=one, created=SINCE) for one in made)
        Organisation.objects.bulk_create(
            Organisation(id=one, tenant_id=one, kind="customer", name=f"Klant {n}", slug=f"klant-{n}", created=SINCE)
            for n, one in enumerate(made)
        )
    return made


def planned(
    by: Player,
    *moments: datetime,
    shares: Sequence[Decimal] = (TENTH,),
    version: str = "2026.3",
    now: datetime = PLANNED,
    item: UUID | None = None,
) -> Rollout:
    """In as many waves as there are moments; by default the Tuesday and the Friday."""
    begins = moments or (TUESDAY, FRIDAY)
    waves = list(zip([*shares, None], begins, strict=True))
    with by.at_work():
        return plan_rollout(Planned(version, waves, item), by=by.actor, at=now)


def sizes(by: Player, held: Rollout) -> list[int]:
    """How many customers each wave has, in order."""
    with by.at_work():
        waves = Wave.objects.filter(rollout=held).order_by("number")
        return [Turn.objects.filter(wave=one).count() for one in waves]


def members(by: Player, held: Rollout, number: int) -> set[UUID]:
    with by.at_work():
        return set(Turn.objects.filter(wave__rollout=held, wave__number=number).values_list("tenant_id", flat=True))


def entries(by: Player, tenant: UUID) -> list[str]:
    """Kinds of entries on roll-outs, waves and migrations in a journal, oldest first."""
    with by.at_work():
        rows = JournalEntry.objects.filter(tenant_id=tenant, kind__regex=r"^releases\.(rollout|wave|migration)\.")
        listed = rows.order_by("sequence").values_list("kind", flat=True)
        return [one.removeprefix("releases.") for one in listed]
