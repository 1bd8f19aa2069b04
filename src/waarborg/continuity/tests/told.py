"""Back-ups as tests make them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from waarborg.continuity.actions.keep_plan import Described, make_plan
from waarborg.continuity.actions.report_run import Reported, report_run
from waarborg.continuity.models import Plan, Run
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.models import JournalEntry


def at(text: str) -> datetime:
    """`2026-03-04 08:00`, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MADE = at("2026-03-01 08:00")


def operator_of(cast: Cast) -> Player:
    """Who keeps the machines of the provider."""
    return make_player(cast.provider, "B. Beheer", "b.beheer@example.nl", roles.OPERATOR)


def described(key: str = "database-4h", **more: Any) -> Described:
    given: dict[str, Any] = {
        "what_nl": "De database met al uw gegevens",
        "what_en": "The database with all your data",
        "where_nl": "een tweede datacentrum in Nederland",
        "every": 4 * 3600,
        "kept_days": 30,
        "part": "database",
    }
    return Described(key, **{**given, **more})


def planned(cast: Cast, by: Player, key: str = "database-4h", *, made: datetime = MADE, **more: Any) -> Plan:
    with by.at_work():
        return make_plan(described(key, **more), provider=cast.provider.id, by=by.actor, at=made)[0]


def backed_up(by: Player, plan: Plan, when: str, *, took: int = 0, now: datetime | None = None, **more: Any) -> Run:
    """A back-up whose content is of `when`, complete `took` minutes later."""
    as_of = at(when)
    completed = as_of + timedelta(minutes=took)
    with by.at_work():
        return report_run(plan.id, Reported(completed, began_at=as_of, **more), by=by.actor, at=now or completed)


def again(by: Player, plan: Plan) -> Plan:
    with by.at_work():
        return Plan.objects.get(id=plan.id)


def entries(by: Player) -> list[str]:
    """What the provider's journal says of back-ups: what comes after the domain, in order."""
    with by.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="continuity.", tenant_id=by.actor.tenant)
        return [one.removeprefix("continuity.") for one in rows.order_by("sequence").values_list("kind", flat=True)]


def in_bulk(by: Player, plan: Plan, first: str, last: str, *, every: int = 3600, without: tuple[str, ...] = ()) -> None:
    """Good back-ups from `first` to `last`, one every `every` seconds, complete at once; none at the instants
    `without`."""
    left_out, when, end = {at(one) for one in without}, at(first), at(last)
    instants = []
    while when <= end:
        if when not in left_out:
            instants.append(when)
        when += timedelta(seconds=every)
    with by.at_work():
        Run.objects.bulk_create(
            Run(
                tenant_id=plan.tenant_id, plan=plan, began_at=one, completed_at=one, as_of=one, outcome="good",
                reported_at=one,
            )
            for one in instants
        )  # fmt: skip
        Plan.objects.filter(id=plan.id).update(good_as_of=instants[-1], good_at=instants[-1], last_outcome="good")
