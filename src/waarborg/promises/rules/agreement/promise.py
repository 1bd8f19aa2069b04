"""The promises of an agreement: exactly one of clock, measure, rule and fact each."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from waarborg.promises.rules.agreement.frame import (
    Block,
    Conditions,
    Counting,
    Names,
    OnChange,
    Running,
    Visible,
    Warn,
    Wording,
)
from waarborg.promises.rules.agreement.terms import Bound, MomentList, NeedOf, RoomOf, TargetOf, bound
from waarborg.promises.rules.agreement.values import (
    Count,
    Date,
    Duration_,
    Money,
    PromiseId,
    Word,
    YesNo,
    amount,
    date_of,
    from_text,
    one_or_more,
    refusal,
    term,
)

Kind = Literal["clock", "measure", "rule", "fact"]
KINDS: tuple[Kind, ...] = ("clock", "measure", "rule", "fact")
Level = Literal["guarantee", "target", "experience"]
PERIODS = ("week", "month", "quarter", "year")


def _every(text: str) -> Any:
    if text in ("day", "hour"):
        # Would be once in each day or hour, which no clause of ours says; a length is what people mean.
        raise refusal("value.every", value=text, length=f"1 {text}" if text == "day" else "1h")
    return text if text in PERIODS else term(text)


# A word of PERIODS (once in each) or a Term (at most so long since the last one).
Every = Annotated[
    Any,
    *from_text(lambda text: _every(text), type="string", examples=["month", "4h"]),
]
# "automatic", or the Term within which the customer claims.
Claim = Annotated[
    Any,
    *from_text(lambda text: text if text == "automatic" else term(text), type="string", examples=["automatic"]),
]
# The Term after which a fact is looked at again, or the date.
Review = Annotated[
    Any,
    *from_text(
        lambda text: date_of(text) if re.fullmatch(r"\d{4}-.*", text) else term(text),
        type="string",
        examples=["12 months"],
    ),
]
Band = Annotated[str, *from_text(lambda text: text and str(bound(text)), type="string")]
# "750", or a sum of money.
LimitNumber = Annotated[
    str,
    *from_text(lambda text: text if re.fullmatch(r"\d{1,12}(\.\d{1,9})?", text) else str(amount(text))),
]


class Remedy(Block):
    """What the customer gets when the promise is broken. `credit` maps a bound to an amount; the bound "" is always."""

    credit: Annotated[
        dict[Band, Money] | None,
        # One amount is one band without a bound, so that everything else reads a single shape.
        BeforeValidator(lambda value: {"": value} if isinstance(value, str) else value),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
    ] = None
    of: Word | None = None
    cap: Money | None = None
    claim: Claim | None = None
    opens: Word | None = None


class Case(Block):
    """The first case that fits says the term. Without `if` it takes everything that is left."""

    if_: Conditions | None = Field(default=None, alias="if")
    within: Duration_
    calendar: Word | None = None
    counting: Counting | None = None


class Clock(Block):
    """When one of `from` happens, one of `until` happens in time; or with `every`, again and again."""

    from_: Names | None = Field(default=None, alias="from")
    until: Names
    pause: Names = ()
    void: Names = ()
    within: Duration_ | None = None
    cases: tuple[Case, ...] | None = None
    every: Every | None = None
    due: Word | None = None
    calendar: Word | None = None
    counting: Counting | None = None
    running: Running | None = None
    on_change: OnChange | None = None


class Measure(Block):
    """Over a period, the statistic of an indicator (or of a clock's results: `clock ID`) stays within the target."""

    of: Word
    where: Conditions | None = None
    over: Literal["week", "month", "quarter", "year", "12 months", "always", "now"]
    statistic: Literal["uptime", "mean", "median", "p95", "p99", "share", "max", "min", "sum", "count", "ratio", "now"]
    good: Bound | None = None
    per: Literal["customer", "component", "service"]
    target: TargetOf
    method: Word | None = None
    sample: Count | None = None

    @property
    def clock(self) -> str | None:
        """The id of the clock that is measured, or None."""
        return self.of.removeprefix("clock ") if self.of.startswith("clock ") else None


class Limit(Block):
    """Over a period, and of the same thing, so many at most or at least; the act itself counts."""

    count: Word | None = None
    sum: Word | None = None
    per: Word | None = None
    same: Names = ()
    at_most: LimitNumber | None = None
    at_least: LimitNumber | None = None


class Rule(Block):
    """An act is allowed only if all conditions given hold, whenever they hold (a right), or never."""

    act: Names
    allowed: Literal["only-if", "whenever", "never"]
    who: Names = ()
    where: Conditions | None = None
    needs: Annotated[
        tuple[NeedOf, ...], BeforeValidator(one_or_more, json_schema_input_type=NeedOf | tuple[NeedOf, ...])
    ] = ()
    earliest: MomentList | None = None
    latest: MomentList | None = None
    inside: Names = ()
    limit: Annotated[
        tuple[Limit, ...], BeforeValidator(one_or_more, json_schema_input_type=Limit | tuple[Limit, ...])
    ] = ()
    counting: Literal["rolling", "closing", "dates"] | None = None
    refusal: Wording | None = None
    instead: Names = ()
    waiver: Names = ()
    yields_to: Names = ()


class Source(Block):
    """Where a fact comes from: a register, a check, or a declaration."""

    register_: Word | None = Field(default=None, alias="register")
    where: Conditions | None = None
    check: Word | None = None
    declared: Date | None = None
    until: Date | None = None


class Fact(Block):
    source: Source
    owner: Word
    holder: Word | None = None
    review: Review | None = None


class Promise(Wording):
    """One promise. Its id is the key under which it stands."""

    clauses: tuple[Word, ...] = ()
    level: Level
    by: Literal["provider", "customer"] = "provider"
    if_: Conditions | None = Field(default=None, alias="if")
    unless: Conditions | None = None
    reading: Wording | None = None
    offered: YesNo = False
    negotiable: dict[Word, RoomOf] | None = None
    visible: Visible | None = None
    warn: tuple[Warn, ...] | None = None
    remedy: Remedy | None = None
    clock: Clock | None = None
    measure: Measure | None = None
    rule: Rule | None = None
    fact: Fact | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of which a block is given; exactly one in an agreement that passed its checks."""
        return tuple(kind for kind in KINDS if getattr(self, kind) is not None)

    @property
    def kind(self) -> Kind:
        # Asked of every promise by every page of them: the first is enough.
        for kind in KINDS:
            if getattr(self, kind) is not None:
                return kind
        raise IndexError("no block of any kind")


class Passage(Wording):
    """A text that is only text."""

    clauses: tuple[Word, ...] = ()


Promises = dict[PromiseId, Promise]
