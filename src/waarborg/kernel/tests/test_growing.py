import pytest

from waarborg.kernel.calendars import CalendarRules
from waarborg.kernel.due import due
from waarborg.kernel.growing import GrowingCalendar, NeverReached
from waarborg.kernel.instants import to_us
from waarborg.kernel.tests.desks import at, shown


def growing(content):
    return GrowingCalendar(CalendarRules.from_mapping({"timezone": "Europe/Amsterdam"} | content))


def falls_due(calendar, start, within):
    moment = at(start)
    return shown(calendar.work_out(to_us(moment), lambda compiled: due(compiled, moment, within)).at)


def test_it_is_written_out_as_far_as_the_term_needs():
    calendar = growing({"weekly": {"mon-fri": ["09:00-17:00"]}})
    assert falls_due(calendar, "2026-01-05 10:00", "4000 business days") == "Mon 2041-05-06 10:00"
    assert falls_due(calendar, "1999-01-05 10:00", "1 business day") == "Wed 1999-01-06 10:00"
    assert falls_due(calendar, "2150-01-05 10:00", "1 business hour") == "Mon 2150-01-05 11:00"


def test_a_calendar_that_never_opens_again_is_said_to_be_so():
    calendar = growing({"open": {"2026-12-24": ["09:00-12:00"]}})
    assert falls_due(calendar, "2026-12-24 09:00", "3 business hours") == "Thu 2026-12-24 12:00"
    with pytest.raises(NeverReached) as refused:
        falls_due(calendar, "2026-12-24 09:00", "4 business hours")
    assert "2199" in refused.value.say("nl")
