"""The frame of an agreement: the definitions that promises refer to."""

from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from waarborg.promises.rules.agreement.terms import ChoiceOf, WarnMoment
from waarborg.promises.rules.agreement.values import (
    DAYS,
    Date,
    Duration_,
    FileName,
    Hours,
    Id,
    LocalTime,
    Sha256,
    Text,
    WeekDays,
    Word,
    YesNo,
    Zone,
    days,
    one_or_more,
    overlapping,
    refusal,
)

Language = Literal["nl", "en"]
Counting = Literal["rolling", "closing"]
Running = Literal["frozen", "live"]
OnChange = Literal["from-start", "from-change"]
Visible = Literal["customer", "public", "internal"]
Conditions = dict[Word, ChoiceOf]

# One word or a list of words.
Names = Annotated[tuple[Word, ...], BeforeValidator(one_or_more, json_schema_input_type=Word | tuple[Word, ...])]


def _check_openings(openings: tuple[str, ...]) -> tuple[str, ...]:
    if clash := overlapping(openings):
        raise refusal("hours.overlap", value=clash[0], other=clash[1], at=(openings.index(clash[0]),))
    return tuple(sorted(openings))


def _check_week(week: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    taken: dict[str, str] = {}
    for written in week:
        for day in days(written):
            if day in taken:
                raise refusal("days.twice", day=day, other=taken[day], at=(written,), part="key")
            taken[day] = written
    return week


Openings = Annotated[tuple[Hours, ...], AfterValidator(_check_openings)]
Week = Annotated[dict[WeekDays, Openings], AfterValidator(_check_week)]


class Block(BaseModel):
    """A block of keys. Unknown keys are refused; once read, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Wording(Block):
    """The two texts that most definitions have."""

    nl: Text
    en: Text

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


class Provider(Block):
    name: Text
    registered: Word | None = None


class Warn(Block):
    at: WarnMoment
    tell: Names


class Defaults(Block):
    """What a promise that is silent takes."""

    calendar: Word | None = None
    counting: Counting | None = None
    running: Running | None = None
    on_change: OnChange | None = None
    visible: Visible | None = None
    warn: tuple[Warn, ...] = ()


class Component(Wording):
    part_of: Word | None = None
    counted: YesNo = True


Preset = Literal["none", "NL", "NL+5mei5", "NL-ATW", "TARGET"]


class Holidays(Block):
    """A preset with its exceptions; `holidays: NL` and `holidays: none` are short for it."""

    preset: Preset
    except_: tuple[Word, ...] = Field(default=(), alias="except")
    add: tuple[Word, ...] = ()


def _preset(value: Any) -> Any:
    if isinstance(value, str):
        if value not in get_args(Preset):
            known = list(get_args(Preset))
            raise refusal("value.not-one-of", value=value, known=known, candidates=known)
        return {"preset": value}
    return value


HolidaysOf = Annotated[Holidays, BeforeValidator(_preset, json_schema_input_type=Preset | Holidays)]


class Recurring(Block):
    """Openings that come back: first start, length, and an RFC 5545 recurrence rule."""

    first: LocalTime
    lasts: Duration_
    repeat: Word


class CalendarChange(Block):
    """From a date on, the keys given replace those of the calendar."""

    from_: Date = Field(alias="from")
    weekly: Week | None = None
    holidays: HolidaysOf | None = None
    closed: tuple[Date, ...] | None = None
    open: dict[Date, Openings] | None = None


class Calendar(Wording):
    timezone: Zone | None = None
    weekly: Week = {}
    recurring: tuple[Recurring, ...] = ()
    holidays: HolidaysOf
    closed: tuple[Date, ...] = ()
    open: dict[Date, Openings] = {}
    deviations: Literal["none", "announced"] = "none"
    changes: tuple[CalendarChange, ...] = ()

    @model_validator(mode="after")
    def _opens(self) -> "Calendar":
        if not (self.weekly or self.recurring or self.open or self.changes):
            raise refusal("calendar.never")
        for date in self.closed:
            if date in self.open:
                raise refusal("calendar.both", date=date, at=("open", str(date)), part="key")
        return self

    def openings(self, day: str) -> tuple[str, ...]:
        """The regular hours of a day of the week."""
        return next((hours for written, hours in self.weekly.items() if day in days(written)), ())

    def week(self) -> dict[str, tuple[str, ...]]:
        return {day: self.openings(day) for day in DAYS}


class SchemeValue(Wording):
    criteria: Wording | None = None
    if_: Conditions | None = Field(default=None, alias="if")
    else_: Word | None = Field(default=None, alias="else")


class Scheme(Block):
    """A closed list of words, such as priorities. `of` is the subject that carries the word."""

    of: Word
    set_by: tuple[Word, ...] = ()
    values: dict[Word, SchemeValue]


class Role(Wording):
    """The vendor's own word for a role that exists; of a list, the first that is filled."""

    is_: Names = Field(alias="is")


class Method(BaseModel):
    """A named formula with its settings, whatever those are."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    uses: Word

    @property
    def settings(self) -> dict[str, Any]:
        return dict(self.__pydantic_extra__ or {})


class Document(Wording):
    """A document bound to the agreement by hash."""

    kind: Literal["terms", "dpa", "price-list", "addendum"]
    file: FileName
    sha256: Sha256 | None = None
    if_: Conditions | None = Field(default=None, alias="if")
    accepted_by: tuple[Word, ...] = ()


Calendars = dict[Id, Calendar]
Methods = dict[Id, Method]
Documents = dict[Id, Document]
