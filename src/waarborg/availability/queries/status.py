"""How things are now and were for ninety days: one picture for the public page, the portal, the desk and the files."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from waarborg.availability.models import Incident, Outage
from waarborg.availability.queries import incidents as reading
from waarborg.availability.rules import days as rules
from waarborg.availability.rules.incidents import DEGRADED, DOWN, PARTIAL, worst
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import COMPONENT, GROUP
from waarborg.catalogue.rules.tree import Node, Tree
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.web.wording import local_date

DAYS = 90
# Of what ended, the page itself shows this many; the rest stands in the history.
EARLIER = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One component: `effect` is how it is now ("" when it works), `days` the oldest first."""

    node: Node
    effect: str
    days: list[rules.Day]

    @property
    def out(self) -> int:
        """How long it was out or partly out in all these days, in microseconds."""
        return sum(lasted.get(DOWN, 0) + lasted.get(PARTIAL, 0) for _, lasted in self.days)

    @property
    def limited(self) -> int:
        """How long it was slower or limited, in microseconds."""
        return sum(lasted.get(DEGRADED, 0) for _, lasted in self.days)


@dataclass(frozen=True, slots=True)
class Group:
    """Components that are shown together, under no name where they stand in no group; `apart` are third parties'."""

    node: Node | None
    lines: list[Line]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    at: datetime
    zone: str
    groups: list[Group]
    running: list[Incident]
    earlier: list[Incident]
    day_began: datetime
    told_at: datetime | None = None

    @property
    def minute(self) -> datetime:
        """As pages say it: what did not change within it is the same to the byte."""
        return self.at.replace(second=0, microsecond=0)

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def own(self) -> list[Line]:
        """Without what others run: it says nothing of our own service (PX-106)."""
        return [line for group in self.groups if not group.apart for line in group.lines]

    @property
    def effect(self) -> str:
        """The worst of our own components now."""
        return worst(line.effect for line in self.own)

    @property
    def spoken_at(self) -> datetime:
        """When we last said something that stands on this page; else since when its last day has stood there."""
        told = [one.told_at for one in (*self.running, *self.earlier)]
        return max((*told, *([self.told_at] if self.told_at else [])), default=self.day_began)


def status(at: datetime, zone: str, *, concerning: Collection[UUID] | None = None) -> Status:
    """What the scope may see, or of that only the components named by `concerning`. Eight queries."""
    tree = _rooted(catalogue.tree())
    over = rules.span(local_date(at, zone), DAYS, zone)
    since = from_us(over.edges[0])
    shown = [
        node
        for _, node in tree.in_order()
        if node.kind == COMPONENT and not node.archived and (concerning is None or node.id in concerning)
    ]
    known = {node.id for node in shown}
    outages: dict[UUID, list[Outage]] = {}
    for one in reading.outages_since(since):
        outages.setdefault(one.component_id, []).append(one)
    lines = {node.id: _line(node, outages.get(node.id, []), over, to_us(at)) for node in shown}

    def concerns(incident: Incident) -> bool:
        return any(one.component_id in known for one in incident.outages.all())

    return Status(
        at=at,
        zone=zone,
        groups=_grouped(tree, shown, lines),
        running=[one for one in reading.running() if concerns(one)],
        earlier=[one for one in reading.recent(since) if concerns(one)][:EARLIER],
        day_began=from_us(over.edges[-2]),
    )


def now(at: datetime, zone: str) -> Status:
    """How it is at this moment, for what tells of no days: the lines have none, and nothing earlier stands there. What
    the scope may see. Seven queries."""
    tree = _rooted(catalogue.tree())
    today = local_date(at, zone)
    since = from_us(rules.span(today, DAYS, zone).edges[0])
    effects: dict[UUID, list[str]] = {}
    for one in reading.running_outages():
        effects.setdefault(one.component_id, []).append(one.effect)
    shown = [node for _, node in tree.in_order() if node.kind == COMPONENT and not node.archived]
    known = {node.id for node in shown}
    return Status(
        at=at,
        zone=zone,
        groups=_grouped(tree, shown, {node.id: Line(node, worst(effects.get(node.id, ())), []) for node in shown}),
        running=[one for one in reading.running() if any(hit.component_id in known for hit in one.outages.all())],
        earlier=[],
        day_began=from_us(rules.span(today, 1, zone).edges[0]),
        told_at=reading.last_told(since),
    )


def _rooted(tree: Tree) -> Tree:
    """A reader who may not see what something stands under still sees the thing itself."""
    return Tree({one.id: one if one.parent in tree.nodes else replace(one, parent=None) for one in tree.nodes.values()})


def concerning(tenant: UUID, at: datetime) -> frozenset[UUID]:
    """The components that a customer's services run on. Two queries."""
    return frozenset(node.id for node in catalogue.about(tenant, at) if node.kind == COMPONENT)


def _line(node: Node, outages: list[Outage], over: rules.Span, now: int) -> Line:
    stretches = [(one.effect, to_us(one.begins_at), to_us(one.ends_at) if one.ends_at else None) for one in outages]
    current = worst(one.effect for one in outages if one.ends_at is None)
    return Line(node, current, rules.by_day(stretches, over, now))


def _grouped(tree: Tree, shown: list[Node], lines: dict[UUID, Line]) -> list[Group]:
    """Under their groups in the catalogue's order, then those under none, then what others run."""
    groups: dict[UUID | None, list[Line]] = {}
    apart: list[Line] = []
    for node in shown:
        if node.third_party:
            apart.append(lines[node.id])
            continue
        above = next((one for one in tree.upwards(node) if one.kind == GROUP), None)
        groups.setdefault(above.id if above else None, []).append(lines[node.id])
    listed = [Group(tree.nodes[one] if one else None, found) for one, found in groups.items()]
    listed.sort(key=lambda group: group.node is None)
    return listed + ([Group(None, apart, apart=True)] if apart else [])
