"""Staff hear that the downtime of a month runs out while it still helps: once for each level; the report says so."""

import html
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from waarborg.availability.actions.warn_of_burning import warn_of_burning
from waarborg.availability.models import BurnWarning
from waarborg.availability.tests.figures import bound, buys, outage, when
from waarborg.availability.tests.test_stated_figures import night, reported
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail

SignIn = Callable[[Player], Client]


def looked(cast: Cast, at: str) -> list[str]:
    with cast.manager.at_work():
        return sorted(one.level for one in warn_of_burning(by=SYSTEM, at=when(at)))


def mails(cast: Cast) -> list[OutboxMail]:
    with cast.manager.at_work():
        return list(OutboxMail.objects.filter(template="availability/mail/burning.txt").order_by("written"))


def test_each_level_is_told_once_in_a_month_with_the_most_urgent_of_it_in_the_mail(cast: Cast) -> None:
    """Of 43 min 12 s: 2 % in the hour, then the half of it, then all."""
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-10 12:00:00", "2026-04-10 12:00:51")
    assert looked(cast, "2026-04-10 12:01") == []
    outage(cast, parts["website"], "2026-04-10 12:01:00", "2026-04-10 12:01:01")
    assert looked(cast, "2026-04-10 12:02") == ["fast"]
    assert looked(cast, "2026-04-10 12:02") == []
    outage(cast, parts["website"], "2026-04-10 13:00", "2026-04-10 13:21")
    assert looked(cast, "2026-04-10 13:21") == ["half", "quick", "slow"]
    outage(cast, parts["website"], "2026-04-10 14:00", "2026-04-10 14:22")
    assert looked(cast, "2026-04-11 09:00") == ["spent"]
    assert looked(cast, "2026-04-11 09:05") == []
    first, second, third = mails(cast)
    assert "Onderdeel website: in een uur ging 2 % van de toegestane uitval van de maand op" in first.body
    assert "Onderdeel website: in zes uur ging 5 %" in second.body
    assert "de helft" not in second.body
    assert "de toegestane uitval van de maand is op (10" in third.body
    with cast.manager.at_work():
        noted = JournalEntry.objects.filter(kind="availability.budget-warning.given").order_by("sequence")
        assert {one.properties["level"] for one in noted} == {"fast", "half", "quick", "slow", "spent"}
        assert noted.count() == 5


def test_the_next_month_begins_with_all_that_it_allows(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-30 23:30", "2026-05-01 00:00:01")
    assert looked(cast, "2026-04-30 23:59") == ["fast", "half", "quick", "slow"]
    assert looked(cast, "2026-05-01 00:01") == []


def test_a_component_of_which_nothing_is_promised_warns_nobody(cast: Cast) -> None:
    stock, _ = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, stock.database, "2026-04-10 12:00", "2026-04-10 20:00")
    assert looked(cast, "2026-04-10 20:00") == []
    assert mails(cast) == []


def test_two_who_look_at_once_tell_it_once(cast: Cast) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-10 12:00", "2026-04-10 12:10")
    looked(cast, "2026-04-10 12:10")
    with cast.manager.at_work():
        one = BurnWarning.objects.get(level="fast")
        one.id, one._state.adding = uuid7(), True
        with pytest.raises(IntegrityError, match="availability_burn_warning_once"), transaction.atomic():
            BurnWarning.objects.bulk_create([one])
    assert len(mails(cast)) == 1


def test_the_report_and_the_portal_say_when_our_people_were_warned(
    cast: Cast, signed_in: SignIn, settings: object
) -> None:
    stock, parts = bound(cast, "24office", "website")
    buys(cast, stock)
    outage(cast, parts["website"], "2026-04-10 12:00", "2026-04-10 12:25")
    looked(cast, "2026-04-10 12:30")
    night(cast, "2026-05-01 03:40")
    (one,) = reported(cast, "2026-04", "2026-05-02 09:00", "availability.reach")
    said = one["measure"]["explanation"]["nl"]
    assert (
        "Onze mensen zijn op vr 10 april 12:30 gewaarschuwd: de helft van de toegestane uitval van de maand is op."
        in said
    ), said
    settings.CLOCK_OFFSET = when("2026-05-02 12:00") - timezone.now()  # type: ignore[attr-defined]
    page = html.unescape(signed_in(cast.owner).get("/portal/availability/?month=2026-04").content.decode())
    assert "Wanneer onze mensen gewaarschuwd zijn" in page
    assert "de helft van de toegestane uitval van de maand is op" in page
