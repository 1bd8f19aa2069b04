"""The first page of the portal: what is promised, what runs, how the month goes, and for whom."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import slots
from waarborg.plumbing.slots import counted
from waarborg.promises.actions.raise_notices import raise_notices
from waarborg.promises.actions.waive import waive
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.standing import compiled
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.answer import answer
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
HOME = "/portal/"


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    """Tuesday 7 April 2026, 11:42 in Amsterdam."""
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def counts(page: str) -> tuple[int, int, int]:
    """Promises that are enforced, that we keep, and that are late, as the first sentence says them."""
    said = re.search(
        r"Van de <b>(\d+)</b> beloften die nu worden bewaakt, komen wij er <b>(\d+)</b> na."
        r" <b>(\d+)</b> (?:is|zijn) te laat",
        page,
    )
    assert said is not None
    return int(said[1]), int(said[2]), int(said[3])


def test_it_greets_and_counts_what_is_enforced_and_what_is_not(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    page = signed_in(cast.owner).get(HOME).content.decode()
    assert "Goedemorgen, T. Fictief · Stichting Thuiszorg Merendaal" in page
    agreement = compiled(appreo.sha256).agreement
    waiting = len(not_yet_enforced(agreement, known()))
    enforced, kept, late = counts(page)
    assert enforced == len(agreement.promises) - waiting
    assert f"<b>{enforced - kept - late}</b> kunnen wij nog niet meten." in page
    assert f"{waiting} andere beloften staan in uw overeenkomst en worden nog niet bewaakt" in page
    assert "Er loopt niets" in page
    assert "Nog niets beslist" in page


def test_a_late_clock_is_said_first_and_loudest(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    # What recurs and was never done, such as the evaluation of the first quarter, is late already.
    enforced, kept, already = counts(signed_in(cast.owner).get(HOME).content.decode())
    late = reported(cast, "2026-04-02 16:00")
    fine = reported(cast, "2026-04-07 11:00")
    page = signed_in(cast.owner).get(HOME).content.decode()
    assert counts(page) == (enforced, kept - 2, already + 2)
    aside = page[page.index('id="reports-h"') :]
    assert aside.index(str(late.id)) < aside.index(str(fine.id))
    assert 'data-state="late" data-loud' in page


def test_a_month_is_told_in_figures_and_what_was_not_met_is_listed(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-02 16:00")
    raise_notices(at=at("2026-04-07 11:00"))
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 11:30"), text="Wij kijken.", purpose="message")
    page = signed_in(cast.owner).get(HOME).content.decode()
    assert "Niet nagekomen in april" in page
    assert "Oppakken van uw melding" in page[page.index("Niet nagekomen in april") :]
    assert "0 van 1" in page
    assert "0 van 1 op tijd in april." in page
    assert "Oppakken van uw melding: 0 op tijd, 1 te laat" in page


def test_waiting_for_the_customer_is_said_in_those_words(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 10:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 11:00"), text="Welke regel?", purpose="question")
    assert "wij wachten op uw antwoord" in signed_in(cast.owner).get(HOME).content.decode()


def test_an_ordinary_user_sees_only_what_concerns_own_reports(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-02 16:00")
    page = signed_in(cast.ordinary_user).get(HOME).content.decode()
    assert ticket.subject not in page
    assert "te laat." not in page
    assert "Wij deden uw organisatie <b>73</b> beloften" in page
    assert "Wat u meldde" in page


def test_another_customers_reports_change_nothing(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    reported(cast, "2026-04-02 16:00")
    page = signed_in(cast.stranger).get(HOME).content.decode()
    assert "Merendaal" not in page
    assert "Er loopt niets" in page


def test_a_waived_clock_presses_nobody_any_more(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    before = counts(signed_in(cast.owner).get(HOME).content.decode())
    ticket = reported(cast, "2026-04-02 16:00")
    with cast.manager.at_work():
        for promise in ("support.pick-up", "support.workaround"):
            waive(
                ticket.ref,
                by=cast.manager.actor,
                at=at("2026-04-07 11:30"),
                tenant=ticket.tenant_id,
                promise=promise,
                reason="Afgesproken met de klant",
            )
    page = signed_in(cast.owner).get(HOME).content.decode()
    assert page.count("te laat.") == 1
    assert counts(page)[2] == before[2]
    assert "kwijtgescholden" in page


def test_without_an_agreement_it_says_so_and_runs_nothing(cast: Cast, signed_in: Enter) -> None:
    answered = signed_in(cast.owner).get(HOME)
    page = answered.content.decode()
    assert answered.status_code == 200
    assert "Uw overeenkomst is nog niet ingegaan" in page
    assert "Nog geen beloften" in page


def test_it_reads_in_english_too(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    reported(cast, "2026-04-02 16:00")
    client = signed_in(cast.owner)
    client.cookies["waarborg_language"] = "en"
    page = client.get(HOME).content.decode()
    assert "What we promise you" in page
    assert re.search(r"we keep <b>\d+</b>\. <b>\d+</b> are late\.", page)


def test_it_asks_the_database_as_often_for_three_reports_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    client = signed_in(cast.owner)
    asked = []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00")
        if number in (0, 2):
            client.get(HOME)
            with counted() as queries:
                assert client.get(HOME).status_code == 200
            asked.append(len([one for one in queries if "SAVEPOINT" not in one]))
    # Its panels included: those that have nothing for this customer are one.
    assert asked == [10, 10]


def test_other_packages_add_panels(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "_panels", {**slots._panels})
    slots.register("portal.home", lambda request, home: "<section>Een eigen paneel</section>", name="test", budget=0)
    assert "Een eigen paneel" in signed_in(cast.owner).get(HOME).content.decode()


def test_staff_find_no_portal(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    assert signed_in(cast.agent).get(HOME).status_code == 404
