"""Planning one window: allowed by every agreement in force, or refused with the earliest time that is."""

from datetime import datetime, timedelta

import pytest

from waarborg.availability.actions.maintenance_refusals import (
    Begun,
    EndsFirst,
    LastsTooLong,
    MayNotWaive,
    NoPart,
    NotAnnounced,
    NotByThem,
    NotThisCase,
    OutsideHours,
    Overlaps,
    TooSoon,
    UnknownKind,
)
from waarborg.availability.actions.refusals import NoWords, TooLong
from waarborg.availability.models import Work
from waarborg.availability.tests.works import OSLO, agreed, described, local, nothing_happened, operator, planned
from waarborg.catalogue.tests.stock import Stock, bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.notices.models import Notice
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

Window = tuple[datetime, datetime]
AUTUMN = (local("2026-10-24 21:00"), local("2026-10-25 07:00"))


@pytest.fixture
def perplex(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stock:
    return agreed(cast, "perplex-dbc", monkeypatch)


@pytest.fixture
def superoffice(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Stock:
    return agreed(cast, "superoffice", monkeypatch)


def window(start: str, end: str) -> Window:
    return local(start), local(end)


def refused(cast: Cast, stock: Stock, why: type[Refusal], *given: object, **more: object) -> Refusal:
    with pytest.raises(why) as caught:
        planned(cast, stock, *given, **more)  # type: ignore[arg-type]
    assert nothing_happened(cast)
    return caught.value


@pytest.mark.clause("PX-65")
def test_the_night_in_which_the_clock_goes_back_is_planned_whole_and_everybody_concerned_is_told(
    cast: Cast, perplex: Stock
) -> None:
    made = planned(cast, perplex, AUTUMN, local("2026-10-19 20:00"))
    assert made.until_at - made.from_at == timedelta(hours=11)
    with cast.manager.at_work():
        [told] = made.announcements.all()
        assert (told.change, told.at, told.from_at, told.until_at) == ("announced", local("2026-10-19 20:00"), *AUTUMN)
        [notice] = Notice.objects.all()
        assert (notice.id, notice.state, notice.reach, notice.targets) == (
            told.notice_id,
            "published",
            "component",
            ["application"],
        )
        assert "(11 uur)" in notice.body_nl
        assert "(11 hours)" in notice.body_en
        entry = JournalEntry.objects.get(kind="availability.maintenance.announced")
        assert entry.properties == {"maintenance-kind": "regular"}


@pytest.mark.clause("PX-65")
def test_the_night_in_which_the_clock_goes_forward_is_an_hour_shorter(cast: Cast, perplex: Stock) -> None:
    now, friday = local("2027-03-01 12:00"), local("2027-03-26 21:00")
    # From Friday evening to Monday morning the night and the weekend are one window: 58 hours on the wall, 57 elapsed.
    whole = (friday, local("2027-03-29 07:00"))
    refused(cast, perplex, OutsideHours, (friday, friday + timedelta(hours=58)), now)
    made = planned(cast, perplex, whole, now)
    assert made.until_at - made.from_at == timedelta(hours=57)


@pytest.mark.clause("PX-65")
def test_five_days_are_five_local_days_though_only_119_hours(cast: Cast, perplex: Stock) -> None:
    spring = window("2027-03-28 21:00", "2027-03-28 23:00")
    late = refused(cast, perplex, TooSoon, spring, local("2027-03-23 21:01"))
    assert late.params["latest"]["nl"] == "dinsdag 23 maart 2027 21:00"
    assert late.params["earliest"]["nl"] == "zondag 28 maart 2027 21:01"
    assert late.say("nl") == "Te kort na de aankondiging of buiten de nacht en het weekend."
    assert planned(cast, perplex, spring, local("2027-03-23 21:00")).from_at == spring[0]


@pytest.mark.clause("PX-65")
def test_outside_the_night_and_the_weekend_the_first_window_that_fits_is_offered(cast: Cast, perplex: Stock) -> None:
    said = refused(
        cast, perplex, OutsideHours, window("2026-10-21 14:00", "2026-10-21 16:00"), local("2026-10-01 09:00")
    )
    assert said.params["earliest"]["en"] == "Wednesday 21 October 2026 21:00"


@pytest.mark.clause("PX-65")
def test_a_hotfix_needs_no_announcement_but_the_night_and_a_system_administrator(cast: Cast, perplex: Stock) -> None:
    night, day = window("2026-10-21 22:00", "2026-10-21 22:30"), window("2026-10-21 14:00", "2026-10-21 14:30")
    now = local("2026-10-21 13:00")
    secret = {"kind": "hotfix", "told": False}
    refused(cast, perplex, NotByThem, night, now, **secret)
    refused(cast, perplex, OutsideHours, day, now, by=operator(cast), **secret)
    refused(cast, perplex, NotAnnounced, night, now, by=operator(cast), kind="regular", told=False)
    made = planned(cast, perplex, night, now, by=operator(cast), **secret)
    assert (made.announced_at, made.audience) == (None, "provider")
    with cast.manager.at_work():
        assert not made.announcements.exists()
        assert not Notice.objects.exists()
    with cast.owner.at_work():
        assert not Work.objects.exists()


@pytest.mark.clause("SO-39")
def test_published_less_than_24_elapsed_hours_ahead_is_refused_also_in_the_night_of_the_clock(
    cast: Cast, superoffice: Stock
) -> None:
    start = local("2027-03-28 03:00", OSLO), local("2027-03-28 04:00", OSLO)
    said = refused(cast, superoffice, TooSoon, start, local("2027-03-27 02:30", OSLO))
    assert said.params["promise"] == "maintenance.announced"
    assert planned(cast, superoffice, start, local("2027-03-27 02:00", OSLO)).announced_at is not None


@pytest.mark.clause("SO-31")
@pytest.mark.parametrize(
    ("start", "end", "earliest"),
    [
        ("2026-10-16 05:50", "2026-10-16 06:10", "vrijdag 30 oktober 2026 00:00"),
        ("2026-10-23 01:00", "2026-10-23 02:00", "vrijdag 30 oktober 2026 00:00"),
    ],
    ids=["beyond six", "the other week"],
)
def test_system_maintenance_lies_wholly_in_every_second_friday_night(
    cast: Cast, superoffice: Stock, start: str, end: str, earliest: str
) -> None:
    said = refused(cast, superoffice, OutsideHours, window(start, end), local("2026-10-01 12:00"), kind="system")
    assert (said.params["promise"], said.params["earliest"]["nl"]) == ("maintenance.system", earliest)


@pytest.mark.clause("SO-35")
def test_security_patches_have_the_second_friday_alone(cast: Cast, superoffice: Stock) -> None:
    now = local("2026-12-01 12:00")
    refused(cast, superoffice, OutsideHours, window("2027-01-15 00:00", "2027-01-15 02:00"), now, kind="security-patch")
    made = planned(cast, superoffice, window("2027-01-08 00:00", "2027-01-08 06:00"), now, kind="security-patch")
    assert made.state == "planned"


@pytest.mark.clause("SO-36")
def test_the_weekend_night_is_as_long_as_the_clock_makes_it(cast: Cast, superoffice: Stock) -> None:
    """Eleven elapsed hours fit in October's night alone."""
    eleven = timedelta(hours=11)
    now = local("2026-10-01 12:00", OSLO)
    for day in ("2026-10-17 20:00", "2027-03-27 20:00"):
        start = local(day, OSLO)
        refused(cast, superoffice, OutsideHours, (start, start + eleven), now, kind="infrastructure")
    autumn = local("2026-10-24 20:00", OSLO), local("2026-10-25 06:00", OSLO)
    made = planned(cast, superoffice, autumn, now, kind="infrastructure")
    assert made.until_at - made.from_at == eleven


@pytest.mark.clause("SO-33")
def test_a_restart_in_an_hour_that_does_not_exist_is_refused_and_runs_once_at_three(
    cast: Cast, superoffice: Stock
) -> None:
    now = local("2027-03-01 12:00")
    four = window("2027-03-28 04:00", "2027-03-28 04:30")
    refused(cast, superoffice, OutsideHours, four, now, kind="restart")
    made = planned(cast, superoffice, window("2027-03-28 03:00", "2027-03-28 03:30"), now, kind="restart")
    assert made.kind == "restart"


@pytest.mark.clause("SO-37")
def test_an_emergency_is_for_a_severe_flaw_in_the_evening_and_within_a_day_only_by_waiver(
    cast: Cast, superoffice: Stock
) -> None:
    evening, now = window("2026-10-21 18:00", "2026-10-21 19:00"), local("2026-10-21 14:00")
    emergency = {"kind": "emergency"}
    refused(cast, superoffice, NotThisCase, evening, now, **emergency, severity="ordinary")
    refused(cast, superoffice, TooSoon, evening, now, **emergency, severity="severe")
    refused(
        cast, superoffice, MayNotWaive, evening, now, **emergency, severity="severe", reason="Lek", by=operator(cast)
    )
    refused(
        cast, superoffice, OutsideHours, window("2026-10-21 15:00", "2026-10-21 16:00"), now, **emergency,
        severity="severe", reason="Lek",
    )  # fmt: skip
    made = planned(cast, superoffice, evening, now, **emergency, severity="severe", reason="Een ernstig lek")
    assert made.reason == "Een ernstig lek"
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="availability.maintenance.announced")
        assert entry.properties == {"maintenance-kind": "emergency", "severity": "severe"}


def test_where_an_agreement_knows_no_hotfix_it_is_maintenance_like_any_other(cast: Cast, superoffice: Stock) -> None:
    soon = window("2026-10-21 22:00", "2026-10-21 22:30")
    refused(cast, superoffice, TooSoon, soon, local("2026-10-21 13:00"), kind="hotfix")
    refused(cast, superoffice, NotAnnounced, soon, local("2026-10-21 13:00"), kind="hotfix", told=False)


def test_of_a_component_that_nobody_has_no_agreement_asks_anything(cast: Cast, perplex: Stock) -> None:
    """Hazelvoort is bound, but has nothing that runs on it."""
    other = make_other(cast, perplex)
    made = planned(
        cast, perplex, window("2026-10-21 14:00", "2026-10-21 15:00"), local("2026-10-21 13:59"), components=(other,)
    )
    assert made.state == "planned"


def make_other(cast: Cast, stock: Stock) -> object:
    from waarborg.catalogue.actions.keep_item import add_item
    from waarborg.customers.tests.cast import NOW

    with cast.manager.at_work():
        service = add_item(
            "service", "other", provider=cast.provider.id, by=cast.manager.actor, at=NOW, parent=None, nl="x", en="x"
        )
        return add_item(
            "component", "spare", provider=cast.provider.id, by=cast.manager.actor, at=NOW, parent=service,
            nl="x", en="x",
        ).id  # fmt: skip


NIGHT = (local("2026-10-21 22:00"), local("2026-10-21 23:00"))


@pytest.mark.parametrize(
    ("change", "times", "why"),
    [
        ({"kind": "tea"}, NIGHT, UnknownKind),
        ({"severity": "mild"}, NIGHT, UnknownKind),
        ({"components": ()}, NIGHT, NoPart),
        ({"title_nl": " "}, NIGHT, NoWords),
        ({"text_nl": " "}, NIGHT, NoWords),
        ({"title_en": "x" * 151}, NIGHT, TooLong),
        ({}, (NIGHT[0], NIGHT[0]), EndsFirst),
        ({}, (NIGHT[0], NIGHT[0] + timedelta(days=31, seconds=1)), LastsTooLong),
        ({}, (local("2026-10-01 11:58"), NIGHT[1]), Begun),
        ({"reason": "x" * 501}, NIGHT, TooLong),
    ],
    ids=["kind", "severity", "no part", "no title", "no text", "long", "empty", "endless", "begun", "reason"],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, change: dict[str, object], times: Window, why: type[Refusal]
) -> None:
    refused(cast, make_stock(cast), why, times, local("2026-10-01 12:00"), **change)


def test_another_thing_of_the_catalogue_is_no_component(cast: Cast) -> None:
    stock = make_stock(cast)
    refused(cast, stock, NotFound, NIGHT, local("2026-10-01 12:00"), components=(stock.records.id,))


def test_two_windows_on_one_component_lie_in_one_time_only_when_that_is_meant(cast: Cast) -> None:
    stock, now = make_stock(cast), local("2026-10-01 12:00")
    first = planned(cast, stock, NIGHT, now)
    crossing = (NIGHT[0] + timedelta(minutes=30), NIGHT[1] + timedelta(hours=1))
    with pytest.raises(Overlaps) as caught:
        planned(cast, stock, crossing, now)
    assert "Nieuwe schijven" in caught.value.say("nl")
    planned(cast, stock, (NIGHT[1], NIGHT[1] + timedelta(hours=1)), now)
    planned(cast, stock, crossing, now, components=(stock.database.id,))
    planned(cast, stock, crossing, now, alongside=True)
    with cast.manager.at_work():
        assert Work.objects.count() == 4
        assert Work.objects.filter(from_at__lt=first.until_at, until_at__gt=first.from_at).count() == 3


def test_customers_and_support_do_not_plan(cast: Cast) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    for who in (cast.owner, cast.agent):
        with who.at_work(), pytest.raises(NotAllowed):
            from waarborg.availability.actions.maintenance import plan_work

            plan_work(described(stock), *NIGHT, provider=cast.provider.id, by=who.actor, at=local("2026-10-01 12:00"))
    assert nothing_happened(cast)
