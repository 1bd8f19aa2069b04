"""Counting what an exporter sent: once, whatever is repeated, and kept only when the transaction commits.

The rows of the exporters are locked first, in order, then the tallies are added in order: two messages of one exporter
come after each other, and no two wait for each other crosswise.
"""

from collections import Counter, OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import Final
from uuid import UUID

from waarborg.availability.actions.tallies import Key, add_tallies, hold_exporters, measured_numbers, write_exporters
from waarborg.availability.models import Edges
from waarborg.availability.permissions import SEND
from waarborg.availability.queries import metrics
from waarborg.availability.rules.mapping import Rule
from waarborg.availability.rules.otlp.edges import Amount, amount_of, with_thresholds
from waarborg.availability.rules.otlp.points import Attributes, Point, Received, Rejected
from waarborg.availability.rules.otlp.progress import Progress
from waarborg.kernel.instants import to_us
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import require

AHEAD: Final = timedelta(minutes=10)
BEHIND: Final = timedelta(days=35)
MINUTE_NS: Final = 60 * 10**9
NO_LENGTH: Final = "no histogram: only histograms hold response times"
NO_RULE: Final = "no rule says which part of the service it is about"
# Progress of exporters that this process heard last, by digest: the revision it stands for says whether it still does.
_MOST_REMEMBERED: Final = 4000
_remembered: "OrderedDict[bytes, tuple[int, Progress]]" = OrderedDict()


@dataclass(slots=True)
class Taken:
    """How many points were new, how many were known, and why others were rejected. `after_commit` is called by the edge
    once the transaction holds."""

    counted: int = 0
    known: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    progress: dict[bytes, tuple[int, Progress]] = field(default_factory=dict)

    def after_commit(self) -> None:
        """What is remembered must be what the database holds: nothing of a transaction that was rolled back."""
        _remembered.update(self.progress)
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)


@action("availability.metrics.send")
def take_metrics(received: Received, *, provider: UUID, by: Actor, at: datetime) -> Taken:
    """Count these points, in the desk's scope. Points that cannot be counted are told in `rejected`, and keep no other
    back. Raises NotAllowed."""
    require(by, SEND)
    taken = Taken()
    taken.rejected.update(received.rejected)
    if received.ignored:
        taken.rejected[NO_LENGTH] += received.ignored
    wanted = _sorted_out(received.points, taken, at)
    if not wanted:
        return taken
    number, edges = current_edges(provider, at=at)
    held = hold_exporters(wanted, _remembered, provider=provider, at=at)
    parts = metrics.parts_by_key()
    slugs = {slug for listed in wanted.values() for _, _, slug in listed if slug}
    customers = metrics.customers_by_slug(slugs)
    amounts: dict[tuple[UUID, UUID, int], Amount] = {}
    for digest, listed in wanted.items():
        progress = held[digest].progress
        for point, rule, slug in listed:
            try:
                added = progress.take(point)
                if added is None:
                    taken.known += 1
                    continue
                amount = amount_of(added, edges)
                taken.counted += 1
            except Rejected as reason:
                taken.rejected[f"{point.series.metric}: {reason}"] += 1
                continue
            if amount.count:
                # What ends with the minute is of that minute, not of the next.
                key = (parts[rule.part], customers.get(slug, provider), (point.time - 1) // MINUTE_NS)
                if key in amounts:
                    amounts[key].add(amount)
                else:
                    amounts[key] = amount
    add_tallies(_by_measured(amounts), number)
    taken.progress = write_exporters(held, at=at)
    return taken


Sorted = dict[bytes, list[tuple[Point, Rule, str]]]


def _sorted_out(points: Sequence[Point], taken: Taken, at: datetime) -> Sorted:
    """By exporter, the points that some rule is about, with the short name of the customer."""
    mapping = metrics.mapping_in_force()
    newest, oldest = (to_us(one) * 1000 for one in (at + AHEAD, at - BEHIND))
    digests: dict[tuple[Attributes, tuple[str, str]], bytes] = {}
    found: Sorted = {}
    for point in points:
        series = point.series
        rule, slug = None, ""
        if mapping is not None:
            rule, slug = metrics.meant(mapping, series.metric, series.resource, series.attributes)
        if rule is None:
            taken.rejected[f"{series.metric}: {NO_RULE}"] += 1
        elif not oldest <= point.time <= newest:
            ahead = point.time > newest
            taken.rejected[f"{series.metric}: its clock is {'ahead' if ahead else 'behind, or it is too old'}"] += 1
        else:
            whose = (series.resource, series.scope)
            if whose not in digests:
                digests[whose] = sha256(dumps(whose, separators=(",", ":")).encode()).digest()
            found.setdefault(digests[whose], []).append((point, rule, slug))
    return found


def current_edges(provider: UUID, *, at: datetime) -> tuple[int, tuple[int, ...]]:
    """Number and lengths of the edges by which is counted: new ones as soon as an agreement in force names another
    threshold. Those of before stay among them as long as anything is promised of them."""
    newest = metrics.newest_edges()
    lengths = with_thresholds(metrics.thresholds(at=at))
    if newest is not None and newest[1] == lengths:
        return newest
    number = 1 if newest is None else newest[0] + 1
    made, _ = Edges.objects.get_or_create(number=number, defaults={"tenant_id": provider, "lengths": list(lengths)})
    return made.number, tuple(made.lengths)


def _by_measured(amounts: Mapping[tuple[UUID, UUID, int], Amount]) -> dict[Key, Amount]:
    numbers = measured_numbers({(item, tenant) for item, tenant, _ in amounts})
    return {(numbers[item, tenant], tenant, at): amount for (item, tenant, at), amount in amounts.items()}
