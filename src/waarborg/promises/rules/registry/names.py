"""One registry of names: what it holds, how it is asked, what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

Kind = Literal[
    "subject", "event", "state", "act", "date", "indicator", "register", "check", "method", "role", "property"
]

# dict in a name file -> kind of the names it holds
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "SUBJECTS": "subject",
        "EVENTS": "event",
        "STATES": "state",
        "ACTS": "act",
        "DATES": "date",
        "INDICATORS": "indicator",
        "REGISTERS": "register",
        "CHECKS": "check",
        "METHODS": "method",
        "ROLES": "role",
        "PROPERTIES": "property",
    }
)
# Names of these kinds belong to no domain: their key is the full name.
UNPREFIXED = frozenset({"role", "property"})
EDGES = frozenset({"instant", "begins", "ends"})
UNITS = frozenset({"share", "duration", "count", "ratio", "money"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its noun phrases. `planned` is true while the domain that owns it does not exist."""

    kind: Kind
    full: str
    nl: str
    en: str
    planned: bool
    edge: str = "instant"
    subjects: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    writes: str | None = None
    reads: bool = False
    unit: str | None = None
    statistics: frozenset[str] = frozenset()
    whole: bool = False
    each: bool = False
    selects: frozenset[str] = frozenset()
    restated: bool = False
    rows: tuple[tuple[str, str, str], ...] = ()
    settings: frozenset[str] | None = None
    holds: frozenset[str] = frozenset()
    open_to: frozenset[str] = frozenset()
    looks: tuple[str, str] = ("", "")
    faults: tuple[tuple[str, str, str], ...] = ()
    told: tuple[str, str] = ("", "")
    rounds: str | None = None

    @property
    def writes_nothing(self) -> bool:
        """Of an act: it only looks, or nothing in the product does it; a rule that says "never" may narrow that by
        `where`."""
        said = {one for one in self.holds if not one.startswith("where.")}
        return self.reads or (self.writes is None and said == {"never"}) or self.holds == {"never"}

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    def say_looks(self, lang: str) -> str:
        """What a check looks at, as a sentence."""
        return self.looks[0 if lang == "nl" else 1]

    def say_told(self, lang: str) -> str:
        """What a figure was reckoned from, as a sentence with places for its parts."""
        return self.told[0 if lang == "nl" else 1]

    def say_row(self, word: str, lang: str) -> str:
        """The sentence of something that a figure rests on; empty for a word that the indicator does not declare."""
        found = {row: (nl, en) for row, nl, en in self.rows}.get(word, ("", ""))
        return found[0 if lang == "nl" else 1]

    def say_fault(self, word: str, lang: str) -> str:
        """What is wrong, as a clause; empty for a word that the check does not declare."""
        found = {fault: (nl, en) for fault, nl, en in self.faults}.get(word, ("", ""))
        return found[0 if lang == "nl" else 1]


