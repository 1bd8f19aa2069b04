"""The composer with what the reader was writing there already, also without script."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import get_language

from waarborg.support.forms import AnswerForm
from waarborg.support.models import Ticket
from waarborg.support.queries.at_work import drafts
from waarborg.support.rules import states


def begun(request: HttpRequest, ticket: Ticket, purposes: Sequence[states.Purpose]) -> AnswerForm | None:
    """Where the address asks for it (`draft`); None where he was writing nothing. One query then."""
    mine = drafts(ticket, request.actor).get("answer") if "draft" in request.GET else None  # type: ignore[attr-defined]
    if mine is None:
        return None
    purpose = mine.purpose if mine.purpose in purposes else "message"
    begin = {"text": mine.text, "purpose": purpose, "revision": ticket.revision}
    form = AnswerForm(initial=begin, purposes=purposes, lang=get_language())
    # As with a text that was inserted: the page has what the browser may have kept too.
    form.inserted = True  # type: ignore[attr-defined]
    return form
