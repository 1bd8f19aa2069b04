"""An incident raises an alarm; whoever is next is called when nobody takes it up; what comes back soon is the same."""

import json

import pytest

from waarborg.availability.actions.incidents import Said, open_incident, update_incident
from waarborg.availability.models import Alarm, AlarmCall, Incident
from waarborg.availability.rules.escalation import CALL
from waarborg.availability.tests.alarming import guarded, make_policy, make_roster, minutes_later, weeks
from waarborg.availability.tests.incidents import FIRST, at, out, resolved
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.actions.person_left import person_left
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.webhooks.manage import add_endpoint
from waarborg.plumbing.webhooks.models import Message


@pytest.fixture
def stock(cast: Cast) -> Stock:
    return make_stock(cast)


def called(cast: Cast) -> list[tuple[int, str, str]]:
    """Step, who, when: in order."""
    names = {one.person.id: one.person.name for one in cast.players}
    with cast.manager.at_work():
        return [
            (one.number, names[one.person_id], f"{one.at:%H:%M}") for one in AlarmCall.objects.order_by("at", "number")
        ]


def test_who_is_on_call_is_called_at_once_by_mail_and_by_every_webhook_that_hears_of_it(
    cast: Cast, stock: Stock
) -> None:
    guarded(cast)
    with cast.manager.at_work():
        add_endpoint(url="https://gateway.example/alarm", kinds=[CALL], by=cast.manager.actor, at=at("00:05"))
        add_endpoint(
            url="https://other.example/", kinds=["availability.incident.opened"], by=cast.manager.actor, at=at("00:05")
        )
    made = out(cast, stock)
    assert called(cast) == [(0, "R. Specimen", "01:00")]
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
        assert (alarm.effect, alarm.components, alarm.began_at, alarm.raised_at) == (
            "down",
            [str(stock.application.id)],
            at("01:00"),
            at("01:00"),
        )
        [mail] = OutboxMail.objects.filter(template="availability/mail/alarm.txt")
        assert (mail.to_address, mail.subject) == ("r.specimen@example.nl", "Alarm: Inloggen lukt niet")
        assert mail.secret not in mail.body
        [message] = Message.objects.all()
        told = json.loads(message.body)
        assert told["type"] == "availability.alarm.call"
        assert {name: told["data"][name] for name in ("alarm", "effect", "components", "call", "trial")} == {
            "alarm": str(alarm.id), "effect": "down", "components": ["application"], "call": 1, "trial": False,
        }  # fmt: skip
        assert told["data"]["acknowledge"] == mail.secret
        assert told["data"]["person"]["email"] == "r.specimen@example.nl"
        kinds = JournalEntry.objects.filter(subject_id=alarm.id).order_by("sequence").values_list("kind", flat=True)
        assert list(kinds) == ["availability.alarm.raised", "availability.alarm.called"]
        assert [one.incident_id for one in alarm.about.all()] == [made.id]


def test_steps_come_one_after_the_other_begin_again_and_end(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    out(cast, stock)
    for minutes in (9, 10, 10, 14, 15, 25, 60, 600):
        minutes_later("01:00", minutes)
    assert called(cast) == [
        (0, "R. Specimen", "01:00"),
        (1, "K. Voorbeeld", "01:10"),
        (2, "R. Specimen", "01:15"),
        (3, "K. Voorbeeld", "01:25"),
    ]
    with cast.manager.at_work():
        assert Alarm.objects.get().next_at is None


def test_after_a_standstill_the_steps_do_not_come_all_at_once(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    out(cast, stock)
    minutes_later("01:00", 120)
    minutes_later("01:00", 120.5)
    assert [one[2] for one in called(cast)] == ["01:00", "03:00"]


def test_without_a_policy_and_below_what_a_policy_asks_nobody_is_called(cast: Cast, stock: Stock) -> None:
    out(cast, stock)
    make_policy(cast, roster=make_roster(cast, when=at("01:10")).id, components=[stock.database.id], at=at("01:10"))
    out(cast, stock, "02:00", title="Ander onderdeel")
    make_policy(cast, roster=make_roster(cast, name="Twee", when=at("02:10")).id, name="Alles", place=1, at=at("02:10"))
    out(cast, stock, "03:00", effect="degraded", title="Traag")
    assert called(cast) == []


def test_an_incident_that_gets_worse_raises_its_alarm_then(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    made = out(cast, stock, effect="degraded")
    assert called(cast) == []
    with cast.agent.at_work():
        said = Said("identified", "Nu helemaal.")
        update_incident(made.id, said, {stock.application.id: "down"}, revision=0, by=cast.agent.actor, at=at("01:30"))
    assert called(cast) == [(0, "R. Specimen", "01:30")]
    minutes_later("01:30", 0)
    assert len(called(cast)) == 1


def test_what_is_over_calls_nobody_any_more(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    resolved(cast, out(cast, stock), "01:05")
    assert minutes_later("01:00", 10) == 0
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
        assert (alarm.ended_at, alarm.next_at, alarm.acknowledged_at) == (at("01:05"), None, None)


def test_flapping_is_one_alarm_that_goes_on_where_it_was(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    resolved(cast, out(cast, stock), "01:05")
    again = out(cast, stock, "01:12")
    with cast.manager.at_work():
        alarm = Alarm.objects.get()
        assert (alarm.about.count(), alarm.ended_at) == (2, None)
        assert JournalEntry.objects.filter(subject_id=alarm.id, kind="availability.alarm.bundled").count() == 1
    assert called(cast) == [(0, "R. Specimen", "01:00"), (1, "K. Voorbeeld", "01:12")]
    resolved(cast, again, "01:13")
    out(cast, stock, "01:30", title="Later")
    with cast.manager.at_work():
        assert Alarm.objects.count() == 2


def test_two_incidents_on_one_component_at_once_are_one_alarm_until_both_are_over(cast: Cast, stock: Stock) -> None:
    guarded(cast)
    first, second = out(cast, stock), out(cast, stock, "01:01")
    assert called(cast) == [(0, "R. Specimen", "01:00")]
    resolved(cast, first, "01:02")
    with cast.manager.at_work():
        assert Alarm.objects.get().ended_at is None
    resolved(cast, second, "01:03")
    with cast.manager.at_work():
        assert Alarm.objects.get().ended_at == at("01:03")
        assert Incident.objects.filter(ends_at=None).count() == 0


def test_an_alarm_never_goes_to_nobody(cast: Cast, stock: Stock) -> None:
    """Where who is on call left, and no layer is below, the service managers are called."""
    make_policy(cast, roster=make_roster(cast, weeks(cast)).id)
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=at("00:30"))
    with cast.manager.at_work():
        open_incident(
            "Uit", FIRST, {stock.application.id: "down"}, provider=cast.provider.id, by=cast.manager.actor,
            at=at("01:00"),
        )  # fmt: skip
    assert called(cast) == [(0, "K. Voorbeeld", "01:00")]
