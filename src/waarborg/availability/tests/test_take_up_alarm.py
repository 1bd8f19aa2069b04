"""Taking an alarm up: on its page, by the link of a call, by a gateway that answers; then nobody is called."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.alarms.keep_policy import try_policy
from waarborg.availability.actions.alarms.refusals import AlarmOver, TakenUp
from waarborg.availability.actions.alarms.take_up import take_up
from waarborg.availability.models import Alarm, AlarmCall, Incident
from waarborg.availability.queries.alarms import token_of
from waarborg.availability.tests.alarming import guarded, minutes_later
from waarborg.availability.tests.incidents import at, out, resolved
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


@pytest.fixture
def alarm(cast: Cast, stock: Stock, settings: object) -> Alarm:
    guarded(cast)
    out(cast, stock)
    settings.CLOCK_OFFSET = at("01:03") - timezone.now()  # type: ignore[attr-defined]
    return held(cast)


def held(cast: Cast) -> Alarm:
    with cast.manager.at_work():
        return Alarm.objects.get(trial=False)


def link(cast: Cast) -> str:
    with cast.manager.at_work():
        return f"/hooks/alarm/{token_of(AlarmCall.objects.order_by('at').first())}/"


def test_who_takes_it_up_is_the_last_to_be_called(cast: Cast, alarm: Alarm) -> None:
    with cast.agent.at_work():
        take_up(alarm.id, by=cast.agent.actor, at=at("01:03"))
    assert minutes_later("01:00", 10) == 0
    found = held(cast)
    assert (found.acknowledged_at, found.acknowledged_by, found.acknowledged_how, found.next_at) == (
        at("01:03"),
        cast.agent.person.id,
        "page",
        None,
    )


def test_of_two_at_once_one_wins(cast: Cast, alarm: Alarm) -> None:
    with cast.agent.at_work():
        take_up(alarm.id, by=cast.agent.actor, at=at("01:03"))
    with cast.manager.at_work(), pytest.raises(TakenUp):
        take_up(alarm.id, by=cast.manager.actor, at=at("01:04"))
    assert held(cast).acknowledged_by == cast.agent.person.id


def test_what_is_over_is_not_taken_up(cast: Cast, alarm: Alarm) -> None:
    with cast.manager.at_work():
        resolved(cast, Incident.objects.get(), "01:04")
    with cast.manager.at_work(), pytest.raises(AlarmOver):
        take_up(alarm.id, by=cast.manager.actor, at=at("01:05"))
    assert held(cast).acknowledged_at is None


def test_looking_at_the_link_changes_nothing_and_its_button_takes_the_alarm_up(cast: Cast, alarm: Alarm) -> None:
    path = link(cast)
    phone = Client()
    assert "Ik neem het op" in phone.get(path).content.decode()
    assert held(cast).waits
    assert "niemand anders wordt geroepen" in phone.post(path).content.decode()
    found = held(cast)
    assert (found.acknowledged_by, found.acknowledged_how) == (cast.agent.person.id, "link")
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="availability.alarm.acknowledged", subject_id=alarm.id)
        assert (entry.actor_kind, entry.actor_id) == ("staff", cast.agent.person.id)
    again = phone.post(path)
    assert (again.status_code, "Ik neem het op" in again.content.decode()) == (200, False)


def test_a_gateway_that_answers_for_who_was_called_hears_whether_it_was_this_call(cast: Cast, alarm: Alarm) -> None:
    gateway = Client(enforce_csrf_checks=True, headers={"accept": "application/json"})
    path = link(cast)
    assert gateway.get(path).json() == {"alarm": str(alarm.id), "acknowledged": False, "by_this_call": False}
    assert gateway.post(path).json() == {"alarm": str(alarm.id), "acknowledged": True, "by_this_call": True}
    second = gateway.post(path)
    assert (second.status_code, second.json()["by_this_call"]) == (409, False)


def test_a_link_that_is_changed_too_old_or_of_who_left_gives_nothing(
    cast: Cast, alarm: Alarm, settings: object
) -> None:
    path = link(cast)
    assert Client().get(path[:-3] + "xx/").status_code == 410
    settings.CLOCK_OFFSET = at("01:00") + timedelta(hours=12, seconds=30) - timezone.now()  # type: ignore[attr-defined]
    assert Client().post(path).status_code == 410
    settings.CLOCK_OFFSET = at("01:05") - timezone.now()  # type: ignore[attr-defined]
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=at("01:04"))
    assert Client().post(path).status_code == 410
    assert held(cast).waits


def test_a_trial_calls_by_the_same_steps_says_so_and_is_over_when_taken_up(cast: Cast) -> None:
    policy = guarded(cast)
    with cast.manager.at_work():
        made = try_policy(policy.id, by=cast.manager.actor, at=at("01:00"))
    minutes_later("01:00", 10)
    with cast.manager.at_work():
        assert [one.person_id for one in AlarmCall.objects.order_by("number")] == [
            cast.agent.person.id,
            cast.manager.person.id,
        ]
        take_up(made.id, by=cast.manager.actor, at=at("01:11"))
    with cast.manager.at_work():
        assert Alarm.objects.get().ended_at == at("01:11")
