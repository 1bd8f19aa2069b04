"""What is known of a mail that was read."""

from dataclasses import dataclass, field
from datetime import datetime


class Unreadable(Exception):
    """A mail nobody can make sense of; `reason` is a word that pages have a sentence for."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came along. `name` is as the sender wrote it: not yet safe, never a path."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464): about which message, to whom, and what the server said.

    `permanent` is an action of "failed"; `status` is the enhanced code (RFC 3463), such as 5.1.1.
    """

    message_id: str
    recipient: str
    status: str
    said: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """One mail. Message-IDs are without their brackets, addresses in lower case, instants with an offset.

    `new` is what this mail says, `quoted` what it repeats of earlier ones; together they are the whole text.
    `automatic` says by which sign no human wrote it (empty: a human did), `verdict` what our own relay found of its
    sender ("pass", "fail", "none"; empty where it said nothing).
    """

    message_id: str
    sender: str
    sender_name: str
    return_path: str | None
    recipients: tuple[str, ...]
    subject: str
    sent: datetime | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    new: str
    quoted: str
    files: tuple[Attached, ...] = ()
    automatic: str = ""
    bounce: Bounce | None = None
    loops: tuple[str, ...] = ()
    verdict: str = ""
    # What was repaired or left out on the way: "charset", "cut-off", "long", "files".
    notes: frozenset[str] = field(default_factory=frozenset)
