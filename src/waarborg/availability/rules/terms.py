"""What an agreement says of counting: the component, its method, hours and exclusions. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from waarborg.availability.rules import maintenance
from waarborg.availability.rules.accounting import Claim, accepted
from waarborg.availability.rules.indicators import DOWNTIME, UPTIME, uptime_target
from waarborg.availability.rules.maintenance import Judged, Notice, Work
from waarborg.availability.rules.methods import (
    ALWAYS,
    CAUSES,
    EXCLUSION,
    ExclusionMethod,
    UptimeMethod,
    exclusion,
    uptime,
)
from waarborg.availability.rules.periods import Period
from waarborg.availability.rules.targets import Length, Share, Unstated
from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.intervals import Intervals, union
from waarborg.kernel.lead_times import COUNTINGS
from waarborg.kernel.zones import year_of
from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.freeze import rules_of
from waarborg.promises.rules.agreement.promise import Measure, Rule
from waarborg.promises.rules.compiled import Compiled

EXCLUDE: Final = "availability.downtime.exclude"
START: Final = "availability.maintenance.start"
MAINTENANCE: Final = "maintenance"
# Where an agreement says nothing of its own.
OFFICE: Final = {"weekly": {"mon-fri": ["08:00-18:00"]}}
_ALWAYS = {"weekly": {"mon-sun": ["00:00-24:00"]}}
Hours = Callable[[int, int], Intervals]


@dataclass(frozen=True)
class Terms:
    """How the figure of one component is counted, and what it is held against.

    `hours`, `windows` give the opening times within two instants; None: all time. `causes` are those for which downtime
    may be left out, `evidence` whether that needs any. `promise` is empty where none speaks of the component.
    """

    component: str
    zone: str
    promise: str = ""
    method: UptimeMethod = field(default_factory=UptimeMethod)
    target: Share | Length | Unstated = field(default_factory=Unstated)
    experience: bool = False
    hours: Hours | None = None
    causes: tuple[str, ...] = ()
    evidence: bool = True
    notice: Notice | None = None
    windows: Hours | None = None

    def agreed(self, over: Period) -> Intervals:
        """The time of a period for which availability was agreed."""
        return ((over.start, over.end),) if self.hours is None else self.hours(over.start, over.end)

    def judged(self, works: tuple[Work, ...]) -> tuple[Judged, ...]:
        """Maintenance by the rules of this agreement: announced in time, within its windows, really worked."""
        notice = self.notice or Notice(None, _always(self.zone))
        return tuple(maintenance.judge(one, notice, self.windows) for one in works)

    def left_out(self, judged: tuple[Judged, ...], claims: tuple[Claim, ...]) -> Intervals:
        """What the method leaves out of the agreed time: maintenance, and claims for its causes."""
        planned = maintenance.excluded(judged) if MAINTENANCE in self.causes else ()
        return union(planned, accepted(claims, self.causes, evidence=self.evidence))


@lru_cache(maxsize=32)
def _always(zone: str) -> GrowingCalendar:
    return GrowingCalendar(CalendarRules.from_mapping(_ALWAYS, timezone=zone))


def terms_of(version: Compiled, name: str) -> Terms | None:
    """How the measure of this promise is counted; None where it is not one of availability or names no component.

    Raises NotCounted and BadInput as indicators and methods.
    """
    promise = version.promise(name)
    measure = promise.measure
    if measure is None or measure.of not in (UPTIME, DOWNTIME):
        return None
    component = component_of(measure)
    if component is None:
        return None
    agreement = version.agreement
    method = UptimeMethod()
    if measure.method is not None:
        method = uptime(agreement.methods[measure.method].settings)
    causes, evidence = _causes(version, method)
    return Terms(
        component=component,
        zone=agreement.timezone,
        promise=name,
        method=method,
        target=uptime_target(measure),
        experience=promise.level == "experience",
        hours=None if method.hours == ALWAYS else _openings(version, (method.hours,)),
        causes=causes,
        evidence=evidence,
        notice=_notice(version) if causes else None,
        windows=_windows(version) if causes else None,
    )


def component_of(measure: Measure) -> str | None:
    """The one component that a measure is about; None where it names none, or several."""
    chosen = (measure.where or {}).get("component")
    return chosen.words[0] if chosen is not None and len(chosen.words) == 1 and not chosen.negated else None


def _causes(version: Compiled, method: UptimeMethod) -> tuple[tuple[str, ...], bool]:
    """What `excludes` of a method names: a cause as it is, or a rule that says which causes may be left out."""
    if not method.excludes:
        return (), True
    found: list[str] = []
    for name in method.excludes:
        promise = version.agreement.promises.get(name)
        chosen = (promise.rule.where or {}).get("exclusion") if promise is not None and promise.rule else None
        if promise is None:
            found.append(name)
        elif chosen is not None:
            found += [cause for cause in CAUSES if chosen.fits(cause)]
        elif promise.rule is not None and START in promise.rule.act:
            found.append(MAINTENANCE)
    ways = [exclusion(one.settings) for one in version.agreement.methods.values() if one.uses == EXCLUSION]
    way = ways[0] if ways else ExclusionMethod()
    return tuple(cause for cause in dict.fromkeys(found) if cause in way.causes), way.evidence


def _rules(version: Compiled) -> list[Rule]:
    """What the agreement asks of the beginning of any maintenance; not what it asks of one kind of it alone."""
    promises = version.agreement.promises.values()
    return [one.rule for one in promises if one.rule is not None and START in one.rule.act and not one.if_]


def _notice(version: Compiled) -> Notice | None:
    for rule in _rules(version):
        for moment in rule.earliest.items if rule.earliest else ():
            if moment.relation == "notice" and moment.amount is not None:
                agreement, name = version.agreement, version.agreement.defaults.calendar
                calendar = (
                    GrowingCalendar(rules_of(agreement.calendars[name], agreement.timezone))
                    if name in agreement.calendars
                    else _always(agreement.timezone)
                )
                return Notice(moment.amount.duration, calendar, rule.counting or COUNTINGS[0])
    return None


def _windows(version: Compiled) -> Hours | None:
    names = next((rule.inside for rule in _rules(version) if rule.inside), ())
    return _openings(version, names) if names else None


def _openings(version: Compiled, names: tuple[str, ...]) -> Hours:
    def openings(start: int, end: int) -> Intervals:
        year = year_of(end) + 1
        return union(*(version.written_out(name, year).intervals(start, end) for name in names))

    return openings


def daytime(version: Compiled) -> tuple[str, Hours]:
    """The hours in which an outage is noticed most, with their word: those of the agreement's own calendar, or office
    hours where it has none or one that never closes."""
    name = version.agreement.defaults.calendar
    if name in version.agreement.calendars:
        calendar = content_of(version.agreement.calendars[name])
        if calendar.get("weekly") != _ALWAYS["weekly"] or calendar["holidays"] != {"preset": "none"}:
            return "open", _openings(version, (name,))
    office = GrowingCalendar(CalendarRules.from_mapping(OFFICE, timezone=version.agreement.timezone))
    return "office", lambda start, end: office.work_out(start, lambda compiled: compiled.intervals(start, end))
