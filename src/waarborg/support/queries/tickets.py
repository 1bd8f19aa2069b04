"""Tickets as somebody may see them. Everything starts from what is visible to the reader (a stranger finds nothing)."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from waarborg.access.permissions import OPEN_CONTENT
from waarborg.access.queries.support_grants import has_signed
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import kept
from waarborg.support.models import (
    Attachment,
    Follower,
    HeldMessage,
    Message,
    Note,
    Opinion,
    Ticket,
    TicketTag,
    UrgentCase,
)
from waarborg.support.permissions import ASKERS
from waarborg.support.queries.mail import quoted_of
from waarborg.support.rules import numbers, states
from waarborg.support.rules.bulk.held import BACK

PAGE = 50
Row = TypeVar("Row", bound=Model)


def about_visible(rows: QuerySet[Row], by: Actor) -> QuerySet[Row]:
    """Of rows that are about a ticket and made with one contact (calls back, moments to look along): those on tickets
    that this reader may see; of who has no office at the customer only his own."""
    rows = rows.select_related("ticket").filter(ticket__in=visible(by))
    if by.is_staff or by.roles & ASKERS:
        return rows
    return rows.filter(contact_id=by.person) if by.person else rows.none()


def visible(by: Actor) -> QuerySet[Ticket]:
    """All tickets for staff; the organisation's for its authorised contacts; for everybody else there their own and
    those that were shared with them."""
    rows: QuerySet[Ticket] = Ticket.objects.all()
    if by.is_staff:
        return rows
    if by.tenant is None:
        return rows.none()
    rows = rows.filter(tenant_id=by.tenant)
    if by.roles & ASKERS:
        return rows
    shared = Follower.objects.filter(person_id=by.person, side="customer").values("ticket_id")
    return rows.filter(Q(reporter_id=by.person) | Q(id__in=shared))


def may_read_file(by: Actor, file: StoredFile) -> bool:
    """Whether it was sent with a message of a ticket that this reader may see; of staff, who may use a customer's grant
    for a sealed one. One query."""
    if not permissions.may(by, "support.ticket.read"):
        return False
    if file.is_sealed and by.is_staff and not (permissions.may(by, OPEN_CONTENT) and has_signed(by)):
        return False
    sent = Attachment.objects.filter(tenant_id=file.tenant_id, file_id=file.id, message__ticket__in=visible(by))
    return sent.exists()


def attached(files: Collection[UUID]) -> set[UUID]:
    """Of these stored files: those that were sent with a message. One query."""
    return set(Attachment.objects.filter(file_id__in=files).values_list("file_id", flat=True))


def find(by: Actor, ticket: UUID) -> Ticket:
    """One visible ticket. Raises NotFound for one that is not there and one that is not for this reader alike."""
    permissions.require(by, "support.ticket.read")
    found = _one(by, ticket)
    if not found:
        raise permissions.NotFound()
    return found[0]


def _one(by: Actor, ticket: UUID) -> list[Ticket]:
    if by.is_staff:
        return kept.rows("support.ticket", lambda one: _with_what_is_there(visible(by).filter(id=one), by), ticket)
    if by.roles & ASKERS and by.tenant == tenancy.current().tenant:
        return kept.rows("support.own-ticket", lambda one: _with_what_is_there(visible(by).filter(id=one), by), ticket)
    return list(_with_what_is_there(visible(by).filter(id=ticket), by))


def _with_what_is_there(rows: QuerySet[Ticket], by: Actor) -> QuerySet[Ticket]:
    """With what it is about, and whether files, an urgent case and (for staff) notes and an opinion belong to it: most
    tickets have none of them, and a page need not ask. Of one that went on in it nothing is known by that."""
    same = {"tenant_id": OuterRef("tenant_id")}
    there = {
        "has_files": Exists(Attachment.objects.filter(message__ticket_id=OuterRef("id"), **same)),
        "has_urgent_case": Exists(UrgentCase.objects.filter(ticket_id=OuterRef("id"), **same)),
    }
    if by.is_staff:
        # Customers may not even ask whether there are any.
        there["has_notes"] = Exists(Note.objects.filter(ticket_id=OuterRef("id"), **same))
        there["has_held"] = Exists(HeldMessage.objects.filter(ticket_id=OuterRef("id")).exclude(stopped=BACK))
        there["has_opinion"] = Exists(Opinion.objects.filter(ticket_id=OuterRef("id"), **same))
    return rows.select_related("about").annotate(**there)


@dataclass(frozen=True, slots=True)
class Said:
    """A message or an internal note in the conversation, with its files; of a mail also what it repeated of others."""

    message: Message | Note
    files: Sequence[Attachment]
    internal: bool
    quoted: str = ""


def conversation(ticket: Ticket, by: Actor) -> list[Said]:
    """What was said, oldest first; notes for staff only. At most three queries for it (one where the ticket was read by
    `find` and has no files or notes) and each that was merged into it, one more where somebody mailed."""
    tenant = ticket.tenant_id
    threads = _threads(ticket)
    files: dict[UUID, list[Attachment]] = {}
    messages: list[Message] = []
    for thread in threads:
        messages += kept.rows("support.messages", _messages, tenant, thread)
        for file in _of_thread(ticket, thread, "has_files", "support.attachments", _attachments):
            files.setdefault(file.message_id, []).append(file)
    quoted = quoted_of(ticket.tenant_id, [one.id for one in messages if one.channel == "mail"])
    said = [Said(one, files.get(one.id, ()), internal=False, quoted=quoted.get(one.id, "")) for one in messages]
    if by.is_staff:
        said += [
            Said(note, (), internal=True)
            for one in threads
            for note in _of_thread(ticket, one, "has_notes", "support.notes", _notes)
        ]
    return sorted(said, key=lambda one: (one.message.at, one.message.id))


def _of_thread(ticket: Ticket, thread: UUID, known: str, name: str, build: Callable[..., QuerySet[Any]]) -> list[Any]:
    """Nothing, and no query, where the ticket was read with the knowledge that there is none."""
    if thread == ticket.id and not getattr(ticket, known, True):
        return []
    return kept.rows(name, build, ticket.tenant_id, thread)


def _messages(tenant: UUID, ticket: UUID) -> QuerySet[Message]:
    return Message.objects.filter(tenant_id=tenant, ticket_id=ticket).order_by("at", "id")


def _attachments(tenant: UUID, ticket: UUID) -> QuerySet[Attachment]:
    return Attachment.objects.filter(tenant_id=tenant, message__ticket_id=ticket).order_by("id")


def _notes(tenant: UUID, ticket: UUID) -> QuerySet[Note]:
    return Note.objects.filter(tenant_id=tenant, ticket_id=ticket)


def _threads(ticket: Ticket) -> list[UUID]:
    """It and what was merged into it, which goes on in one conversation. One query where anything was."""
    if not ticket.took_in:
        return [ticket.id]
    merged = Ticket.objects.filter(tenant_id=ticket.tenant_id, merged_into_id=ticket.id)
    return [ticket.id, *tenancy.remembered(("support.merged-into", ticket.id), lambda: [one.id for one in merged])]


def tagged(rows: QuerySet[Ticket], word: str) -> QuerySet[Ticket]:
    """Those that bear this label; everything for an empty word. Staff only: customers see no labels."""
    return rows.filter(id__in=TicketTag.objects.filter(tag__word=word).values("ticket_id")) if word else rows


def of_customer(rows: QuerySet[Ticket], customer: UUID | None) -> QuerySet[Ticket]:
    """Those of one organisation; everything for None."""
    return rows.filter(tenant_id=customer) if customer else rows


class Listed(NamedTuple):
    """What a list shows of a ticket. Plain values, because a page has fifty."""

    id: UUID
    tenant_id: UUID
    number: int
    subject: str
    state: states.State
    reported_at: datetime
    reporter_name: str

    @property
    def shown_number(self) -> str:
        return numbers.shown(self.number)


def page(rows: QuerySet[Ticket], *, before: str = "") -> tuple[list[Listed], str]:
    """One page, newest first, and the cursor of the next (empty at the end). Keyset: flat in the table's size."""
    rows = rows.filter(number__lt=int(before)) if before.isdecimal() else rows
    return _paged(list(_shown(rows)))


