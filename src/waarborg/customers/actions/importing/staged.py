"""A file on its way in by the pages: handed in, its columns pointed out, tried out, and carried out by a job."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from waarborg.customers import permissions
from waarborg.customers.actions.importing.archives import OPEN_DAYS, Given, Looked, archives
from waarborg.customers.actions.importing.archives import bring_in as bring_archive
from waarborg.customers.actions.importing.carry_out import BadLines, Worked, carry_out, work_out
from waarborg.customers.actions.importing.kinds import Kind, kinds
from waarborg.customers.events import IMPORTED
from waarborg.customers.models import Import
from waarborg.customers.queries import standing
from waarborg.customers.rules.importing.columns import recognise, require_needed
from waarborg.customers.rules.importing.problems import Problem
from waarborg.kernel.delimited import Delimited, read
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import jobs, journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.permissions import NotAllowed, NotFound, require

CHECK, CARRY_OUT = "customers.import-check", "customers.import-carry-out"
MOST_NAMED = 1000
SHOWN_LINES, SHOWN_CELLS = 3, 60
FILE_LASTS, PROBLEMS_LAST = timedelta(days=7), timedelta(days=30)
# What waits for somebody; the others are over, or at work.
OPEN = ("mapping", "checked", "failed")


class NotNow(Refusal):
    code = "customers.import.not-now"
    nl = "Dit bestand is intussen verder of vervallen."
    en = "This file has moved on meanwhile, or has lapsed."
    nl_way_out = "Kijk op de pagina van het bestand hoe het ervoor staat."
    en_way_out = "See on the page of the file where it stands."


class NoSource(BadInput):
    code = "customers.import.no-source"
    nl = "Een bron heeft een naam van 1 tot en met 40 letters, cijfers, punten en streepjes."
    en = "A source has a name of 1 to 40 letters, digits, dots and hyphens."


def source_name(said: str) -> str:
    """The other system's name, in small letters. Raises NoSource."""
    name = said.strip().lower()
    if not 1 <= len(name) <= 40 or not all(sign.isalnum() or sign in ".-_" for sign in name):
        raise NoSource(path="source")
    return name


def _table(held: Import) -> Delimited:
    return read(zlib.decompress(bytes(held.content)), encoding=held.encoding, delimiter=held.delimiter)


@action("customers.import.run")
def hand_in(
    content: bytes,
    *,
    kind: Kind,
    name: str,
    source: str,
    provider: UUID,
    by: Actor,
    at: datetime,
    encoding: str = "",
    delimiter: str = "",
) -> Import:
    """Keep a file and recognise its columns. Raises NotAllowed, NoSource, and what reading a table raises."""
    require(by, permissions.IMPORT)
    table = read(content, encoding=encoding, delimiter=delimiter)
    held: Import = Import.objects.create(
        tenant_id=provider,
        kind=kind.name,
        source=source_name(source),
        name=safe_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        content=zlib.compress(content, 3),
        encoding=table.encoding,
        delimiter=table.delimiter,
        headings=list(table.headings),
        first_lines=[[cell[:SHOWN_CELLS] for cell in line.cells] for line in table.lines[:SHOWN_LINES]],
        mapped=recognise(kind.columns, table.headings),
        counts={"total": len(table.lines)},
        by_id=by.person,
        by_name=by.name,
        made_at=at,
        changed_at=at,
    )
    return held


def _locked(identifier: UUID, *states: str) -> Import:
    held: Import | None = Import.objects.select_for_update().filter(id=identifier).first()
    if held is None:
        raise NotFound()
    if held.state not in states:
        raise NotNow()
    return held


@action("customers.import.run")
def point_out(identifier: UUID, mapped: Mapping[str, int], *, by: Actor, at: datetime) -> Import:
    """Say which column holds what, and have the file tried out. Raises NotAllowed, NotFound, NotNow, ColumnMissing."""
    require(by, permissions.IMPORT)
    held = _locked(identifier, *OPEN)
    require_needed(kinds()[held.kind].columns, mapped, held.headings)
    _move(held, "checking", at, mapped=dict(mapped))
    jobs.enqueue(CHECK, {"identifier": held.id})
    return held


@action("customers.import.run")
def decide(identifier: UUID, *, skip_bad: bool, by: Actor, at: datetime) -> Import:
    """Have the file carried out by a job. Raises NotAllowed, NotFound, NotNow."""
    require(by, permissions.IMPORT)
    held = _locked(identifier, "checked")
    _move(held, "importing", at, skip_bad=skip_bad, by_id=by.person, by_name=by.name)
    jobs.enqueue(CARRY_OUT, {"identifier": held.id})
    return held


@action("customers.import.run")
def drop(identifier: UUID, *, by: Actor, at: datetime) -> Import:
    """Forget a file. Raises NotAllowed, NotFound, NotNow."""
    require(by, permissions.IMPORT)
    held = _locked(identifier, *OPEN)
    _move(held, "dropped", at, content=b"", first_lines=[], problems=[])
    return held


def _move(held: Import, state: str, at: datetime, **fields: Any) -> None:
    for name, value in {**fields, "state": state, "changed_at": at}.items():
        setattr(held, name, value)
    held.save(update_fields=[*fields, "state", "changed_at"])


