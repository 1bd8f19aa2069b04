"""Everything that happened in an organisation, the newest first: its journal, and from the access log who signed in,
what our staff looked at, and who asked for what is not theirs.

Two walks down two indexes, each from where the page before ended, so a page costs the same however much there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from waarborg.plumbing import access_log
from waarborg.plumbing.access_log.models import AccessRead
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry

PAGE = 50
# What a reader can filter by, with the beginnings of the journal kinds in it; readings and sign-ins stand apart.
READS, SIGN_INS, REFUSED = "reads", "sign-ins", "refused"
# Of the access log, beside readings and sign-ins; a reader finds them under what was refused.
WITHHELD = "withheld"
KINDS: dict[str, tuple[str, ...]] = {
    SIGN_INS: (),
    READS: (),
    "support-access": ("access.support-", "access.administrator-"),
    "access": ("access.", "customers."),
    "tickets": ("support.",),
    "agreement": ("promises.", "contracts.", "catalogue."),
    "reports": ("trust.",),
    "data": ("plumbing.",),
    REFUSED: ("act.",),
}
STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that happened. `person` did it; `name` is known of readings and sign-ins. `why` is a reading's."""

    at: datetime
    kind: str
    subject: Ref
    actor_kind: str = "staff"
    person: UUID | None = None
    name: str = ""
    on_behalf: UUID | None = None
    related: tuple[Ref, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    why: str = ""
    # Its place: a journal number, or an instant and a number of the access log.
    sequence: int | None = None
    read: tuple[datetime, UUID] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended, in both walks; None: at the beginning."""

    sequence: int | None = None
    read: tuple[datetime, UUID] | None = None

    def __str__(self) -> str:
        read = f"{self.read[0].isoformat()}_{self.read[1].hex}" if self.read else ""
        return f"{self.sequence or ''}~{read}"

    @classmethod
    def of(cls, text: str) -> "Place":
        """From what `str` gave; the beginning for anything else."""
        sequence, _, read = text.partition("~")
        at, _, identifier = read.partition("_")
        try:
            found = (datetime.fromisoformat(at), UUID(identifier)) if read else None
            if found and found[0].tzinfo is None:
                return cls()
            return cls(int(sequence) if sequence else None, found)
        except ValueError:
            return cls()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `person` is one person; `staff` everybody of the provider. Instants: from inclusive, before
    exclusive."""

    kind: str = ""
    person: UUID | None = None
    staff: bool = False
    begins: datetime | None = None
    ends: datetime | None = None


def page(
    tenant: UUID, wanted: Wanted, *, after: Place | None = None, limit: int = PAGE
) -> tuple[list[Row], Place | None]:
    """The next `limit` rows and where they end, None where nothing follows. At most two queries."""
    place = after or Place()
    found = [*_journal(tenant, wanted, place, limit + 1), *_reads(tenant, wanted, place, limit + 1)]
    found.sort(key=lambda row: (row[0], row[1].sequence or 0), reverse=True)
    shown = [row for _, row in found[:limit]]
    for row in shown:
        place = replace(place, sequence=row.sequence) if row.sequence is not None else replace(place, read=row.read)
    return shown, place if len(found) > limit else None


def everything(tenant: UUID, wanted: Wanted, *, at_once: int = 2000, most: int = 100_000) -> Iterator[Row]:
    """All rows, for a file: at most `most`."""
    place: Place | None = Place()
    number = 0
    while place is not None and number < most:
        rows, place = page(tenant, wanted, after=place, limit=min(at_once, most - number))
        number += len(rows)
        yield from rows


def _journal(tenant: UUID, wanted: Wanted, place: Place, limit: int) -> list[tuple[datetime, Row]]:
    if wanted.kind in (READS, SIGN_INS):
        return []
    rows = JournalEntry.objects.filter(tenant_id=tenant)
    if place.sequence is not None:
        rows = rows.filter(sequence__lt=place.sequence)
    begun = KINDS.get(wanted.kind, ())
    if begun:
        of_kind = Q()
        for one in begun:
            of_kind |= Q(kind__startswith=one)
        rows = rows.filter(of_kind)
    if wanted.person is not None:
        rows = rows.filter(Q(actor_id=wanted.person) | Q(on_behalf=wanted.person) | Q(subject_id=wanted.person))
    if wanted.staff:
        rows = rows.filter(actor_kind="staff")
    if wanted.begins is not None:
        rows = rows.filter(recorded__gte=wanted.begins)
    if wanted.ends is not None:
        rows = rows.filter(recorded__lt=wanted.ends)
    return [(one.recorded, _entry(one)) for one in rows.order_by("-sequence")[:limit]]


def _entry(one: Any) -> Row:
    return Row(
        at=one.at,
        kind=one.kind,
        subject=Ref(one.subject_kind, one.subject_id),
        actor_kind=one.actor_kind,
        person=one.actor_id,
        on_behalf=one.on_behalf,
        related=tuple(Ref(kind, UUID(identifier)) for kind, identifier in one.related),
        properties=one.properties,
        sequence=one.sequence,
    )


def _reads(tenant: UUID, wanted: Wanted, place: Place, limit: int) -> list[tuple[datetime, Row]]:
    if wanted.kind not in ("", READS, SIGN_INS, REFUSED):
        return []
    rows = AccessRead.objects.filter(tenant_id=tenant)
    if place.read is not None:
        at, identifier = place.read
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=identifier), at__lte=at)
    if wanted.kind == SIGN_INS:
        rows = rows.filter(what_kind=access_log.SIGN_IN)
    if wanted.kind == REFUSED:
        rows = rows.filter(what_kind=access_log.WITHHELD)
    if wanted.kind == READS or wanted.staff:
        rows = rows.exclude(what_kind__in=(access_log.SIGN_IN, access_log.WITHHELD))
    if wanted.person is not None:
        rows = rows.filter(person=wanted.person)
    if wanted.begins is not None:
        rows = rows.filter(at__gte=wanted.begins)
    if wanted.ends is not None:
        rows = rows.filter(at__lt=wanted.ends)
    return [(one.at, _reading(one)) for one in rows.order_by("-at", "-id")[:limit]]


def _reading(one: Any) -> Row:
    kind = {access_log.SIGN_IN: SIGN_INS, access_log.WITHHELD: WITHHELD}.get(one.what_kind, READS)
    return Row(
        at=one.at,
        kind=kind,
        subject=Ref(one.what_kind, one.what_id),
        actor_kind="staff" if kind == READS else "contact",
        person=one.person,
        name=one.person_name,
        why=one.why,
        read=(one.at, one.id),
    )
