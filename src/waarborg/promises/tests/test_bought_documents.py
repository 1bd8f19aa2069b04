"""What goes with something that was bought binds who bought it, from that day on, and nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.actions.bind import bind
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
PREMIUM = "/portal/agreement/superoffice/2026.1/documents/premium/"


def premium(cast: Cast, version: AgreementVersion, when: str) -> None:
    with cast.manager.at_work():
        bind(version, by=cast.manager.actor, at=at(when), tenant=cast.merendaal.id, words={"plan": "premium"})


@pytest.mark.clause("SO-10")
def test_with_the_addendum_the_first_answer_is_due_in_an_hour_from_the_day_on_which_it_takes_effect(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    version = bound_to(cast, "superoffice")
    assert due(cast, reported(cast, "2026-06-01 10:00"), "support.answer") == "2026-06-01 14:00"
    settings.CLOCK_OFFSET = at("2026-06-01 11:00") - timezone.now()  # type: ignore[attr-defined]
    owner, stranger = signed_in(cast.owner), signed_in(cast.stranger)
    assert PREMIUM not in owner.get("/portal/agreement/").content.decode()
    assert owner.get(PREMIUM).status_code == 404
    premium(cast, version, "2026-06-01 12:00")
    settings.CLOCK_OFFSET = at("2026-06-01 13:00") - timezone.now()  # type: ignore[attr-defined]
    assert due(cast, reported(cast, "2026-06-01 13:00"), "support.answer") == "2026-06-01 14:00"
    assert PREMIUM in owner.get("/portal/agreement/").content.decode()
    assert owner.get(PREMIUM).status_code == 200
    # Another customer of the same version has not bought it; staff read all there is.
    assert stranger.get(PREMIUM).status_code == 404
    assert "/documents/premium/" in signed_in(cast.manager).get("/desk/agreements/superoffice/2026.1/").content.decode()