def first_page() -> tuple[list[Listed], str]:
    """The newest of all, as most people open the desk's list."""
    return _paged(kept.rows("support.newest", lambda: _shown(Ticket.objects.all())))


def first_page_of(tenant: UUID, *, live: bool) -> tuple[list[Listed], str]:
    """The newest of an organisation that are live, or that are not."""
    return _paged(kept.rows(f"support.newest-of {live}", lambda one: _shown(of_state(_of(one), live=live)), tenant))


def _of(tenant: UUID) -> QuerySet[Ticket]:
    return Ticket.objects.filter(tenant_id=tenant)


def of_state(rows: QuerySet[Ticket], *, live: bool) -> QuerySet[Ticket]:
    return rows.filter(state__in=states.LIVE) if live else rows.exclude(state__in=states.LIVE)


def _shown(rows: QuerySet[Ticket]) -> QuerySet[Ticket, tuple[Any, ...]]:
    return rows.order_by("-number").values_list(*Listed._fields)[: PAGE + 1]


def _paged(rows: list[tuple[Any, ...]]) -> tuple[list[Listed], str]:
    found = [Listed(*row) for row in rows]
    return found[:PAGE], str(found[PAGE - 1].number) if len(found) > PAGE else ""


def labels(tickets: list[UUID]) -> dict[UUID, str]:
    """Number and subject of those that the scope may see, for links from elsewhere. One query."""
    rows = Ticket.objects.filter(id__in=tickets).values_list("id", "number", "subject")
    return {identifier: f"{numbers.shown(number)} {subject}" for identifier, number, subject in rows}
