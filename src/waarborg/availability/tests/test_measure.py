"""Raw results become transitions, an incident, and the end of it; silence and our own absence become neither."""

import pytest

from waarborg.availability.actions.deliver import Delivered, Taken
from waarborg.availability.actions.incidents import Said, update_incident
from waarborg.availability.actions.keep_place import make_place
from waarborg.availability.actions.keep_probe import set_probe_enabled
from waarborg.availability.models import Incident, Outage, ProbeResult, Transition, Watch
from waarborg.availability.queries.transitions import transitions_of_component
from waarborg.availability.tests.incidents import at, out
from waarborg.availability.tests.probes import came, marks, own, probe, worked_out
from waarborg.catalogue.models import Item
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import from_us, to_us
from waarborg.plumbing.models import JournalEntry


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def read(cast: Cast, item: Item, start: str = "01:00", until: str = "05:00") -> list[tuple[str, str]]:
    with cast.manager.at_work():
        found = transitions_of_component(item.id, at(start), at(until))
        return [(f"{from_us(one.at):%H:%M:%S}", one.state) for one in found]


def test_two_failures_in_a_row_are_an_outage_from_the_last_good_result_on(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    came(cast, own(cast), marks(one, "01:01", "++-"), "01:03:30")
    worked_out(cast, "01:03:30")
    assert read(cast, stock.application) == [("01:00:00", "unknown"), ("01:01:00", "up")]
    came(cast, own(cast), marks(one, "01:04", "--+"), "01:06:10")
    worked_out(cast, "01:06:10")
    assert read(cast, stock.application) == [
        ("01:00:00", "unknown"),
        ("01:01:00", "up"),
        ("01:02:00", "outage"),
        ("01:06:00", "up"),
    ]


def test_an_outage_is_told_while_it_lasts_and_its_end_too(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    came(cast, own(cast), marks(one, "01:01", "+--"), "01:03:10")
    worked_out(cast, "01:03:10")
    with cast.owner.at_work():
        [told] = Incident.objects.all()
        assert (told.title("nl"), told.title("en")) == ("Storing: de applicatie", "Outage: the application")
        assert (told.phase, told.begins_at) == ("investigating", at("01:01"))
        assert [(hit.component_id, hit.effect) for hit in told.outages.all()] == [(stock.application.id, "down")]
        assert told.updates.get().text_nl.startswith("Onze meting ziet een storing van: de applicatie.")
    came(cast, own(cast), marks(one, "01:04", "-+"), "01:05:10")
    worked_out(cast, "01:05:10")
    worked_out(cast, "01:05:20")
    with cast.owner.at_work():
        [told] = Incident.objects.all()
        assert (told.phase, told.ends_at) == ("resolved", at("01:05"))
        assert [said.phase for said in told.updates.order_by("at")] == ["investigating", "resolved"]


def test_what_fails_together_is_told_as_one_and_ends_with_the_last(cast: Cast, stock: Stock) -> None:
    here, there = probe(cast, stock.application), probe(cast, stock.database, name="Database")
    came(cast, own(cast), [*marks(here, "01:01", "+--"), *marks(there, "01:01", "++-")], "01:03:10")
    worked_out(cast, "01:03:10")
    came(cast, own(cast), [*marks(here, "01:04", "-"), *marks(there, "01:04", "-")], "01:04:10")
    worked_out(cast, "01:04:10")
    with cast.manager.at_work():
        assert Incident.objects.count() == 1
        assert Outage.objects.filter(ends_at__isnull=True).count() == 2
    came(cast, own(cast), [*marks(here, "01:05", "+"), *marks(there, "01:05", "-")], "01:05:10")
    worked_out(cast, "01:05:10")
    with cast.manager.at_work():
        assert Incident.objects.get().runs
        assert [one.component_id for one in Outage.objects.filter(ends_at__isnull=True)] == [stock.database.id]
    came(cast, own(cast), marks(there, "01:06", "+"), "01:06:10")
    worked_out(cast, "01:06:10")
    with cast.manager.at_work():
        assert Incident.objects.get().phase == "resolved"


def test_what_people_told_of_already_is_left_to_them(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    mine = out(cast, stock, "01:01")
    came(cast, own(cast), marks(one, "01:01", "+--"), "01:03:10")
    worked_out(cast, "01:03:10")
    came(cast, own(cast), marks(one, "01:04", "+"), "01:04:10")
    worked_out(cast, "01:04:10")
    with cast.manager.at_work():
        [told] = Incident.objects.all()
        assert (told.id, told.phase, told.updates.count()) == (mine.id, "investigating", 1)


def test_once_somebody_writes_of_ours_its_end_is_theirs(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    came(cast, own(cast), marks(one, "01:01", "+--"), "01:03:10")
    worked_out(cast, "01:03:10")
    with cast.agent.at_work():
        told = Incident.objects.get()
        said = Said("identified", "Een schijf is vol.")
        update_incident(told.id, said, revision=told.revision, by=cast.agent.actor, at=at("01:03:30"))
    came(cast, own(cast), marks(one, "01:04", "+"), "01:04:10")
    worked_out(cast, "01:04:10")
    with cast.manager.at_work():
        assert Incident.objects.get().phase == "identified"
        assert Watch.objects.get().incident_id is None


def test_a_probe_that_stands_still_is_unknown_and_never_an_outage(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    came(cast, own(cast), marks(one, "01:01", "++"), "01:02:10")
    worked_out(cast, "01:02:10")
    worked_out(cast, "01:04:50")
    assert read(cast, stock.application)[-1] == ("01:01:00", "up")
    worked_out(cast, "01:08:00")
    assert read(cast, stock.application)[-1] == ("01:02:00", "unknown")
    came(cast, own(cast), marks(one, "01:20", "++"), "01:21:10")
    worked_out(cast, "01:21:10")
    assert read(cast, stock.application)[-2:] == [("01:02:00", "unknown"), ("01:20:00", "up")]
    with cast.manager.at_work():
        assert Incident.objects.count() == 0


def test_the_same_results_delivered_twice_count_once(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    results = marks(one, "01:01", "+-+")
    assert came(cast, own(cast), results, "01:05") == Taken(3, 0, 0)
    assert came(cast, own(cast), [*results, *marks(one, "01:04", "+")], "01:05") == Taken(1, 3, 0)
    with cast.manager.at_work():
        assert ProbeResult.objects.count() == 4


def test_what_cannot_be_is_not_taken(cast: Cast, stock: Stock) -> None:
    """Of a time to come (a clock ahead), of days gone, of a probe not asked there, or ending before it began."""
    one, other = probe(cast, stock.application), probe(cast, stock.database, name="x", kind="heartbeat", target="")
    now = to_us(at("01:05"))
    ahead = Delivered(one.id, now + 60_000_000, 0, True)
    ancient = Delivered(one.id, now - 30 * 86_400_000_000, 0, True)
    reversed_ = Delivered(one.id, now - 60_000_000, -1, True)
    foreign = Delivered(other.id, now - 60_000_000, 0, True)
    assert came(cast, own(cast), [ahead, ancient, reversed_, foreign], "01:05") == Taken(0, 0, 4)


def test_what_a_place_delivers_late_works_out_anew_the_stretch_it_touches(cast: Cast, stock: Stock) -> None:
    with cast.manager.at_work():
        away, _ = make_place("Frankfurt", provider=cast.provider.id, by=cast.manager.actor, at=at("00:50"))
    one = probe(cast, stock.application, places=[away.id])
    came(cast, away.id, marks(one, "01:01", "+++"), "01:03:10")
    worked_out(cast, "01:03:10")
    came(cast, away.id, marks(one, "01:30", "++"), "01:31:10")
    worked_out(cast, "01:31:10")
    assert read(cast, stock.application)[-2:] == [("01:03:00", "unknown"), ("01:30:00", "up")]
    came(cast, away.id, marks(one, "01:04", "+++--++++++++++++++++++++++"), "01:31:30")
    worked_out(cast, "01:31:40")
    assert read(cast, stock.application) == [
        ("01:00:00", "unknown"),
        ("01:01:00", "up"),
        ("01:06:00", "outage"),
        ("01:09:00", "up"),
    ]
    with cast.manager.at_work():
        assert Transition.objects.filter(withdrawn_at=at("01:31:40")).count() == 2
        [noted] = JournalEntry.objects.filter(kind="availability.watch.worked-out-anew")
        assert noted.properties == {"component": "application", "state": "up"}


def test_what_was_asked_otherwise_is_not_worked_out_anew(cast: Cast, stock: Stock) -> None:
    one = probe(cast, stock.application)
    came(cast, own(cast), marks(one, "01:01", "+++"), "01:03:10")
    worked_out(cast, "01:03:10")
    with cast.manager.at_work():
        set_probe_enabled(one.id, False, by=cast.manager.actor, at=at("01:04"))
        set_probe_enabled(one.id, True, by=cast.manager.actor, at=at("01:10"))
    came(cast, own(cast), [*marks(one, "01:03", "---"), *marks(one, "01:11", "+")], "01:11:10")
    worked_out(cast, "01:11:10")
    assert read(cast, stock.application) == [
        ("01:00:00", "unknown"),
        ("01:01:00", "up"),
        ("01:04:00", "unknown"),
        ("01:11:00", "up"),
    ]
