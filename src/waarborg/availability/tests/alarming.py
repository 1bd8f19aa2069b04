"""Rosters and policies for tests: two colleagues take weeks in turn, and after ten minutes the service managers."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from waarborg.availability.actions.alarms.keep_policy import keep_policy
from waarborg.availability.actions.alarms.keep_roster import save_roster
from waarborg.availability.actions.alarms.raising import escalate
from waarborg.availability.models import AlarmPolicy, Roster
from waarborg.availability.rules.escalation import ON_CALL, Policy, Step
from waarborg.availability.rules.roster import WEEKLY, Layer
from waarborg.availability.tests.incidents import at
from waarborg.customers.rules.roles import SERVICE_MANAGER
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role

# Tuesday 31 March 2026; the day of the incidents is Wednesday 8 April, in the second week: that of the agent.
FIRST_DAY = date(2026, 3, 31)
STEPS = Policy((Step(0, ON_CALL), Step(10, SERVICE_MANAGER)), repeats=1, again=5)
LONG_AGO = datetime(2025, 11, 1, tzinfo=UTC)


def weeks(cast: Cast, first: date = FIRST_DAY) -> Layer:
    return Layer((cast.manager.person.id, cast.agent.person.id), WEEKLY, first, 9 * 60)


def make_roster(cast: Cast, *layers: Layer, name: str = "Wacht", when: datetime | None = None) -> Roster:
    with cast.manager.at_work():
        row, _gaps = save_roster(
            None, layers or [weeks(cast)], name=name, zone="Europe/Amsterdam", provider=cast.provider.id,
            by=cast.manager.actor, at=when or at("00:01"),
        )  # fmt: skip
    return row


def make_policy(cast: Cast, rule: Policy = STEPS, *, roster: UUID | None = None, **more: object) -> AlarmPolicy:
    given = {"name": "Dag en nacht", "bundle": 15, "at": at("00:02"), **more}
    with cast.manager.at_work():
        return keep_policy(
            None,
            rule,
            roster=roster,
            provider=cast.provider.id,
            by=cast.manager.actor,
            **given,  # type: ignore[arg-type]
        )


def guarded(cast: Cast) -> AlarmPolicy:
    """A roster and a policy that calls by it."""
    return make_policy(cast, roster=make_roster(cast).id)


def minutes_later(clock: str, minutes: float) -> int:
    """The job that escalates, so many minutes after `clock`. Answers how many alarms it looked at."""
    with tenancy.enter(Role.DESK):
        return escalate(at=at(clock) + timedelta(minutes=minutes))
