"""Events from a file: JSON Lines, one event a line (docs/events.schema.json, docs/algorithms/back-testing.md)."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from waarborg.kernel.errors import BadInput
from waarborg.kernel.instants import parse_instant, to_us
from waarborg.promises.rules.registry import Registry
from waarborg.promises.rules.replay import ROBOT, Entry

KEYS = frozenset({"at", "event", "subject", "customer", "by", "properties"})
BY = ("staff", "contact", "system", ROBOT)
MOST_PROBLEMS = 20
LONGEST = 200
MOST_KEPT = 10_000
CUSTOMER = "customers.customer"
Trouble = tuple[int, dict[str, str]]


class EventsRefused(BadInput):
    """Lines that are no events; `problems` are (line, what is wrong in nl and en), twenty at most."""

    code = "promises.events.refused"
    nl = "Regel {line}: {reason} ({count} regels zijn niet te lezen)."
    en = "Line {line}: {reason} ({count} lines cannot be read)."
    nl_way_out = "De vorm staat in docs/events.schema.json. Er is niets berekend."
    en_way_out = "The shape stands in docs/events.schema.json. Nothing was computed."

    def __init__(self, problems: list[Trouble], count: int) -> None:
        self.problems = problems
        super().__init__(line=problems[0][0], reason=problems[0][1], count=count)


@dataclass
class History:
    """Events by subject (`kind:id`), and those about customers, which concern every subject of theirs.

    `heard`: those first about another subject that name a customer as well, by that customer. `begins_us`: what was
    decided earlier does not count.
    """

    subjects: dict[str, list[Entry]] = field(default_factory=dict)
    customer_of: dict[str, str] = field(default_factory=dict)
    customers: dict[str, list[Entry]] = field(default_factory=dict)
    heard: dict[str, list[Entry]] = field(default_factory=dict)
    begins_us: int | None = None
    first_us: int | None = None
    last_us: int | None = None
    count: int = 0

    def add(self, entry: Entry, customer: str) -> None:
        """`customer`: whose subject it is, empty where the history has one customer only."""
        subject = entry.subjects[0]
        held = self.customers if subject.startswith(f"{CUSTOMER}:") else self.subjects
        kept = held.get(subject)
        if kept is None:
            held[subject] = [entry]
        else:
            kept.append(entry)
        if customer and held is self.subjects and subject not in self.customer_of:
            self.customer_of[subject] = f"{CUSTOMER}:{customer}"
        self.hear(entry)
        at = entry.at_us
        if self.first_us is None or at < self.first_us:
            self.first_us = at
        if self.last_us is None or at > self.last_us:
            self.last_us = at
        self.count += 1

    def hear(self, entry: Entry) -> None:
        for name in entry.subjects[1:]:
            if name.startswith(f"{CUSTOMER}:"):
                self.heard.setdefault(name, []).append(entry)

    def entries_of_customer(self, customer: str, kinds: Collection[str]) -> list[Entry]:
        """What clocks of the customer itself are replayed from: of what is first about another, only these kinds."""
        return [*self.customers[customer], *(one for one in self.heard.get(customer, ()) if one.kind in kinds)]

    def entries(self, subject: str) -> list[Entry]:
        """What a subject is replayed from: its own entries and those of its customer."""
        above = self.customers.get(self.customer_of.get(subject, ""), [])
        return [*above, *self.subjects.get(subject, [])]


def read_events(lines: Iterable[bytes], registry: Registry) -> History:
    """The events of a file. Empty lines are skipped. Raises EventsRefused, which names the first twenty bad lines."""
    history = History()
    problems: list[Trouble] = []
    bad = 0
    quick = _Quick(registry)
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            history.add(*(quick.event(line, number) or _event(line, number, registry)))
        except _Unreadable as trouble:
            bad += 1
            if len(problems) < MOST_PROBLEMS:
                problems.append((number, trouble.said))
    if problems:
        raise EventsRefused(problems, bad)
    return history


class _Quick:
    """The usual line in half the time: names, words and subjects that come again are kept once. What is not quite
    usual it leaves to `_event`, which also says what is wrong with it."""

    def __init__(self, registry: Registry) -> None:
        self.decode = json.JSONDecoder().raw_decode
        self.kinds: dict[str, tuple[str, str, bool]] = {}
        for name in registry.of_kind("event"):
            known = registry.find("event", name)
            if known is not None and known.subjects:
                self.kinds[name] = name, known.subjects[0], CUSTOMER in known.subjects[1:]
        self.subjects: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self.words: dict[tuple[tuple[str, str], ...], Mapping[str, str] | None] = {(): None}
        self.by = {one: one for one in BY}

    def event(self, line: bytes, number: int) -> tuple[Entry, str] | None:
        try:
            found, end = self.decode(text := line.decode().strip(" \t\r\n"))
            if end != len(text) or not KEYS.issuperset(found):
                return None
            kind, subject_kind, names_customer = self.kinds[found["event"]]
            customer = found.get("customer", "")
            about = subject_kind, found["subject"], customer if names_customer else ""
            by = self.by[found.get("by", "staff")]
            at = found["at"]
            subjects = self.subjects.get(about) or self._subject(about)
            properties = self._words(found["properties"]) if "properties" in found else None
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        if type(at) is not str or type(customer) is not str or len(customer) > LONGEST or len(at) > LONGEST:
            return None
        return Entry(_instant(at), number, kind, subjects, properties, by), customer

    def _subject(self, about: tuple[str, str, str]) -> tuple[str, ...]:
        kind, subject, customer = about
        if type(subject) is not str or not 0 < len(subject) <= LONGEST:
            raise ValueError
        named = (f"{kind}:{subject}", f"{CUSTOMER}:{customer}") if customer else (f"{kind}:{subject}",)
        self.subjects[about] = named
        return named

    def _words(self, given: dict[str, str]) -> Mapping[str, str] | None:
        key = tuple(given.items())
        if key not in self.words:
            if not all(type(value) is str for value in given.values()):
                raise ValueError
            if len(self.words) > MOST_KEPT:
                return given
            self.words[key] = given
        return self.words[key]


class _Unreadable(Exception):
    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.said = {"nl": nl, "en": en}


def _event(line: bytes, number: int, registry: Registry) -> tuple[Entry, str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise _Unreadable("dit is geen JSON", "this is not JSON") from None
    if not isinstance(found, dict):
        raise _Unreadable("een gebeurtenis is een object", "an event is an object")
    if unknown := sorted(map(str, found.keys() - KEYS)):
        raise _Unreadable(f"onbekende sleutel “{unknown[0][:60]}”", f"unknown key “{unknown[0][:60]}”")
    kind = _text(found, "event")
    known = registry.find("event", kind)
    if known is None or not known.subjects:
        raise _Unreadable(f"geen gebeurtenis heet “{kind[:60]}”", f"no event is called “{kind[:60]}”")
    subject_kind = known.subjects[0]
    entry = Entry(
        at_us=_instant(_text(found, "at")),
        sequence=number,
        kind=kind,
        subjects=(f"{subject_kind}:{_text(found, 'subject')}", *_others(known.subjects[1:], found)),
        properties=_properties(found) or None,
        actor_kind=_by(found),
    )
    return entry, _text(found, "customer", optional=True)


def _others(kinds: Iterable[str], found: dict[str, Any]) -> Iterator[str]:
    customer = _text(found, "customer", optional=True)
    if customer and CUSTOMER in kinds:
        yield f"{CUSTOMER}:{customer}"


def _text(found: dict[str, Any], key: str, *, optional: bool = False) -> str:
    value = found.get(key, "" if optional else None)
    if not isinstance(value, str) or not (optional or value) or len(value) > LONGEST:
        raise _Unreadable(f"“{key}” ontbreekt of is geen tekst", f"“{key}” is missing or is not text")
    return value


def _instant(text: str) -> int:
    try:
        return to_us(parse_instant(text))
    except BadInput as refusal:
        raise _Unreadable(refusal.say("nl").rstrip("."), refusal.say("en").rstrip(".")) from None


def _properties(found: dict[str, Any]) -> dict[str, str]:
    given = found.get("properties", {})
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise _Unreadable("“properties” is een object van woorden", "“properties” is an object of words")
    return given


def _by(found: dict[str, Any]) -> str:
    by = found.get("by", "staff")
    if by not in BY:
        raise _Unreadable(f"“by” is {', '.join(BY)}", f"“by” is {', '.join(BY)}")
    return str(by)


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one line."""
    word = {"type": "string", "minLength": 1, "maxLength": LONGEST}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:waarborg:events:1",
        "title": "One event of a history",
        "type": "object",
        "required": ["at", "event", "subject"],
        "additionalProperties": False,
        "properties": {
            "at": word | {"format": "date-time", "description": "when it happened, with an offset"},
            "event": word | {"examples": ["support.ticket.reported"], "description": "a name of the registry"},
            "subject": word | {"description": "what it is about: an identifier of your own"},
            "customer": {"type": "string", "maxLength": LONGEST, "description": "whose it is"},
            "by": {"enum": list(BY), "default": "staff", "description": "who did it; a robot answers nothing"},
            "properties": {
                "type": "object",
                "additionalProperties": {"type": "string"},
                "examples": [{"priority": "p1"}],
                "description": "the words that it sets",
            },
        },
    }


def schema_text() -> str:
    """What stands in docs/events.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
