"""From an outage to the signed report: a month's figure is stated, judged there, and stated again when put right."""

import json
from typing import Any

import pytest

from waarborg.availability.actions.findings import exclude_downtime, put_right
from waarborg.availability.models import Work, WorkAnnouncement, WorkComponent
from waarborg.availability.tests.figures import bound, buys, outage, when
from waarborg.catalogue.models import Item
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.state_figures import reckon, state_for
from waarborg.promises.queries.board import board
from waarborg.promises.rules.figures import RECORDED
from waarborg.trust.actions.make_report import make

S = 1_000_000


def night(cast: Cast, at: str) -> None:
    with tenancy.enter(Role.DESK):
        reckon(by=SYSTEM, at=when(at))
        state_for(cast.merendaal.id, by=SYSTEM, at=when(at))


def reported(cast: Cast, month: str, at: str, *promises: str) -> list[dict[str, Any]]:
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        made = make(cast.merendaal.id, month, by=SYSTEM, at=when(at))
    told = {one["id"]: one for one in json.loads(bytes(made.payload))["promises"]}
    return [told[name] for name in promises]


def worked(
    cast: Cast,
    item: Item,
    announced: str,
    planned: tuple[str, str],
    actual: tuple[str, str],
    kind: str = "regular",
    reason: str = "",
) -> None:
    common = {"tenant_id": cast.provider.id, "audience": "customers"}
    first, last = map(when, planned)
    with cast.manager.at_work():
        made = Work.objects.create(
            **common, kind=kind, reason=reason, title_nl="Onderhoud", text_nl="Werk.", from_at=first, until_at=last,
            announced_at=when(announced), began_at=when(actual[0]), ended_at=when(actual[1]), state="done",
        )  # fmt: skip
        WorkComponent.objects.create(**common, work=made, component=item)
        WorkAnnouncement.objects.create(
            **common, work=made, at=when(announced), change="announced", from_at=first, until_at=last
        )


@pytest.mark.clause("TO-08")
@pytest.mark.parametrize(
    ("until", "verdict", "figure"), [("12:43:12", "met", "99,9"), ("12:43:13", "broken", "99,89996")]
)
def test_43_minutes_and_12_seconds_of_april_keep_the_promise_in_the_report_and_a_second_more_breaks_it(
    cast: Cast, until: str, verdict: str, figure: str
) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-10 12:00", f"2026-04-10 {until}")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "availability.reach")
    down = (43 * 60 + int(until[-2:])) * S
    assert (one["verdict"], one["measure"]["numerator"], one["measure"]["denominator"]) == (
        verdict, 2_592_000 * S - down, 2_592_000 * S
    )  # fmt: skip
    said = one["measure"]["explanation"]["nl"]
    assert said[0] == f"April 2026: {figure}\N{NO-BREAK SPACE}%."
    assert said[1].startswith("De afgesproken tijd was 720\N{NO-BREAK SPACE}uur;")
    assert said[3].startswith("Uitval van vr 10 april 12:00 tot vr 10 april 12:43:1")
    assert said[5].startswith("Geteld uit gegevens met sha256 ")
    with cast.owner.at_work():
        shown = board(cast.merendaal.id, now=when("2026-05-02 12:00"), lang="nl")
    assert {one.id: one.state for one in shown.stands}["availability.reach"] == verdict


@pytest.mark.clause("AP-19", "AP-20")
def test_percentage_missed_and_minutes_met_stand_in_one_report_and_a_sunday_night_counts(cast: Cast) -> None:
    stock, parts = bound(cast, "appreo", "servers")
    buys(cast, stock)
    outage(cast, parts["servers"], "2026-02-08 03:00:00", "2026-02-08 03:04:12")
    night(cast, "2026-03-01 03:40")
    share, length = reported(cast, "2026-02", "2026-03-02 09:00", "availability.uptime", "availability.downtime")
    assert (share["verdict"], share["level"], length["verdict"], length["level"]) == (
        "broken", "target", "met", "guarantee"
    )  # fmt: skip
    assert share["measure"]["explanation"]["en"][0] == "February 2026: 99.98958\N{NO-BREAK SPACE}%."
    assert (
        length["measure"]["explanation"]["en"][0]
        == "February 2026: 4\N{NO-BREAK SPACE}min\N{NO-BREAK SPACE}12\N{NO-BREAK SPACE}s."
    )


