"""The catalogue as a tree: services above all, what is bought and what it runs on below. Pure, read once a page."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from waarborg.catalogue.rules.kinds import COMPONENT, GROUP, KINDS, MODULE, PARTS, PRODUCT, SCOPES, SOLD


@dataclass(frozen=True, slots=True)
class Node:
    """One thing of the catalogue; `parent` is None for a service alone."""

    id: UUID
    kind: str
    key: str
    nl: str
    en: str
    parent: UUID | None = None
    third_party: bool = False
    archived: bool = False

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True)
class Tree:
    nodes: Mapping[UUID, Node] = field(default_factory=dict)

    @cached_property
    def below(self) -> Mapping[UUID | None, tuple[Node, ...]]:
        """What stands directly under each node, by kind and then by key."""
        found: dict[UUID | None, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.parent, []).append(node)
        return {parent: tuple(sorted(nodes, key=_order)) for parent, nodes in found.items()}

    def upwards(self, node: Node) -> Iterator[Node]:
        """The node itself, what it stands under, and so on to its service."""
        now: Node | None = node
        while now is not None:
            yield now
            now = self.nodes.get(now.parent) if now.parent else None

    def downwards(self, node: Node) -> Iterator[Node]:
        """The node itself and everything below it, each after what it stands under."""
        yield node
        for one in self.below.get(node.id, ()):
            yield from self.downwards(one)

    def in_order(self) -> Iterator[tuple[int, Node]]:
        """Every node with its depth, as a page lists them."""

        def walk(parent: UUID | None, depth: int) -> Iterator[tuple[int, Node]]:
            for node in self.below.get(parent, ()):
                yield depth, node
                yield from walk(node.id, depth + 1)

        return walk(None, 0)

    def service_of(self, node: Node) -> Node:
        return list(self.upwards(node))[-1]

    def sold_for(self, node: Node) -> frozenset[UUID]:
        """What somebody must have bought, one of these at least, for `node` to concern him.

        A module makes its product concern its buyer; a part of a service concerns whoever bought anything of it.
        """
        if node.kind == MODULE:
            return frozenset({node.id})
        top = node if node.kind == PRODUCT else self.service_of(node)
        return frozenset(one.id for one in self.downwards(top) if one.kind in SOLD)

    def about(self, held: Iterable[UUID]) -> list[Node]:
        """What somebody who has these may name: his products and modules, then the components that their services run
        on, third parties' too, and the windows."""
        had = {one for one in held if one in self.nodes}
        services = {self.service_of(self.nodes[one]).id for one in had}
        listed = [node for _, node in self.in_order() if not node.archived]
        bought = [node for node in listed if node.id in had]
        parts = [node for node in listed if node.kind in PARTS and self.service_of(node).id in services]
        return bought + sorted(parts, key=lambda node: PARTS.index(node.kind))


def words_of(tree: Tree, node: Node) -> dict[str, str]:
    """The properties that a ticket about `node` sets: its own word and those of what it stands under.

    A window is a component of its agreement, and the nearest one counts.
    """
    words: dict[str, str] = {}
    for one in tree.upwards(node):
        if one.kind != GROUP:
            words.setdefault(one.kind, one.key)
        if one.kind in PARTS:
            words.setdefault(COMPONENT, one.key)
    return words


def known_words(nodes: Iterable[Node]) -> dict[str, frozenset[str]]:
    """By property of a promise, the words that name something which is not archived."""
    found: dict[str, set[str]] = {scope: set() for scope in SCOPES}
    for node in nodes:
        if node.archived or node.kind == GROUP:
            continue
        found[node.kind].add(node.key)
        if node.kind in PARTS:
            found[COMPONENT].add(node.key)
    return {kind: frozenset(words) for kind, words in found.items()}


def words_for(tree: Tree, bought: UUID) -> frozenset[tuple[str, str]]:
    """As (property, word) what concerns whoever has this product or module; what is archived still does."""
    concerning = [replace(one, archived=False) for one in tree.nodes.values() if bought in tree.sold_for(one)]
    return frozenset((kind, word) for kind, words in known_words(concerning).items() for word in words)


Named = TypeVar("Named", bound=Hashable)


def circle(needs: Mapping[Named, Iterable[Named]], start: Named) -> list[Named] | None:
    """The way by which `start` in the end needs itself, from it and back to it; None where it does not."""
    waiting = [[start, one] for one in needs.get(start, ())]
    seen: set[Named] = set()
    while waiting:
        way = waiting.pop(0)
        if way[-1] == start:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            waiting += [[*way, one] for one in needs.get(way[-1], ())]
    return None


def _order(node: Node) -> tuple[int, bool, str]:
    return KINDS.index(node.kind), node.archived, node.key
