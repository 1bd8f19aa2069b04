"""How promises stand whose rounds are counted apart from journals: warnings and breaches, and what boards show.

Who counts the rounds looks every minute and says what it found. Here each warning and each breach is raised once, and
the one row that a board reads is written where it says something else than before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from waarborg.kernel.instants import from_us, local, to_us
from waarborg.plumbing import journal
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.live.announce import announce
from waarborg.promises.actions.raise_notices import BEHIND, CLOCKS, RAISE
from waarborg.promises.models import Figure
from waarborg.promises.rules.figures import BROKE, LIVE, Asked
from waarborg.promises.rules.replay.from_agreement import CUSTOMER
from waarborg.promises.rules.replay.notices import BREACH
from waarborg.promises.rules.rounds import State


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning or a breach of one round of one customer: `due_us` tells the round, `threshold` is the warning as the
    agreement writes it, or "breach"."""

    tenant: UUID
    promise: str
    threshold: str
    due_us: int

    @property
    def is_breach(self) -> bool:
        return self.threshold == BREACH


def raise_rounds(found: Sequence[Raised], *, at: datetime) -> list[Raised]:
    """Write down those that nobody raised before, in the desk's scope, and give them: the unique index decides,
    whatever two workers think. Each stands in the journal of its customer."""
    named = {(one.tenant, one.promise, one.threshold, from_us(one.due_us)): one for one in found}
    if not named:
        return []
    values = [(uuid7(), tenant, tenant, promise, 0, word, due, at) for tenant, promise, word, due in named]
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [list(column) for column in zip(*values, strict=True)])
        fresh = [named[tenant, promise, word, due] for tenant, promise, _, word, due in cursor.fetchall()]
    for one in fresh:
        journal.record(
            f"promises.clock.{'broke' if one.is_breach else 'warned'}",
            tenant=one.tenant,
            subject=Ref(CUSTOMER, one.tenant),
            by=SYSTEM,
            at=at,
            data={"promise": one.promise, "threshold": one.threshold, "due": from_us(one.due_us).isoformat()},
            reason_if_late=BEHIND,
        )
    if fresh:
        announce(CLOCKS)
    return fresh


def show_rounds(states: Mapping[tuple[UUID, Asked], State], *, at: datetime) -> int:
    """Write how each promise stands now where that is news, in the desk's scope; gives how many rows. One query, and
    two more where something changed."""
    held = {(row.tenant_id, row.asked): row for row in Figure.objects.filter(told=True, over=LIVE)}
    made: list[Figure] = []
    changed: list[Figure] = []
    for (tenant, asked), state in states.items():
        live = Asked(asked.indicator, LIVE, asked.per, asked.zone, asked.about)
        row, month = held.get((tenant, live)), f"{local(to_us(at), asked.zone):%Y-%m}"
        before = 0 if row is None or row.last != month else int(row.parts.get(BROKE, 0))
        was_late = row is not None and row.numerator == 1
        broken = before + int(state == "late" and not (was_late and before))
        said = (month, int(state == "late"), int(state != "unplanned"), {BROKE: broken})
        if row is not None and (row.last, row.numerator, row.denominator, row.parts) == said:
            continue
        (made if row is None else changed).append(_row(row, tenant, live, said, at))
    Figure.objects.bulk_create(made, ignore_conflicts=True)
    Figure.objects.bulk_update(changed, ["first", "last", "numerator", "denominator", "parts", "at"])
    return len(made) + len(changed)


def _row(
    row: Figure | None, tenant: UUID, live: Asked, said: tuple[str, int, int, dict[str, int]], at: datetime
) -> Figure:
    if row is None:
        named = {"indicator": live.indicator, "over": live.over, "per": live.per, "zone": live.zone}
        row = Figure(tenant_id=tenant, told=True, about=live.about, **named)
    row.last, row.numerator, row.denominator, row.parts = said
    row.first, row.at = row.last, at
    return row
