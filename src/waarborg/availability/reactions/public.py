"""What everybody may read is made again as soon as something changed: each web worker keeps it for some seconds."""

from collections.abc import Sequence

from waarborg.plumbing import journal
from waarborg.plumbing.journal import Pending
from waarborg.plumbing.live.announce import STATUS, announce

_OWN = "availability."


def tell_web_workers(entries: Sequence[Pending]) -> None:
    """Once a transaction, heard after its commit."""
    if any(one.kind.startswith(_OWN) for one in entries):
        announce(STATUS)


journal.before_append(tell_web_workers)
