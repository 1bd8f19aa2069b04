"""The timelines of clocks, replayed from the journal."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.journal import Pending, Ref
from waarborg.plumbing.web.pieces import forgotten
from waarborg.promises.queries.standing import Standing, standing
from waarborg.promises.rules.replay import (
    WAIVED,
    ClockTimeline,
    Entry,
    Lineage,
    dates_of,
    lineages,
    replay,
    replay_carried,
)

# After everything that is in the journal already; the order within a unit of work stays.
UNNUMBERED = 1 << 62

READ = """
SELECT tenant_id, subject_id, at, sequence, kind, subject_kind, related, properties, actor_kind
FROM journal_entry
WHERE tenant_id = ANY(%s) AND subject_id = ANY(%s) AND (kind = ANY(%s) OR properties <> '{}')
ORDER BY tenant_id, sequence
"""

# What clocks of a customer itself hear, whoever is its first subject.
OF_CUSTOMERS = """
SELECT tenant_id, subject_id, at, sequence, kind, subject_kind, related, properties, actor_kind
FROM journal_entry WHERE tenant_id = ANY(%s) AND subject_id <> tenant_id AND kind = ANY(%s)
ORDER BY tenant_id, sequence
"""


# All of one subject, and of its customer what clocks replay.
STORY = """
SELECT subject_id, at, sequence, kind, subject_kind, related, properties, actor_kind, recorded, actor_id, hash
FROM journal_entry
WHERE tenant_id = %s AND (subject_id = %s OR subject_id = %s AND (kind = ANY(%s::text[]) OR properties <> '{}'))
ORDER BY sequence
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the journal as it stands there, without its data; `at` and `recorded` are instants."""

    sequence: int
    at: datetime
    recorded: datetime
    kind: str
    actor_kind: str
    actor_id: UUID | None
    properties: Mapping[str, str]
    hash: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One subject: `lines` are all its own entries, oldest first; `entries` what its clocks are replayed from.

    Equal to itself alone; the same rows of the journal are the same story for as long as it is kept.
    """

    lines: Sequence[Told]
    entries: Sequence[Entry]


def name_of(subject: Ref) -> str:
    """A subject as replay names it."""
    return f"{subject.kind}:{subject.id}"


def entries_of(
    subjects: Mapping[UUID, UUID], kinds: Iterable[str], *, of_customers: Collection[str] = ()
) -> dict[UUID, list[Entry]]:
    """The journal's entries about each subject and about its customer; `subjects` maps subject to tenant. One query.

    One more where customers stand among the subjects: `of_customers` are the kinds that their own clocks hear.
    """
    tenants = set(subjects.values())
    with connection.cursor() as cursor:
        cursor.execute(READ, [list(tenants), [*subjects, *tenants], list(kinds)])
        rows = cursor.fetchall()
    own: dict[UUID, list[Entry]] = {subject: [] for subject in subjects}
    above: dict[UUID, list[Entry]] = {tenant: [] for tenant in tenants}
    for tenant, subject, *rest in rows:
        # What another customer's journal says of a subject that both can meet is no part of it.
        if subject == tenant or subjects.get(subject) == tenant:
            (above[tenant] if subject == tenant else own[subject]).append(_entry(subject, *rest))
    customers = [tenant for tenant in tenants if tenant in own]
    if customers and of_customers:
        with connection.cursor() as cursor:
            cursor.execute(OF_CUSTOMERS, [customers, list(of_customers)])
            for tenant, *rest in cursor.fetchall():
                own[tenant].append(_entry(*rest))
    return {subject: [*above[tenant], *own[subject]] for subject, tenant in subjects.items()}


def story(subject: Ref, *, tenant: UUID) -> Story:
    """What the journal tells of one subject. One query in a unit of work."""
    found: Story = tenancy.remembered(("promises.story", tenant, subject.id), lambda: _read_story(subject, tenant))
    return found


def _read_story(subject: Ref, tenant: UUID) -> Story:
    bound = standing(tenant)
    kinds = bound.kinds if bound else frozenset()
    with connection.cursor() as cursor:
        cursor.execute(STORY, [tenant, subject.id, tenant, _listed(kinds)])
        rows = cursor.fetchall()
    return _told(subject.id, kinds, tuple(map(_plain, rows)))


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    """A row as values that never change, for the keeper."""
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


@forgotten
@lru_cache(512)
def _told(subject: UUID, kinds: frozenset[str], rows: tuple[tuple[Any, ...], ...]) -> Story:
    """By the rows themselves, as docs/adr/0023 has it: who asks has read each of them within his own scope."""
    lines: list[Told] = []
    own: list[Entry] = []
    above: list[Entry] = []
    for identifier, at, sequence, kind, subject_kind, related, properties, actor, recorded, actor_id, link in rows:
        words = json.loads(properties) if isinstance(properties, str) else properties
        if identifier == subject:
            lines.append(Told(sequence, at, recorded, kind, actor, actor_id, words, link))
        if kind in kinds or words:
            entry = _entry(identifier, at, sequence, kind, subject_kind, related, words, actor)
            (own if identifier == subject else above).append(entry)
    return Story(lines, [*above, *own])


