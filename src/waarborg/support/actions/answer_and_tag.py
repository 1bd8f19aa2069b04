"""An answer with the labels that go with its text, in one act."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.support.actions.answer import answer
from waarborg.support.actions.tag import tag
from waarborg.support.models import Message, Ticket


@action("support.ticket.answer")
def answer_and_tag(ticket: Ticket, *, by: Actor, at: datetime, tags: Sequence[str], **said: Any) -> Message:
    """As `answer`, which takes `said`; both or neither. Raises what `answer` and `tag` raise."""
    message = answer(ticket, by=by, at=at, **said)
    for word in tags:
        tag(ticket, word, by=by, at=at)
    return message
