"""Reading what came when in an incident, what was learned of it, and what is still to be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from waarborg.availability.models import AfterAction, AlarmIncident, FollowUp, Incident, Transition
from waarborg.availability.rules import after_action as rules
from waarborg.availability.rules.incidents import LOOKED_BACK, RESOLVED
from waarborg.kernel.instants import to_us

# What else happened because of an incident, with its name; a package above says so. One query each.
More = Callable[[Incident], Sequence[tuple[datetime, str]]]
_more: dict[str, More] = {}
MOST_LINKED = 20


def tells_of(name: str, more: More) -> None:
    """Put what `more` (incident) answers into the course of incidents; registering a name again replaces."""
    _more[name] = more


@dataclass(frozen=True, slots=True)
class Course:
    """What came when, in order; `left_out` is how many tickets are not listed one by one."""

    moments: list[rules.Moment]
    left_out: int


def course(incident: Incident) -> Course:
    """`incident` whole, as `incidents.find` gives it. Two queries, and one for each package that tells more."""
    parts = [one.component_id for one in incident.outages.all()]
    begins = incident.begins_at
    measured = Transition.objects.filter(component_id__in=parts, at=begins, withdrawn_at__isnull=True).exists()
    found = [rules.Moment(rules.FAILED if measured else rules.BEGAN, to_us(begins))]
    said = sorted((one for one in incident.updates.all() if one.phase != LOOKED_BACK), key=lambda one: one.at)
    for number, one in enumerate(said):
        kind = rules.OPENED if number == 0 else rules.ENDED if one.phase == RESOLVED else rules.SAID
        found.append(rules.Moment(kind, to_us(one.at), one.phase))
    for one in AlarmIncident.objects.filter(incident=incident).select_related("alarm").order_by("at"):
        # One that was out already called for this incident too from when it joined it.
        found.append(rules.Moment(rules.ALARM, to_us(one.at)))
        if one.alarm.acknowledged_at is not None:
            found.append(rules.Moment(rules.TAKEN_UP, to_us(max(one.alarm.acknowledged_at, one.at))))
    if incident.ends_at is not None:
        found.append(rules.Moment(rules.RECOVERED, to_us(incident.ends_at)))
    linked = [pair for more in _more.values() for pair in more(incident)]
    found += [rules.Moment(rules.LINKED, to_us(at), name) for at, name in linked[:MOST_LINKED]]
    return Course(rules.in_order(found), max(0, len(linked) - MOST_LINKED))


def after_action_of(incident: UUID) -> AfterAction | None:
    """With its follow-ups. At most two queries."""
    rows = AfterAction.objects.filter(incident_id=incident)
    return rows.prefetch_related(Prefetch("follow_ups", FollowUp.objects.order_by("place"))).first()  # type: ignore[no-any-return]


def open_follow_ups(*, limit: int = 200) -> list[FollowUp]:
    """What is still to be done, the soonest first, with its incident. One query."""
    rows = FollowUp.objects.filter(done_on__isnull=True).select_related("after_action__incident")
    return list(rows.order_by("due_on", "id")[:limit])
