"""Notes in which somebody was mentioned, and what reached another while somebody was away."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from waarborg.support.models import Mention, Message, Note, StaffChoice, Ticket

PAGE = 50
SHOWN = 240


@dataclass(frozen=True, slots=True)
class Line:
    """A mention with the ticket it stands at and how the note or message begins; None for a ticket that was erased."""

    mention: Mention
    ticket: Ticket | None
    begins: str


def inbox(person: UUID, *, before: str = "") -> tuple[list[Line], str]:
    """One page of what mentions somebody, newest first, and the cursor of the next. Four queries."""
    rows = Mention.objects.filter(person_id=person).order_by("-id")
    with suppress(ValueError):
        rows = rows.filter(id__lt=UUID(before)) if before else rows
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    tickets = Ticket.objects.in_bulk({one.ticket_id for one in shown})
    said = {one.note_id for one in shown}
    texts: dict[UUID, str] = dict(Note.objects.filter(id__in=said).values_list("id", "body"))
    texts |= dict(Message.objects.filter(id__in=said).values_list("id", "body"))
    lines = [Line(one, tickets.get(one.ticket_id), texts.get(one.note_id, "")[:SHOWN]) for one in shown]
    return lines, str(shown[-1].id) if len(found) > PAGE else ""


def wants_mail(person: UUID) -> bool:
    """Whether somebody gets mail when he is mentioned: yes, until he says otherwise. One query."""
    chosen = StaffChoice.objects.filter(person_id=person).values_list("mail_mentions", flat=True).first()
    return chosen is not False
