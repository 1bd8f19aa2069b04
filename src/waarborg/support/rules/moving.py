"""How the mails of a mailbox hang together: by what each answers, whether the answered one is in the file or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

One = TypeVar("One")


@dataclass(slots=True)
class Seen:
    """A mail of a file, without its text. `parents` are the Message-IDs that it answers, the nearest first. `state` and
    `reason` where it becomes nobody's words; `ticket` where a signed address leads to one that is here."""

    number: int
    offset: int
    size: int
    sha256: str
    received: datetime
    message_id: str = ""
    parents: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    text: str = ""
    state: str = ""
    reason: str = ""
    ticket: str = ""

    @property
    def same(self) -> tuple[str, str, str]:
        """What tells a second copy of the same mail, whichever way it came."""
        return (self.message_id, self.sender, self.text) if self.message_id else ("", "", self.sha256)


class Together:
    """Sets that grow together (union-find): every mail, ticket and missing mail is one at first."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, of: str) -> str:
        path = []
        while (above := self._above.get(of, of)) != of:
            path.append(of)
            of = above
        for one in path:
            self._above[one] = of
        return of

    def join(self, one: str, other: str) -> None:
        self._above[self.root(one)] = self.root(other)


def threads(mails: Sequence[Seen], tickets: Mapping[str, str]) -> list[tuple[str, list[Seen]]]:
    """The mails by thread, each thread and all threads in order of time, with the ticket here that one belongs to.

    `tickets` leads from Message-IDs of tickets that are here to the ticket. The nearest parent that is known counts; of
    unknown ones the farthest, so that two answers to a mail that is gone still stand together.
    """
    known = {one.message_id: one for one in mails if one.message_id}
    together = Together()
    for one in mails:
        if one.ticket:
            together.join(_key(one), f"ticket {one.ticket}")
        elif (near := nearest(one, known, tickets)) is not None:
            together.join(_key(one), f"ticket {tickets[near]}" if near in tickets else _key(known[near]))
        elif one.parents:
            together.join(_key(one), f"gone {one.parents[-1]}")
    tops = {
        together.root(f"ticket {ticket}"): ticket
        for ticket in {*tickets.values(), *(m.ticket for m in mails)}
        if ticket
    }
    found: dict[str, list[Seen]] = {}
    for one in sorted(mails, key=lambda mail: (mail.received, mail.number)):
        found.setdefault(together.root(_key(one)), []).append(one)
    return [(tops.get(root, ""), grouped) for root, grouped in found.items()]


def nearest(one: Seen, known: Iterable[str], tickets: Iterable[str]) -> str | None:
    """The first of its parents that is in the file or at a ticket that is here."""
    return next(
        (parent for parent in one.parents if (parent in known or parent in tickets) and parent != one.message_id), None
    )


def _key(one: Seen) -> str:
    return f"mail {one.message_id or one.number}"


def batches(of: Iterable[One], most: int) -> Iterator[list[One]]:
    """At most so many at a time, in their order."""
    left = iter(of)
    while some := list(islice(left, most)):
        yield some
