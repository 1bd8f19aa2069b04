"""The availability of a month from the database: of components, and of what each customer bought, by its agreement."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from waarborg.availability.queries.observed import Observed, observed
from waarborg.availability.rules.accounting import Account, account
from waarborg.availability.rules.maintenance import Judged
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.terms import Terms, terms_of
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.models import Purchase
from waarborg.catalogue.rules.kinds import COMPONENT
from waarborg.catalogue.rules.tree import Node, Tree
from waarborg.kernel.instants import local, to_us
from waarborg.kernel.intervals import union
from waarborg.plumbing import tenancy
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy import Role
from waarborg.promises.queries.figures import version_of_most
from waarborg.promises.queries.standing import compiled, standings
from waarborg.promises.rules.compiled import Compiled


@dataclass(frozen=True, slots=True)
class Figure:
    """A component in a month, by the terms of one promise (or of none). Of a month that goes on, what is still to come
    is unknown: so it is broken only once the whole month's budget is spent. `until` is to where it was counted."""

    node: Node
    terms: Terms
    over: Period
    until: int
    account: Account
    seen: Observed
    judged: tuple[Judged, ...]
    version: str = ""

    @property
    def running(self) -> bool:
        return self.until < self.over.end

    @property
    def component(self) -> UUID:
        return self.node.id


# What a component is counted by: itself, the terms, and their version.
_Key = tuple[UUID, str, str]


def of_customer(tenant: UUID, month: str, *, at: datetime) -> list[Figure]:
    """What a customer bought in a month, and by what its agreement promises of it. At most twelve queries."""
    return of_customers([tenant], month, at=at)[tenant]


def of_customers(tenants: Collection[UUID], month: str, *, at: datetime) -> dict[UUID, list[Figure]]:
    """The same for many at once, in as many queries: figures that rest on the same component and terms are counted
    once. Raises UnreadableMonth."""
    whole = catalogue.tree()
    bound = standings(tenants)
    asked: dict[UUID, list[tuple[Node, Terms, str]]] = {}
    bought = _bought(tenants)
    parts = _parts_by_service(whole)
    by_word = {node.key: node for node in whole.nodes.values() if node.kind == COMPONENT}
    overs: dict[str, Period] = {}
    for tenant in tenants:
        standing = bound.get(tenant)
        zone = standing.at(at).agreement.timezone if standing is not None else zone_of()
        over = overs.setdefault(zone, period(month, zone))
        version = standing.before(min(over.end, to_us(at) + 1)) if standing is not None else None
        held = _words(bought.get(tenant, ()), whole, parts, over, min(over.end - 1, to_us(at)))
        asked[tenant] = [
            (node, terms, version.sha256 if version is not None else "")
            for node, terms in _of_one(by_word, held, version, zone)
        ]
    listed = [one for wanted in asked.values() for one in wanted]
    found = _counted(listed, overs, at)
    return {
        tenant: [found[node.id, terms.promise, sha256 or terms.zone] for node, terms, sha256 in wanted]
        for tenant, wanted in asked.items()
    }


def _bought(tenants: Collection[UUID]) -> dict[UUID, list[tuple[UUID, date, date | None]]]:
    """What customers bought and did not withdraw, as item, first and last day. One query."""
    found: dict[UUID, list[tuple[UUID, date, date | None]]] = {}
    rows = Purchase.objects.filter(tenant_id__in=set(tenants), withdrawn_at__isnull=True)
    for tenant, *row in rows.values_list("tenant_id", "item_id", "starts_on", "ends_on"):
        found.setdefault(tenant, []).append((row[0], row[1], row[2]))
    return found


def _parts_by_service(whole: Tree) -> dict[UUID, set[str]]:
    """The words of the components of each service: they concern whoever bought anything of it."""
    found: dict[UUID, set[str]] = {}
    for node in whole.nodes.values():
        if node.kind == COMPONENT and not node.archived:
            found.setdefault(_top(whole, node), set()).add(node.key)
    return found


def _top(whole: Tree, node: Node) -> UUID:
    while node.parent is not None and node.parent in whole.nodes:
        node = whole.nodes[node.parent]
    return node.id


def _words(
    purchases: Iterable[tuple[UUID, date, date | None]],
    whole: Tree,
    parts: Mapping[UUID, set[str]],
    over: Period,
    last_us: int,
) -> set[str]:
    """The words of all components that concern who had this on any day of the month."""
    first, last = local(over.start, over.zone).date(), local(last_us, over.zone).date()
    found: set[str] = set()
    for item, begins, ends in purchases:
        if item in whole.nodes and begins <= last and (ends is None or ends >= first):
            found |= parts.get(_top(whole, whole.nodes[item]), set())
    return found


