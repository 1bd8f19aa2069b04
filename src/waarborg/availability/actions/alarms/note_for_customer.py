"""Telling a customer's own journal of an alarm, where his agreement promises one: there its clocks hear of it.

PX-73 counts from the alarm until somebody takes it up, TO-06 from the outage until the alarm. Both in elapsed time,
from the instants at which it happened.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from waarborg.availability.events import BEGAN, RAISED, TAKEN_UP
from waarborg.availability.models import Alarm, Outage
from waarborg.availability.queries.alarms import alarm as whole
from waarborg.availability.queries.status import concerning
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.queries.standing import standing

LATER = "told to the customer's journal by a job, after it happened"


def note_for_customer(tenant: UUID, alarm: UUID, *, at: datetime) -> int:
    """How many entries were written: each once, however often this runs, and none for whom no clock hears it or whose
    services run on none of the components. In the desk's scope."""
    bound = standing(tenant)
    if bound is None or not {RAISED, TAKEN_UP} & bound.kinds:
        return 0
    try:
        held = whole(alarm)
    except NotFound:
        return 0
    parts = concerning(tenant, held.raised_at)
    hit = [one for one in _outages(held) if one.component_id in parts]
    if held.trial or not hit:
        return 0
    wanted = [entry for entry in _entries(held, hit) if entry[0] in bound.kinds and bound.terms_about(entry[1].kind)]
    known = set(
        JournalEntry.objects.filter(
            tenant_id=tenant, subject_id__in={ref.id for _, ref, _, _ in wanted}, kind__in=bound.kinds
        ).values_list("kind", "subject_id")
    )
    fresh = [entry for entry in wanted if (entry[0], entry[1].id) not in known]
    for kind, subject, related, moment in fresh:
        journal.record(
            kind, tenant=tenant, subject=subject, related=related, by=SYSTEM, at=moment, reason_if_late=LATER
        )
    return len(fresh)


def _outages(held: Alarm) -> list[Outage]:
    incidents = [one.incident_id for one in held.about.all()]
    return list(Outage.objects.filter(incident_id__in=incidents).order_by("begins_at", "id"))


def _entries(held: Alarm, hit: Iterable[Outage]) -> list[tuple[str, Ref, list[Ref], datetime]]:
    """What happened, in order: each outage with the alarm that it raised, the alarm itself, and its being taken up."""
    told = {one.incident_id: one.at for one in held.about.all()}
    found: list[tuple[str, Ref, list[Ref], datetime]] = []
    for one in hit:
        found.append((BEGAN, one.ref, [held.ref], one.begins_at))
        # One that began while the alarm was out already was never without it.
        found.append((RAISED, one.ref, [held.ref], max(told[one.incident_id], one.begins_at)))
    found.append((RAISED, held.ref, [], held.raised_at))
    if held.acknowledged_at is not None:
        found.append((TAKEN_UP, held.ref, [], held.acknowledged_at))
    return sorted(found, key=lambda entry: entry[3])
