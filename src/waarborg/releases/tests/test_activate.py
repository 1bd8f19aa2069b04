"""Activating a release: what it did to customers is kept with it, the rhythms hear it, and the figures count it."""

from datetime import timedelta

import pytest

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import ClockRun
from waarborg.promises.rules.figures import ENDLESS
from waarborg.releases.actions.activate import Measured, activate
from waarborg.releases.actions.note_activation import note_activation
from waarborg.releases.actions.refusals import AlreadyActivated, NotMeasured, NotPublished
from waarborg.releases.models import Release
from waarborg.releases.queries import indicators
from waarborg.releases.rules.impact import impact
from waarborg.releases.tests.test_publish import bound, out
from waarborg.releases.tests.told import at, entries, manager_of, planned

QUIET = Measured(interruption_ms=0, failed_requests=0, requests=10_000)


@pytest.fixture
def player(cast: Cast) -> Player:
    return manager_of(cast)


def live(cast: Cast, by: Player, version: str, when: str, measured: Measured = QUIET, **more: str) -> Release:
    """Planned, published and activated in one morning; every customer's journal heard it."""
    made = planned(cast, by, version, when=when, **more)
    out(by, made, when)
    with by.at_work():
        activate(made.id, measured, by=by.actor, at=at(when))
    with by.at_work():
        for tenant in (cast.merendaal.id, cast.hazelvoort.id):
            note_activation(tenant, made.id)
    return made


def runs(by: Player, cast: Cast, promise: str) -> list[tuple[str, str]]:
    """Verdict and due day of each run of a clock of Merendaal, oldest first."""
    with by.at_work():
        rows = ClockRun.objects.filter(tenant_id=cast.merendaal.id, promise=promise).order_by("number")
        return [(one.verdict, f"{one.due_at:%m-%d}") for one in rows]


@pytest.mark.clause("AP-29")
def test_updates_on_7_and_21_january_and_4_february_meet_the_rhythm_of_two_weeks(cast: Cast, player: Player) -> None:
    bound(cast, "appreo")
    for number, day in enumerate(("2026-01-07 07:00", "2026-01-21 07:00", "2026-02-04 07:00")):
        live(cast, player, f"2026.{number}", day, Measured(800, 0, 10_000), purpose="maintenance")
    found = runs(player, cast, "releases.updates")
    assert [verdict for verdict, _ in found] == ["met", "met", "met", ""]
    assert found[1:] == [("met", "01-21"), ("met", "02-04"), ("", "02-18")]
    with player.at_work():
        assert [one.interruption_ms for one in Release.objects.order_by("version")] == [800, 800, 800]
        # Hazelvoort is promised nothing: its journal stays silent.
        assert not JournalEntry.objects.filter(tenant_id=cast.hazelvoort.id).exists()


@pytest.mark.clause("AP-29", "AP-34", "AP-39")
def test_each_rhythm_counts_the_releases_that_it_is_about(cast: Cast, player: Player) -> None:
    """A release for something new does nothing for the rhythm of maintenance, and keeps that of releases."""
    bound(cast, "appreo")
    live(cast, player, "2026.1", "2026-01-05 07:00", purpose="maintenance")
    live(cast, player, "2026.2", "2026-01-12 07:00", purpose="innovation")
    assert runs(player, cast, "releases.updates") == [("met", "01-15"), ("", "01-19")]
    assert runs(player, cast, "releases.innovation") == [("met", "01-22"), ("", "02-02")]
    assert runs(player, cast, "releases.rhythm") == [("met", "01-22"), ("met", "01-26"), ("", "02-02")]


@pytest.mark.clause("AP-34")
def test_a_slip_of_a_day_breaks_the_rhythm_of_three_weeks(cast: Cast, player: Player) -> None:
    bound(cast, "appreo")
    live(cast, player, "2026.3", "2026-03-04 07:00")
    live(cast, player, "2026.4", "2026-03-26 07:00")
    assert runs(player, cast, "releases.innovation")[-2:] == [("broken", "03-25"), ("", "04-16")]


@pytest.mark.clause("AP-39")
@pytest.mark.parametrize(("failed", "said"), [(0, "none"), (1, "some"), (None, "unknown")])
def test_one_failed_request_of_ten_thousand_is_an_impact(failed: int | None, said: str) -> None:
    assert impact(failed, 0) == said
    assert impact(0, 800) == "some"


@pytest.mark.clause("AP-29", "AP-39")
def test_interruption_and_failed_requests_are_added_up_and_what_was_not_measured_has_no_end(
    cast: Cast, player: Player
) -> None:
    live(cast, player, "2026.1", "2026-01-07 07:00", Measured(800, 0, 10_000))
    live(cast, player, "2026.2", "2026-01-21 07:00", Measured(450, 2, 10_000))
    month = at("2026-01-01 00:00"), at("2026-02-01 00:00")
    with player.at_work():
        lasted, failed = indicators.interruption(*month)[None], indicators.failed(*month)[None]
    assert (lasted.numerator, lasted.denominator, dict(lasted.parts)) == (1_250_000, 1, {"releases": 2})
    assert lasted.rows[0] == "interrupted;2026.1;@2026-01-07T07:00:00Z;~800000"
    assert (failed.numerator, failed.rows[1]) == (2, "failed;2026.2;@2026-01-21T07:00:00Z;2")
    live(cast, player, "2026.3", "2026-01-31 07:00", Measured())
    with player.at_work():
        lasted = indicators.interruption(*month)[None]
    assert (lasted.numerator, dict(lasted.parts)) == (1_250_000, {"releases": 3, ENDLESS: 1})
    assert lasted.rows[-1] == "unmeasured;2026.3"


@pytest.mark.clause("PX-110")
def test_versions_of_a_year_are_counted_and_its_patches_are_not(cast: Cast, player: Player) -> None:
    for version, day in (("12.1", "2026-03-03"), ("12.2", "2026-06-02"), ("12.3", "2026-11-03")):
        made = live(cast, player, version, f"{day} 07:00")
    # In the night in which the clock goes back: once, whatever it says on the wall.
    live(cast, player, "12.3.1", "2026-11-03 08:00", kind="patch", patches=made.id)
    year = at("2026-01-01 00:00"), at("2027-01-01 00:00")
    with player.at_work():
        assert indicators.count(*year, "release-kind=version;count")[None].numerator == 3
        assert indicators.count(*year, "release-kind=patch;count")[None].numerator == 1
        assert indicators.count(*year)[None].numerator == 4


def test_it_is_activated_once_after_it_was_published_by_who_deploys(cast: Cast, player: Player) -> None:
    made = planned(cast, player)
    when = at("2026-03-25 08:00")
    with player.at_work(), pytest.raises(NotPublished):
        activate(made.id, QUIET, by=player.actor, at=at("2026-03-02 08:00"))
    out(player, made)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        activate(made.id, QUIET, by=cast.agent.actor, at=when)
    with player.at_work():
        for measured in (Measured(interruption_ms=-1), Measured(failed_requests=3, requests=2)):
            with pytest.raises(NotMeasured):
                activate(made.id, measured, by=player.actor, at=when)
        assert Release.objects.get().activated_at is None
        activate(made.id, QUIET, by=player.actor, at=when)
        with pytest.raises(AlreadyActivated):
            activate(made.id, QUIET, by=player.actor, at=when + timedelta(minutes=1))
    assert entries(player)[-1] == "activated"
    assert entries(player).count("activated") == 1
