"""Who of the demonstration's staff is on call, by which policy, and the alarm of its last incident."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from waarborg.availability.events import ALARM_ENDED, CALLED, POLICY_KEPT, RAISED, ROSTER_SAVED, TAKEN_UP
from waarborg.availability.models import (
    Alarm,
    AlarmCall,
    AlarmIncident,
    AlarmPolicy,
    Incident,
    Outage,
    Roster,
    RosterLayer,
)
from waarborg.availability.rules.escalation import ON_CALL
from waarborg.availability.rules.roster import WEEKLY
from waarborg.customers.models import Person
from waarborg.customers.rules.roles import OPERATOR, SERVICE_MANAGER, SUPPORT
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Pending

Identify = Callable[[datetime], UUID]


@dataclass(frozen=True)
class Written:
    rows: list[Any] = field(default_factory=list)
    entries: list[Pending] = field(default_factory=list)


def duty(
    staff: Sequence[tuple[Person, Sequence[str]]], told: Sequence[Any], *, at: datetime, identify: Identify
) -> Written:
    """`staff` with their roles, `told` the rows of the incidents, `at` when all this was set up."""
    written = Written()
    turns = [person for person, roles in staff if {OPERATOR, SUPPORT} & set(roles)][:3]
    if not turns:
        return written
    house = turns[0].tenant_id
    roster = Roster(id=identify(at), tenant_id=house, name="Wacht techniek", zone="Europe/Amsterdam")
    monday = at.date() - timedelta(days=at.weekday())
    layer = RosterLayer(
        id=identify(at), tenant_id=house, roster=roster, place=0, people=[str(one.id) for one in turns],
        rotation=WEEKLY, first=monday, handover=9 * 60,
    )  # fmt: skip
    policy = AlarmPolicy(
        id=identify(at), tenant_id=house, name="Storing, dag en nacht", roster=roster,
        steps=[[0, ON_CALL], [10, SERVICE_MANAGER]], repeats=2, least_effect="partial",
    )  # fmt: skip
    written.rows.extend([roster, layer, policy])
    saved = {"roster-cover": "complete"}
    written.entries.append(Pending(ROSTER_SAVED, house, roster.ref, SYSTEM, at, properties=saved, data={"layers": 1}))
    written.entries.append(Pending(POLICY_KEPT, house, policy.ref, SYSTEM, at, data={"steps": policy.steps}))
    incidents = [one for one in told if isinstance(one, Incident)]
    outages = {one.incident_id: one for one in told if isinstance(one, Outage)}
    if incidents:
        _alarm(written, policy, incidents[-1], outages[incidents[-1].id], turns, identify)
    return written


def _alarm(
    written: Written, policy: AlarmPolicy, held: Incident, outage: Outage, turns: Sequence[Person], identify: Identify
) -> None:
    """The first was called and took it up within minutes."""
    raised = held.begins_at + timedelta(seconds=40)
    taken = raised + timedelta(minutes=2)
    alarm = Alarm(
        id=identify(raised), tenant_id=held.tenant_id, policy=policy, title_nl=held.title_nl, title_en=held.title_en,
        effect=outage.effect, components=[str(outage.component_id)], began_at=held.begins_at, raised_at=raised, calls=1,
        acknowledged_at=taken, acknowledged_by=turns[0].id, acknowledged_how="link", ended_at=held.ends_at,
    )  # fmt: skip
    own = {"tenant_id": held.tenant_id, "alarm": alarm}
    written.rows.append(alarm)
    written.rows.append(AlarmIncident(id=identify(raised), **own, incident=held, at=raised))
    written.rows.append(AlarmCall(id=identify(raised), **own, number=0, person_id=turns[0].id, whom=ON_CALL, at=raised))
    said = {"effect": alarm.effect}
    for kind, moment in ((RAISED, raised), (CALLED, raised), (TAKEN_UP, taken), (ALARM_ENDED, held.ends_at)):
        if moment is not None:
            entry = Pending(kind, held.tenant_id, alarm.ref, SYSTEM, moment, related=(held.ref,), properties=said)
            written.entries.append(entry)
