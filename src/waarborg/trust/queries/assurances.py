"""Audits and physical measures as the reader's role may see them, and how the next audit stands."""

from dataclasses import dataclass
from datetime import date, datetime

from waarborg.customers.queries import provider
from waarborg.trust.assurance import Assurance
from waarborg.trust.rules import audits

SHOWN = 50
KINDS = (Assurance.CONTROL, Assurance.TEST, Assurance.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Stand:
    """`last` is the last audit, None before the first: then it is due a year after the provider began."""

    last: Assurance | None
    due: date
    overdue: int
    is_near: bool


def held_audits() -> list[tuple[Assurance, bool]]:
    """The newest first; nothing of them goes stale."""
    rows = list(Assurance.objects.filter(kind=Assurance.AUDIT).order_by("-on", "-recorded_at")[:SHOWN])
    return [(one, False) for one in rows]


def measures(*, at: datetime) -> list[tuple[Assurance, bool]]:
    """What is taken now; and whether a year went by since its holder said so, so that it has to be asked again."""
    rows = list(Assurance.objects.filter(kind=Assurance.MEASURE, ended_on=None).order_by("holder", "on", "id"))
    return [(one, audits.overdue(one.on, at.date()) > 0) for one in rows]


def kept(*, at: datetime) -> list[tuple[str, list[tuple[Assurance, bool]]]]:
    """By kind: controls and documents that hold now, and penetration tests that were held, the newest first; whether a
    year went by since, so that it has to be looked at again. One query."""
    rows = Assurance.objects.filter(kind__in=KINDS, ended_on=None).order_by("-on", "-recorded_at")[: 4 * SHOWN]
    found: dict[str, list[tuple[Assurance, bool]]] = {kind: [] for kind in KINDS}
    for one in rows:
        found[one.kind].append((one, audits.overdue(one.on, at.date()) > 0))
    return list(found.items())


def stand(*, at: datetime) -> Stand | None:
    """In the desk's scope; None before there is a provider."""
    home = provider()
    if home is None:
        return None
    last = Assurance.objects.filter(kind=Assurance.AUDIT).order_by("-on").first()
    counted, today = last.on if last else home.created.date(), at.date()
    return Stand(last, audits.due(counted), audits.overdue(counted, today), audits.is_near(counted, today))
