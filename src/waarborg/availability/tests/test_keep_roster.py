"""Saving rosters and swapping duties: who may, what does not fit, and that a refusal leaves all as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest

from waarborg.availability.actions.alarms.keep_roster import save_roster, swap, swap_back
from waarborg.availability.actions.alarms.roster_refusals import (
    RosterChanged,
    RosterLayers,
    RosterName,
    RosterZone,
    SwapPerson,
    SwapTime,
)
from waarborg.availability.models import Roster, RosterSwap
from waarborg.availability.queries import rosters as reading
from waarborg.availability.rules.roster import Hours, on_call
from waarborg.availability.tests.alarming import make_roster, weeks
from waarborg.availability.tests.incidents import at
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.kernel.instants import to_us
from waarborg.plumbing.permissions import NotAllowed, NotFound


def on_duty(cast: Cast, roster: Roster, clock: str) -> object:
    with cast.manager.at_work():
        return on_call(reading.plan_of(reading.roster(roster.id)), to_us(at(clock)))


def test_it_is_read_as_it_was_saved(cast: Cast) -> None:
    layer = replace(weeks(cast), hours=(Hours(frozenset({0, 4}), 60, 30),))
    row = make_roster(cast, layer, weeks(cast))
    with cast.manager.at_work():
        assert reading.plan_of(reading.roster(row.id)).layers == (layer, weeks(cast))


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"name": "  "}, RosterName),
        ({"name": "Wacht"}, RosterName),
        ({"zone": "Europe/Nergens"}, RosterZone),
        ({"layers": "none"}, RosterLayers),
        ({"layers": "nobody"}, RosterLayers),
        ({"layers": "a stranger"}, RosterLayers),
        ({"by": "agent"}, NotAllowed),
    ],
    ids=["no name", "a name that is there", "no such zone", "no layer", "nobody in it", "a stranger", "who may not"],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(
    cast: Cast, change: dict[str, str], refused: type[Refusal]
) -> None:
    make_roster(cast)
    layers = {
        "none": [],
        "nobody": [replace(weeks(cast), people=())],
        "a stranger": [replace(weeks(cast), people=(cast.owner.person.id,))],
    }
    given = {"name": "Twee", "zone": "Europe/Amsterdam", **{k: v for k, v in change.items() if k in ("name", "zone")}}
    by = cast.agent if "by" in change else cast.manager
    with by.at_work():
        with pytest.raises(refused):
            save_roster(
                None, layers.get(change.get("layers", ""), [weeks(cast)]), **given, provider=cast.provider.id,
                by=by.actor, at=at("00:10"),
            )  # fmt: skip
        assert [one.name for one in Roster.objects.all()] == ["Wacht"]


def test_of_two_who_change_it_at_once_the_second_is_told(cast: Cast) -> None:
    row = make_roster(cast)
    given = {"zone": row.zone, "provider": cast.provider.id, "by": cast.manager.actor, "revision": 0}
    with cast.manager.at_work():
        save_roster(row.id, [weeks(cast)], name="Eerst", **given, at=at("00:10"))
        with pytest.raises(RosterChanged):
            save_roster(row.id, [weeks(cast)], name="Daarna", **given, at=at("00:11"))
        assert Roster.objects.get().name == "Eerst"


def test_a_swap_holds_for_its_hours_and_is_undone(cast: Cast) -> None:
    row = make_roster(cast)
    assert on_duty(cast, row, "12:00") == cast.agent.person.id
    with cast.agent.at_work():
        made = swap(row.id, cast.manager.person.id, at("10:00"), at("14:00"), by=cast.agent.actor, at=at("09:00"))
    assert [on_duty(cast, row, clock) for clock in ("09:59", "10:00", "14:00")] == [
        cast.agent.person.id,
        cast.manager.person.id,
        cast.agent.person.id,
    ]
    with cast.agent.at_work():
        swap_back(row.id, made.id, by=cast.agent.actor, at=at("09:30"))
    assert on_duty(cast, row, "12:00") == cast.agent.person.id


def test_a_swap_that_does_not_fit_leaves_nothing(cast: Cast) -> None:
    row = make_roster(cast)
    cases = [
        (cast.manager, at("14:00"), at("14:00"), SwapTime),
        (cast.manager, at("01:00"), at("02:00"), SwapTime),
        (cast.manager, at("14:00"), at("14:00") + timedelta(days=32), SwapTime),
        (cast.owner, at("14:00"), at("15:00"), SwapPerson),
    ]
    with cast.agent.at_work():
        for who, begins, ends, refused in cases:
            with pytest.raises(refused):
                swap(row.id, who.person.id, begins, ends, by=cast.agent.actor, at=at("09:00"))
        with pytest.raises(NotFound):
            swap_back(row.id, row.id, by=cast.agent.actor, at=at("09:00"))
        assert RosterSwap.objects.count() == 0
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        swap(row.id, cast.manager.person.id, at("14:00"), at("15:00"), by=cast.owner.actor, at=at("09:00"))
