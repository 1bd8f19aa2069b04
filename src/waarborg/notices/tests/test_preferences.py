"""Who gets what by mail: chosen in the portal, stopped at one click; compulsory kinds come whatever was chosen."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.notices.actions.prefer import NotYours, prefer
from waarborg.notices.models import Preference
from waarborg.notices.tests.told import mails, meant, published, receipts
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.outbox.transport import compose
from waarborg.plumbing.tenancy import Role

SignIn = Callable[[Player], Client]
pytestmark = pytest.mark.django_db


def test_who_does_without_a_kind_is_not_mailed_and_still_reads_it(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.owner)
    page = browser.get(reverse("notices:preferences")).content.decode()
    assert "Wijziging van voorwaarden of prijzen" in page
    assert browser.post(reverse("notices:preferences"), {"release": "on", "news": "on"}).status_code == 302
    held = published(cast, at=clock.now())
    assert receipts(held)["T. Fictief"].mail == "declined"
    assert "t.fictief@example.org" not in [one.to_address for one in mails()]
    assert "Onderhoud op zaterdag" in browser.get(reverse("notices:notices")).content.decode()
    release = published(cast, whom=meant(kind="release"), at=clock.now())
    assert receipts(release)["T. Fictief"].mail == "waiting"


def test_terms_come_by_mail_whatever_was_chosen(cast: Cast) -> None:
    with cast.owner.at_work(), pytest.raises(NotYours):
        prefer({"terms": False}, by=cast.owner.actor, at=NOW)
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        Preference.objects.create(
            tenant_id=cast.merendaal.id, person_id=cast.owner.person.id, kind="terms", by_mail=False, chosen_at=NOW
        )
    held = published(cast, whom=meant(kind="terms", by_mail=False))
    assert receipts(held)["T. Fictief"].mail == "waiting"
    assert [one.token for one in receipts(held).values()] == [None] * 5
    assert [one for one in mails() if "/notices/stop/" in one.body] == []
    assert "List-Unsubscribe" not in compose(mails()[0]).message()


def test_a_mail_program_stops_a_kind_at_one_click(cast: Cast) -> None:
    held = published(cast)
    mine = receipts(held)["T. Fictief"]
    letter = compose(next(one for one in mails() if one.to_address == "t.fictief@example.org")).message()
    address = letter["List-Unsubscribe"].strip("<>")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address == f"{settings.PUBLIC_URL}/accounts/notices/stop/{mine.token}/"
    assert not [one for one in (str(mine.person_id), str(held.id), "fictief", "maintenance") if one in address]
    visitor = Client(enforce_csrf_checks=True)
    path = reverse("notices:stop", args=[mine.token])
    for _ in range(2):  # A scanner of mail that looks changes nothing.
        assert "Onderhoud en storingen" in visitor.get(path).content.decode()
        assert visitor.head(path).status_code == 200
    assert receipts(published(cast))["T. Fictief"].mail == "waiting"
    for _ in range(2):
        assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    later = receipts(published(cast, at=clock.now()))
    assert (later["T. Fictief"].mail, later["B. Proef"].mail) == ("declined", "waiting")


def test_an_unknown_link_is_nothing(cast: Cast) -> None:
    assert Client().post(reverse("notices:stop", args=["onbekend"])).status_code == 404
