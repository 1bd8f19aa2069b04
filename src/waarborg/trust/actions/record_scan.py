"""Recording a scan for vulnerabilities with what it found, and closing a finding with what shows it (PX-76)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound, require
from waarborg.promises.queries.standing import standing
from waarborg.trust.events import FINDING_CLOSED
from waarborg.trust.models import Finding, Scan
from waarborg.trust.permissions import REPORT_SCAN
from waarborg.trust.rules.scanning import DONE, SEVERITIES, due_on

NOTE_SCAN = "trust.note-scan"


class ScannedLater(BadInput):
    code = "trust.scan.later"
    nl = "Een scan kan niet later zijn gedaan dan nu."
    en = "A scan cannot have been done later than now."


class UnknownSeverity(BadInput):
    code = "trust.scan.severity"
    nl = "Deze ernst kennen wij niet: {severity}."
    en = "We do not know this severity: {severity}."
    nl_way_out = "Kies uit: {known}."
    en_way_out = "Choose from: {known}."


class FoundTwice(BadInput):
    code = "trust.scan.twice"
    nl = "Deze bevinding staat er twee keer: {key}."
    en = "This finding is there twice: {key}."


class NoEvidence(BadInput):
    code = "trust.finding.no-evidence"
    nl = "Schrijf op wat laat zien dat dit is verholpen."
    en = "Write down what shows that this was remedied."


@dataclass(frozen=True, slots=True)
class Found:
    """What a scan found; `due` is the day by which it is closed, left out the usual one of its severity."""

    key: str
    title: str
    severity: str
    due: date | None = None


@action("trust.scan.record")
def record_scan(tool: str, target: str, found: Sequence[Found], *, done_at: datetime, by: Actor, at: datetime) -> Scan:
    """Take down a scan that was done at `done_at`. What is open and was found again stays the same finding, with the
    day that it has; customers to whom scans are promised hear of it. All of it is taken down, or nothing.

    Raises NotAllowed, NotFound for others than staff, ScannedLater, UnknownSeverity, FoundTwice.
    """
    require(by, REPORT_SCAN)
    if by.tenant is None or not by.is_staff:
        raise NotFound()
    if done_at > at:
        raise ScannedLater(path="done_at")
    seen: set[str] = set()
    for place, one in enumerate(found):
        if one.severity not in SEVERITIES:
            known = ", ".join(SEVERITIES)
            raise UnknownSeverity(path=f"findings/{place}/severity", severity=one.severity, known=known)
        if one.key in seen:
            raise FoundTwice(path=f"findings/{place}/key", key=one.key)
        seen.add(one.key)
    _keep(found, by.tenant, done_at)
    made: Scan = Scan.objects.create(
        tenant_id=by.tenant,
        tool=tool,
        target=target,
        done_at=done_at,
        found=dict(Counter(one.severity for one in found)),
        recorded_at=at,
        recorded_by=by.name,
    )
    journal.record(
        DONE, tenant=by.tenant, subject=made.ref, by=by, at=at,
        data={"tool": tool, "target": target, "done": done_at.isoformat(), **made.found},
    )  # fmt: skip
    jobs.enqueue(NOTE_SCAN, {"scan": made.id})
    return made


def _keep(found: Sequence[Found], tenant: UUID, done_at: datetime) -> None:
    """In order of key, so that two scans at once wait for each other; the database keeps an open one single."""
    for one in sorted(found, key=lambda finding: finding.key):
        row = {
            "title": one.title,
            "severity": one.severity,
            "first_seen_at": done_at,
            "last_seen_at": done_at,
            "due_on": one.due or due_on(one.severity, done_at.date()),
        }
        kept, is_new = Finding.objects.get_or_create(tenant_id=tenant, key=one.key, closed_at=None, defaults=row)
        if not is_new:
            Finding.objects.filter(id=kept.id, last_seen_at__lt=done_at).update(last_seen_at=done_at)


@action("trust.finding.close")
def close_finding(finding: UUID, evidence: str, *, by: Actor, at: datetime) -> Finding:
    """It was remedied, and `evidence` shows it. Raises NotAllowed, NotFound (closed ones too), NoEvidence."""
    require(by, REPORT_SCAN)
    held: Finding | None = Finding.objects.select_for_update().filter(id=finding, closed_at=None).first()
    if held is None:
        raise NotFound()
    if not evidence.strip():
        raise NoEvidence(path="evidence")
    held.closed_at, held.closed_by, held.evidence = at, by.name, evidence.strip()[:500]
    held.save(update_fields=["closed_at", "closed_by", "evidence"])
    journal.record(
        FINDING_CLOSED, tenant=held.tenant_id, subject=held.ref, by=by, at=at,
        data={"severity": held.severity, "due": held.due_on.isoformat()},
    )  # fmt: skip
    return held


def note_scan(tenant: UUID, scan: UUID, *, at: datetime) -> bool:
    """Tell a customer's own journal of a scan, where its agreement promises them: whether it was written down, once for
    each customer. In the desk's scope."""
    bound = standing(tenant)
    if bound is None or DONE not in bound.of_customer:
        return False
    made = Scan.objects.filter(id=scan).first()
    if made is None or JournalEntry.objects.filter(tenant_id=tenant, subject_id=scan, kind=DONE).exists():
        return False
    journal.record(
        DONE, tenant=tenant, subject=made.ref, related=[Ref("customers.customer", tenant)], by=SYSTEM,
        at=max(made.done_at, made.recorded_at), reason_if_late="noted for each customer after it was recorded",
    )  # fmt: skip
    return True
