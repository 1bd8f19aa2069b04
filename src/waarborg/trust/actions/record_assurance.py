"""Recording audits and penetration tests that were held, measures by the word of who takes them, and documents
(AP-13, PX-76)."""

from datetime import date, datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.trust.actions.note_audit import NOTE_AUDIT
from waarborg.trust.assurance import Assurance
from waarborg.trust.events import AUDIT_HELD, CONTROL_RECORDED, DOCUMENT_RECORDED, MEASURE_RECORDED, TEST_RECORDED
from waarborg.trust.permissions import ASSURE
from waarborg.trust.rules.themes import THEMES


class LaterThanToday(BadInput):
    code = "trust.assurance.later-than-today"
    nl = "Deze dag moet nog komen."
    en = "This day is yet to come."


class UnknownTheme(BadInput):
    code = "trust.assurance.theme"
    nl = "Kies waarover dit gaat."
    en = "Choose what this is about."


# What ends when it is not taken, or not in force, any more.
ENDING = (Assurance.MEASURE, Assurance.CONTROL, Assurance.DOCUMENT)


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


@action("trust.penetration-test.record")
def record_test(*, nl: str, en: str, holder: str, evidence: str, on: date, by: Actor, at: datetime) -> Assurance:
    """A penetration test by an external party, `holder`. Raises NotAllowed, LaterThanToday."""
    return _record(Assurance.TEST, TEST_RECORDED, nl, en, holder, evidence, on, by=by, at=at)


@action("trust.control.record")
def record_control(
    *, nl: str, en: str, holder: str, evidence: str, on: date, theme: str, by: Actor, at: datetime
) -> Assurance:
    """A measure of ours, `theme` its word (`THEMES`). Raises NotAllowed, LaterThanToday, UnknownTheme."""
    return _record(Assurance.CONTROL, CONTROL_RECORDED, nl, en, holder, evidence, on, by=by, at=at, theme=theme)


@action("trust.document.record")
def record_document(
    *, nl: str, en: str, holder: str, evidence: str, on: date, theme: str, by: Actor, at: datetime
) -> Assurance:
    """A document that is in force, such as a statement of applicability. Raises as `record_control`."""
    return _record(Assurance.DOCUMENT, DOCUMENT_RECORDED, nl, en, holder, evidence, on, by=by, at=at, theme=theme)


@action("trust.physical-measure.end")
def end_measure(measure: UUID, *, by: Actor, at: datetime) -> None:
    """A measure is not taken any more, or a document not in force. Raises NotAllowed, NotFound."""
    require(by, ASSURE)
    held = Assurance.objects.select_for_update().filter(id=measure, kind__in=ENDING, ended_on=None).first()
    if held is None:
        raise NotFound()
    held.ended_on = at.date()
    held.save(update_fields=["ended_on"])
    journal.record(f"trust.{held.kind}.ended", tenant=held.tenant_id, subject=held.ref, by=by, at=at)


def _record(
    kind: str,
    event: str,
    nl: str,
    en: str,
    holder: str,
    evidence: str,
    on: date,
    *,
    by: Actor,
    at: datetime,
    theme: str = "",
) -> Assurance:
    require(by, ASSURE)
    if by.tenant is None or not by.is_staff:
        raise NotFound()
    if on > at.date():
        raise LaterThanToday(path="on")
    if kind in THEMES and theme not in THEMES[kind]:
        raise UnknownTheme(path="theme")
    made: Assurance = Assurance.objects.create(
        tenant_id=by.tenant,
        audience=Assurance.AUDIENCES[kind],
        kind=kind,
        theme=theme,
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
