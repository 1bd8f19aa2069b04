"""Addresses that get no mail: of notices and of everything else, except what somebody asks for at the door."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.outcomes import note_outcomes
from waarborg.notices.actions.suppress import AlreadySuppressed, NoAddress, NoReasonToRelease, release, suppress
from waarborg.notices.models import Suppression
from waarborg.notices.tests.told import mails, meant, published, receipts
from waarborg.plumbing import tenancy
from waarborg.plumbing.outbox import Recipient, leaving, send_mail
from waarborg.plumbing.outbox.deliver import _attempt, claim
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
pytestmark = pytest.mark.django_db


def closed(cast: Cast, address: str = "T.Fictief@example.org", why: str = "complained") -> Suppression:
    with cast.manager.at_work():
        return suppress(address, why, "per telefoon", by=cast.manager.actor, at=NOW)


def test_a_suppressed_address_is_not_mailed_until_it_is_released_with_a_reason(cast: Cast) -> None:
    row = closed(cast)
    assert receipts(published(cast))["T. Fictief"].mail == "held"
    with cast.manager.at_work():
        with pytest.raises(NoReasonToRelease):
            release(row.id, " ", by=cast.manager.actor, at=NOW)
        release(row.id, "Adres hersteld.", by=cast.manager.actor, at=NOW)
    assert receipts(published(cast))["T. Fictief"].mail == "waiting"


def test_what_cannot_be_suppressed_is_refused(cast: Cast) -> None:
    closed(cast)
    with pytest.raises(AlreadySuppressed):
        closed(cast, "t.fictief@EXAMPLE.org")
    with pytest.raises(NoAddress):
        closed(cast, "geen adres")
    with tenancy.enter(Role.DESK):
        assert Suppression.objects.count() == 1


def test_a_mail_that_was_written_before_does_not_leave_either(cast: Cast) -> None:
    held = published(cast)
    closed(cast)
    left: list[str] = []
    while (mail := claim()) is not None:
        _attempt(mail, lambda one: left.append(one.to_address))
    assert sorted(left) == [
        "b.proef@example.org",
        "g.model@example.org",
        "s.monster@example.org",
        "v.fantasie@example.org",
    ]
    note_outcomes(now=lambda: NOW)
    assert {name: one.mail for name, one in receipts(held).items()}["T. Fictief"] == "held"
    assert [(one.state, one.failure) for one in mails() if one.to_address == "t.fictief@example.org"] == [
        ("dropped", "suppressed")
    ]


def test_what_somebody_asks_for_at_the_door_leaves_all_the_same(cast: Cast) -> None:
    closed(cast)
    letter = OutboxMail(to_address="t.fictief@example.org", template="access/mail/password.txt")
    assert leaving.held_back(letter) is None
    letter.template = "promises/mail/new_version.txt"
    assert leaving.held_back(letter) == "suppressed"


def test_whom_mail_of_legal_weight_did_not_reach_is_named_owners_first(cast: Cast, signed_in: SignIn) -> None:
    closed(cast)
    closed(cast, "g.model@example.org")
    published(cast, whom=meant(kind="terms"))
    published(cast, whom=meant(kind="news"))
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        to = Recipient("t.fictief@example.org", "T. Fictief", "nl", cast.owner.person.id)
        send_mail(
            "promises/mail/new_version.txt", tenant=cast.merendaal.id, to=to,
            context={"version": "2", "url": "/", "day": "1 mei"}, at=NOW,
        )  # fmt: skip
    while (mail := claim()) is not None:
        _attempt(mail, lambda one: None)
    from waarborg.notices.queries.mails import weighty
    from waarborg.notices.queries.suppressed import held_back

    with tenancy.enter(Role.DESK):
        found = held_back(weighty(), ["terms", "security"], at=NOW)
    assert sorted((one.person, one.is_owner, one.subject) for one in found) == [
        ("G. Model", False, "Onderhoud op zaterdag"),
        ("T. Fictief", True, "Een nieuwe versie van uw overeenkomst: 2"),
        ("T. Fictief", True, "Onderhoud op zaterdag"),
    ]
    assert [one.is_owner for one in found] == [True, True, False]
    page = signed_in(cast.manager).get(reverse("notices:suppressed")).content.decode()
    assert "Mail met juridisch gewicht die hier bleef" in page


def test_the_page_adds_and_releases(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.agent)
    address = reverse("notices:suppressed")
    assert browser.post(address, {"address": "x@example.org", "why": "by-hand"}).status_code == 302
    with tenancy.enter(Role.DESK):
        row = Suppression.objects.get()
    assert browser.post(reverse("notices:release", args=[row.id]), {"because": ""}).status_code == 422
    assert browser.post(reverse("notices:release", args=[row.id]), {"because": "hersteld"}).status_code == 302
    with tenancy.enter(Role.DESK):
        assert Suppression.objects.get().released_because == "hersteld"
