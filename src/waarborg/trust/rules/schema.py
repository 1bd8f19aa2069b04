"""The shape of a report's payload, key by key: what `verify` holds a file to, and what docs/report.schema.json says."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Instant = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$")
]
MonthName = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
Number = Annotated[str, StringConstraints(pattern=r"^WB-20[0-9]{2}-(0[1-9]|1[0-2])-[0-9]{4,12}-v[1-9][0-9]{0,5}$")]
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(max_length=4000)]
Count = Annotated[int, Field(ge=0, lt=2**53)]
Length = Count | None
Verdict = Literal["broken", "exceeded", "met", "waived", "timed", "open", "void", "idle", "not-measured"]
# Of a fact.
State = Literal["holds", "expired"]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Line(Shape):
    """One entry of the journal: its metadata, the digest of what may be erased, and its place in the chain."""

    sequence: Count
    at: Instant
    recorded: Instant
    kind: Identifier
    subject: tuple[Identifier, Identifier]
    related: list[tuple[Identifier, Identifier]]
    properties: dict[str, str]
    actor: tuple[Identifier, Identifier | None]
    on_behalf: Identifier | None
    data: Sha256
    previous: Sha256
    hash: Sha256


class Journal(Shape):
    first: Count
    last: int
    before: Sha256
    head: Sha256
    entries: list[Line]
    others: list[Line]


class Explanation(Shape):
    """`ledger`: rows of kind, when, what and amount. `events`: sentences."""

    ledger: list[tuple[Text, Text, Text, Text]]
    events: list[Text]


class Explained(Shape):
    nl: Explanation
    en: Explanation


class Evidence(Shape):
    subject: Identifier
    number: Identifier | None
    run: Count
    version: Identifier
    started: Instant
    due: Instant | None
    stopped: Instant | None
    verdict: Verdict
    restated: bool
    business: bool
    used_us: Length
    late_us: Length
    sequences: list[Count]
    good: bool | None = None
    explanation: Explained | None = None
    course: list[tuple[Literal["counted", "pause", "late"], Instant, Instant]] | None = None


class Measured(Shape):
    count: Count
    met: Count
    broken: Count
    exceeded: Count
    waived: Count
    timed: Count
    open: Count
    void: Count
    slowest_us: Length
    latest_us: Length


class Waits(Shape):
    """What is still needed to measure a promise, as noun phrases; empty where reports do not count its kind yet."""

    nl: Text
    en: Text


class Lines(Shape):
    nl: list[Text]
    en: list[Text]


class OverClocks(Shape):
    """A measure over clocks: of `counted` clocks decided from month `first` to `last` the figure of `known` is known.

    `numerator` over `denominator` is what is known; the statistic lies from `least` to `most`, each a fraction of whole
    numbers, null where it has no value or no end. `unit` says of what: a share, a count, or microseconds of time or of
    open time.
    """

    clock: Identifier
    statistic: Literal["share", "mean", "median", "p95", "p99", "max", "min", "sum", "count"]
    over: Literal["month", "quarter", "year", "12 months"]
    first: MonthName
    last: MonthName
    unit: Literal["share", "count", "time", "open-time"]
    target: Text
    good: Text | None
    sample: Length
    counted: Count
    known: Count
    left_out: Count
    numerator: Count
    denominator: Count
    least: tuple[Count, Count] | None
    most: tuple[Count, Count] | None
    explanation: Lines


class Stated(Shape):
    """A figure as line `sequence` of the journal states it."""

    at: Instant
    numerator: Count
    denominator: Count
    sequence: Count


class OverIndicator(Shape):
    """A measure over an indicator: `numerator` over `denominator` (0: nothing to count) as it was stated for the months
    `first` to `last`, or of how things stood, in the lines `stated`. `parts` are the numbers behind it; `statement` is
    the SHA-256 of what the line states, the same for everybody who was told it.
    """

    indicator: Identifier
    statistic: Literal["share", "ratio", "count", "now", "mean", "uptime", "sum", "max"]
    over: Literal["month", "quarter", "year", "12 months", "now"]
    per: Literal["service", "customer", "component"]
    first: MonthName
    last: MonthName
    unit: Literal["share", "ratio", "count", "duration", "money"]
    target: Text
    numerator: Count
    denominator: Count
    parts: dict[str, Count]
    statement: Sha256
    stated: Annotated[list[Stated], Field(min_length=1)]
    explanation: Lines


class Declared(Shape):
    """A fact that the provider declares: by whom (`owner`, about `holder`), on which day, through which day it holds
    without being looked at again (`until`), and the version of the agreement in which the declaration stands."""

    source: Literal["declared"]
    owner: Identifier
    holder: Text | None
    declared: Day
    until: Day
    review: Text | None
    agreement: Sha256
    explanation: Lines


class Seen(Shape):
    """What a check came to, as line `sequence` of the journal says: holds, not-carried-out, or how it failed."""

    at: Instant
    outcome: Identifier
    sequence: Count


class Checked(Shape):
    """A fact that a check of the software vouches for (`owner` answers for it, about `holder`): every outcome that the
    journal recorded in the month."""

    source: Literal["check"]
    check: Identifier
    owner: Identifier
    holder: Text | None
    outcomes: Annotated[list[Seen], Field(min_length=1)]
    explanation: Lines


class Promise(Shape):
    id: Identifier
    version: Identifier
    nl: Text
    en: Text
    kind: Literal["clock", "measure", "rule", "fact"]
    level: Literal["guarantee", "target", "experience"]
    by: Literal["provider", "customer"]
    chapter: Identifier
    clauses: list[Identifier]
    enforced: bool
    waits: Waits | None
    measured: Measured | None
    measure: OverClocks | OverIndicator | None = None
    fact: Annotated[Declared | Checked, Field(discriminator="source")] | None = None
    verdict: Verdict | State
    evidence: list[Evidence]


class Agreement(Shape):
    since: Instant
    agreement: Identifier
    version: Identifier
    sha256: Sha256
    published_at: Instant
    content: dict[str, Any]


class Bound(Agreement):
    """`until`: from when on it no longer bound the customer, and nothing did in its place; null while it does, and
    where another version followed it."""

    until: Instant | None


class Bought(Shape):
    """A product or module (`item` as kind/word) that the customer had from the start of one day to the end of another.

    `words`: by property of a promise what concerns whoever has it, by the provider's catalogue.
    """

    item: Identifier
    from_: Day = Field(alias="from")
    until: Day | None
    words: dict[str, list[Identifier]]


class LeftOut(Shape):
    """Promises that say nothing to this customer: about what he did not buy, or ended with the agreement."""

    not_bought: list[Identifier]
    ended: list[Identifier]


class Named(Shape):
    number: Number
    sha256: Sha256


class Previous(Named):
    head: Sha256


class Customer(Shape):
    id: Identifier
    name: Text


class Period(Shape):
    from_: Instant = Field(alias="from")
    to: Instant
    complete: bool


class Report(Shape):
    """What every edition of a report holds. Lengths are microseconds, instants UTC with six decimals."""

    software: Identifier
    number: Number
    version: Annotated[int, Field(ge=1, lt=10**6)]
    restates: Named | None
    previous: Previous | None
    customer: Customer
    provider: Text
    month: MonthName
    zone: Identifier
    period: Period
    made_at: Instant
    promises: list[Promise]
    offered: list[Identifier]
    totals: dict[str, Count]
    journal: Journal


class First(Report):
    """A report of before ends and purchases were told. Lengths are microseconds, instants UTC with six decimals."""

    schema_: Literal["waarborg.report/1"] = Field(alias="schema")
    agreements: Annotated[list[Agreement], Field(min_length=1)]


class Payload(Report):
    """A report. Lengths are microseconds, instants UTC with six decimals."""

    schema_: Literal["waarborg.report/2"] = Field(alias="schema")
    agreements: Annotated[list[Bound], Field(min_length=1)]
    bought: list[Bought]
    left_out: LeftOut


# By edition, the shape of a report.
EDITIONS: dict[int, type[Report]] = {1: First, 2: Payload}


def edition_of(payload: Any) -> int:
    """Which edition a report says that it is; the newest for what says nothing of the kind."""
    return 1 if isinstance(payload, dict) and payload.get("schema") == "waarborg.report/1" else 2
