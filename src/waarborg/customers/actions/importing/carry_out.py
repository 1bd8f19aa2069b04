"""Trying a file out, and carrying it out: in one transaction, all good lines or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection

from waarborg.customers import permissions
from waarborg.customers.actions.importing.kinds import Batch, Kind
from waarborg.customers.rules.importing.columns import Mapped, require_needed, rows
from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.delimited import Delimited
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.plumbing.taken import taken

# One import after the other: two that bring the same line would each find it new.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('waarborg.customers.import'))"


class BadLines(Refusal):
    """`worked` of the refusal says which."""

    code = "customers.import.bad-lines"
    status = 422
    nl = "{bad} van de {total} regels kloppen niet; er is niets overgenomen."
    en = "{bad} of the {total} lines are not right; nothing was imported."
    nl_way_out = "Verbeter ze in het bestand, of neem alleen de goede regels over."
    en_way_out = "Correct them in the file, or import only the good lines."


class Crossed(Refusal):
    code = "customers.import.crossed"
    nl = "Intussen heeft iemand hetzelfde toegevoegd; er is niets overgenomen."
    en = "Meanwhile somebody added the same; nothing was imported."
    nl_way_out = "Probeer het opnieuw: wat er nu al is, wordt dan overgeslagen."
    en_way_out = "Try again: what is there by now will be skipped."


@dataclass(slots=True)
class Worked:
    """What a file comes to. `problems` are sorted by line; `different` are lines of what came in before with other
    values, which stays as it is."""

    batch: Batch
    total: int
    fresh: list[Any] = field(default_factory=list)
    known: int = 0
    different: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "total": self.total,
            "fresh": len(self.fresh),
            "known": self.known,
            "different": len(self.different),
            "bad": len(self.problems),
        }


def work_out(kind: Kind, table: Delimited, mapped: Mapped, *, source: str, at: datetime) -> Worked:
    """Every line held against what is there. Writes nothing. Raises ColumnMissing."""
    require_needed(kind.columns, mapped, table.headings)
    good, bad = rows(kind.columns, table, mapped)
    batch = Batch(good, table, mapped, source, at)
    found = kind.find(batch)
    problems = sorted([*bad, *found.problems], key=lambda one: one.line)
    return Worked(batch, len(table.lines), found.fresh, found.known, found.different, problems)


@action("customers.import.run")
def carry_out(
    kind: Kind,
    table: Delimited,
    mapped: Mapped,
    *,
    source: str,
    skip_bad: bool = False,
    by: Actor,
    at: datetime,
) -> Worked:
    """Import a file, in the desk's scope. Nobody gets mail. Raises NotAllowed, ColumnMissing, BadLines, Crossed."""
    require(by, permissions.IMPORT)
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    worked = work_out(kind, table, mapped, source=source, at=at)
    if worked.problems and not skip_bad:
        refusal = BadLines(bad=len(worked.problems), total=worked.total)
        refusal.worked = worked  # type: ignore[attr-defined]
        raise refusal
    if worked.fresh:
        _add(kind, worked.fresh, worked.batch, by)
    return worked


def _add(kind: Kind, fresh: Sequence[Any], batch: Batch, by: Actor) -> None:
    try:
        kind.add(fresh, batch, by)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise Crossed() from None
