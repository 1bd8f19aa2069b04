"""The sign-in page shows what is marked for visitors, and nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.customers.tests.cast import NOW, Cast
from waarborg.notices.actions.publish import withdraw
from waarborg.notices.actions.write import Words
from waarborg.notices.tests.told import draft, meant, published
from waarborg.plumbing import clock

pytestmark = pytest.mark.django_db
SAID = Words("Storing bij {leverancier}", "Wij werken eraan. <b>Vet</b>")


def door(lang: str = "nl") -> str:
    browser = Client()
    browser.cookies["waarborg_language"] = lang
    return browser.get(reverse("account_login")).content.decode()


def test_only_a_published_notice_that_is_marked_stands_there(cast: Cast) -> None:
    published(cast, Words("Voor klanten", "Tekst"))
    draft(cast, Words("Concept", "Tekst"), meant(on_sign_in=True))
    assert not [one for one in ("Voor klanten", "Concept") if one in door()]
    held = published(cast, SAID, meant(on_sign_in=True))
    page = door()
    assert "Storing bij Voorbeeld Software" in page
    assert "&lt;b&gt;Vet&lt;/b&gt;" in page
    with cast.manager.at_work():
        withdraw(held.id, "Opgelost.", by=cast.manager.actor, at=NOW)
    assert "Storing bij" not in door()


def test_it_goes_when_its_time_is_over(cast: Cast) -> None:
    published(cast, SAID, meant(on_sign_in=True, shown_until=clock.now() - timedelta(minutes=1)))
    assert "Storing bij" not in door()
    published(cast, SAID, meant(on_sign_in=True, shown_until=clock.now() + timedelta(minutes=5)))
    assert "Storing bij" in door()