@pytest.mark.clause("PX-62", "PX-64")
def test_what_maintenance_announced_in_time_leaves_out_is_named_with_its_announcement(cast: Cast) -> None:
    """April allows the network 2.59 s: 30 minutes of announced maintenance count nothing, its overrun counts."""
    stock, parts = bound(cast, "perplex-dbc", "network")
    buys(cast, stock)
    network = parts["network"]
    worked(
        cast, network, "2026-04-01 12:00", ("2026-04-11 21:00", "2026-04-12 07:00"),
        ("2026-04-11 21:00", "2026-04-12 06:30"),
    )  # fmt: skip
    outage(cast, network, "2026-04-11 21:10", "2026-04-11 21:40")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "service.network")
    assert (one["verdict"], one["measure"]["parts"]["down"], one["measure"]["parts"]["planned"]) == (
        "met", 0, 1800 * S
    )  # fmt: skip
    said = one["measure"]["explanation"]["en"]
    assert any(
        line == "Left out: maintenance from Sat 11 April 21:00 to Sun 12 April 06:30, announced on Wed 1 April 12:00."
        for line in said
    ), said


def test_a_figure_that_is_put_right_is_stated_again_with_its_reason_and_the_first_stays(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-10 12:00", "2026-04-10 13:00")
    night(cast, "2026-05-01 03:40")
    (before,) = reported(cast, "2026-04", "2026-05-02 09:00", "availability.reach")
    night(cast, "2026-05-02 10:00")
    with cast.manager.at_work():
        put_right(
            parts["website"].id, when("2026-04-10 12:40"), when("2026-04-10 13:00"), "up", "De meter hing.",
            by=cast.manager.actor, at=when("2026-05-03 09:00"),
        )  # fmt: skip
    night(cast, "2026-05-04 03:40")
    night(cast, "2026-05-05 03:40")
    (after,) = reported(cast, "2026-04", "2026-05-06 09:00", "availability.reach")
    assert (before["verdict"], after["verdict"]) == ("broken", "met")
    assert (
        f"Dit is versie 2 van dit cijfer, in plaats van sha256 {before['measure']['statement']}."
        " Wat was gemeten of gemeld, is rechtgezet."
    ) in after["measure"]["explanation"]["nl"]
    with cast.manager.at_work():
        for tenant in (cast.provider.id, cast.merendaal.id):
            rows = JournalEntry.objects.filter(tenant_id=tenant, kind=RECORDED)
            every = [one.properties for one in rows.order_by("sequence")]
            lines = [one for one in every if "website;uptime" in one.get("about", "")]
            assert [(one.get("version", "1"), one["part-down"]) for one in lines] == [
                ("1", str(3600 * S)), ("2", str(2400 * S))
            ]  # fmt: skip


@pytest.mark.clause("PX-64")
def test_an_exclusion_restates_the_month_and_without_one_the_second_breaks_it(cast: Cast) -> None:
    stock, parts = bound(cast, "perplex-dbc", "network")
    buys(cast, stock)
    outage(cast, parts["network"], "2026-04-20 10:00:00", "2026-04-20 10:00:03")
    night(cast, "2026-05-01 03:40")
    (before,) = reported(cast, "2026-04", "2026-05-01 09:00", "service.network")
    with cast.manager.at_work():
        exclude_downtime(
            parts["network"].id, when("2026-04-20 10:00"), when("2026-04-20 10:01"), "customer-fault", "M-00117",
            "Router van de klant.", by=cast.manager.actor, at=when("2026-05-01 10:00"),
        )  # fmt: skip
    night(cast, "2026-05-02 03:40")
    (after,) = reported(cast, "2026-04", "2026-05-02 09:00", "service.network")
    assert (before["verdict"], after["verdict"]) == ("broken", "met")
    assert any("een fout van de klant" in line for line in after["measure"]["explanation"]["nl"])


@pytest.mark.clause("SO-29")
def test_planned_unplanned_and_daytime_downtime_stand_apart_where_no_percentage_is_promised(cast: Cast) -> None:
    stock, _ = bound(cast, "superoffice")
    buys(cast, stock)
    worked(
        cast, stock.application, "2026-04-01 12:00", ("2026-04-12 00:00", "2026-04-12 06:00"),
        ("2026-04-12 00:00", "2026-04-12 06:00"),
    )  # fmt: skip
    outage(cast, stock.application, "2026-04-12 01:00", "2026-04-12 01:42")
    outage(cast, stock.application, "2026-04-14 16:57", "2026-04-14 17:00")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "availability.downtime")
    assert (one["verdict"], one["measure"]["numerator"]) == ("timed", 45 * 60 * S)
    assert one["measure"]["parts"]["planned"] == 42 * 60 * S
    assert one["measure"]["parts"]["daytime"] == 3 * 60 * S


