"""Telling customers of what the probes saw, until people take over: an incident begins with an outage and ends with it.

A second one never stands beside one that people opened on the same component; and once somebody else has written of
ours, the rest of it is theirs.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from waarborg.availability.actions.incidents import Said, open_incident, update_incident
from waarborg.availability.models import Incident, Outage, Watch
from waarborg.availability.rules import timeline
from waarborg.availability.rules.incidents import DOWN, INVESTIGATING, RESOLVED
from waarborg.plumbing.actors import Actor

# What fails within this time is told as one incident.
TOGETHER = timedelta(minutes=10)
# Revision of an incident that is not ours.
THEIRS = -1


def tell_measured(*, by: Actor, at: datetime) -> None:
    """Open, extend and end incidents by what the watched components are now; each outage is told once."""
    rows = Watch.objects.select_for_update(of=("self",)).select_related("component")
    began = list(rows.filter(state=timeline.OUTAGE, incident__isnull=True).order_by("id"))
    ended = list(rows.filter(state=timeline.UP, incident__isnull=False).order_by("id"))
    if began:
        _begin(_not_theirs(began), by=by, at=at)
    for incident in {one.incident_id for one in ended if one.incident_id}:
        _end(incident, [one for one in ended if one.incident_id == incident], by=by, at=at)


def _not_theirs(began: Sequence[Watch]) -> list[Watch]:
    """What nobody tells of already; the others are linked to what is told."""
    open_ones = Outage.objects.filter(component__in=[one.component_id for one in began], ends_at__isnull=True)
    told = dict(open_ones.values_list("component_id", "incident_id"))
    for one in began:
        if one.component_id in told:
            _link([one], told[one.component_id], THEIRS)
    return [one for one in began if one.component_id not in told]


def _begin(began: Sequence[Watch], *, by: Actor, at: datetime) -> None:
    if not began:
        return
    running = _ours(at)
    if running is None:
        said = Said(INVESTIGATING, *_sees(began))
        names = _names(began)
        made = open_incident(
            _short(f"Storing: {names[0]}"),
            said,
            {one.component_id: DOWN for one in began},
            provider=began[0].tenant_id,
            by=by,
            at=at,
            title_en=_short(f"Outage: {names[1]}"),
            begins_at=min(one.state_since for one in began),
        )
        _link(began, made.id, made.revision)
        return
    effects = dict(running.outages.filter(ends_at__isnull=True).values_list("component_id", "effect"))
    effects |= {one.component_id: DOWN for one in began}
    held = _say(running, Said(running.phase, *_sees(began)), effects, by=by, at=at)
    _link(began, held.id, held.revision)


def _ours(at: datetime) -> Incident | None:
    """What we told of a moment ago, as long as nobody else wrote of it."""
    rows = Watch.objects.filter(incident__ends_at__isnull=True, incident__begins_at__gt=at - TOGETHER)
    for one in rows.select_related("incident").order_by("-incident__begins_at"):
        if one.incident is not None and one.incident.revision == one.incident_revision:
            found: Incident = one.incident
            return found
    return None


def _end(incident: UUID, ended: Sequence[Watch], *, by: Actor, at: datetime) -> None:
    held = Incident.objects.get(id=incident)
    if held.runs and held.revision == ended[0].incident_revision:
        effects = dict(held.outages.filter(ends_at__isnull=True).values_list("component_id", "effect"))
        left = {one: effect for one, effect in effects.items() if one not in {watch.component_id for watch in ended}}
        if left:
            _say(held, Said(held.phase, *_answers(ended)), left, by=by, at=at)
        else:
            _resolve(held, ended, by=by, at=at)
    Watch.objects.filter(id__in=[one.id for one in ended]).update(incident=None, incident_revision=0)


def _resolve(held: Incident, ended: Sequence[Watch], *, by: Actor, at: datetime) -> None:
    begins = [held.begins_at, *held.outages.filter(ends_at__isnull=True).values_list("begins_at", flat=True)]
    ends = max(*begins, *(one.state_since for one in ended))
    update_incident(
        held.id, Said(RESOLVED, *_answers(ended)), revision=held.revision, by=by, at=at, ends_at=min(ends, at)
    )


def _say(held: Incident, said: Said, effects: dict[UUID, str], *, by: Actor, at: datetime) -> Incident:
    told = update_incident(held.id, said, effects, revision=held.revision, by=by, at=at)
    Watch.objects.filter(incident=held, incident_revision=held.revision).update(incident_revision=told.revision)
    return told


def _link(watches: Iterable[Watch], incident: UUID, revision: int) -> None:
    ours = [one.id for one in watches]
    Watch.objects.filter(id__in=ours).update(incident=incident, incident_revision=revision)


def _sees(watches: Sequence[Watch]) -> tuple[str, str]:
    nl, en = _names(watches)
    return (
        f"Onze meting ziet een storing van: {nl}. Wij zoeken uit waarom.",
        f"Our probes see an outage of: {en}. We are finding out why.",
    )


def _answers(watches: Sequence[Watch]) -> tuple[str, str]:
    nl, en = _names(watches)
    return f"Onze meting ziet dat dit weer werkt: {nl}.", f"Our probes see that this works again: {en}."


def _names(watches: Sequence[Watch]) -> tuple[str, str]:
    items = [one.component for one in watches]
    return ", ".join(one.say("nl") for one in items), ", ".join(one.say("en") for one in items)


def _short(title: str) -> str:
    return title if len(title) <= 150 else f"{title[:149]}…"
