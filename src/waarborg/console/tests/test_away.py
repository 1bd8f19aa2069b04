"""Alarms pass by who is away: support keeps absences, availability calls."""

from datetime import date

from waarborg.availability.models import AlarmCall
from waarborg.availability.tests.alarming import make_policy, make_roster
from waarborg.availability.tests.incidents import out
from waarborg.catalogue.tests.stock import make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.support.models import StaffAbsence


def test_an_alarm_goes_to_who_is_next_when_who_is_on_call_is_away(cast: Cast) -> None:
    stock = make_stock(cast)
    make_policy(cast, roster=make_roster(cast).id)
    day = date(2026, 4, 8)
    with cast.manager.at_work():
        StaffAbsence.objects.create(tenant_id=cast.provider.id, person_id=cast.agent.person.id, first=day, last=day)
    out(cast, stock)
    with cast.manager.at_work():
        assert [one.person_id for one in AlarmCall.objects.all()] == [cast.manager.person.id]