@pytest.mark.clause("SO-38")
def test_of_the_maintenance_of_a_year_it_is_told_how_often_it_interrupted_for_longer_than_half_an_hour(
    cast: Cast,
) -> None:
    stock, _ = bound(cast, "superoffice")
    buys(cast, stock)
    for number, minutes in enumerate((0, 1, 31, 30), 1):
        day = f"2026-0{number}-15"
        worked(
            cast, stock.application, f"2026-0{number}-10 12:00", (f"{day} 00:00", f"{day} 06:00"),
            (f"{day} 00:00", f"{day} 02:00"),
        )  # fmt: skip
        if minutes:
            outage(cast, stock.application, f"{day} 01:00", f"{day} 01:{minutes:02d}")
    night(cast, "2027-01-01 03:40")
    (one,) = reported(cast, "2026-12", "2027-01-02 09:00", "maintenance.interruption")
    assert (one["measure"]["numerator"], one["measure"]["denominator"]) == (3, 4)
    said = one["measure"]["explanation"]["nl"]
    assert said[:3] == [
        "Januari tot en met december 2026: 75\N{NO-BREAK SPACE}%.",
        "Van 4 keer onderhoud onderbrak het 1 keer langer.",
        "Het onderhoud van zo 15 maart 00:00 onderbrak u 31\N{NO-BREAK SPACE}min.",
    ]


@pytest.mark.clause("SO-33")
@pytest.mark.parametrize(("seconds", "verdict"), [("01.8", "met"), ("03.0", "met"), ("03.4", "exceeded")])
def test_the_longest_interruption_by_a_nightly_restart_is_told_of_each_component(
    cast: Cast, seconds: str, verdict: str
) -> None:
    """Of the kind restart alone: what other maintenance took stands elsewhere."""
    stock, _ = bound(cast, "superoffice")
    buys(cast, stock)
    for day in ("12", "13"):
        night_of = (f"2026-04-{day} 02:00", f"2026-04-{day} 03:00")
        worked(cast, stock.application, "2026-04-01 12:00", night_of, night_of, kind="restart")
        worked(cast, stock.database, "2026-04-01 12:00", night_of, night_of, kind="restart")
    outage(cast, stock.application, "2026-04-12 02:10:00", "2026-04-12 02:10:01")
    outage(cast, stock.application, "2026-04-13 02:10:00", f"2026-04-13T02:10:{seconds}00000+02:00")
    long = ("2026-04-17 00:00", "2026-04-17 02:00")
    worked(cast, stock.application, "2026-04-01 12:00", long, long, kind="system")
    outage(cast, stock.application, "2026-04-17 00:10", "2026-04-17 00:20")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "maintenance.restart-interruption")
    assert (one["verdict"], one["measure"]["numerator"], one["measure"]["denominator"]) == (
        verdict, int(float(seconds) * S), 1
    )  # fmt: skip
    said = one["measure"]["explanation"]["nl"]
    shown = seconds.lstrip("0").removesuffix(".0").replace(".", ",")
    assert said[0] == f"April 2026: {shown}\N{NO-BREAK SPACE}s."
    longest = f"van 2 keer duurde het langst {shown}\N{NO-BREAK SPACE}s, op ma 13 april 02:00."
    assert f"Onderdeel application: {longest}" in said
    assert "Onderdeel database: 2 keer, zonder onderbreking." in said


@pytest.mark.clause("SO-37")
def test_an_emergency_update_announced_the_same_day_is_listed_in_the_month(cast: Cast) -> None:
    stock, _ = bound(cast, "superoffice")
    buys(cast, stock)
    evening = ("2026-04-15 18:00", "2026-04-15 19:00")
    worked(cast, stock.application, "2026-04-15 14:00", evening, evening, kind="emergency", reason="Een ernstig lek.")
    other = ("2026-04-17 00:00", "2026-04-17 02:00")
    worked(cast, stock.application, "2026-04-10 14:00", other, other, kind="system")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "availability.downtime")
    short = [line for line in one["measure"]["explanation"]["en"] if line.startswith("Announced later")]
    times = "from Wed 15 April 18:00 to Wed 15 April 19:00, announced on Wed 15 April 14:00"
    assert short == [f"Announced later than agreed, with a reason: the work {times}."]
