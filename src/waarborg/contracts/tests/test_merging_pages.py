"""The page that says beforehand what a merger does, and the one on which the survivor lets people in."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.models import Merger
from waarborg.contracts.tests.test_merge_customer import merged
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def april(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 12:00") - timezone.now()  # type: ignore[attr-defined]


def there(cast: Cast) -> str:
    return f"/desk/customers/{cast.merendaal.id}/merge/"


def sent(cast: Cast, client: Client) -> dict[str, Any]:
    """What the page itself says is confirmed, with how the owners asked."""
    page = client.get(f"{there(cast)}?into={cast.hazelvoort.id}").content.decode()
    (seen,) = re.findall(r'value="([0-9a-f]{64})"', page)
    return {
        "seen": seen,
        "sure": "on",
        "absorbed-owner": str(cast.owner.person.id),
        "absorbed-form": "known-mail",
        "absorbed-address": "t.fictief@example.org",
        "survivor-owner": str(cast.stranger.person.id),
        "survivor-form": "known-mail",
        "survivor-address": "v.fantasie@example.org",
    }


def asked(client: Client) -> list[str]:
    """The people on the portal's page, by identifier."""
    page = client.get("/portal/people/merged/").content.decode()
    return re.findall(r'name="person" value="([0-9a-f-]{36})"', page)


def test_everything_stands_there_before_and_a_tick_decides(cast: Cast, signed_in: Enter) -> None:
    desk = signed_in(cast.manager)
    assert "Zorggroep Hazelvoort" in desk.get(f"{there(cast)}?q=hazel").content.decode()
    page = desk.get(f"{there(cast)}?into={cast.hazelvoort.id}").content.decode()
    assert "Stichting Thuiszorg Merendaal gaat op in Zorggroep Hazelvoort" in page
    assert "s.monster@example.org" in page and "Mag alles van Stichting Thuiszorg Merendaal lezen" in page
    form = sent(cast, desk)
    address = f"{there(cast)}?into={cast.hazelvoort.id}"
    assert desk.post(address, {**form, "sure": ""}).status_code == 422
    assert desk.post(address, {**form, "seen": "0" * 64}).status_code == 409
    with cast.manager.at_work():
        assert not Merger.objects.exists()
    assert desk.post(address, form).status_code == 302
    shown = desk.get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert "Opgegaan in Zorggroep Hazelvoort" in shown
    again = desk.get(address)
    assert "is al opgegaan in" in again.content.decode() and b'name="sure"' not in again.content


def test_who_may_not_merge_finds_no_way_to_it(cast: Cast, signed_in: Enter) -> None:
    desk = signed_in(cast.agent)
    assert desk.get(there(cast)).status_code == 403
    assert "/merge/" not in desk.get(f"/desk/customers/{cast.merendaal.id}/").content.decode()


def test_the_survivor_lets_people_in_one_by_one(cast: Cast, signed_in: Enter) -> None:
    merged(cast)
    portal = signed_in(cast.stranger)
    assert "/portal/people/merged/" in portal.get("/portal/people/").content.decode()
    rows = asked(portal)
    assert len(rows) == 4
    with cast.stranger.at_work():
        monster = str(Person.objects.get(email="s.monster@example.org").id)
    given = {"person": monster, "do": "admit"}
    assert portal.post("/portal/people/merged/", given).status_code == 302
    assert portal.post("/portal/people/merged/", given).status_code == 404
    assert asked(portal) == [one for one in rows if one != monster]
    # And nobody of the organisation that is gone.
    assert asked(signed_in(cast.owner)) == []


def test_a_contract_that_nobody_gave_notice_of_is_not_said_to_end(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    with cast.manager.at_work():
        keep_contract(
            cast.merendaal.id, appreo, reference="C-17", starts_on=date(2026, 1, 1), by=cast.manager.actor,
            at=at("2026-04-07 11:00"),
        )  # fmt: skip
    page = signed_in(cast.manager).get(f"{there(cast)}?into={cast.hazelvoort.id}").content.decode()
    assert "Het contract C-17 van Stichting Thuiszorg Merendaal loopt door zonder laatste dag" in page
    assert "Contract C-17" not in page and 'name="sure"' not in page
