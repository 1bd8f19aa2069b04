"""What agreements say of maintenance: how long before it is announced, in which hours it lies, and who does it.

Read from the rules on the acts `availability.maintenance.start` and `availability.hotfix.start`. Where an agreement has
no rule on hotfixes, a hotfix is maintenance like any other: nothing is allowed by silence. Several agreements count
together: the strictest decides.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.availability.rules.maintenance import Asks, Notice, Notices
from waarborg.availability.rules.planning import Windows
from waarborg.availability.rules.work_kinds import HOTFIX
from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.intervals import Intervals, intersect, union
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Promise, Rule
from waarborg.promises.rules.applying import roles_of
from waarborg.promises.rules.whom import applies, said_of

START: Final = "availability.maintenance.start"
START_HOTFIX: Final = "availability.hotfix.start"
ANNOUNCED: Final = "availability.maintenance.announced"
_ALWAYS = {"weekly": {"mon-sun": ["00:00-24:00"]}, "holidays": "none"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule in force: `said` is what it says to whom it refuses, `wording` the promise itself, by language.

    `notice` None asks for no announcement, `windows` None for no hours, `who` None for nobody in particular (dotted
    roles otherwise). `fits` is whether the case is one that it allows at all. `waiver`: roles that may set the notice
    aside, with a reason. `instead`: promises that show another way.
    """

    promise: str
    said: Mapping[str, str]
    wording: Mapping[str, str]
    notice: Notice | None = None
    windows: Windows | None = None
    who: frozenset[str] | None = None
    fits: bool = True
    waiver: frozenset[str] = frozenset()
    instead: tuple[str, ...] = ()


def asked(agreement: Agreement, kind: str, words: Sequence[Mapping[str, str]]) -> tuple[Asked, ...]:
    """The rules in force on maintenance of a kind. `words`: the properties of the case, once for each component that it
    is about, so that a promise about one of them counts; with `maintenance-kind`, `severity` and what binds."""
    act = act_of(agreement, kind)
    found = []
    for name, promise in agreement.promises.items():
        rule = promise.rule
        if rule is None or promise.offered or act not in rule.act or rule.allowed == "whenever":
            continue
        about = [one for one in words if applies(promise, one)]
        if about:
            found.append(_asked(name, promise, rule, agreement, about))
    return tuple(found)


def act_of(agreement: Agreement, kind: str) -> str:
    """The act as this agreement judges it."""
    known = any(promise.rule and START_HOTFIX in promise.rule.act for promise in agreement.promises.values())
    return START_HOTFIX if kind == HOTFIX and known else START


def _asked(name: str, promise: Promise, rule: Rule, agreement: Agreement, about: list[Mapping[str, str]]) -> Asked:
    conditions = rule.where or {}
    fits = all(key in one and choice.fits(one[key]) for one in about for key, choice in conditions.items())
    return Asked(
        name,
        said_of(promise),
        {lang: promise.say(lang) for lang in ("nl", "en")},
        notice=_notice(rule, agreement),
        windows=_windows(rule.inside, agreement) if rule.inside else None,
        who=roles_of(agreement, rule.who) if rule.who else None,
        fits=fits and rule.allowed != "never",
        waiver=roles_of(agreement, rule.waiver),
        instead=rule.instead,
    )


def _notice(rule: Rule, agreement: Agreement) -> Notice | None:
    """The announcement that a rule asks for. Of several moments the first is the one about the announcement."""
    for one in rule.earliest.items if rule.earliest else ():
        if one.relation == "notice" and one.anchor == ANNOUNCED and one.amount is not None:
            # Terms in open time count in the agreement's own calendar, all others on the wall.
            usual = agreement.defaults.calendar
            business = one.amount.kind.startswith("business") and usual is not None
            calendar = (
                GrowingCalendar(rules_of(agreement.calendars[str(usual)], agreement.timezone))
                if business
                else GrowingCalendar(CalendarRules.from_mapping(_ALWAYS, timezone=agreement.timezone))
            )
            return Notice(one.amount.duration, calendar, rule.counting or "rolling")
    return None


def _windows(names: Iterable[str], agreement: Agreement) -> Windows:
    """The hours of one of these calendars or another; where they touch they are one window."""
    calendars = [GrowingCalendar(rules_of(agreement.calendars[name], agreement.timezone)) for name in names]

    def within(start: int, end: int) -> Intervals:
        return union(*(one.work_out(start, lambda compiled: compiled.intervals(start, end)) for one in calendars))

    return within


def together(found: Iterable[Asked]) -> tuple[Asks, Windows | None]:
    """All of them in one: announced in time for each, and within the hours of every one that names any. None: at any
    time. Where nothing asks for an announcement, none is needed."""
    listed = tuple(found)
    hours = [one.windows for one in listed if one.windows is not None]

    def within(start: int, end: int) -> Intervals:
        both: Intervals = ((start, end),)
        for one in hours:
            both = intersect(both, one(start, end))
        return both

    return Notices(tuple(one.notice for one in listed if one.notice is not None)), within if hours else None
