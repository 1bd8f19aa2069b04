"""Raising an alarm for an incident, following the incident, and calling who is next.

All in the transaction that changed the incident, or in one of the job's own: what was called is written with it, so
that a process killed at any moment neither forgets a step nor takes one twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from waarborg.availability.events import ALARM_ENDED, BUNDLED, CALLED, RAISED
from waarborg.availability.models import Alarm, AlarmCall, AlarmIncident, AlarmPolicy, Incident
from waarborg.availability.queries import alarms as reading
from waarborg.availability.rules.escalation import CALL, belongs, next_at, step_of
from waarborg.availability.rules.incidents import call_effect, worst
from waarborg.catalogue import queries as catalogue
from waarborg.customers.models import Person
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.outbox.send import Recipient, send_mail
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.plumbing.webhooks.tell import tell

NOTE = "availability.note-alarm"
ESCALATE = "availability.escalate"


def alarm_for(incident: Incident, *, by: Actor, at: datetime) -> Alarm | None:
    """The alarm about an incident that was just told of, or hits more than before: a new one, or the one that it
    belongs to. None where no policy is for it, or it has one already."""
    effects = {str(one.component_id): one.effect for one in incident.outages.filter(ends_at__isnull=True)}
    if not effects or AlarmIncident.objects.filter(incident=incident).exists():
        return None
    policy = reading.policy_for(effects)
    if policy is None:
        return None
    # One at a time for each policy: two incidents of one moment find each other's alarm.
    policy = AlarmPolicy.objects.select_for_update().get(id=policy.id)
    held = _same(policy, effects, at)
    alarm = held or _raise(policy, incident, effects, at)
    AlarmIncident.objects.create(tenant_id=incident.tenant_id, alarm=alarm, incident=incident, at=at)
    kind = BUNDLED if held else RAISED
    outages = [one.ref for one in incident.outages.filter(ends_at__isnull=True)]
    note(kind, alarm, by=by, at=at, related=[incident.ref, *outages], effect=worst(effects.values()))
    jobs.enqueue(NOTE, {"alarm": alarm.id})
    if held is None or (held.waits and held.next_at is not None and held.next_at <= at):
        call_next(alarm, at=at)
    return alarm


def _same(policy: AlarmPolicy, effects: dict[str, str], at: datetime) -> Alarm | None:
    """The alarm of this policy about one of these components that goes on, or ended only just."""
    since = at - timedelta(minutes=policy.bundle)
    rows = Alarm.objects.select_for_update().filter(policy=policy, trial=False)
    for one in rows.exclude(ended_at__lt=since).order_by("-raised_at"):
        if set(one.components) & set(effects) and belongs(one.ended_at, at, policy.bundle):
            one.components = sorted({*one.components, *effects})
            one.effect = worst((one.effect, *effects.values()))
            if one.ended_at is not None:
                # It came back: who took it up still has it, else the steps go on where they were.
                one.ended_at = None
                one.next_at = None if one.acknowledged_at else _due(one, policy, at)
            one.save()
            return one  # type: ignore[no-any-return]
    return None


def _due(alarm: Alarm, policy: AlarmPolicy, at: datetime) -> datetime:
    """When the next step comes for an alarm that came back; after the last one they begin again."""
    if step_of(policy.rule(), alarm.calls) is None:
        alarm.calls = 0
    return at


def _raise(policy: AlarmPolicy, incident: Incident, effects: dict[str, str], at: datetime) -> Alarm:
    made: Alarm = Alarm.objects.create(
        tenant_id=incident.tenant_id,
        policy=policy,
        title_nl=incident.title_nl,
        title_en=incident.title_en,
        effect=worst(effects.values()),
        components=sorted(effects),
        began_at=incident.begins_at,
        raised_at=at,
        next_at=next_at(policy.rule(), 0, at),
    )
    return made


def follow(incident: Incident, *, by: Actor, at: datetime) -> None:
    """End the alarm of an incident once all that it is about is over."""
    rows = Alarm.objects.select_for_update(of=("self",)).filter(about__incident=incident, ended_at=None)
    for alarm in rows:
        if AlarmIncident.objects.filter(alarm=alarm, incident__ends_at__isnull=True).exists():
            continue
        alarm.ended_at, alarm.next_at = at, None
        alarm.save(update_fields=["ended_at", "next_at"])
        note(ALARM_ENDED, alarm, by=by, at=at, related=[incident.ref])


def call_next(alarm: Alarm, *, at: datetime) -> list[AlarmCall]:
    """Take every step of an alarm that is due at `at`. The row is locked by the caller, or was just made."""
    made: list[AlarmCall] = []
    policy = alarm.policy.rule()
    while alarm.next_at is not None and alarm.next_at <= at:
        step = step_of(policy, alarm.calls)
        if step is None:
            alarm.next_at = None
            break
        people = reading.reached(alarm.policy, step.whom, at)
        made += [_call(alarm, one, step.whom, at) for one in people]
        note(CALLED, alarm, by=SYSTEM, at=at, number=alarm.calls, people=[str(one.id) for one in people])
        alarm.calls += 1
        alarm.next_at = next_at(policy, alarm.calls, at)
    alarm.save(update_fields=["calls", "next_at"])
    if alarm.next_at is not None:
        jobs.enqueue(ESCALATE, at=alarm.next_at)
    return made


def _call(alarm: Alarm, person: Person, whom: str, at: datetime) -> AlarmCall:
    made: AlarmCall = AlarmCall.objects.create(
        tenant_id=alarm.tenant_id, alarm=alarm, number=alarm.calls, person_id=person.id, whom=whom, at=at
    )
    address = settings.PUBLIC_URL + reverse("availability:answer-call", args=[reading.token_of(made)])
    lang = person.language
    parts = [one for one in catalogue.components() if str(one.id) in alarm.components]
    send_mail(
        "availability/mail/alarm.txt",
        tenant=person.tenant_id,
        to=Recipient(person.email, person.name, lang, person.id),
        context={
            "title": alarm.title(lang),
            "trial": alarm.trial,
            "effect": call_effect(alarm.effect, lang),
            "components": ", ".join(one.say(lang) for one in parts),
            "since": wording.instant(alarm.began_at, lang, zone_of(), now=at),
            "path": reverse("availability:alarm", args=[alarm.id]),
        },
        at=at,
        key=f"availability.alarm:{made.id}",
        secret=address,
    )
    told = {
        "alarm": str(alarm.id),
        "title": {"nl": alarm.title_nl, "en": alarm.title_en or alarm.title_nl},
        "effect": alarm.effect,
        "components": sorted(one.key for one in parts),
        "began_at": alarm.began_at.isoformat(),
        "raised_at": alarm.raised_at.isoformat(),
        "call": alarm.calls + 1,
        "trial": alarm.trial,
        "person": {"id": str(person.id), "email": person.email, "language": lang},
        "acknowledge": address,
    }
    tell(CALL, told, tenant=alarm.tenant_id, at=at)
    return made


def note(kind: str, alarm: Alarm, *, by: Actor, at: datetime, related: Iterable[Ref] = (), **data: object) -> None:
    """An entry about an alarm in our own journal."""
    journal.record(
        kind,
        tenant=alarm.tenant_id,
        subject=alarm.ref,
        related=tuple(related),
        by=by,
        at=at,
        properties={"effect": alarm.effect},
        data=data,
    )


def escalate(*, at: datetime) -> int:
    """Take the steps that are due, in the desk's scope; rows that another worker holds are its business. Answers how
    many alarms were looked at."""
    rows = Alarm.objects.select_for_update(skip_locked=True, of=("self",)).select_related("policy")
    due = list(rows.filter(next_at__lte=at).order_by("next_at", "id")[:100])
    for one in due:
        call_next(one, at=at)
    return len(due)
