"""Warnings reach those whose role the agreement names: one mail a person, once."""

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.models import OutboxMail
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import at, reported


def mails(cast: Cast) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        rows = OutboxMail.objects.filter(template="promises/mail/attention.txt").order_by("written", "to_name")
        return [(row.to_name, row.subject) for row in rows]


@pytest.fixture(autouse=True)
def tickets(cast: Cast, appreo: AgreementVersion) -> None:
    """Two of priority 1, to be picked up by 13:00: half of it is told to support, the last hour to the manager."""
    reported(cast, "2026-04-07 09:00")
    reported(cast, "2026-04-07 09:00")


def test_half_way_support_hears_of_both_in_one_mail(cast: Cast) -> None:
    raise_notices(at=at("2026-04-07 11:00"))
    assert mails(cast) == [("R. Specimen", "Termijnen: 0 te laat, 2 krap")]


def test_the_last_hour_is_told_to_the_manager(cast: Cast) -> None:
    raise_notices(at=at("2026-04-07 11:00"))
    raise_notices(at=at("2026-04-07 12:00"))
    assert mails(cast)[1:] == [("K. Voorbeeld", "Termijnen: 0 te laat, 2 krap")]


def test_a_breach_is_told_to_everybody_who_was_warned(cast: Cast) -> None:
    for when in ("11:00", "12:00", "13:00:01"):
        raise_notices(at=at(f"2026-04-07 {when}"))
    assert mails(cast)[2:] == [
        ("K. Voorbeeld", "Termijnen: 2 te laat, 0 krap"),
        ("R. Specimen", "Termijnen: 2 te laat, 0 krap"),
    ]


def test_looking_again_sends_nothing(cast: Cast) -> None:
    for _ in range(3):
        raise_notices(at=at("2026-04-07 11:00"))
    assert len(mails(cast)) == 1
