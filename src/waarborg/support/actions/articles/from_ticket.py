"""A draft that begins with a ticket: its subject and how it was solved."""

from datetime import datetime
from typing import Literal

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require
from waarborg.support.actions.articles.write import Meant, Words, write
from waarborg.support.models import ArticleDraft, Ticket
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries.article_material import material


@action("support.article.write")
def draft_from(ticket: Ticket, *, lang: Literal["nl", "en"], by: Actor, at: datetime) -> ArticleDraft:
    """A draft for all customers, in this language; names that are known are left out of it. The ticket stays as it is.

    Raises NotAllowed, NotFound.
    """
    require(by, ARTICLE_WRITE)
    require(by, "support.ticket.read", tenant=ticket.tenant_id)
    made = material(ticket)
    words = {f"title_{lang}": made.title or ticket.shown_number, f"body_{lang}": made.body or "…"}
    return write(None, Words(**words), Meant(item=ticket.about_id), ticket=ticket.id, by=by, at=at)