def try_out(identifier: UUID, *, at: datetime) -> None:
    """What the job of `point_out` does; a file that has moved on is left alone."""
    held = _locked(identifier, "checking")
    if held.kind in archives():
        keep_looked(held, archives()[held.kind].look(opened(held), given_of(held, at)), "checked", at)
        return
    worked = work_out(kinds()[held.kind], _table(held), held.mapped, source=held.source, at=at)
    _keep(held, worked, "checked", at)


def bring_in(identifier: UUID, *, at: datetime) -> None:
    """What the job of `decide` does: as the person who decided, with the rights that he has now.

    Lines that went wrong since the file was tried out bring it back to that state, with nothing imported.
    """
    held = _locked(identifier, "importing")
    if held.kind in archives():
        _bring_archive(held, at)
        return
    try:
        worked = carry_out(
            kinds()[held.kind],
            _table(held),
            held.mapped,
            source=held.source,
            skip_bad=held.skip_bad,
            by=(by := _actor(held, at)),
            at=at,
        )
    except BadLines as refusal:
        _keep(held, refusal.worked, "checked", at)  # type: ignore[attr-defined]
        return
    _keep(held, worked, "done", at, content=b"", first_lines=[])
    note(held, by=by, at=at)


def _bring_archive(held: Import, at: datetime) -> None:
    by = _actor(held, at)
    try:
        looked = bring_archive(archives()[held.kind], opened(held), given_of(held, at), by=by)
    except BadLines as refusal:
        keep_looked(held, refusal.looked, "checked", at)  # type: ignore[attr-defined]
        return
    keep_looked(held, looked, "done", at, content=b"")
    note(held, by=by, at=at)


def opened(held: Import) -> BytesIO:
    """The file that was handed in."""
    return BytesIO(zlib.decompress(bytes(held.content)))


def given_of(held: Import, at: datetime) -> Given:
    """What was said about it."""
    said = held.options
    days, ours = int(said.get("open_days", OPEN_DAYS)), frozenset(said.get("ours", ()))
    return Given(held.source, held.name, at, days, ours, held.skip_bad)


def keep_looked(held: Import, looked: Looked, state: str, at: datetime, **more: Any) -> None:
    """What it comes to, in its row."""
    facts = [fact.plain for fact in looked.facts]
    _move(held, state, at, counts=looked.counts, facts=facts, problems=told(looked.problems), **more)


def note(held: Import, *, by: Actor, at: datetime) -> None:
    """The provider's journal says that a file was carried out; each line that came in has an entry of its own."""
    journal.record(
        IMPORTED,
        tenant=held.tenant_id,
        subject=held.ref,
        by=by,
        at=at,
        properties={"kind": held.kind},
        data={"source": held.source, "sha256": held.sha256, **{name: str(n) for name, n in held.counts.items()}},
    )


def fail(identifier: UUID, *, at: datetime) -> None:
    """After a fault of ours: nothing was imported, and the file can be tried again."""
    for held in Import.objects.select_for_update().filter(id=identifier, state__in=("checking", "importing")):
        _move(held, "failed", at)


def record_done(
    kind: Kind, content: bytes, name: str, worked: Worked, *, provider: UUID, by: Actor, at: datetime
) -> Import:
    """The trace of a file that was carried out from the command line."""
    table, batch = worked.batch.table, worked.batch
    held: Import = Import.objects.create(
        tenant_id=provider,
        kind=kind.name,
        source=batch.source,
        name=safe_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=table.encoding,
        delimiter=table.delimiter,
        headings=list(table.headings),
        mapped=dict(batch.mapped),
        state="done",
        counts=worked.counts,
        problems=told(worked.problems),
        by_name=by.name,
        made_at=at,
        changed_at=at,
    )
    note(held, by=by, at=at)
    return held


def _keep(held: Import, worked: Worked, state: str, at: datetime, **more: Any) -> None:
    _move(held, state, at, counts=worked.counts, problems=told(worked.problems), **more)


def told(problems: list[Problem]) -> list[dict[str, Any]]:
    """The first thousand, in both languages: line, column, value, sentence and way out."""
    return [
        {
            "line": one.line,
            "column": one.column,
            "value": one.value[:SHOWN_CELLS],
            "code": one.refusal.code,
            "nl": one.refusal.say("nl"),
            "en": one.refusal.say("en"),
            "nl_way_out": one.refusal.way_out("nl") or "",
            "en_way_out": one.refusal.way_out("en") or "",
        }
        for one in problems[:MOST_NAMED]
    ]


def _actor(held: Import, at: datetime) -> Actor:
    person = standing(tenant=held.tenant_id, person=held.by_id, at=at) if held.by_id else None
    if person is None:
        raise NotAllowed(permission=permissions.IMPORT, roles="-")
    return Actor(
        kind="staff", tenant=person.tenant, person=person.person, name=person.name, roles=frozenset(person.roles)
    )


def forget_old(*, at: datetime) -> None:
    """Files that nobody went on with, after a week; what was wrong with lines, after a month."""
    Import.objects.filter(state__in=OPEN, changed_at__lt=at - FILE_LASTS).update(
        state="dropped", content=b"", first_lines=[], problems=[], changed_at=at
    )
    Import.objects.filter(changed_at__lt=at - PROBLEMS_LAST).exclude(problems=[]).update(problems=[])
