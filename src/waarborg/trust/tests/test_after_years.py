"""Six years after an agreement was published, with nobody having published another: all goes on, and is proven."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.queries.desk_calendar import desk_calendar
from waarborg.promises.queries.schemes import due_for
from waarborg.support.tests.reports import at, reported
from waarborg.trust.queries.reports import payload_of
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import report, say, scheduler


@pytest.fixture(autouse=True)
def years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's clock stands in 2032."""
    from django.conf import settings

    from waarborg.plumbing import clock

    monkeypatch.setattr(settings, "CLOCK_OFFSET", at("2032-05-03 09:00") - clock.real(), raising=False)


def test_a_report_is_made_warned_about_broken_and_proven(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2032-04-26 16:00")
    with cast.manager.at_work():
        run = ClockRun.objects.get(subject_id=ticket.id, promise="support.pick-up")
        # Tuesday 27 April 2032 is King's Day.
        assert run.due_at == at("2032-04-28 12:00")
        assert due_for(cast.merendaal.id, start=at("2032-04-26 16:00"), within="4 business hours") == run.due_at
        hours = desk_calendar().hours(at("2032-04-27 10:00"))
        assert hours == {"open": False, "until": at("2032-04-28 09:00")}
    scheduler("2032-04-28 12:01")
    say(cast, ticket, "2032-04-28 12:30")
    made = report(cast, "2032-05-01 06:00", "2032-04")
    assert payload_of(made)["totals"]["broken"] == 1
    assert check(made.envelope).number == made.number
