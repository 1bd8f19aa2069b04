"""The pages of contracts: what notice comes to before it is given, and what each side reads of it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.keep_contract import keep_contract
from waarborg.contracts.models import Contract, Termination
from waarborg.customers.tests.cast import Cast, Player
from waarborg.promises.models import AgreementVersion
from waarborg.promises.tests.announced import bound_to
from waarborg.support.tests.reports import at

LEAVING = "/portal/agreement/leaving/"
Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def june(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-06-15 11:00") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def version(cast: Cast) -> AgreementVersion:
    made = bound_to(cast, "perplex-dbc")
    with cast.manager.at_work():
        keep_contract(
            cast.merendaal.id,
            made,
            reference="C-2022-17",
            starts_on=date(2022, 6, 20),
            by=cast.manager.actor,
            at=at("2026-02-01 10:00"),
        )
    return made


@pytest.mark.clause("PX-28")
def test_the_last_day_and_why_stand_there_before_anything_is_confirmed(
    cast: Cast, version: AgreementVersion, signed_in: Enter
) -> None:
    mine = signed_in(cast.owner)
    page = mine.get(LEAVING).content.decode()
    # Three years and a part: four months.
    assert "15 oktober 2026" in page
    assert "houdt u toegang tot de software en uw gegevens" in page
    assert "C-2022-17" in page
    assert mine.post(LEAVING, {"do": "leave"}).status_code == 422
    with cast.manager.at_work():
        assert not Termination.objects.exists()
    assert mine.post(LEAVING, {"do": "leave", "sure": "on", "why": "Wij fuseren."}).status_code == 302
    after = mine.get(LEAVING).content.decode()
    assert "U heeft opgezegd" in after and "Wij fuseren." in after
    assert "15 oktober 2026" in mine.get("/portal/agreement/").content.decode()


def test_both_sides_read_it_and_the_customer_takes_it_back(
    cast: Cast, version: AgreementVersion, signed_in: Enter
) -> None:
    mine, desk = signed_in(cast.owner), signed_in(cast.manager)
    there = f"/desk/customers/{cast.merendaal.id}/contract/"
    mine.post(LEAVING, {"do": "leave", "sure": "on"})
    for page in (there, f"/desk/customers/{cast.merendaal.id}/"):
        text = desk.get(page).content.decode()
        assert "De klant heeft opgezegd" in text and "15 oktober 2026" in text
    assert mine.post(LEAVING, {"do": "withdraw"}).status_code == 302
    assert "De klant heeft opgezegd" not in desk.get(there).content.decode()


def test_who_may_not_give_notice_sees_no_form(cast: Cast, version: AgreementVersion, signed_in: Enter) -> None:
    refused = signed_in(cast.ordinary_user).get(LEAVING)
    assert refused.status_code == 403
    shorter = signed_in(cast.owner).get(f"{LEAVING}?switching=1").content.decode()
    assert "15 augustus 2026" in shorter


def test_staff_record_a_contract_and_give_notice(cast: Cast, version: AgreementVersion, signed_in: Enter) -> None:
    desk = signed_in(cast.manager)
    there = f"/desk/customers/{cast.hazelvoort.id}/contract/"
    given = {"reference": "C-9", "version": str(version), "starts_on": "2026-07-01", "amendments": "A-1, A-2"}
    assert desk.post(there, given | {"do": "record"}).status_code == 302
    with cast.manager.at_work():
        assert Contract.objects.get(reference="C-9").amendments == ["A-1", "A-2"]
    assert "15 juni 2027" in desk.get(there).content.decode()
    assert desk.post(there, {"do": "end", "why": "Wij stoppen.", "sure": "on"}).status_code == 302
    read = signed_in(cast.stranger).get(LEAVING).content.decode()
    assert "Wij hebben opgezegd" in read and "Wij stoppen." in read
