"""Which changes of status are told by mail, each once: by what its mail is known (PX-91)."""

from typing import Final
from uuid import UUID

# Event of the journal -> the word of its mail. What an answer changes is told with the answer itself.
CHANGES: Final = {
    "support.ticket.third-party-awaited": "third-party",
    "support.ticket.planned": "planned",
    "support.ticket.taken-on": "taken-on",
    "support.ticket.reopened": "reopened",
    "support.ticket.withdrawn": "withdrawn",
    "support.ticket.merged": "merged",
}
# Purpose of an answer that changes the status -> the word of its mail.
SAID: Final = {"question": "asked", "resolution": "resolved"}


def key_of(what: str, ticket: UUID, us: int) -> str:
    """Of a change that happened at an instant (us)."""
    return f"support.ticket.{what}:{ticket}:{us}"


def said_key(purpose: str, message: UUID) -> str:
    return f"support.message.{SAID[purpose]}:{message}"
