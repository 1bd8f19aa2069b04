"""Scans for vulnerabilities, and what is open of what they found."""

from dataclasses import dataclass
from datetime import date

from waarborg.trust.models import Finding, Scan
from waarborg.trust.rules.scanning import order

SHOWN, NEWEST = 200, 20


@dataclass(frozen=True, slots=True)
class Open:
    """A finding that is not closed; `late` is the number of days beyond the one it had to be closed on."""

    finding: Finding
    late: int


def open_findings(*, today: date) -> list[Open]:
    """Those due first on top, of one day the most severe. One query."""
    rows = list(Finding.objects.filter(closed_at=None).order_by("due_on", "key")[:SHOWN])
    rows.sort(key=lambda one: (one.due_on, order(one.severity), one.key))
    return [Open(one, max(0, (today - one.due_on).days)) for one in rows]


def closed_findings() -> list[Finding]:
    """The newest first. One query."""
    return list(Finding.objects.filter(closed_at__isnull=False).order_by("-closed_at", "-id")[:NEWEST])


def scans() -> list[Scan]:
    """The newest first. One query."""
    return list(Scan.objects.order_by("-done_at", "-id")[:NEWEST])
