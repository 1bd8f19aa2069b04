"""Recording an audit that was held, and a physical measure by the word of who takes it (AP-13)."""

from datetime import date, datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.trust.actions.note_audit import NOTE_AUDIT
from waarborg.trust.assurance import Assurance
from waarborg.trust.events import AUDIT_HELD, MEASURE_ENDED, MEASURE_RECORDED
from waarborg.trust.permissions import ASSURE


class LaterThanToday(BadInput):
    code = "trust.assurance.later-than-today"
    nl = "Deze dag moet nog komen."
    en = "This day is yet to come."


@action("trust.audit.record")
def record_audit(*, nl: str, en: str, holder: str, evidence: str, on: date, by: Actor, at: datetime) -> Assurance:
    """An audit by `holder` on `on`; `evidence` says where its report lies. Raises NotAllowed, LaterThanToday."""
    made = _record(Assurance.AUDIT, AUDIT_HELD, nl, en, holder, evidence, on, by=by, at=at)
    jobs.enqueue(NOTE_AUDIT, {"audit": made.id})
    return made


@action("trust.physical-measure.record")
def record_measure(*, nl: str, en: str, holder: str, evidence: str, on: date, by: Actor, at: datetime) -> Assurance:
    """A measure that `holder` says it takes; everybody may read it. Raises NotAllowed, LaterThanToday."""
    return _record(Assurance.MEASURE, MEASURE_RECORDED, nl, en, holder, evidence, on, by=by, at=at)


@action("trust.physical-measure.end")
def end_measure(measure: UUID, *, by: Actor, at: datetime) -> None:
    """It is not taken any more. Raises NotAllowed, NotFound."""
    require(by, ASSURE)
    held = Assurance.objects.select_for_update().filter(id=measure, kind=Assurance.MEASURE, ended_on=None).first()
    if held is None:
        raise NotFound()
    held.ended_on = at.date()
    held.save(update_fields=["ended_on"])
    journal.record(MEASURE_ENDED, tenant=held.tenant_id, subject=held.ref, by=by, at=at)


def _record(
    kind: str, event: str, nl: str, en: str, holder: str, evidence: str, on: date, *, by: Actor, at: datetime
) -> Assurance:
    require(by, ASSURE)
    if by.tenant is None or not by.is_staff:
        raise NotFound()
    if on > at.date():
        raise LaterThanToday(path="on")
    made: Assurance = Assurance.objects.create(
        tenant_id=by.tenant,
        audience=Assurance.AUDIENCES[kind],
        kind=kind,
        nl=nl,
        en=en,
        holder=holder,
        evidence=evidence,
        on=on,
        recorded_at=at,
        recorded_by=by.name,
    )
    journal.record(
        event,
        tenant=by.tenant,
        subject=made.ref,
        by=by,
        at=at,
        data={"nl": nl, "en": en, "holder": holder, "evidence": evidence, "on": on.isoformat()},
    )
    return made
