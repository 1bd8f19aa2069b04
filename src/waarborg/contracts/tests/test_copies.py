"""A customer's copy held against the text in force: which version it is, what differs, and that it was not altered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.actions.bind import bind
from waarborg.promises.tests.announced import bound_to, publish_profile
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
THERE = "/portal/agreement/copy/"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def sent(client: Client, content: bytes) -> str:
    answered: Any = client.post(THERE, {"file": SimpleUploadedFile("kopie.pdf", content)})
    assert answered.status_code == 200
    page: str = answered.content.decode()
    return page


@pytest.mark.clause("PX-03")
def test_a_copy_in_any_form_is_recognised_and_an_altered_one_is_not(cast: Cast, signed_in: Enter) -> None:
    bound_to(cast, "24office", since="2026-03-01 00:00")
    mine = signed_in(cast.owner)
    copies = [mine.get(f"/portal/agreement/24office/1/{kind}/").content for kind in ("pdf", "file", "canonical")]
    for copy in copies:
        assert "Uw exemplaar is daaraan gelijk." in sent(mine, copy)
    newer = publish_profile(cast, "24office", "2", when="2026-04-01 09:00")
    with cast.manager.at_work():
        bind(newer, by=cast.manager.actor, at=at("2026-04-01 10:00"), tenant=cast.merendaal.id)
    assert "Uw exemplaar is daaraan gelijk." in sent(mine, copies[0])
    altered = sent(mine, copies[0][:-40] + b" " + copies[0][-40:])
    assert "Dit is geen exemplaar van ons" in altered and "De tekst hier gaat voor." in altered
    assert mine.post(THERE, {}).status_code == 422
    assert "Is uw exemplaar nog deze tekst?" in mine.get("/portal/agreement/").content.decode()


@pytest.mark.clause("PX-03")
def test_an_old_copy_says_in_how_many_places_it_differs_and_that_the_text_here_prevails(
    cast: Cast, signed_in: Enter
) -> None:
    bound_to(cast, "perplex-dbc", since="2026-03-01 00:00")
    mine = signed_in(cast.owner)
    source = mine.get("/portal/agreement/perplex-dbc/1/file/").content
    newer = publish_profile(cast, "perplex-dbc", "2", when="2026-04-01 09:00", worse=True)
    with cast.manager.at_work():
        bind(newer, by=cast.manager.actor, at=at("2026-04-01 10:00"), tenant=cast.merendaal.id, keep_amendment=False)
    page = sent(mine, source)
    assert "Dit is versie 1, ongewijzigd" in page
    assert "Het verschilt op 1 plaats van versie 2, die nu tussen ons geldt. De tekst hier gaat voor." in page
