"""An export of another help desk: what it comes to, and taking it over with all that was said, at its own times."""

from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError

from waarborg.customers.actions.importing.archives import Given, Looked, require_all_good
from waarborg.customers.actions.importing.carry_out import Crossed
from waarborg.customers.actions.importing.references import BATCH, held
from waarborg.customers.models import Reference
from waarborg.customers.rules.importing.problems import Problem, StillToCome
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.mail_in.message.texts import html_to_text
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.import_tickets import TICKET
from waarborg.support.actions.moving import articles as writing
from waarborg.support.actions.moving import export_facts
from waarborg.support.actions.moving.people import People, people_of
from waarborg.support.actions.moving.staging import Reader, Staged, staged
from waarborg.support.actions.moving.write import Moved, Said, one_at_a_time, write
from waarborg.support.rules.exports.neutral import Comment, OldTicket
from waarborg.support.rules.mail.text import body_of
from waarborg.support.rules.moving import batches

AT_ONCE = 100
NOT_HERE = {"nl": "Het bestand zit niet in de export.", "en": "The file is not in the export."}


@dataclass(slots=True)
class Plan:
    """`fresh` are tickets by number and customer, in the order in which they were reported."""

    held: Staged
    people: People
    fresh: list[tuple[OldTicket, UUID]] = field(default_factory=list)
    articles: list[writing.Fresh] = field(default_factory=list)
    known: int = 0
    gone: int = 0
    total: int = 0
    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    customers: Counter[UUID] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def look(stream: BinaryIO, given: Given, *, reader: Reader) -> Looked:
    """What would come in, in the desk's scope. Raises NoExport, TooMuchInside."""
    with staged(stream, reader) as read:
        return export_facts.looked(_plan(read, given))


def bring(stream: BinaryIO, given: Given, by: Actor, *, reader: Reader) -> Looked:
    """Take it over, some tickets at a time. Raises NoExport, TooMuchInside, BadLines, Crossed."""
    with staged(stream, reader) as read:
        with tenancy.enter(Role.DESK):
            plan = _plan(read, given)
            looked = export_facts.looked(plan)
        require_all_good(looked, given)
        try:
            for some in batches(plan.fresh, AT_ONCE):
                with tenancy.enter(Role.DESK):
                    one_at_a_time()
                    _take(plan, some, given, by)
            for few in batches(plan.articles, AT_ONCE):
                with tenancy.enter(Role.DESK):
                    one_at_a_time()
                    writing.take(few, given, by)
        except IntegrityError as error:
            if not taken(error, "customers_reference_once"):
                raise
            raise Crossed() from None
        return looked


def _plan(read: Staged, given: Given) -> Plan:
    plan = Plan(read, people_of(read, given.source, at=given.at), problems=read.problems, total=read.total)
    before = held(given.source, TICKET)
    for place, ticket in read.tickets():
        plan.total += 1
        if ticket.state == "gone":
            plan.gone += 1
            plan.states[ticket.said, ticket.state] += 1
        elif ticket.id in before:
            plan.known += 1
        else:
            _judge(plan, place, ticket, given)
    known = held(given.source, writing.ARTICLE)
    for identifier, languages in read.articles.items():
        plan.total += 1
        if identifier in known:
            plan.known += 1
            continue
        try:
            plan.articles.append(writing.fresh(identifier, languages))
        except BadInput as refusal:
            title = next(iter(languages.values())).title[:60]
            plan.problems.append(Problem(read.places.get(identifier, 0), "articles", title, _unplaced(refusal)))
    plan.problems.sort(key=lambda one: one.line)
    return plan


def _unplaced(refusal: BadInput) -> BadInput:
    """Without its path, which is of a form."""
    return type(refusal)(**refusal.params)


def _judge(plan: Plan, place: int, ticket: OldTicket, given: Given) -> None:
    try:
        if ticket.created > given.at:
            raise StillToCome()
        tenant = plan.people.tenant(ticket)
    except BadInput as refusal:
        plan.problems.append(Problem(place, "tickets", f"{ticket.number or ticket.id} {ticket.subject}"[:60], refusal))
        return
    # What was said stays in the staging until it is written.
    plan.fresh.append((ticket, tenant))
    plan.states[ticket.said, ticket.state] += 1
    plan.customers[tenant] += 1


def _take(plan: Plan, some: list[tuple[OldTicket, UUID]], given: Given, by: Actor) -> None:
    moved = [_moved(plan, ticket, tenant, given) for ticket, tenant in some]
    write(moved, by=by, at=given.at)
    kept = (
        Reference(
            tenant_id=tenant,
            source=given.source,
            subject_kind=TICKET,
            reference=ticket.id[:100],
            subject_id=one.ticket.id,
            digest="",
            imported_at=given.at,
        )
        for (ticket, tenant), one in zip(some, moved, strict=True)
        if one.ticket
    )
    Reference.objects.bulk_create(kept, batch_size=BATCH)


def _moved(plan: Plan, ticket: OldTicket, tenant: UUID, given: Given) -> Moved:
    people = plan.people
    reporter = people.author(tenant, ticket.reporter)
    said = [_said(plan, one, ticket, tenant) for one in plan.held.said(ticket.id) if one.at <= given.at]
    if not said or said[0].internal or (said[0].at > ticket.created and ticket.what and not _repeats(said[0], ticket)):
        said.insert(0, Said(ticket.created, "customer", reporter, ticket.what or ticket.subject))
    return Moved(
        tenant,
        ticket.subject,
        people.kind(tenant, ticket.kind),
        ticket.state,
        reporter,
        said,
        assignee=people.colleague(ticket.assignee) if ticket.assignee and ticket.state != "resolved" else (None, ""),
        reported=ticket.created,
        resolved=ticket.solved,
        noted={"source": given.source, "reference": ticket.id, "file": given.name},
    )


def _repeats(said: Said, ticket: OldTicket) -> bool:
    """Whether the first words are the description, as they are in some systems."""
    return said.body.split()[:20] == ticket.what.split()[:20]


def _said(plan: Plan, comment: Comment, ticket: OldTicket, tenant: UUID) -> Said:
    people, staff = plan.people, plan.people.is_staff(comment, ticket)
    lang = people.languages[tenant]
    who = people.colleague if staff else lambda said, name: people.author(tenant, said, name)
    body = html_to_text(comment.body) if comment.html else comment.body
    refused = dict.fromkeys(comment.files, NOT_HERE[lang])
    author = who(comment.author, comment.author_name)
    side = "staff" if staff else "customer"
    return Said(comment.at, side, author, body_of(body, lang, refused=refused), internal=comment.internal)