@dataclass(frozen=True)
class Registry:
    """All names, by kind and full name. Build one with `Registry.of`."""

    names: Mapping[tuple[Kind, str], Name] = field(default_factory=dict)
    defects: tuple[str, ...] = ()

    @classmethod
    def of(cls, *, live: Iterable[Any], planned: Iterable[Any]) -> "Registry":
        """Names of the modules given (shape: docstring of the package).

        A live name wins from a planned one, and the planned declaration is then a defect: it has to go.
        """
        names: dict[tuple[Kind, str], Name] = {}
        defects: list[str] = []
        for modules, is_planned in ((planned, True), (live, False)):
            for module in modules:
                for name in _read(module, planned=is_planned, defects=defects):
                    if (name.kind, name.full) in names:
                        defects.append(f"{name.kind} {name.full} is declared twice; one of them has to go")
                    names[name.kind, name.full] = name
        return cls(MappingProxyType(names), tuple(defects))

    def find(self, kind: Kind, full: str) -> Name | None:
        return self.names.get((kind, full))

    def of_kind(self, kind: Kind) -> list[str]:
        """Every full name of a kind, in order."""
        return list(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[Kind, tuple[str, ...]]:
        found: dict[Kind, list[str]] = {}
        for kind, full in sorted(self.names):
            found.setdefault(kind, []).append(full)
        return {kind: tuple(names) for kind, names in found.items()}

    def say(self, kind: Kind, full: str, lang: str) -> str:
        """The noun phrase, or the name itself where nobody declared it."""
        name = self.find(kind, full)
        return name.say(lang) if name else full

    def is_planned(self, kind: Kind, full: str) -> bool:
        name = self.find(kind, full)
        return name is not None and name.planned

    def subjects_of(self, event: str) -> frozenset[str]:
        """Every subject an event concerns, with all that stands above it."""
        name = self.find("event", event)
        return self.above(name.subjects if name else ())

    def above(self, subjects: Iterable[str]) -> frozenset[str]:
        """These subjects and all that stand above them."""
        reached: set[str] = set()
        waiting = list(subjects)
        while waiting:
            subject = waiting.pop()
            if subject in reached:
                continue
            reached.add(subject)
            found = self.find("subject", subject)
            waiting.extend(found.parents if found else ())
        return frozenset(reached)

    def problems(self) -> list[str]:
        """What is missing or dangles, one English sentence each; empty when the registry is sound."""
        found = list(self.defects)
        for name in self.names.values():
            found.extend(f"{name.kind} {name.full}: {what}" for what in self._defects_of(name))
        return found

    def _defects_of(self, name: Name) -> Iterable[str]:
        for lang in ("nl", "en"):
            if not name.say(lang).strip():
                yield f"no noun phrase in {lang}"
        if name.edge not in EDGES:
            yield f"edge {name.edge!r} is none of {', '.join(sorted(EDGES))}"
        if name.kind == "date" and name.edge == "instant":
            yield "a date needs edge begins or ends"
        if name.kind == "event" and not name.subjects:
            yield "an event names every subject it concerns; this one names none"
        if name.kind == "state" and not name.opens:
            yield "no event opens this state"
        if name.kind == "act" and not name.planned and (name.writes is None) is not name.writes_nothing:
            yield "a live act declares the event it writes, or that it only reads, or is never done"
        if name.reads and name.holds:
            yield "an act that only reads is held by who may, and by nothing else"
        if name.kind == "check" and not name.planned and not all(text.strip() for text in name.looks):
            yield "a live check says what it looks at, in nl and en"
        if any(not text.strip() for fault in name.faults for text in fault):
            yield "a fault has a word and a phrase in nl and en"
        if name.kind == "indicator" and name.unit not in UNITS:
            yield f"unit {name.unit!r} is none of {', '.join(sorted(UNITS))}"
        events = (*name.opens, *name.closes, *((name.writes,) if name.writes else ()))
        if name.rounds and (name.kind != "event" or ("indicator", name.rounds) not in self.names):
            yield f"rounds are of an event, and {name.rounds!r} is no indicator"
        for kind, references in (("subject", (*name.subjects, *name.parents)), ("event", events)):
            for reference in references:
                if (kind, reference) not in self.names:
                    yield f"no {kind} is called {reference!r}"


def _read(module: Any, *, planned: bool, defects: list[str]) -> Iterable[Name]:
    domain: str = module.DOMAIN
    for table, kind in KINDS.items():
        for key, entry in getattr(module, table, {}).items():
            full = key if kind in UNPREFIXED else full_name(domain, key)
            yield _name(kind, full, entry, domain=domain, planned=planned)
    for table in vars(module):
        if table.isupper() and table not in KINDS and table != "DOMAIN":
            defects.append(f"{domain}: {table} is no table of a name file; known are {', '.join(KINDS)}")


def full_name(domain: str, key: str) -> str:
    """`ticket:reported` in domain support is support.ticket.reported; a dotted name is full already."""
    stem = key.split("/")[0]
    return key if "." in stem else f"{domain}.{key.replace(':', '.')}"


def _name(kind: Kind, full: str, entry: Mapping[str, Any], *, domain: str, planned: bool) -> Name:
    def refer(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(full_name(domain, key) for key in keys)

    subjects = list(entry.get("subjects", ()))
    if "subject" in entry:
        subjects.append(entry["subject"])
    settings, looks, faults = entry.get("settings"), entry.get("looks", {}), entry.get("faults", {})
    told = entry.get("told", {})
    return Name(
        kind=kind,
        full=full,
        nl=entry.get("nl", ""),
        en=entry.get("en", ""),
        planned=planned,
        edge=entry.get("edge", "instant"),
        subjects=refer(subjects),
        parents=refer(entry.get("parents", ())),
        opens=refer(entry.get("opens", ())),
        closes=refer(entry.get("closes", ())),
        writes=full_name(domain, entry["writes"]) if entry.get("writes") else None,
        reads=bool(entry.get("reads")),
        unit=entry.get("unit"),
        statistics=frozenset(entry.get("statistics", ())),
        whole=bool(entry.get("whole")),
        each=bool(entry.get("each")),
        selects=frozenset(entry.get("selects", ())),
        restated=bool(entry.get("restated")),
        rows=tuple((word, said["nl"], said["en"]) for word, said in entry.get("rows", {}).items()),
        settings=None if settings is None else frozenset(settings),
        holds=frozenset(entry.get("holds", ())),
        open_to=frozenset(entry.get("open_to", ())),
        looks=(looks.get("nl", ""), looks.get("en", "")),
        faults=tuple((word, said.get("nl", ""), said.get("en", "")) for word, said in faults.items()),
        told=(told.get("nl", ""), told.get("en", "")),
        rounds=full_name(domain, entry["rounds"]) if entry.get("rounds") else None,
    )
