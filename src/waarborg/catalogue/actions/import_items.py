"""Importing what is supplied: the lines of a file may name what other lines bring, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.catalogue.actions.keep_item import BadKey, NotOfThisKind, add_item, is_key, set_needs
from waarborg.catalogue.models import Dependency, Item
from waarborg.catalogue.rules.importing import Circle, NameNeeded, NoSuchItem
from waarborg.catalogue.rules.kinds import COMPONENT, PARENTS, PARTS, WINDOW
from waarborg.catalogue.rules.tree import circle
from waarborg.customers.actions.importing.kinds import Batch, Found
from waarborg.customers.queries import provider
from waarborg.customers.rules.importing.columns import Row
from waarborg.customers.rules.importing.problems import Taken, TwiceInFile
from waarborg.kernel.errors import BadInput
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound

Name = tuple[str, str]  # kind and word
FIELDS = ("nl", "en", "nl_about", "en_about", "route")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A line that is new; `under` and `needs` name things that are there or come in with the same file."""

    row: Row
    under: Name | None
    needs: tuple[Name, ...]

    @property
    def name(self) -> Name:
        return self.row.values["kind"], self.row.values["key"]


@dataclass(slots=True)
class _Reading:
    batch: Batch
    there: Mapping[Name, Item]
    first: dict[Name, int]
    edges: dict[Name, tuple[Name, ...]]


def find(batch: Batch) -> Found:
    """Things are told apart by kind and word. Two queries."""
    found = Found()
    there = {(one.kind, one.key): one for one in Item.objects.select_related("parent")}
    edges: dict[Name, tuple[Name, ...]] = {}
    for one, other in Dependency.objects.values_list("component__key", "needs__key"):
        edges[COMPONENT, one] = (*edges.get((COMPONENT, one), ()), (COMPONENT, other))
    first: dict[Name, int] = {}
    for row in batch.rows:
        first.setdefault((row.values["kind"], row.values["key"]), row.line)
    reading = _Reading(batch, there, first, edges)
    for row in batch.rows:
        wrong = _wrong(row, reading)
        held = there.get((row.values["kind"], row.values["key"]))
        if wrong is not None:
            column, refusal = wrong
            found.problems.append(batch.problem(row, column, refusal))
        elif held is not None:
            found.seen(row, row.digest if _says(held, row) else "other")
        else:
            found.fresh.append(Fresh(row, _under(row, reading), _needs(row)))
    return found


def _wrong(row: Row, reading: _Reading) -> tuple[str, BadInput] | None:
    values, name = row.values, (row.values["kind"], row.values["key"])
    if reading.first[name] != row.line:
        return "key", TwiceInFile(first=reading.first[name])
    if not is_key(name[1]):
        return "key", BadKey()
    if name not in reading.there and name[0] in PARTS:
        other = (WINDOW if name[0] == COMPONENT else COMPONENT, name[1])
        if other in reading.there or other in reading.first:
            return "key", Taken()
    if PARENTS[name[0]] and "under" not in values:
        return "under", NameNeeded()
    if PARENTS[name[0]] and _under(row, reading) in (None, name):
        return "under", NoSuchItem()
    if (values.get("third_party") == "yes" or "needs" in values) and name[0] != COMPONENT:
        return "third_party" if "third_party" in values else "needs", NotOfThisKind()
    if "route" in values and name[0] != WINDOW:
        return "route", NotOfThisKind()
    return _circle(row, reading)


def _circle(row: Row, reading: _Reading) -> tuple[str, BadInput] | None:
    name = row.values["kind"], row.values["key"]
    for needed in _needs(row):
        if needed not in reading.there and needed not in reading.first:
            return "needs", NoSuchItem()
    if "needs" in row.values and name not in reading.there:
        reading.edges[name] = _needs(row)
        if circle(reading.edges, name) is not None:
            reading.edges.pop(name)
            return "needs", Circle()
    return None


def _under(row: Row, reading: _Reading) -> Name | None:
    wanted = row.values.get("under", "")
    kind, _slash, word = wanted.rpartition("/")
    for one in PARENTS[row.values["kind"]]:
        name = (one, word)
        if kind in ("", one) and (name in reading.there or name in reading.first):
            return name
    return None


def _needs(row: Row) -> tuple[Name, ...]:
    return tuple((COMPONENT, word) for word in row.values.get("needs", ()))


def _says(held: Item, row: Row) -> bool:
    """Whether what is there says the same as the line; what the line leaves out is no difference."""
    values: dict[str, Any] = {name: row.values[name] for name in FIELDS if name in row.values}
    if "under" in row.values and held.parent is not None:
        values["under"] = row.values["under"].rpartition("/")[2]
    told = {name: getattr(held, name) for name in FIELDS} | {"under": held.parent.key if held.parent else ""}
    return all(told[name] == value for name, value in values.items())


def add(fresh: Sequence[Fresh], batch: Batch, by: Actor) -> None:
    """Each after what it stands under; then what needs what."""
    house = provider()
    if house is None:
        raise NotFound()
    made = {(one.kind, one.key): one for one in Item.objects.select_related("parent")}
    waiting = list(fresh)
    while waiting:
        ready = [one for one in waiting if one.under is None or one.under in made]
        if not ready:
            # Each stands under another one of them: no line says what they all stand under.
            raise NotFound()
        for one in ready:
            made[one.name] = _add(one, made, house.id, batch, by)
        waiting = [one for one in waiting if one not in ready]
    for one in fresh:
        if one.needs:
            set_needs(made[one.name], [made[name] for name in one.needs], by=by, at=batch.at)


def _add(one: Fresh, made: Mapping[Name, Item], house: Any, batch: Batch, by: Actor) -> Item:
    values = one.row.values
    said = {name: values[name] for name in FIELDS if name in values}
    said["en"] = said.get("en", said["nl"])
    item: Item = add_item(
        values["kind"],
        values["key"],
        provider=house,
        by=by,
        at=batch.at,
        parent=made[one.under] if one.under else None,
        third_party=values.get("third_party") == "yes",
        **said,
    )
    return item
