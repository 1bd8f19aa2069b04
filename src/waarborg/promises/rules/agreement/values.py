"""The plain values of an agreement file, each read from text: names, dates, yes/no, terms, hours, amounts.

Every type here is a pydantic annotation: it reads text, refuses with a code of our own, and writes the same text back
for the canonical model. Nothing is guessed: a value that is not written as its type says is refused.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from waarborg.kernel.durations import Duration, UnreadableDuration, parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.zones import zone_names

NUMBER = r"\d{1,12}(?:\.\d{1,9})?"
# What an editor may make of a word that stands in YAML without quotes.
PLAIN = ["string", "number", "boolean"]


def refusal(code: str, **params: Any) -> PydanticCustomError:
    """The error that pydantic collects; "agreement." + `code` is a key of the catalogue of messages."""
    return PydanticCustomError("agreement", "{code}", {"code": f"agreement.{code}", "params": params})


def text_of(value: Any) -> str:
    """`value` as text with single spaces. Raises when it is a list or a block."""
    if not isinstance(value, str):
        raise refusal("value.not-text")
    return " ".join(value.split())


def from_text(parse: Callable[[str], Any], *, pattern: str | None = None, **schema: Any) -> tuple[Any, ...]:
    """The metadata that makes a type readable from text by `parse` and written back with `str`."""

    def read(value: Any) -> Any:
        return parse(text_of(value)) if isinstance(value, (str, list, dict)) else value

    described = schema or {"type": PLAIN}
    if pattern:
        described = {**described, "pattern": pattern}
    return PlainValidator(read), PlainSerializer(str, return_type=str), WithJsonSchema(described)


def one_or_more(value: Any) -> Any:
    """`x` means `[x]`."""
    if isinstance(value, (list, tuple)):
        if not value:
            raise refusal("value.empty-list")
        return value
    return [value]


def matching(pattern: str, code: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def parse(text: str) -> str:
        if not compiled.fullmatch(text):
            raise refusal(code, value=text)
        return text

    return parse


# ---- names -----------------------------------------------------------------------------------------------------------
_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PROMISE_ID = rf"{_ID}(?:\.{_ID})+"

Text = Annotated[str, *from_text(matching(r".{1,4000}", "value.unreadable"))]
Word = Annotated[str, *from_text(matching(r".{1,200}", "value.unreadable"))]
Id = Annotated[str, *from_text(matching(_ID, "value.id"), pattern=f"^{_ID}$")]
PromiseId = Annotated[str, *from_text(matching(_PROMISE_ID, "value.promise-id"), pattern=f"^{_PROMISE_ID}$")]
Version = Annotated[str, *from_text(matching(r"\S{1,60}", "value.unreadable"))]
FileName = Annotated[str, *from_text(matching(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,199}", "value.file"))]
Sha256 = Annotated[str, *from_text(matching(r"[0-9a-f]{64}", "value.sha256"), pattern="^[0-9a-f]{64}$")]
Amends = Annotated[str, *from_text(matching(rf"{_ID} \S{{1,60}}", "value.amends"), pattern=rf"^{_ID} \S+$")]


# ---- time ------------------------------------------------------------------------------------------------------------
def date_of(text: str) -> dt.date:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise refusal("value.date", value=text) from None


def _zone(text: str) -> str:
    if text not in zone_names():
        raise refusal("value.zone", value=text, candidates=tuple(zone_names()))
    return text


def _local_time(text: str) -> str:
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", text):
            raise ValueError
        dt.datetime.fromisoformat(text)
    except ValueError:
        raise refusal("value.local-time", value=text) from None
    return text


Date = Annotated[dt.date, *from_text(date_of, type="string", pattern=r"^\d{4}-\d\d-\d\d$")]
LocalTime = Annotated[str, *from_text(_local_time, type="string", pattern=r"^\d{4}-\d\d-\d\d \d\d:\d\d$")]
Zone = Annotated[str, *from_text(_zone, type="string", examples=["Europe/Amsterdam"])]


@dataclass(frozen=True, slots=True)
class Term:
    """A duration as it was written, and what the kernel reads in it."""

    text: str
    duration: Duration

    def __str__(self) -> str:
        return self.text

    @property
    def kind(self) -> str:
        return self.duration.kind


def term(text: str, *, zero: bool = False) -> Term:
    """A duration. Raises a refusal for what is none; `zero` lets "0h" through, which only a moment may say."""
    try:
        return Term(text, parse_duration(text, zero=zero))
    except UnreadableDuration:
        raise refusal("value.duration", value=text) from None
    except BadInput as error:
        said = {lang: f"{error.say(lang)} {error.way_out(lang)}" for lang in ("nl", "en")}
        raise refusal("value.duration-refused", said=said) from None


Duration_ = Annotated[Term, *from_text(term, type="string", examples=["4h", "4 business hours", "5 business days"])]


# ---- yes/no, numbers, money ------------------------------------------------------------------------------------------
def _yes_no(text: str) -> bool:
    if text not in ("true", "false"):
        raise refusal("value.yes-no", value=text)
    return text == "true"


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,12}", text):
        raise refusal("value.number", value=text)
    return int(text)


YesNo = Annotated[
    bool,
    PlainValidator(lambda value: value if isinstance(value, bool) else _yes_no(text_of(value))),
    WithJsonSchema({"type": "boolean"}),
]
Count = Annotated[
    int,
    PlainValidator(lambda value: value if isinstance(value, int) else _count(text_of(value))),
    WithJsonSchema({"type": "integer", "minimum": 0}),
]


@dataclass(frozen=True, slots=True)
class Amount:
    """A share ("5 %") or a sum of money ("EUR 50")."""

    text: str
    number: Decimal
    currency: str | None

    def __str__(self) -> str:
        return self.text

    @property
    def is_share(self) -> bool:
        return self.currency is None


def amount(text: str) -> Amount:
    """Raises a refusal for what is neither a percentage nor a sum of money."""
    if found := re.fullmatch(rf"({NUMBER}) ?%", text):
        return Amount(text, Decimal(found[1]), None)
    if found := re.fullmatch(rf"([A-Z]{{3}}) ({NUMBER})", text):
        return Amount(text, Decimal(found[2]), found[1])
    raise refusal("value.amount", value=text)


Money = Annotated[Amount, *from_text(amount, type="string", examples=["EUR 50", "5 %"])]


# ---- opening hours ---------------------------------------------------------------------------------------------------
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours(text: str) -> str:
    """An opening such as 09:00-17:00. Raises a refusal for a reversed or impossible one."""
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d) ?- ?(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", text)
    if not found:
        raise refusal("hours.unreadable", value=text)
    start, end = text.replace(" ", "").split("-")
    if start == end:
        raise refusal("hours.empty", value=text)
    if end < start:
        raise refusal("hours.reversed", value=text, start=start, end=end)
    return f"{start}-{end}"


def days(text: str) -> tuple[str, ...]:
    """The days that "mon-thu" or "sat" means, Monday first. Raises a refusal; a week does not run past Sunday."""
    first, _, last = text.partition("-")
    if first not in DAYS or (last or first) not in DAYS or DAYS.index(last or first) < DAYS.index(first):
        raise refusal("days.unreadable", value=text)
    return DAYS[DAYS.index(first) : DAYS.index(last or first) + 1]


_HOURS = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"
Hours = Annotated[str, *from_text(hours, type="string", pattern=_HOURS)]
WeekDays = Annotated[
    str,
    *from_text(lambda text: days(text) and text, type="string", examples=["mon-fri", "sat"]),
]


def overlapping(openings: tuple[str, ...]) -> tuple[str, str] | None:
    """The first two openings that overlap; two that touch are fine."""
    ordered = sorted(openings)
    for earlier, later in pairwise(ordered):
        if later[:5] < earlier[6:]:
            return later, earlier
    return None