@lru_cache(256)
def _listed(kinds: frozenset[str]) -> str:
    """Names of events as the one value of a statement: a list is looked through each time."""
    return f"{{{','.join(json.dumps(kind) for kind in sorted(kinds))}}}"


def _entry(
    subject: UUID, at: datetime, sequence: int, kind: str, subject_kind: str, related: Any, properties: Any, actor: str
) -> Entry:
    others = json.loads(related) if isinstance(related, str) else related
    words = json.loads(properties) if isinstance(properties, str) else properties
    return Entry(
        at_us=to_us(at),
        sequence=sequence,
        kind=kind,
        subjects=(f"{subject_kind}:{subject}", *(f"{name}:{identifier}" for name, identifier in others)),
        properties=words or None,
        dates=dates_of(words),
        actor_kind=actor,
        data=_waived(kind, words),
    )


def _waived(kind: str, words: Mapping[str, str] | None) -> Mapping[str, Any] | None:
    """What a waiver says to replay. It stands among the properties, because data can be erased."""
    return {"promise": words["promise"]} if kind == WAIVED and words else None


def pending_entries(
    pending: Sequence[Pending], subject: Ref, tenant: UUID, *, of_customers: Collection[str] = ()
) -> list[Entry]:
    """Those of a unit of work that concern a subject or its customer, numbered behind the journal."""
    heard = of_customers if subject.id == tenant else ()
    return [
        Entry(
            at_us=to_us(one.at),
            sequence=UNNUMBERED + number,
            kind=one.kind,
            subjects=(name_of(one.subject), *map(name_of, one.related)),
            properties=one.properties or None,
            dates=dates_of(one.properties),
            actor_kind=one.by.kind,
            data=_waived(one.kind, one.properties),
        )
        for number, one in enumerate(pending)
        if one.tenant == tenant and (one.subject.id in (subject.id, tenant) or one.kind in heard)
    ]


def taken_in(
    subject: Ref, tenant: UUID, entries: Sequence[Entry], kinds: Iterable[str], *, pending: Sequence[Pending] = ()
) -> list[Lineage]:
    """What was merged into a subject, with the entries that its clocks are carried on from. No query where nothing
    was, else one for each of them."""
    held: dict[str, Sequence[Entry]] = {name_of(subject): entries}

    def entries_of_one(name: str) -> Sequence[Entry]:
        if name not in held:
            kind, _, identifier = name.partition(":")
            one = Ref(kind, UUID(identifier))
            held[name] = [*entries_of({one.id: tenant}, kinds)[one.id], *pending_entries(pending, one, tenant)]
        return held[name]

    return list(lineages(name_of(subject), entries_of_one))


def replay_all(
    standing: Standing,
    subject: Ref,
    entries: Sequence[Entry],
    *,
    now: datetime | int | None = None,
    merged: Sequence[Lineage] = (),
    only: Collection[str] | None = None,
) -> list[ClockTimeline]:
    """Every clock that ever ran on a subject, by promise id; as of the last entry where `now` is left out. After the
    subject's own those that it carries on for what was `merged` into it (`taken_in`). `only` those of some promises."""
    found = every_clock(standing, subject, entries, now=now, merged=merged, only=only)
    return [one for one in found if one.runs]


def every_clock(
    standing: Standing,
    subject: Ref,
    entries: Sequence[Entry],
    *,
    now: datetime | int | None = None,
    merged: Sequence[Lineage] = (),
    only: Collection[str] | None = None,
) -> list[ClockTimeline]:
    """The same with those that never ran yet, which may begin by themselves."""
    found = []
    for name, versions in standing.terms_about(subject.kind).items():
        if only is not None and name not in only:
            continue
        found.append(
            replay(versions, entries, standing.calendars, states=standing.states, now=now, subject=name_of(subject))
        )
        found += [
            replay_carried(versions, lineage, place, standing.calendars, states=standing.states, now=now)
            for place, lineage in enumerate(merged, start=1)
        ]
    return found


def merged_into(bound: Standing, subject: Ref, *, tenant: UUID) -> list[Lineage]:
    """`taken_in` for a page: asked once in a unit of work."""
    read = lambda: taken_in(subject, tenant, story(subject, tenant=tenant).entries, bound.kinds)  # noqa: E731
    found: list[Lineage] = tenancy.remembered(("promises.merged-into", subject.id), read)
    return found
