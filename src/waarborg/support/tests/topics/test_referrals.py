"""Help from others: a list of third parties, with when each link was tried, and dead ones flagged."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.permissions import NotAllowed
from waarborg.support.actions.referrals.keep import NoPublicAddress, ReferralTaken, keep_referral
from waarborg.support.actions.referrals.try_links import try_links
from waarborg.support.checks import referral_directory
from waarborg.support.models import Referral
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
WHEN = "2026-04-07 09:00"


def kept(
    cast: Cast, name: str, url: str, *, listed: bool = True, changes: Referral | None = None, when: str = WHEN
) -> Referral:
    with cast.manager.at_work():
        return keep_referral(
            changes.id if changes else None,
            by=cast.manager.actor,
            at=at(when),
            name=name,
            url=url,
            what_nl="Formules in Excel",
            what_en="Formulas in Excel",
            listed=listed,
        )


def looked(cast: Cast, when: str) -> Outcome:
    return referral_directory(at(when))


@pytest.mark.clause("CL-31")
def test_the_list_names_third_parties_with_when_they_were_looked_at_and_flags_a_dead_link(
    cast: Cast, signed_in: Enter
) -> None:
    assert looked(cast, WHEN).why == "empty"
    kept(cast, "Voorbeeldhulp", "https://hulp.example.org/")
    kept(cast, "Weg", "https://weg.example.org/")
    kept(cast, "Van de lijst", "https://oud.example.org/", listed=False)
    assert looked(cast, WHEN).why == "old"
    tried: list[str] = []

    def look(url: str) -> bool:
        tried.append(url)
        return "weg" not in url

    assert try_links(at=at("2026-04-13 05:50"), look=look) == 1
    assert sorted(tried) == ["https://hulp.example.org/", "https://weg.example.org/"]
    page = signed_in(cast.ordinary_user).get("/portal/referrals/").content.decode()
    assert page.count("onafhankelijke derde<") == 2 and "Van de lijst" not in page
    assert page.count("Deze link werkte niet") == 1 and "wij bevelen niemand aan" in page
    assert page.count("Link laatst gecontroleerd:") == 1 and "13 apr" in page
    desk = signed_in(cast.manager).get("/desk/referrals/").content.decode()
    assert "werkt niet" in desk and "Van de lijst" in desk
    assert looked(cast, "2026-04-21 05:49").holds
    assert looked(cast, "2026-04-21 05:51").why == "old"


def test_who_keeps_it_gives_an_address_outside_once_and_a_new_one_is_looked_at_anew(cast: Cast) -> None:
    first = kept(cast, "Voorbeeldhulp", "https://hulp.example.org/")
    for url, refusal in (("http://hulp.example.org/", NoPublicAddress), ("https://hulp.example.org/", ReferralTaken)):
        with pytest.raises(refusal):
            kept(cast, "Nog een", url)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        keep_referral(first.id, by=cast.agent.actor, at=at(WHEN), name="X", url=first.url, what_nl="X", what_en="X")
    try_links(at=at("2026-04-13 05:50"), look=lambda url: True)
    kept(cast, "Voorbeeldhulp", "https://nieuw.example.org/", changes=first, when="2026-04-14 09:00")
    with cast.manager.at_work():
        held = Referral.objects.get()
        assert (held.url, held.works, held.checked_at) == ("https://nieuw.example.org/", None, None)


def test_the_pages_of_the_list_are_kept_by_those_who_may(cast: Cast, signed_in: Enter) -> None:
    sent = {
        "name": "Voorbeeldhulp", "url": "https://hulp.example.org/", "what_nl": "Excel", "what_en": "Excel",
        "listed": "on",
    }  # fmt: skip
    assert signed_in(cast.agent).post("/desk/referrals/new/", sent).status_code == 403
    desk = signed_in(cast.manager)
    assert desk.post("/desk/referrals/new/", sent).status_code == 302
    assert desk.post("/desk/referrals/new/", sent).status_code == 422
    assert "Voorbeeldhulp" in signed_in(cast.stranger).get("/portal/referrals/").content.decode()
