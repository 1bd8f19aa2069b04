"""The data of one customer moves to a version: when that began, how long it was thought to take, when it was done
(PX-113). Whoever deploys says so, by a page or by a program."""

from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.releases.actions.rollouts.noting import note_customer
from waarborg.releases.actions.rollouts.refusals import MigrationState, NotBegun, Stopped, WrongEstimate
from waarborg.releases.events import MIGRATION_COMPLETED, MIGRATION_STARTED
from waarborg.releases.models import Rollout, Turn
from waarborg.releases.permissions import MIGRATE
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import rollouts as rules

LONGEST_ESTIMATE = 7 * 24 * 60


@action("releases.migration.start")
def start_migration(rollout: UUID, tenant: UUID, *, estimate: int | None = None, by: Actor, at: datetime) -> Turn:
    """From now on the customer's data is out of reach for a while; `estimate` is in minutes.

    Raises NotAllowed, NotFound, WrongEstimate, Stopped, NotBegun (its wave), MigrationState.
    """
    require(by, MIGRATE, tenant=tenant)
    if estimate is not None and not 1 <= estimate <= LONGEST_ESTIMATE:
        raise WrongEstimate(path="estimate")
    held, made = _turn(rollout, tenant)
    if held.state == rules.STOPPED:
        raise Stopped()
    if made.wave.started_at is None:
        raise NotBegun()
    if made.started_at is not None:
        raise MigrationState()
    made.started_at, made.estimate = at, estimate
    made.save(update_fields=["started_at", "estimate"])
    words = {"estimate": str(estimate)} if estimate else {}
    note_customer(MIGRATION_STARTED, held, made, by=by, at=at, **words)
    return made


@action("releases.migration.complete")
def complete_migration(rollout: UUID, tenant: UUID, *, by: Actor, at: datetime) -> Turn:
    """Its data is there again, in the version. With the last customer of the last wave the roll-out is done. Also while
    it is stopped, for what was begun has to end. Raises NotAllowed, NotFound, MigrationState."""
    require(by, MIGRATE, tenant=tenant)
    held, made = _turn(rollout, tenant)
    if made.started_at is None or made.completed_at is not None:
        raise MigrationState()
    made.completed_at = at
    made.save(update_fields=["completed_at"])
    note_customer(MIGRATION_COMPLETED, held, made, by=by, at=at)
    if held.state == rules.RUNNING and reading.is_done(held):
        held.state = rules.DONE
        held.revision += 1
        held.save(update_fields=["state", "revision"])
    return made


def _turn(rollout: UUID, tenant: UUID) -> tuple[Rollout, Turn]:
    """Raises NotFound."""
    held = reading.alone(rollout)
    made = reading.turn(held, tenant)
    if made is None:
        raise NotFound()
    return held, made