def _of_one(
    by_word: Mapping[str, Node], held: Collection[str], version: Compiled | None, zone: str
) -> list[tuple[Node, Terms]]:
    """The promises about components that he has, as the agreement lists them, then components that none is about."""
    promised = _promised(version.sha256) if version is not None else ()
    found = [(by_word[one.component], one) for one in promised if one.component in held and one.component in by_word]
    spoken = {one.component for _, one in found}
    rest = sorted(word for word in held if word in by_word and word not in spoken)
    return found + [(by_word[word], Terms(component=word, zone=zone)) for word in rest if not by_word[word].third_party]


@lru_cache(maxsize=256)
def _promised(sha256: str) -> tuple[Terms, ...]:
    """What a version promises of components, as its file lists it; read once in a process, since a published version
    never changes."""
    version = compiled(sha256)
    names = [name for name, one in version.agreement.promises.items() if one.measure and not one.offered]
    return tuple(one for one in (terms_of(version, name) for name in names) if one is not None)


def _counted(
    listed: Iterable[tuple[Node, Terms, str]], overs: Mapping[str, Period], at: datetime
) -> dict[_Key, Figure]:
    wanted = {(node.id, terms.promise, sha256 or terms.zone): (node, terms) for node, terms, sha256 in listed}
    found: dict[_Key, Figure] = {}
    for zone, over in overs.items():
        here = {key: one for key, one in wanted.items() if one[1].zone == zone}
        until = max(over.start, min(over.end, to_us(at)))
        seen = observed({node.id for node, _ in here.values()}, over.start, until)
        for key, (node, terms) in here.items():
            version = key[2] if terms.promise else ""
            found[key] = replace(figure(node, terms, over, until, seen[node.id]), version=version)
    return found


def figure(node: Node, terms: Terms, over: Period, until: int, seen: Observed) -> Figure:
    """One component by one promise's terms, from what was seen of it. Asks nothing."""
    judged = terms.judged(seen.works)
    to_come = ((until, over.end),) if until < over.end else ()
    counted = account(
        seen.spans,
        union(seen.unknown, to_come),
        terms.left_out(judged, seen.claims),
        terms.agreed(over),
        [terms.target],
        terms.method,
        experience=terms.experience,
    )
    return Figure(node, terms, over, until, counted, seen, judged)


def of_components(month: str, *, at: datetime, versions: Iterable[Compiled] = ()) -> list[Figure]:
    """Every component of ours in a month: by each promise of these versions about it, else by the plain method. Third
    parties' stand in no figure (PX-106). Raises UnreadableMonth."""
    nodes = _ours()
    by_word = {one.key: one for one in nodes}
    listed: list[tuple[Node, Terms, str]] = []
    for version in versions:
        listed += [
            (by_word[one.component], one, version.sha256)
            for one in _promised(version.sha256)
            if one.component in by_word
        ]
    spoken = {node.id for node, _, _ in listed}
    listed += [(one, Terms(component=one.key, zone=zone_of()), "") for one in nodes if one.id not in spoken]
    order = {one.id: number for number, one in enumerate(nodes)}
    return sorted(_in_month(listed, month, at), key=lambda one: (order[one.node.id], one.terms.promise))


def _ours() -> list[Node]:
    nodes = (one for _, one in catalogue.tree().in_order())
    return [one for one in nodes if one.kind == COMPONENT and not one.archived and not one.third_party]


def _in_month(listed: Sequence[tuple[Node, Terms, str]], month: str, at: datetime) -> list[Figure]:
    """Each figure once. Raises UnreadableMonth."""
    zones = {terms.zone for _, terms, _ in listed}
    return list(_counted(listed, {zone: period(month, zone) for zone in zones}, at).values())


def of_visitors(month: str, *, at: datetime) -> list[Figure]:
    """Every component of ours that visitors may see, once, by `terms_for_visitors`. Of what is promised to whom a
    figure tells nothing. Raises UnreadableMonth."""
    listed = terms_for_visitors(at=at)
    with tenancy.enter(Role.DESK):
        found = {one.component: one for one in _in_month(listed, month, at)}
    return [found[node.id] for node, _, _ in listed]


def terms_for_visitors(*, at: datetime) -> list[tuple[Node, Terms, str]]:
    """What each component that visitors may see is counted by for them: the first promise about it, by name, of the
    agreement that binds the most customers, with its version; else the plain method."""
    with tenancy.enter(Role.PUBLIC):
        shown = set(catalogue.tree().nodes)
    with tenancy.enter(Role.DESK):
        version = version_of_most(at=at)
        nodes = [one for one in _ours() if one.id in shown]
    sha256 = version.sha256 if version is not None else ""
    first: dict[str, Terms] = {}
    for one in sorted(_promised(sha256), key=lambda one: one.promise) if sha256 else ():
        first.setdefault(one.component, one)
    return [
        (one, first[one.key], sha256) if one.key in first else (one, Terms(component=one.key, zone=zone_of()), "")
        for one in nodes
    ]


def month_of(at: datetime, zone: str) -> str:
    """The local month in which an instant falls."""
    return f"{local(to_us(at), zone):%Y-%m}"
