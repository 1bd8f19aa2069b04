"""The ticket that a chat, a call or a moment to look along is about: the one that was picked, or a new one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.models import StoredFile
from waarborg.support.actions.locking import locked, require_live
from waarborg.support.actions.reply import reply
from waarborg.support.actions.report import Report, report
from waarborg.support.models import Ticket
from waarborg.support.rules.chats.ends import subject_of
from waarborg.support.rules.passwords import masked


def ticket_about(
    tenant: UUID,
    ticket: Ticket | None,
    *,
    by: Actor,
    at: datetime,
    text: str,
    kind: str,
    priority: str,
    once: UUID | None,
    channel: str = "portal",
    files: Sequence[StoredFile] = (),
) -> Ticket:
    """Part of other actions. `text` opens a new ticket, whose clocks start now, or is a reply on `ticket`, which is
    given back as it was when it was locked for that.

    Raises NotInThisState, and as `report` and `reply` do.
    """
    if ticket is None:
        asked = Report(subject=subject_of(masked(text)), kind=kind, what=text, priority=priority)
        made: Ticket = report(tenant, asked, by=by, at=at, channel=channel, files=files, once=once)
        return made
    ticket = locked(ticket)
    require_live(ticket)
    reply(ticket, by=by, at=at, text=text, channel=channel, files=files, once=once)
    return ticket
