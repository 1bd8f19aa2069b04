"""The order of the queue: what presses first; then what is quick to answer, unless another waits too long.

CL-69: what can be answered quickly goes first. Nothing starves by it: whoever waits one and a half business days for a
word from us goes before what is quick. The database orders by the same key; a test holds the two together.
"""

from dataclasses import dataclass
from datetime import datetime

from waarborg.support.rules.intake import quickness

BANDS = ("late", "soon", "today", "tomorrow", "later", "paused", "untimed")
# In these the term decides and nothing else: it is over, it is nearly over, or somebody is in need.
PRESSING = frozenset({"late", "soon"})
SOON_HOURS = 2
AGED_DAYS = 1.5


@dataclass(frozen=True, slots=True)
class Edges:
    """Instants between the bands: two business hours from now, the ends of today and of the next open day; and since
    when somebody who waits goes first."""

    now: datetime
    soon: datetime
    today: datetime
    tomorrow: datetime
    aged: datetime


def band(due: datetime | None, *, paused: bool, urgent: bool, edges: Edges) -> str:
    """Where a ticket stands whose first open clock, or the call that its customer asked for, is due then; an urgent one
    presses, whatever its clock (CL-15)."""
    if due is not None and due < edges.now:
        return "late"
    if urgent or (due is not None and due < edges.soon):
        return "soon"
    if due is None:
        return "paused" if paused else "untimed"
    if due < edges.today:
        return "today"
    return "tomorrow" if due < edges.tomorrow else "later"


def rank(
    placed: str, *, unanswered: datetime | None, answered: int, pictured: bool, edges: Edges, calls: bool = False
) -> int:
    """Within its band, 0 first: 0 where the term alone decides, where somebody waits too long or is to be called; then
    by how quickly it can be answered."""
    if placed in PRESSING or calls or (unanswered is not None and unanswered <= edges.aged):
        return 0
    return 1 + quickness(answered, pictured=pictured)
