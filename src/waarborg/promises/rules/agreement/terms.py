"""The values with a grammar: moments, needs, targets, bounds, ranges, warnings, conditions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from waarborg.promises.rules.agreement.values import NUMBER, PLAIN, Term, from_text, refusal, term, text_of

NAME = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"


# ---- moments ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Moment:
    """`1 month after NAME`, `12 months before NAME`, `5 days notice of NAME`, `next month after NAME`.

    `amount` is None for `next month` (to its first day); one of kind "method" names a method of the agreement.
    """

    text: str
    relation: Literal["after", "before", "notice", "next-month"]
    anchor: str
    amount: Term | None = None

    def __str__(self) -> str:
        return self.text


def moment(text: str) -> Moment:
    """Raises a refusal for what is not a moment."""
    if found := re.fullmatch(rf"next month after ({NAME})", text):
        return Moment(text, "next-month", found[1])
    found = re.fullmatch(rf"(.+?) (after|before|notice of) ({NAME})", text)
    if not found:
        raise refusal("value.moment", value=text)
    amount = term(found[1], zero=True)
    if amount.kind in ("none", "unstated"):
        raise refusal("value.moment", value=text)
    return Moment(text, "notice" if found[2] == "notice of" else found[2], found[3], amount)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Moments:
    """All of them must have come (`any_of` false), or the first reached counts."""

    items: tuple[Moment, ...]
    any_of: bool = False

    def written(self) -> Any:
        texts = [str(item) for item in self.items]
        return {"any": texts} if self.any_of else texts


def _moments(value: Any) -> Moments:
    if isinstance(value, Moments):
        return value
    any_of = isinstance(value, dict) and set(value) == {"any"}
    listed = value["any"] if any_of else value
    if isinstance(listed, str):
        listed = [listed]
    if not isinstance(listed, list) or not listed:
        raise refusal("value.moments")
    return Moments(tuple(moment(text_of(item)) for item in listed), any_of)


_MOMENT_SCHEMA = {"type": "string", "examples": ["1 month after promises.version.delivered"]}
_MOMENT_LIST = {"type": "array", "items": _MOMENT_SCHEMA, "minItems": 1}
MomentList = Annotated[
    Moments,
    PlainValidator(_moments),
    PlainSerializer(lambda moments: moments.written()),
    WithJsonSchema(
        {
            "anyOf": [
                _MOMENT_SCHEMA,
                _MOMENT_LIST,
                {
                    "type": "object",
                    "properties": {"any": _MOMENT_LIST},
                    "required": ["any"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]


# ---- needs -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Need:
    """A state that must hold, or with `not` must not."""

    state: str
    negated: bool

    def __str__(self) -> str:
        return f"not {self.state}" if self.negated else self.state


def _need(text: str) -> Need:
    return Need(text.removeprefix("not "), text.startswith("not "))


NeedOf = Annotated[Need, *from_text(_need, type="string", examples=["not continuity.export.open"])]


# ---- targets and bounds ----------------------------------------------------------------------------------------------
_TARGET_UNITS = {
    "%": "share",
    "ms": "duration",
    "s": "duration",
    "min": "duration",
    "h": "duration",
    "days": "duration",
    "months": "duration",
    "business hours": "duration",
    "business days": "duration",
    "EUR": "money",
}
_UNIT = "|".join(re.escape(unit) for unit in sorted(_TARGET_UNITS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Target:
    """`>= 99.9 %`, `2..4` or `unstated`. A comparison is `low` for > and >=, `high` for < and <=."""

    text: str
    comparison: Literal[">=", "<=", ">", "<", "..", "unstated"]
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def dimension(self) -> str:
        """share, duration, money, or count for a bare number."""
        return _TARGET_UNITS[self.unit] if self.unit else "count"

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        return tuple(number for number in (self.low, self.high) if number is not None)


def target(text: str) -> Target:
    """Raises a refusal for what is neither a comparison, a range nor `unstated`."""
    if text == "unstated":
        return Target(text, "unstated")
    if found := re.fullmatch(rf"(>=|<=|>|<) ?({NUMBER})(?: ?({_UNIT}))?", text):
        number = Decimal(found[2])
        low, high = (number, None) if found[1] in (">", ">=") else (None, number)
        return Target(text, found[1], low, high, found[3])  # type: ignore[arg-type]
    if found := re.fullmatch(rf"({NUMBER})\.\.({NUMBER})(?: ?({_UNIT}))?", text):
        low, high = Decimal(found[1]), Decimal(found[2])
        if low <= high:
            return Target(text, "..", low, high, found[3])
    raise refusal("value.target", value=text)


def bound(text: str) -> Target:
    """A comparison with one number. Raises a refusal for anything else."""
    try:
        read = target(text)
    except Exception:
        raise refusal("value.band", value=text) from None
    if read.comparison in ("..", "unstated"):
        raise refusal("value.band", value=text)
    return read


TargetOf = Annotated[Target, *from_text(target, type="string", examples=[">= 99.9 %", "2..4", "unstated"])]
Bound = Annotated[Target, *from_text(bound, type="string", examples=["<= 2 s", "< 99.5 %"])]


# ---- room to negotiate -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Room:
    """What an amendment may choose for a key: anything, one of some words, or a number within a range."""

    text: str
    kind: Literal["any", "words", "numbers", "terms"]
    words: tuple[str, ...] = ()
    low: Decimal | Term | None = None
    high: Decimal | Term | None = None
    unit: str | None = None

    def written(self) -> Any:
        return list(self.words) if self.kind == "words" else self.text


def _room(value: Any) -> Room:
    if isinstance(value, Room):
        return value
    if isinstance(value, list) and value:
        words = tuple(text_of(item) for item in value)
        return Room(", ".join(words), "words", words)
    text = text_of(value)
    if text == "any":
        return Room(text, "any")
    if found := re.fullmatch(rf"({NUMBER}) ?\.\. ?({NUMBER})(?: ?({_UNIT}))?", text):
        low, high = Decimal(found[1]), Decimal(found[2])
        if low <= high:
            return Room(text, "numbers", (), low, high, found[3])
    first, dots, last = text.partition("..")
    if dots:
        try:
            low_term, high_term = term(first.strip()), term(last.strip())
        except Exception:
            raise refusal("value.range", value=text) from None
        if low_term.kind == high_term.kind:
            return Room(text, "terms", (), low_term, high_term)
    raise refusal("value.range", value=text)


RoomOf = Annotated[
    Room,
    PlainValidator(_room),
    PlainSerializer(lambda room: room.written()),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": PLAIN}, "minItems": 1}]}),
]


# ---- warnings --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class WarnAt:
    """`75 %` of the term, a term `before` the due time, or a term `after start`."""

    text: str
    relation: Literal["share", "before", "after-start"]
    share: Decimal | None = None
    amount: Term | None = None

    def __str__(self) -> str:
        return self.text


def _warn_at(text: str) -> WarnAt:
    if found := re.fullmatch(rf"({NUMBER}) ?%", text):
        if 0 < Decimal(found[1]) < 100:
            return WarnAt(text, "share", share=Decimal(found[1]))
    elif found := re.fullmatch(r"(.+) (before|after start)", text):
        amount = term(found[1])
        if amount.kind not in ("none", "unstated", "method"):
            return WarnAt(text, "before" if found[2] == "before" else "after-start", amount=amount)
    raise refusal("value.warning", value=text)


WarnMoment = Annotated[WarnAt, *from_text(_warn_at, type="string", examples=["75 %", "4h before"])]


# ---- conditions ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Choice:
    """The words a property may have, or with `negated` the words it may not."""

    words: tuple[str, ...]
    negated: bool = False

    def fits(self, word: str | None) -> bool:
        return (word in self.words) is not self.negated

    def written(self) -> Any:
        words = list(self.words)
        return {"not": words} if self.negated else words


def _choice(value: Any) -> Choice:
    if isinstance(value, Choice):
        return value
    negated = isinstance(value, dict) and set(value) == {"not"}
    listed = value["not"] if negated else value
    if isinstance(listed, str):
        listed = [listed]
    if not isinstance(listed, list) or not listed or not all(isinstance(item, str) for item in listed):
        raise refusal("value.choice")
    return Choice(tuple(text_of(item) for item in listed), negated)


_WORDS: dict[str, Any] = {"anyOf": [{"type": PLAIN}, {"type": "array", "items": {"type": PLAIN}, "minItems": 1}]}
ChoiceOf = Annotated[
    Choice,
    PlainValidator(_choice),
    PlainSerializer(lambda choice: choice.written()),
    WithJsonSchema(
        {
            "anyOf": [
                *_WORDS["anyOf"],
                {"type": "object", "properties": {"not": _WORDS}, "required": ["not"], "additionalProperties": False},
            ]
        }
    ),
]


def all_words(conditions: Iterable[Choice]) -> set[str]:
    return {word for choice in conditions for word in choice.words}
