"""Tickets as somebody may see them. Everything starts from what is visible to the reader (a stranger finds nothing)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from waarborg.access.permissions import OPEN_CONTENT
from waarborg.access.queries.support_grants import has_signed
from waarborg.plumbing import permissions, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.tenancy import plans
from waarborg.support.models import Attachment, Follower, Message, Note, Ticket, TicketTag
from waarborg.support.permissions import ASKERS
from waarborg.support.queries.mail import quoted_of
from waarborg.support.rules import numbers

PAGE = 50


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
    found = visible(by).filter(id=ticket).first()
    if found is None:
        raise permissions.NotFound()
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """A message or an internal note in the conversation, with its files; of a mail also what it repeated of others."""

    message: Message | Note
    files: Sequence[Attachment]
    internal: bool
    quoted: str = ""


def conversation(ticket: Ticket, by: Actor) -> list[Said]:
    """What was said, oldest first; notes for staff only. At most four queries, one more where somebody mailed."""
    messages = list(
        Message.objects.filter(tenant_id=ticket.tenant_id, ticket_id__in=_threads(ticket)).order_by("at", "id")
    )
    files: dict[UUID, list[Attachment]] = {}
    for file in Attachment.objects.filter(tenant_id=ticket.tenant_id, message__in=messages).order_by("id"):
        files.setdefault(file.message_id, []).append(file)
    quoted = quoted_of(ticket.tenant_id, [one.id for one in messages if one.channel == "mail"])
    said = [Said(one, files.get(one.id, ()), internal=False, quoted=quoted.get(one.id, "")) for one in messages]
    if by.is_staff:
        notes = Note.objects.filter(tenant_id=ticket.tenant_id, ticket_id__in=_threads(ticket))
        said += [Said(note, (), internal=True) for note in notes]
    return sorted(said, key=lambda one: (one.message.at, one.message.id))


def _threads(ticket: Ticket) -> list[UUID]:
    """It and what was merged into it, which goes on in one conversation. One query where anything was."""
    if not ticket.took_in:
        return [ticket.id]
    merged = Ticket.objects.filter(tenant_id=ticket.tenant_id, merged_into_id=ticket.id)
    return [ticket.id, *tenancy.remembered(("support.merged-into", ticket.id), lambda: [one.id for one in merged])]


def search(rows: QuerySet[Ticket], text: str) -> QuerySet[Ticket]:
    """Tickets whose number or subject matches what was typed; everything for an empty text."""
    text = text.strip()
    if not text:
        return rows
    plans.for_these_values()
    number = numbers.parse(text)
    return (
        rows.filter(Q(subject__icontains=text) | Q(number=number)) if number else rows.filter(subject__icontains=text)
    )


def tagged(rows: QuerySet[Ticket], word: str) -> QuerySet[Ticket]:
    """Those that bear this label; everything for an empty word. Staff only: customers see no labels."""
    return rows.filter(id__in=TicketTag.objects.filter(tag__word=word).values("ticket_id")) if word else rows


def page(rows: QuerySet[Ticket], *, before: str = "") -> tuple[list[Ticket], str]:
    """One page, newest first, and the cursor of the next (empty at the end). Keyset: flat in the table's size."""
    rows = rows.order_by("-number")
    if before.isdecimal():
        rows = rows.filter(number__lt=int(before))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].number) if len(found) > PAGE else ""


def labels(tickets: list[UUID]) -> dict[UUID, str]:
    """Number and subject of those that the scope may see, for links from elsewhere. One query."""
    rows = Ticket.objects.filter(id__in=tickets).values_list("id", "number", "subject")
    return {identifier: f"{numbers.shown(number)} {subject}" for identifier, number, subject in rows}
