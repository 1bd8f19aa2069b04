"""The terms and windows of the SuperOffice profile: the scenarios of its clauses, in Norwegian time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from waarborg.kernel.calendars import CompiledCalendar
from waarborg.kernel.instants import from_us
from waarborg.kernel.lead_times import in_time
from waarborg.promises.rules.agreement.promise import Rule
from waarborg.promises.rules.replay.from_agreement import compiled_calendars
from waarborg.promises.tests.profile_clocks import Counted, at, counted, log, shown

OSLO = ZoneInfo("Europe/Oslo")
HOUR = 3_600_000_000
PREMIUM = """\
amendment: merendaal-premium
amends: superoffice 2026.1
customer: merendaal
effective: 2026-06-01
promises:
  support.answer:
    clock: {cases: [{if: {priority: p1}, within: 1h}, {if: {priority: p2}, within: 8h}, {within: unstated}]}
"""


@pytest.fixture(scope="module")
def superoffice() -> Counted:
    return counted("superoffice")


@pytest.fixture(scope="module")
def calendars(superoffice: Counted) -> dict[str, CompiledCalendar]:
    return dict(compiled_calendars(superoffice.agreement, date(2025, 12, 1), date(2027, 12, 31)))


def rule_of(superoffice: Counted, promise: str) -> Rule:
    rule = superoffice.promise(promise).rule
    assert rule is not None, promise
    return rule


def openings(calendar: CompiledCalendar, first: str, last: str) -> list[str]:
    """The beginnings of what is open, as Norwegian time."""
    found = calendar.intervals(at(f"{first} 00:00"), at(f"{last} 00:00"))
    return [f"{from_us(start).astimezone(OSLO):%a %Y-%m-%d %H:%M}" for start, _ in found]


def hours(calendar: CompiledCalendar, first: str, last: str) -> float:
    return calendar.open_between(at(first), at(last)) / HOUR


@pytest.mark.clause("SO-10")
@pytest.mark.parametrize(
    ("plan", "expected"), [("standard", "Sun 2026-03-15 02:00"), ("premium", "Sat 2026-03-14 23:00")]
)
def test_the_first_answer_comes_by_plan_in_elapsed_hours(superoffice: Counted, plan: str, expected: str) -> None:
    assert superoffice.due("support.answer", "2026-03-14 22:00", priority="p1", plan=plan) == expected


@pytest.mark.clause("SO-10")
def test_other_reports_are_timed_without_a_figure(superoffice: Counted) -> None:
    answered = log(("2026-03-14 22:00", "reported", {"priority": "p3"}), ("2026-03-20 22:00", "answered"))
    run = superoffice.run("support.answer", answered)
    assert (run.is_open, run.verdict, run.due_us) == (False, None, None)


@pytest.mark.clause("SO-10")
def test_a_premium_addendum_sets_the_terms_of_one_customer() -> None:
    premium = counted("superoffice", PREMIUM)
    assert premium.due("support.answer", "2026-06-02 10:00", priority="p1") == "Tue 2026-06-02 11:00"
    assert premium.due("support.answer", "2026-06-02 10:00", priority="p2") == "Tue 2026-06-02 18:00"
    assert counted("superoffice").due("support.answer", "2026-06-02 10:00", priority="p1") == "Tue 2026-06-02 14:00"


@pytest.mark.clause("SO-10")
def test_nobody_helps_without_a_signed_agreement(superoffice: Counted) -> None:
    where = rule_of(superoffice, "support.confidentiality").where
    assert where is not None and where["confidentiality"].words == ("signed",)


@pytest.mark.clause("SO-13")
def test_a_request_of_the_last_of_january_is_due_on_the_last_of_february(superoffice: Counted) -> None:
    received = log(("2026-01-31 09:00", "privacy.rights-request.received"))
    assert shown(superoffice.run("privacy.rights-request", received).due_us) == "Sat 2026-02-28 09:00"


@pytest.mark.clause("SO-15")
def test_the_power_is_tested_every_twelve_months(superoffice: Counted) -> None:
    tested = log(("2026-03-31 10:00", "trust.power-test.done"))
    run = superoffice.timeline("security.power-test", tested, "2026-04-01 10:00").runs[-1]
    assert shown(run.due_us) == "Wed 2027-03-31 10:00"


@pytest.mark.clause("SO-21")
def test_a_mailing_is_gone_after_twenty_four_elapsed_hours_over_the_start_of_summer_time(superoffice: Counted) -> None:
    handed = ("2026-03-28 12:00", "privacy.mail.handed-over")
    assert shown(superoffice.run("privacy.mail-erased", log(handed)).due_us) == "Sun 2026-03-29 13:00"
    late = log(handed, ("2026-03-29 13:01", "privacy.mail.erased"))
    assert superoffice.run("privacy.mail-erased", late).verdict == "broken"


@pytest.mark.clause("SO-30")
def test_windows_stand_in_norwegian_time(superoffice: Counted, calendars: dict[str, CompiledCalendar]) -> None:
    """A window that opens at midnight opens at 23:00 UTC in winter and at 22:00 UTC in summer."""
    assert superoffice.agreement.timezone == "Europe/Oslo"
    starts = [
        one[0]
        for day in ("2026-01-09", "2026-07-10")
        for one in calendars["system-night"].openings_on(date.fromisoformat(day))
    ]
    assert [f"{from_us(start):%d %H:%M}" for start in starts] == ["08 23:00", "09 22:00"]


@pytest.mark.clause("SO-31")
def test_system_maintenance_has_every_second_friday_night(calendars: dict[str, CompiledCalendar]) -> None:
    window = calendars["system-night"]
    assert openings(window, "2026-01-01", "2026-02-10") == [
        "Fri 2026-01-09 00:00", "Fri 2026-01-23 00:00", "Fri 2026-02-06 00:00",
    ]  # fmt: skip
    assert not window.is_open(at("2026-01-16 01:00"))
    # Work of twenty minutes from 05:50 ends outside.
    assert window.open_between(at("2026-01-09 05:50"), at("2026-01-09 06:10")) == HOUR // 6


@pytest.mark.clause("SO-32")
def test_upgrades_come_on_tuesday_and_for_the_rest_on_friday_every_third_week(
    superoffice: Counted, calendars: dict[str, CompiledCalendar]
) -> None:
    assert openings(calendars["upgrade-first"], "2026-03-01", "2026-04-16") == [
        "Tue 2026-03-03 22:00", "Tue 2026-03-24 22:00", "Tue 2026-04-14 22:00",
    ]  # fmt: skip
    assert openings(calendars["upgrade-rest"], "2026-03-01", "2026-04-16") == [
        "Fri 2026-03-06 22:00", "Fri 2026-03-27 22:00",
    ]  # fmt: skip
    assert [str(need) for need in rule_of(superoffice, "maintenance.upgrade-rest").needs] == ["releases.wave.healthy"]
    assert superoffice.agreement.methods["waves"].settings["share"] == "10 %"


@pytest.mark.clause("SO-33")
def test_the_nightly_restart_happens_once_in_the_nights_in_which_the_clock_changes(
    calendars: dict[str, CompiledCalendar],
) -> None:
    assert openings(calendars["restart-hour"], "2026-03-28", "2026-03-31") == [
        "Sat 2026-03-28 02:00", "Sun 2026-03-29 03:00", "Mon 2026-03-30 02:00",
    ]  # fmt: skip
    assert len(openings(calendars["restart-hour"], "2026-10-25", "2026-10-26")) == 1


@pytest.mark.clause("SO-33", "SO-38", "SO-29")
@pytest.mark.parametrize(
    ("promise", "statistic", "target", "good", "level"),
    [
        ("maintenance.restart-interruption", "max", "<= 3 s", None, "experience"),
        ("maintenance.interruption", "share", "unstated", "<= 30 min", "experience"),
        ("availability.downtime", "sum", "unstated", None, "target"),
    ],
)
def test_measures_have_the_figures_of_their_clauses(
    superoffice: Counted, promise: str, statistic: str, target: str, good: str | None, level: str
) -> None:
    measure = superoffice.promise(promise).measure
    assert measure is not None
    found = (measure.statistic, str(measure.target), measure.good and str(measure.good))
    assert (*found, superoffice.promise(promise).level) == (statistic, target, good, level)


@pytest.mark.clause("SO-35")
@pytest.mark.parametrize(("month", "day"), [("2026-05", "08"), ("2027-01", "08"), ("2026-03", "13")])
def test_security_patches_have_the_night_to_the_second_friday(
    calendars: dict[str, CompiledCalendar], month: str, day: str
) -> None:
    assert openings(calendars["patch-night"], f"{month}-01", f"{month}-28") == [f"Fri {month}-{day} 00:00"]


@pytest.mark.clause("SO-36")
@pytest.mark.parametrize(
    ("saturday", "sunday", "lasts"),
    [("2026-10-24", "2026-10-25", 11), ("2026-03-28", "2026-03-29", 9), ("2026-06-06", "2026-06-07", 10)],
)
def test_the_weekend_night_is_as_long_as_the_clock_makes_it(
    calendars: dict[str, CompiledCalendar], saturday: str, sunday: str, lasts: int
) -> None:
    assert hours(calendars["weekend-night"], f"{saturday} 12:00", f"{sunday} 12:00") == lasts


@pytest.mark.clause("SO-37")
def test_an_emergency_update_is_for_a_severe_flaw_after_working_hours(
    superoffice: Counted, calendars: dict[str, CompiledCalendar]
) -> None:
    rule = rule_of(superoffice, "maintenance.emergency")
    assert rule.where is not None and rule.where["severity"].words == ("severe",)
    assert calendars["evening"].is_open(at("2026-06-03 18:00"))
    assert not calendars["evening"].is_open(at("2026-06-03 14:00"))


@pytest.mark.clause("SO-39")
def test_maintenance_is_published_twenty_four_elapsed_hours_ahead(
    superoffice: Counted, calendars: dict[str, CompiledCalendar]
) -> None:
    rule = rule_of(superoffice, "maintenance.announced")
    assert rule.earliest is not None and [str(one.amount) for one in rule.earliest.items] == ["24h"]
    # Only by waiver, so with a reason that stands in the journal, can a severe flaw go before that.
    assert rule.waiver == ("provider.service-manager", "provider.security-officer")
    start = datetime(2026, 3, 29, 3, 0, tzinfo=OSLO)
    for published, allowed in (
        (datetime(2026, 3, 28, 2, 30, tzinfo=OSLO), False),
        (datetime(2026, 3, 28, 2, 0, tzinfo=OSLO), True),
    ):
        assert in_time(calendars["always"], published, start, "24h") is allowed


@pytest.mark.clause("SO-14", "SO-23")
@pytest.mark.parametrize(
    ("promise", "countries"), [("privacy.place-database", ("NO",)), ("privacy.place-documents", ("NL", "IE"))]
)
def test_data_is_placed_by_its_kind(superoffice: Counted, promise: str, countries: tuple[str, ...]) -> None:
    where = rule_of(superoffice, promise).where
    assert where is not None and where["country"].words == countries


@pytest.mark.clause("SO-02", "SO-05")
def test_the_documents_follow_what_was_bought(superoffice: Counted) -> None:
    documents = superoffice.agreement.documents
    asked = {
        name: one.if_ and {key: choice.words for key, choice in one.if_.items()} for name, one in documents.items()
    }
    assert asked["terms"] == {"deployment": ("online",)} and asked["terms-on-site"] == {"deployment": ("on-site",)}
    assert asked["ai-lab"] == {"addon": ("ai-lab",)} and asked["mirroring"] == {"addon": ("mirroring",)}
    assert asked["premium"] == {"plan": ("premium",)}
    assert {name for name, words in asked.items() if words is None} == {"dpa", "public-services", "support-dpa"}
