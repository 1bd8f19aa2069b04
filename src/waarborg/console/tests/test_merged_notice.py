"""Who belongs to a customer that became part of another reads so on the first page, until they put it away."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.put_away import put_away
from waarborg.contracts.models import MergerSeen
from waarborg.contracts.tests.test_merge_customer import merged
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
NOTICE = "Uw organisatie is opgegaan in Zorggroep Hazelvoort"


@pytest.fixture(autouse=True)
def april(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-08 10:00") - timezone.now()  # type: ignore[attr-defined]


def test_it_says_what_happened_when_and_where_the_tickets_are_in_both_languages(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.support_contact)
    assert NOTICE not in client.get("/portal/").content.decode()
    merged(cast)
    page = client.get("/portal/").content.decode()
    assert NOTICE in page and "7 april" in page and "Stichting Thuiszorg Merendaal" in page
    assert 'href="/portal/tickets/">uw meldingen</a>' in page
    client.cookies["waarborg_language"] = "en"
    page = client.get("/portal/").content.decode()
    assert "Your organisation has become part of Zorggroep Hazelvoort" in page and "your tickets</a>" in page
    # Who goes on reads no such thing.
    assert "opgegaan in" not in signed_in(cast.stranger).get("/portal/").content.decode()


def test_each_puts_it_away_for_oneself_and_twice_is_once(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    merged(cast)
    mine, other = signed_in(cast.ordinary_user), signed_in(cast.owner)
    for _again in range(2):
        assert mine.post("/portal/merged/").status_code == 302
    assert NOTICE not in mine.get("/portal/").content.decode()
    assert NOTICE in other.get("/portal/").content.decode()
    with tenancy.enter(Role.DESK):
        assert list(MergerSeen.objects.values_list("tenant_id", "person_id")) == [
            (cast.merendaal.id, cast.ordinary_user.person.id)
        ]


def test_where_nothing_was_merged_there_is_nothing_to_put_away(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    merged(cast)
    with cast.stranger.at_work():
        put_away(by=cast.stranger.actor, at=at("2026-04-08 10:00"))
    assert signed_in(cast.stranger).post("/portal/merged/").status_code == 302
    with tenancy.enter(Role.DESK):
        assert MergerSeen.objects.count() == 0


def test_everybody_at_the_desk_is_pointed_to_who_goes_on(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    merged(cast)
    link = f'<a href="/desk/customers/{cast.hazelvoort.id}/">Zorggroep Hazelvoort</a>'
    for player in (cast.agent, cast.manager):
        page = signed_in(player).get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
        assert page.count(link) == 1


def test_the_first_page_of_others_asks_once_more(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    client.get("/portal/")
    with counted() as before:
        client.get("/portal/")
    assert len([one for one in before if "contracts_merger_seen" in str(one)]) == 0
