"""The page that says how one reaches us: the telephone with the hours of one's own agreement, or in writing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.actions.bind import bind
from waarborg.promises.actions.publish import publish
from waarborg.promises.models import AgreementVersion
from waarborg.promises.profiles import documents, profile
from waarborg.promises.tests.agreements import BOUND, PUBLISHED
from waarborg.support.queries.chats import hours_of
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


@pytest.mark.usefixtures("db")
def test_the_telephone_is_answered_on_four_mornings_and_the_page_says_when_again(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    with cast.manager.at_work():
        by, source, bound = cast.manager.actor, profile("perplex-dbc"), documents("perplex-dbc")
        version = publish(
            source,
            by=by,
            at=PUBLISHED,
            provider=cast.provider.id,
            name="perplex.yaml",
            documents=bound,
        )
        bind(version, by=by, at=BOUND, tenant=cast.merendaal.id)
    with cast.owner.at_work():
        found = {
            moment: hours_of(cast.merendaal.id, now=at(moment), calendar="phone")
            for moment in ("2026-04-03 10:00", "2026-12-31 11:00", "2026-04-06 10:00")
        }
    assert [(one["open"], one["until"]) for one in found.values() if one] == [
        (False, at("2026-04-07 09:00")), (True, at("2026-12-31 12:30")), (False, at("2026-04-07 09:00")),
    ]  # fmt: skip
    settings.SUPPORT_PHONE = "+31 20 123 45 67"  # type: ignore[attr-defined]
    settings.CLOCK_OFFSET = at("2026-04-03 10:00") - timezone.now()  # type: ignore[attr-defined]
    page = signed_in(cast.owner).get("/portal/contact/").content.decode()
    assert 'href="tel:+31201234567"' in page
    assert "De telefoon wordt nu niet beantwoord; wel weer vanaf" in page
    desk = signed_in(cast.agent).get(f"/desk/tickets/new/{cast.merendaal.id}/").content.decode()
    assert "Buiten de telefonische openingstijden van deze klant" in desk


def test_without_telephone_hours_in_the_agreement_what_is_said_is_dealt_with_in_writing(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object
) -> None:
    settings.SUPPORT_PHONE = "+31 20 123 45 67"  # type: ignore[attr-defined]
    page = signed_in(cast.owner).get("/portal/contact/").content.decode()
    assert "Directe telefonische ondersteuning is er niet." in page
    assert "De telefoon wordt nu" not in page
