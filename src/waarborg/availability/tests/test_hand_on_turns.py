"""The turns of a colleague who left are of whoever comes next in the layer, and are told where they are nobody's."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection

from waarborg.access.queries.as_login import as_login
from waarborg.availability.actions.alarms.duty_calendars import make_address
from waarborg.availability.actions.alarms.keep_roster import save_roster, swap
from waarborg.availability.actions.alarms.roster_refusals import RosterChanged
from waarborg.availability.models import DutyCalendar, Roster, RosterSwap
from waarborg.availability.queries import rosters as reading
from waarborg.availability.reactions.alarms import hand_on_turns_of
from waarborg.availability.rules.roster import WEEKLY, Layer, on_call, taken_over
from waarborg.availability.tests.alarming import make_roster, weeks
from waarborg.availability.tests.incidents import at
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.instants import to_us
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role

A, B, C = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("people", "gone", "after"),
    [
        ((A, B, C), A, (B, B, C)),
        ((A, B, C), C, (A, B, A)),
        ((A, A, B), A, (B, B, B)),
        ((B, C), A, (B, C)),
        ((A,), A, (A,)),
    ],
    ids=["the first", "the last, by the first", "twice in a row", "not in it", "nobody else"],
)
def test_the_next_in_the_layer_takes_over_and_nobody_elses_turn_moves(
    people: tuple[UUID, ...], gone: UUID, after: tuple[UUID, ...]
) -> None:
    assert taken_over(Layer(people, WEEKLY, date(2026, 3, 31)), gone).people == after


def left(cast: Cast) -> None:
    """R. Specimen left; what follows by itself is done, twice."""
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=at("10:00"))
    with tenancy.enter(Role.DESK), as_login(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'availability.hand-on-turns'")
        assert cursor.fetchone()[0] == 1
    for _again in range(2):
        hand_on_turns_of(person=str(cast.agent.person.id), at=at("10:01").isoformat())


def told() -> list[tuple[str, bool]]:
    with tenancy.enter(Role.DESK):
        rows = OutboxMail.objects.filter(template="availability/mail/handed_on.txt")
        return [(one.to_address, "van niemand" in one.body) for one in rows]


def test_his_turns_and_what_he_took_over_go_to_others_and_the_form_knows(cast: Cast) -> None:
    row = make_roster(cast)
    with cast.agent.at_work():
        make_address(by=cast.agent.actor, at=at("00:02"))
        swap(row.id, cast.agent.person.id, at("12:00"), at("13:00"), by=cast.agent.actor, at=at("00:03"))
        swap(row.id, cast.agent.person.id, at("09:00"), at("11:00"), by=cast.agent.actor, at=at("00:04"))
    left(cast)
    with cast.manager.at_work():
        held = reading.roster(row.id)
        plan = reading.plan_of(held)
        assert plan.layers[0].people == (cast.manager.person.id, cast.manager.person.id)
        assert on_call(plan, to_us(at("12:30"))) == cast.manager.person.id
        # What was stays to be read.
        assert [(one.begins_at, one.ends_at) for one in RosterSwap.objects.all()] == [(at("09:00"), at("10:01"))]
        assert DutyCalendar.objects.count() == 0
        kinds = JournalEntry.objects.filter(subject_id=row.id).values_list("kind", flat=True)
        assert sorted(one.rpartition(".")[2] for one in kinds) == [
            "handed-on", "saved", "swapped", "swapped", "swapped-back", "swapped-back",
        ]  # fmt: skip
    assert told() == [(cast.manager.person.email, False)]
    only = replace(weeks(cast), people=(cast.manager.person.id,))
    with cast.manager.at_work(), pytest.raises(RosterChanged):
        save_roster(
            row.id, [only], name="Wacht", zone="Europe/Amsterdam", provider=cast.provider.id,
            by=cast.manager.actor, at=at("10:05"), revision=0,
        )  # fmt: skip


def test_a_layer_of_nobody_else_is_told_as_nobodys(cast: Cast) -> None:
    alone = replace(weeks(cast), people=(cast.agent.person.id,))
    row = make_roster(cast, alone)
    left(cast)
    assert told() == [(cast.manager.person.email, True)]
    with cast.manager.at_work():
        assert Roster.objects.get(id=row.id).revision == 0


def test_who_is_in_no_roster_is_told_to_nobody(cast: Cast) -> None:
    make_roster(cast, replace(weeks(cast), people=(cast.manager.person.id,)))
    left(cast)
    assert told() == []
