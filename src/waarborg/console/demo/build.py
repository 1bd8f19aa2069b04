"""Building the demonstration's rows: the same seed and instant give the same rows. Touches no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from waarborg.catalogue.models import Item
from waarborg.console.demo import calls, incidents, maintenance, on_call, people, probes, releases, story
from waarborg.console.demo.people import House, Role
from waarborg.console.demo.plot import Plot
from waarborg.console.demo.scenes import scenes
from waarborg.console.demo.stock import Stock, bought, supplied
from waarborg.customers.models import Authority, Organisation, Person
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.actors import SYSTEM, Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Pending, Ref
from waarborg.plumbing.journal.append import chained
from waarborg.plumbing.journal.entries import GENESIS
from waarborg.plumbing.models import JournalHead, Tenant
from waarborg.promises.actions.project_clocks import key_of, row
from waarborg.promises.actions.publish import document_rows
from waarborg.promises.models import AgreementDocument, AgreementVersion, Binding, ClockNotice
from waarborg.promises.queries.standing import Standing
from waarborg.promises.queries.timelines import replay_all
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.freeze import freeze
from waarborg.promises.rules.bound import APPLIED, bound_words
from waarborg.promises.rules.compiled import Compiled, compile_agreement
from waarborg.promises.rules.registry import known
from waarborg.promises.rules.replay import Entry
from waarborg.promises.rules.replay.notices import BREACH, notices
from waarborg.releases.events import ACTIVATED
from waarborg.releases.models import Release
from waarborg.support.models import CallBack, Message, Ticket

MONTHS_BACK = 183
# The last customer came in this many days ago and has reported nothing yet: so the empty pages are seen, too.
NEWCOMER_DAYS = 6


@dataclass
class World:
    """Rows by model, in an order in which they can be written; `chain` the rows that `journal.append.write` takes."""

    rows: dict[type, list[Any]] = field(default_factory=dict)
    chain: list[tuple[Any, ...]] = field(default_factory=list)
    last_number: int = 0

    def add(self, *rows: Any) -> None:
        for one in rows:
            self.rows.setdefault(type(one), []).append(one)


@dataclass
class Builder:
    """What building needs at hand: the source of chance, the present, and the agreement."""

    source: Random
    now: datetime
    world: World
    version: AgreementVersion
    compiled: Compiled
    stock: Stock

    @property
    def start(self) -> datetime:
        return self.now - timedelta(days=MONTHS_BACK)

    def identifier(self, at: datetime) -> UUID:
        return uuid7(unix_ms=to_us(at) // 1000, source=self.source)


def build(
    source_file: bytes,
    documents: Mapping[str, bytes],
    *,
    now: datetime,
    seed: int = 7,
    customers: int = 40,
    tickets: int = 1100,
) -> World:
    """The whole demonstration as of `now`: about `tickets` tickets over six months, some fifty of them live. It takes
    three customers at least: the one with a door, others, and a newcomer."""
    chance = Random(f"{seed} {now.isoformat()}")
    world = World()
    begin = now - timedelta(days=MONTHS_BACK + 20)
    provider = uuid7(unix_ms=to_us(begin) // 1000, source=chance)
    version, compiled = _publish(world, source_file, documents, provider, begin, chance)
    builder = Builder(
        chance, now, world, version, compiled, supplied(compiled.agreement, provider, at=begin, seed=seed)
    )
    _provider(builder, provider, begin)
    houses = people.houses(customers, chance)
    staff = [one for one in world.rows[Person] if one.tenant_id == provider][:4]
    lives = _lives(builder, houses, tickets)
    for house, found in zip(houses, lives, strict=True):
        newcomer = house is houses[-1]
        since = now - timedelta(days=NEWCOMER_DAYS) if newcomer else begin
        bound = since if newcomer else now - timedelta(days=MONTHS_BACK + 10)
        _customer(builder, house, found, staff, since, bound)
    return world


def _publish(
    world: World, source: bytes, bound: Mapping[str, bytes], provider: UUID, at: datetime, chance: Random
) -> tuple[AgreementVersion, Compiled]:
    agreement = load(source, name="demo").require()
    frozen = freeze(agreement, on=at.date(), documents=bound)
    version = AgreementVersion(
        id=uuid7(unix_ms=to_us(at) // 1000, source=chance),
        tenant_id=provider,
        agreement=agreement.agreement,
        version=agreement.version,
        effective=agreement.effective,
        sha256=frozen.sha256,
        canonical=frozen.canonical.decode(),
        source=source,
        published_at=at,
    )
    world.add(version, *document_rows(version, frozen, bound))
    for one in world.rows.get(AgreementDocument, ()):
        one.id = uuid7(unix_ms=to_us(at) // 1000, source=chance)
    return version, compile_agreement(agreement, sha256=frozen.sha256, published=at, registry=known())


def _organisation(builder: Builder, house: House, tenant: UUID, kind: str, at: datetime) -> list[Person]:
    builder.world.add(
        Tenant(id=tenant, is_provider=kind == "provider", created=at),
        Organisation(
            id=tenant, tenant_id=tenant, kind=kind, name=house.name, slug=house.slug, size=house.size,
            language=house.language, created=at,
        ),
    )  # fmt: skip
    # Staff open what a customer grants only when they signed that they keep it to themselves.
    signed = at.date() if kind == "provider" else None
    return [_person(builder, one, tenant, at, house.language, signed) for one in house.people]


def _person(
    builder: Builder, role: Role, tenant: UUID, at: datetime, language: str, signed: date | None = None
) -> Person:
    person = Person(
        id=builder.identifier(at),
        tenant_id=tenant,
        name=role.name,
        initials="".join(word[0] for word in role.name.split()).upper()[:4],
        email=role.email,
        language=language,
        confidentiality_signed_on=signed,
    )
    builder.world.add(person)
    for held in role.roles:
        builder.world.add(
            Authority(id=builder.identifier(at), tenant_id=tenant, person=person, role=held, starts_at=at)
        )
    return person


def _provider(builder: Builder, tenant: UUID, at: datetime) -> None:
    staff = _organisation(builder, people.STAFF, tenant, "provider", at)
    version = builder.version
    published = Pending(
        "promises.agreement.published",
        tenant,
        Ref("promises.version", version.id),
        SYSTEM,
        at,
        data={"agreement": version.agreement, "version": version.version, "sha256": version.sha256},
    )
    builder.world.add(*builder.stock.items.values())
    told = incidents.history(builder.stock.items, now=builder.now, chance=Random(f"{tenant} incidents"))
    roles = [(one, role.roles) for one, role in zip(staff, people.STAFF.people, strict=True)]
    duty = on_call.duty(roles, told.rows, at=at, identify=builder.identifier)
    worked = maintenance.history(builder.stock.items, now=builder.now, chance=Random(f"{tenant} maintenance"))
    brought = releases.history(tenant, builder.compiled.agreement, now=builder.now, chance=Random(f"{tenant} releases"))
    builder.world.add(*brought.rows)
    ready, kept = incidents.texts(tenant, at=at, identify=builder.identifier)
    builder.world.add(*told.rows, *duty.rows, *worked.rows, *ready)
    builder.world.add(*probes.paused(builder.stock.items, at=at, chance=Random(f"{tenant} probes")))
    written = [*told.entries, *duty.entries, *worked.entries, *brought.entries, *kept]
    _chain(builder, tenant, [published, *builder.stock.entries(at), *written])


def _lives(builder: Builder, houses: list[House], count: int) -> list[list[tuple[int, story.Tale]]]:
    """For each customer its tickets with their numbers; numbers follow the order of reports over all customers."""
    plot = Plot(builder.compiled)
    first, now = to_us(builder.start), to_us(builder.now)
    weights = [
        3.0 if number == 0 else 0.4 + builder.source.random() * (house.size**0.4) for number, house in enumerate(houses)
    ]
    weights[-1] = 0.0
    reports: list[tuple[int, int, story.Tale]] = []
    for number in range(count):
        # The last two days are denser, so that there is something to do.
        begin = now - 2 * 86_400_000_000 if number % 25 == 0 else first
        at = min(story.reported_at(builder.source, begin, now, plot.hours), now)
        owner = builder.source.choices(range(len(houses)), weights)[0]
        reports.append((at, owner, story.tale(builder.source, at, now, plot)))
    for at, tale, main in scenes(builder.source, now, plot):
        reports.append((at, 0 if main else builder.source.randrange(1, len(houses) - 1), tale))
    found: list[list[tuple[int, story.Tale]]] = [[] for _ in houses]
    reports.sort(key=lambda one: one[:2])
    for number, (_, owner, tale) in enumerate(reports, start=1):
        found[owner].append((number, tale))
    builder.world.last_number = len(reports)
    return found


def _customer(
    builder: Builder,
    house: House,
    lives: list[tuple[int, story.Tale]],
    staff: list[Person],
    at: datetime,
    bound: datetime,
) -> None:
    tenant = builder.identifier(at)
    persons = _organisation(builder, house, tenant, "customer", at)
    reporters = [one for one, role in zip(persons, house.people, strict=True) if people.CONTACT in role.roles]
    builder.world.add(
        Binding(id=builder.identifier(bound), tenant_id=tenant, version=builder.version, starts_at=bound, words={})
    )
    entries = [_enrolled(house, tenant, at), _applied(builder, tenant, bound)]
    first = house.name == people.MAIN
    had = bought(builder.stock, tenant, first=first, at=at, today=builder.now.date())
    builder.world.add(*(purchase for purchase, _ in had))
    entries += [entry for _, entry in had]
    standing = Standing(((to_us(bound), builder.compiled),))
    if ACTIVATED in standing.of_customer:
        active = [one for one in builder.world.rows[Release] if one.activated_at is not None]
        entries += releases.heard(tenant, active, since=bound)
    for number, tale in lives:
        about = builder.stock.about([one for one, _ in had], from_us(tale.steps[0].at_us).date())
        entries += _ticket(builder, tenant, number, tale, builder.source.choice(reporters), staff, standing, about)
    entries += _calls(builder, tenant, staff, main=first)
    _chain(builder, tenant, entries)


def _calls(builder: Builder, tenant: UUID, staff: list[Person], *, main: bool) -> list[Pending]:
    opened, zone = calls.telephone(builder.compiled, since=builder.start, now=builder.now)
    chance = Random(f"{tenant} calls")
    desk = calls.Desk(staff, opened, zone, builder.now, chance, builder.identifier)
    tickets = [one for one in builder.world.rows.get(Ticket, ()) if one.tenant_id == tenant]
    said = [one for one in builder.world.rows.get(Message, ()) if one.tenant_id == tenant]
    late = any(one.calls_at < builder.now for one in builder.world.rows.get(CallBack, ()) if one.is_standing)
    told = calls.history(tickets, said, desk, main=main, late=not late)
    builder.world.add(*told.rows)
    return told.entries


def _enrolled(house: House, tenant: UUID, at: datetime) -> Pending:
    data = {"name": house.name, "slug": house.slug, "size": house.size, "language": house.language}
    return Pending(
        "customers.organisation.enrolled",
        tenant,
        Ref("customers.organisation", tenant),
        SYSTEM,
        at,
        related=(Ref("customers.customer", tenant),),
        properties={"kind": "customer"},
        data=data,
    )


def _applied(builder: Builder, tenant: UUID, at: datetime) -> Pending:
    version = builder.version
    data = {"agreement": version.agreement, "version": version.version, "sha256": version.sha256}
    words = bound_words(version.sha256, since=at, published=version.published_at)
    return Pending(APPLIED, tenant, Ref("customers.customer", tenant), SYSTEM, at, properties=words, data=data)


def _ticket(
    builder: Builder,
    tenant: UUID,
    number: int,
    tale: story.Tale,
    reporter: Person,
    staff: list[Person],
    standing: Standing,
    about: Item | None,
) -> list[Pending]:
    reported = from_us(tale.steps[0].at_us)
    handler = builder.source.choice(staff)
    ticket = Ticket(
        id=builder.identifier(reported), tenant_id=tenant, number=number, subject=tale.subject, kind=tale.kind,
        priority=tale.priority, state=tale.state, what=tale.steps[0].text, place=tale.place, since=tale.since,
        affected=tale.affected, channel=tale.channel, reporter_id=reporter.id, reporter_name=reporter.name,
        reported_at=reported, changed_at=from_us(tale.steps[-1].at_us), revision=len(tale.steps), about=about,
        intake=sum(map(bool, (tale.steps[0].text, tale.place, tale.since, tale.affected))),
    )  # fmt: skip
    builder.world.add(ticket)
    entries: list[Pending] = []
    for step in tale.steps:
        entries += _step(builder, ticket, step, reporter, handler)
    _clocks(builder, ticket, entries, standing)
    return entries


def _step(builder: Builder, ticket: Ticket, step: story.Step, reporter: Person, handler: Person) -> list[Pending]:
    at = from_us(step.at_us)
    person = reporter if step.side == "customer" else handler
    # What somebody said by telephone, a colleague wrote down.
    writer = handler if step.purpose == "report" and ticket.channel == "phone" else person
    by = Actor(kind="staff" if writer is handler else "contact", tenant=writer.tenant_id, person=writer.id)
    data = {}
    if step.text:
        message = Message(
            id=builder.identifier(at), tenant_id=ticket.tenant_id, ticket=ticket, at=at, side=step.side,
            author_id=person.id, author_name=person.name, purpose=step.purpose,
            channel="desk" if step.side == "staff" else ticket.channel if step.purpose == "report" else "portal",
            body=step.text,
        )  # fmt: skip
        builder.world.add(message)
        data = {"message": str(message.id)}
    if step.text:
        ticket.unanswered_since = None if step.side == "staff" else ticket.unanswered_since or at
    if "ticket.picked-up" in step.events:
        ticket.picked_up_at, ticket.assignee_id, ticket.assignee_name = at, handler.id, handler.name
    if "ticket.resolved" in step.events:
        ticket.resolved_at = at
    if "ticket.reopened" in step.events:
        ticket.resolved_at = None
    properties = {"kind": ticket.kind, "channel": ticket.channel, "priority": ticket.priority}
    properties = {name: word for name, word in properties.items() if word}
    properties |= builder.stock.words(ticket.about) if ticket.about else {}
    return [
        Pending(
            f"support.{event}",
            ticket.tenant_id,
            ticket.ref,
            by,
            at,
            properties=properties if event == "ticket.reported" else {},
            data=data,
        )
        for event in step.events
    ]


def _clocks(builder: Builder, ticket: Ticket, entries: list[Pending], standing: Standing) -> None:
    """The projections of a ticket, and the warnings and breaches that the scheduler would have raised by now."""
    replayed = [
        Entry(to_us(one.at), number, one.kind, (f"support.ticket:{ticket.id}",), one.properties or None, one.by.kind)
        for number, one in enumerate(entries)
    ]
    for timeline in replay_all(standing, ticket.ref, replayed, now=builder.now):
        told = set()
        warned = {}
        for notice in notices(timeline, builder.now):
            key = key_of(ticket.id, timeline, notice)
            told.add(key)
            at = from_us(notice.at_us)
            builder.world.add(
                ClockNotice(
                    id=builder.identifier(at), tenant_id=ticket.tenant_id, subject_id=ticket.id,
                    promise=timeline.promise, number=key[2], threshold=notice.threshold, due_at=key[4], raised_at=at,
                )
            )  # fmt: skip
            entries.append(_raised(ticket, timeline.promise, notice.threshold, key[4], at))
            if notice.threshold != BREACH:
                warned[key[2], key[4]] = at
        for run in timeline.runs:
            projected = row(ticket.ref, ticket.tenant_id, timeline, run, told=told)
            projected.id = builder.identifier(projected.started_at)
            projected.warned_at = warned.get((projected.number, projected.due_at))
            builder.world.add(projected)


def _raised(ticket: Ticket, promise: str, threshold: str, due: datetime | None, at: datetime) -> Pending:
    return Pending(
        f"promises.clock.{'broke' if threshold == BREACH else 'warned'}",
        ticket.tenant_id,
        ticket.ref,
        SYSTEM,
        at,
        data={"promise": promise, "threshold": threshold, "due": due.isoformat() if due else None},
    )


def _chain(builder: Builder, tenant: UUID, entries: Iterable[Pending]) -> None:
    """Number and chain a tenant's entries as if each had been written when it happened."""
    previous, sequence, at = GENESIS, 0, builder.now
    for sequence, entry in enumerate(sorted(entries, key=lambda one: one.at), start=1):
        salt = builder.source.randbytes(16)
        line, previous = chained(entry, sequence=sequence, recorded=entry.at, previous=previous, salt=salt)
        builder.world.chain.append(line)
        at = entry.at
    builder.world.add(JournalHead(tenant_id=tenant, sequence=sequence, hash=previous, last_at=at, last_recorded=at))
