"""Who makes a call: a colleague who is there and free, one call at a time, which the database sees to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.kernel.instants import to_us
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.appointments.roster import be_absent
from waarborg.support.actions.assign import assign
from waarborg.support.actions.call_backs.ask import move
from waarborg.support.actions.call_backs.call import spoke, take_call, unanswered
from waarborg.support.actions.call_backs.holding import CallTaken, NobodyCanCall, NotThen
from waarborg.support.models import CallBack
from waarborg.support.queries.appointments import free
from waarborg.support.rules.appointments.slots import slot_of
from waarborg.support.rules.call_backs.callers import Caller, who_calls
from waarborg.support.tests.appointments.sessions import on_duty
from waarborg.support.tests.call_backs.calls import asked
from waarborg.support.tests.call_backs.test_ask import fresh
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
ZONE = "Europe/Amsterdam"
NOW = "2026-04-07 09:30"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def us(when: str) -> int:
    return to_us(at(when))


@pytest.mark.parametrize(
    ("start", "free"),
    [
        ("2026-04-08 09:45", True),
        ("2026-04-08 10:00", False),
        ("2026-04-08 10:15", True),
        ("2026-04-08 10:50", False),
        ("2026-04-09 10:00", False),
        ("2026-04-10 10:00", True),
    ],
    ids=["just before", "the same", "just after", "into a session", "away that day", "back"],
)
def test_a_colleague_is_free_who_is_there_and_does_nothing_else_in_that_quarter(start: str, free: bool) -> None:
    taken = ((us("2026-04-08 10:00"), us("2026-04-08 10:15")), (us("2026-04-08 11:00"), us("2026-04-08 11:30")))
    one = Caller(UUID(int=1), "A", ((date(2026, 4, 9), date(2026, 4, 9)),), taken)
    assert one.is_free(us(start), ZONE) is free


def test_the_one_who_is_wanted_calls_else_who_has_least_planned_then_by_name() -> None:
    early = ((us("2026-04-08 09:00"), us("2026-04-08 09:15")),)
    a, b, c = (Caller(UUID(int=n), name, (), taken) for n, name, taken in ((1, "A", early), (2, "C", ()), (3, "B", ())))
    start = us("2026-04-08 10:00")
    assert who_calls(start, [a, b, c], zone=ZONE) == c
    assert who_calls(start, [a, b, c], zone=ZONE, rather=a.person) == a
    assert who_calls(us("2026-04-08 09:00"), [a], zone=ZONE, rather=a.person) is None


def test_whoever_has_the_ticket_calls_and_who_calls_already_gives_way_to_a_colleague(
    cast: Cast, perplex: AgreementVersion
) -> None:
    ticket = reported(cast, "2026-04-07 09:00", priority="p2")
    with cast.manager.at_work():
        assign(ticket, by=cast.manager.actor, at=at("2026-04-07 09:10"), to=(cast.agent.person.id, "R. Specimen"))
    first = asked(cast, "2026-04-08 10:00", now=NOW, ticket=ticket)
    second = asked(cast, "2026-04-08 10:00", now=NOW)
    assert [fresh(cast, one).caller_name for one in (first, second)] == ["R. Specimen", "K. Voorbeeld"]


def test_a_moment_at_which_everybody_calls_is_not_offered(cast: Cast, perplex: AgreementVersion) -> None:
    for _ in range(2):
        asked(cast, "2026-04-07 10:00", now=NOW)
    with pytest.raises(NotThen) as refused:
        asked(cast, "2026-04-07 10:00", now=NOW)
    assert refused.value.say("nl").endswith("Het eerste moment is dinsdag 7 april 2026 09:45.")
    with cast.agent.at_work():
        assert CallBack.objects.count() == 2


def test_who_is_away_calls_nobody_and_where_all_are_nobody_is_promised_a_call(
    cast: Cast, perplex: AgreementVersion
) -> None:
    with cast.manager.at_work():
        be_absent(
            cast.manager.person.id, by=cast.manager.actor, at=at(NOW), first=date(2026, 4, 8), last=date(2026, 4, 8)
        )
    assert fresh(cast, asked(cast, "2026-04-08 10:00", now=NOW)).caller_name == "R. Specimen"
    with cast.manager.at_work():
        for one in (cast.agent, cast.manager):
            be_absent(one.person.id, by=cast.manager.actor, at=at(NOW), first=date(2026, 4, 7), last=date(2026, 4, 30))
    with pytest.raises(NobodyCanCall):
        asked(cast, "2026-04-09 10:00", now=NOW)


def test_moved_it_stays_with_the_same_colleague_where_he_can(cast: Cast, perplex: AgreementVersion) -> None:
    made, other = asked(cast, "2026-04-08 10:00", now=NOW), asked(cast, "2026-04-08 11:00", now=NOW)
    assert [fresh(cast, one).caller_name for one in (made, other)] == ["K. Voorbeeld", "R. Specimen"]
    with cast.support_contact.at_work():
        assert move(made, by=cast.support_contact.actor, at=at(NOW), start=at("2026-04-08 11:00")).caller_id == (
            cast.manager.person.id
        )
        assert move(other, by=cast.support_contact.actor, at=at(NOW), start=at("2026-04-08 11:15")).caller_id == (
            cast.agent.person.id
        )


def test_a_colleague_takes_a_call_over_and_never_two_at_one_moment(cast: Cast, perplex: AgreementVersion) -> None:
    his, hers = (asked(cast, "2026-04-08 10:00", now=NOW) for _ in range(2))
    with cast.manager.at_work():
        mine = CallBack.objects.get(caller_id=cast.manager.person.id)
        with pytest.raises(CallTaken):
            take_call(CallBack.objects.get(caller_id=cast.agent.person.id), by=cast.manager.actor, at=at(NOW))
        spoke(mine, by=cast.manager.actor, at=at(NOW), said="Eerder gebeld.")
    other = his if mine.id == hers.id else hers
    with cast.manager.at_work():
        for _ in range(2):
            take_call(other, by=cast.manager.actor, at=at(NOW))
    with cast.support_contact.at_work(), pytest.raises(NotAllowed):
        take_call(other, by=cast.support_contact.actor, at=at(NOW))
    assert fresh(cast, other).caller_name == "K. Voorbeeld"
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=other.id, kind="support.call-back.taken-over")
        assert rows.count() == 1


def test_the_database_itself_refuses_two_calls_of_one_colleague_at_one_moment(
    cast: Cast, perplex: AgreementVersion
) -> None:
    one, two = asked(cast, "2026-04-08 10:00", now=NOW), asked(cast, "2026-04-08 10:15", now=NOW)
    with cast.agent.at_work():
        rows = CallBack.objects.filter(id__in=(one.id, two.id))
        with pytest.raises(IntegrityError, match="support_call_back_caller"), transaction.atomic():
            rows.update(caller_id=cast.agent.person.id, calls_at=at("2026-04-08 11:00"))
        assert {row.calls_at for row in rows} == {at("2026-04-08 10:00"), at("2026-04-08 10:15")}


def test_nobody_answered_it_goes_on_at_a_moment_at_which_somebody_is_free(
    cast: Cast, perplex: AgreementVersion
) -> None:
    made = asked(cast, "2026-04-07 10:00", now=NOW)
    for _ in range(2):
        asked(cast, "2026-04-07 11:15", now=NOW)
    with cast.agent.at_work():
        again = unanswered(made, by=cast.agent.actor, at=at("2026-04-07 10:01"))
    assert again.calls_at == at("2026-04-07 11:30")


def test_who_calls_is_not_booked_to_look_along_at_that_moment(cast: Cast, perplex: AgreementVersion) -> None:
    on_duty(cast)
    before = {one.start for one in free(at=at(NOW))[0]}
    for _ in range(2):
        asked(cast, "2026-04-08 10:15", now=NOW)
    gone = before - {one.start for one in free(at=at(NOW))[0]}
    assert gone == {slot_of(us("2026-04-08 10:15"))} == {us("2026-04-08 10:00")}


@pytest.mark.usefixtures("committed")
def test_of_two_customers_at_the_same_moment_each_has_a_colleague_of_its_own() -> None:
    cast, together = make_cast(), Barrier(2)
    bound_to(cast, "perplex-dbc")

    def press(_number: int) -> UUID | None:
        try:
            together.wait(timeout=20)
            return asked(cast, "2026-04-08 10:00", now=NOW).caller_id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = {one.result(timeout=60) for one in [pool.submit(press, number) for number in range(2)]}
    assert found == {cast.agent.person.id, cast.manager.person.id}


def test_the_desk_shows_who_calls_and_lets_a_colleague_make_the_call(
    cast: Cast, perplex: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.CLOCK_OFFSET = at(NOW) - timezone.now()  # type: ignore[attr-defined]
    made, agent = asked(cast, "2026-04-08 10:00", now=NOW), signed_in(cast.agent)
    page = f"/desk/call-backs/{made.id}/"
    assert "K. Voorbeeld" in agent.get("/desk/call-backs/").content.decode()
    assert "Ik voer dit gesprek" in agent.get(page).content.decode()
    sent = agent.post(f"{page}take/", follow=True).content.decode()
    assert "U voert dit gesprek." in sent and "Ik voer dit gesprek" not in sent
    customer = signed_in(cast.support_contact)
    assert "R. Specimen" in customer.get(f"/portal/call-backs/{made.id}/").content.decode()
    assert customer.post(f"{page}take/").status_code == 404
