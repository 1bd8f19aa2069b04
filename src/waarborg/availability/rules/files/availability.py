"""What the file of `waarborg measure availability` says, and the account that follows from it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.availability.rules import maintenance
from waarborg.availability.rules.accounting import Account, Claim, accepted, account, check_measurable
from waarborg.availability.rules.files import times
from waarborg.availability.rules.files.places import each, under
from waarborg.availability.rules.files.schemas import availability as schema
from waarborg.availability.rules.files.shape import check
from waarborg.availability.rules.maintenance import Announcement, Judged, Notice, Work
from waarborg.availability.rules.methods import ALWAYS, CALENDAR, ExclusionMethod, UptimeMethod, exclusion, uptime
from waarborg.availability.rules.periods import Period, period
from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.targets import Length, Share, Unstated, of_uptime
from waarborg.availability.rules.timeline import OUTAGE, Span
from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.growing import GrowingCalendar
from waarborg.kernel.intervals import Intervals, measure, union
from waarborg.kernel.lead_times import COUNTINGS, UnsuitableLead
from waarborg.kernel.zones import Zone, zone

_ALWAYS = {"weekly": {"mon-sun": ["00:00-24:00"]}}
_BUSINESS = ("business-time", "half-business-day", "business-days")
_NOT_A_LEAD = ("same-business-day", "next-business-day", "unstated", "method")


class NeedsCalendar(BadInput):
    code = "measure.notice.needs-calendar"
    nl = "“{lead}” telt in werktijd, en er staat geen kalender bij."
    en = "“{lead}” counts in business time, and no calendar is given with it."
    nl_way_out = 'Schrijf {{"lead": "{lead}", "calendar": {{"weekly": {{"mon-fri": ["09:00-17:00"]}}}}}}.'
    en_way_out = 'Write {{"lead": "{lead}", "calendar": {{"weekly": {{"mon-fri": ["09:00-17:00"]}}}}}}.'


class HoursDisagree(BadInput):
    code = "measure.method.hours-disagree"
    nl = "De meetmethode telt de uren van “{hours}”, en calendar in dit bestand zegt iets anders."
    en = "The method counts the hours of “{hours}”, and calendar in this file says otherwise."
    nl_way_out = "Laat hours weg, of geef de kalender die het noemt."
    en_way_out = "Leave out hours, or give the calendar that it names."


@dataclass(frozen=True, slots=True)
class Measured:
    """The file read, and everything that a reader may want explained."""

    period: Period
    always: bool
    works: tuple[Judged, ...]
    claims: tuple[Claim, ...]
    exclusion: ExclusionMethod
    account: Account


def measured(content: Any) -> Measured:
    """The figure of a file. Raises BadInput with the path of the place, and Unmeasurable."""
    check(content, schema())
    over = period(content["month"], under("timezone", _named_zone, content["timezone"]), through=content.get("through"))
    place = zone(over.zone)
    calendar = content.get("calendar", "24x7")
    method = under(
        "method", lambda one: _method(one, ALWAYS if calendar == "24x7" else CALENDAR), content.get("method", {})
    )
    targets = _targets(content["target"])
    hours = _hours(content, over)
    if method.probing is not None:
        _measurable(targets, measure(hours), method.probing)
    spans = _spans(content.get("outages", ()), over, place)
    unknown = union(each("unknowns", content.get("unknowns", ()), lambda one: times.interval(one, place)))
    claims = tuple(each("exclusions", content.get("exclusions", ()), lambda one: _claim(one, place)))
    excluding = under("exclusion", exclusion, content.get("exclusion", {}))
    works = _works(content, over, place)
    left_out = union(maintenance.excluded(works), accepted(claims, excluding.causes, evidence=excluding.evidence))
    found = account(spans, unknown, left_out, hours, targets, method, experience=content.get("level") == "experience")
    return Measured(over, calendar == "24x7", works, claims, excluding, found)


def _named_zone(name: str) -> str:
    return zone(name).name


def _method(content: Mapping[str, Any], hours: str) -> UptimeMethod:
    """A file that lists maintenance means it: only a method that says `excludes: []` leaves nothing out."""
    settings = {key: value for key, value in content.items() if key != "uses"}
    found = uptime({"excludes": ["maintenance"], "hours": hours} | settings)
    if (found.hours == ALWAYS) != (hours == ALWAYS):
        raise HoursDisagree(hours=found.hours, path="hours")
    return found


def _targets(content: str | Sequence[str]) -> tuple[Share | Length | Unstated, ...]:
    if isinstance(content, str):
        return (under("target", of_uptime, content),)
    return tuple(each("target", content, of_uptime))


def _measurable(targets: Iterable[Share | Length | Unstated], agreed: int, probing: Probing) -> None:
    for one in targets:
        try:
            check_measurable(one, agreed, probing)
        except BadInput as problem:
            raise problem.under("target") from None


def _hours(content: Mapping[str, Any], over: Period) -> Intervals:
    given = content.get("calendar", "24x7")
    if given == "24x7":
        return ((over.start, over.end),)
    calendar = under("calendar", lambda one: _calendar(one, over.zone), given)
    return _openings(calendar, over.start, over.end)


def _calendar(content: Mapping[str, Any], timezone: str) -> GrowingCalendar:
    return GrowingCalendar(CalendarRules.from_mapping(content, timezone=timezone))


def _openings(calendar: GrowingCalendar, start: int, end: int) -> Intervals:
    return calendar.work_out(start, lambda compiled: compiled.intervals(start, end))


def _spans(content: Iterable[Mapping[str, Any]], over: Period, place: Zone) -> tuple[Span, ...]:
    def span(one: Mapping[str, Any]) -> Span:
        return Span(*times.interval(one, place, still=over.end), one.get("state", OUTAGE))

    return tuple(each("outages", content, span))


def _claim(content: Mapping[str, Any], place: Zone) -> Claim:
    start, end = times.interval(content, place)
    return Claim(start, end, content.get("cause", ""), content.get("evidence", ""))


def _works(content: Mapping[str, Any], over: Period, place: Zone) -> tuple[Judged, ...]:
    if not content.get("maintenance"):
        return ()
    notice = under("notice", lambda one: _notice(one, over.zone), content["notice"])
    given = content.get("maintenance_hours")
    allowed: Callable[[int, int], Intervals] | None = None
    if given is not None:
        listed = [given] if isinstance(given, dict) else given
        calendars = each("maintenance_hours", listed, lambda one: _calendar(one, over.zone))

        def allowed(start: int, end: int) -> Intervals:
            return union(*(_openings(one, start, end) for one in calendars))

    return tuple(
        each("maintenance", content["maintenance"], lambda one: maintenance.judge(_work(one, place), notice, allowed))
    )


def _notice(content: str | Mapping[str, Any], timezone: str) -> Notice:
    given = {"lead": content} if isinstance(content, str) else content
    lead = under("lead", parse_duration, given["lead"])
    if lead.kind in _NOT_A_LEAD:
        raise UnsuitableLead(lead=given["lead"], path="lead")
    if lead.kind in _BUSINESS and "calendar" not in given:
        raise NeedsCalendar(lead=given["lead"])
    calendar = under("calendar", lambda one: _calendar(one, timezone), given.get("calendar", _ALWAYS))
    return Notice(None if lead.kind == "none" else lead, calendar, given.get("counting", COUNTINGS[0]))


def _work(content: Mapping[str, Any], place: Zone) -> Work:
    announcements = []
    if "announced" in content:
        announcements.append(_announcement(content, place))
    for number, one in enumerate(content.get("changes", ())):
        try:
            announcements.append(_announcement(one, place))
            if announcements[-1].at < announcements[-2].at:
                raise maintenance.AnnouncementsOutOfOrder(path="announced")
        except BadInput as problem:
            raise problem.under(f"changes[{number}]") from None
    given = content.get("actual", [])
    if isinstance(given, dict):
        actual = [under("actual", lambda one: times.interval(one, place), given)]
    else:
        actual = each("actual", given, lambda one: times.interval(one, place))
    return Work(tuple(announcements), union(actual), content.get("what", ""))


def _announcement(content: Mapping[str, Any], place: Zone) -> Announcement:
    at = under("announced", lambda one: times.instant(one, place), content["announced"])
    window = content["window"]
    if window is None:
        return Announcement(at, None)
    return Announcement(at, under("window", lambda one: times.interval(one, place), window))
