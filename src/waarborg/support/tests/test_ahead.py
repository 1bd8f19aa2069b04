"""The page that shows tomorrow's breaches today: what is at risk, why, who could take it, and giving it from there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing.slots import counted
from waarborg.promises import queries as promises
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import StaffAbsence, StaffHours, Ticket
from waarborg.support.queries.ahead import Ahead, ahead
from waarborg.support.rules.ahead import Load, could_take, overloaded
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
TUESDAY = "2026-04-07 11:42"


def somebody(number: int) -> UUID:
    return uuid5(UUID(int=0), str(number))


def looked(cast: Cast, when: str = TUESDAY) -> Ahead:
    with cast.manager.at_work():
        return ahead(promises.desk_calendar(), now=at(when), lang="nl")


@pytest.fixture
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at(TUESDAY) - timezone.now()  # type: ignore[attr-defined]


def test_what_falls_due_before_the_end_of_the_next_open_day_is_shown_late_first(
    cast: Cast, appreo: AgreementVersion
) -> None:
    late = reported(cast, "2026-04-02 09:00")
    today = reported(cast, "2026-04-07 11:00")
    # Priority 4 is picked up within days.
    reported(cast, "2026-04-07 11:10", priority="p4")
    found = looked(cast)
    assert [row.ticket.id for row in found.rows] == [late.id, today.id]
    assert (found.late, found.coming, found.more) == (1, 1, 0)
    assert [why.nl for why in found.rows[0].why] == [
        "De tijd is al voorbij",
        "Staat op niemands naam",
        "Nog door niemand opgepakt; gemeld {at}",
    ]


def test_on_a_friday_it_looks_to_the_end_of_monday(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-10 16:30")
    found = looked(cast, "2026-04-10 16:45")
    assert [row.ticket.id for row in found.rows] == [ticket.id]
    assert found.until == at("2026-04-14 00:00")


def test_paused_clocks_are_at_no_risk_and_one_that_runs_on_says_so(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-04-07 11:10"), text="Welke week?", purpose="question")
    [row] = looked(cast).rows
    assert row.clock.name == "Tussenoplossing"
    assert [why.nl for why in row.why] == ["Wij wachten op de klant, maar deze klok loopt door"]


def test_who_left_is_the_reason_and_is_not_proposed(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:30")
    with cast.agent.at_work():
        assign(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), to=(cast.agent.person.id, "R. Specimen"))
    with cast.manager.at_work():
        cast.agent.person.active, cast.agent.person.left_at = False, at("2026-04-07 11:00")
        cast.agent.person.save()
    [row] = looked(cast).rows
    assert row.why[0].nl == "Staat op naam van wie hier niet meer werkt"
    assert [one.name for one in row.take] == ["K. Voorbeeld"]


def test_colleagues_of_its_team_come_first(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    make_player(cast.provider, "A. Voorbeeld", "a.voorbeeld@example.nl", roles.SUPPORT)
    with cast.manager.at_work():
        team = keep_team(
            None,
            by=cast.manager.actor,
            at=at("2026-04-07 11:05"),
            name="Facturatie",
            members=[cast.agent.person.id],
            active=True,
        )
        Ticket.objects.filter(id=ticket.id).update(team_id=team.id)
    [row] = looked(cast).rows
    assert row.why[0].nl == "Staat bij team Facturatie, op niemands naam"
    assert [one.name for one in row.take] == ["R. Specimen", "A. Voorbeeld", "K. Voorbeeld"]


def test_somebody_carries_too_much_with_five_and_more_than_twice_the_others() -> None:
    loads = [Load(somebody(1), "A", 9, 5), Load(somebody(2), "B", 3, 2), Load(somebody(3), "C", 3, 2)]
    assert overloaded(loads[0], loads)
    assert not overloaded(Load(somebody(1), "A", 9, 4), loads)
    assert not overloaded(loads[0], loads[:1])
    assert not overloaded(Load(somebody(1), "A", 9, 5), [*loads[:1], Load(somebody(2), "B", 3, 3)])


def test_proposed_are_those_with_least_at_risk() -> None:
    loads = [Load(somebody(number), f"{number}", live=9 - number, pressing=number % 3) for number in range(6)]
    assert [one.name for one in could_take(somebody(3), loads)] == ["0", "4", "1"]
    assert [one.name for one in could_take(None, loads, team=[somebody(5)])] == ["5", "3", "0"]


def test_who_is_away_is_the_reason_and_who_is_there_now_comes_first(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:30")
    make_player(cast.provider, "A. Voorbeeld", "a.voorbeeld@example.nl", roles.SUPPORT)
    with cast.agent.at_work():
        assign(ticket, by=cast.agent.actor, at=at("2026-04-07 10:00"), to=(cast.agent.person.id, "R. Specimen"))
        day = at(TUESDAY).date()
        StaffAbsence.objects.create(
            tenant_id=cast.provider.id, person_id=cast.agent.person.id, first=day, last=day + timedelta(days=2)
        )
        StaffHours.objects.create(
            tenant_id=cast.provider.id, person_id=cast.manager.person.id, weekday=1, begins=540, ends=1020
        )
    [row] = looked(cast).rows
    assert row.why[0].nl == "Wie het heeft is er vandaag niet"
    assert [(one.name, one.there) for one in row.take] == [("K. Voorbeeld", "now"), ("A. Voorbeeld", "unknown")]
    [evening] = looked(cast, "2026-04-07 17:00").rows
    assert [(one.name, one.there) for one in evening.take] == [("A. Voorbeeld", "unknown"), ("K. Voorbeeld", "later")]


def test_it_is_given_from_the_page(cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    browser = signed_in(cast.manager)
    page = browser.get("/desk/ahead/").content.decode()
    assert ticket.shown_number in page and "R. Specimen" in page
    given = browser.post(f"/desk/ahead/{ticket.id}/", {"person": str(cast.agent.person.id), "was": ""}, follow=True)
    assert f"{ticket.shown_number} gegeven aan R. Specimen." in given.content.decode()
    with cast.manager.at_work():
        assert Ticket.objects.get(id=ticket.id).assignee_id == cast.agent.person.id


def test_of_two_who_give_it_the_second_is_told_and_changes_nothing(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    ticket = reported(cast, "2026-04-07 11:00")
    third = make_player(cast.provider, "A. Voorbeeld", "a.voorbeeld@example.nl", roles.SUPPORT)
    with cast.agent.at_work():
        assign(ticket, by=cast.agent.actor, at=at("2026-04-07 11:20"), to=(cast.agent.person.id, "R. Specimen"))
    browser = signed_in(cast.manager)
    told = browser.post(f"/desk/ahead/{ticket.id}/", {"person": str(third.person.id), "was": ""})
    assert told.status_code == 409
    assert f"{ticket.shown_number} is intussen gegeven aan R. Specimen." in told.content.decode()
    with cast.manager.at_work():
        assert Ticket.objects.get(id=ticket.id).assignee_id == cast.agent.person.id


def test_it_is_for_the_service_manager(cast: Cast, appreo: AgreementVersion, signed_in: Enter) -> None:
    assert signed_in(cast.agent).get("/desk/ahead/").status_code == 403
    assert signed_in(cast.owner).get("/desk/ahead/").status_code == 404


def test_it_is_fetched_afresh_by_itself_and_says_when_nothing_is_at_risk(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    part = signed_in(cast.manager).get("/desk/ahead/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="ahead"')
    assert "Er loopt niets gevaar" in part


def test_it_asks_the_database_as_often_for_three_rows_as_for_one(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter, tuesday: None
) -> None:
    browser, asked = signed_in(cast.manager), []
    for number in range(3):
        reported(cast, f"2026-04-07 1{number}:00", by=cast.stranger if number == 1 else None)
        if number in (0, 2):
            browser.get("/desk/ahead/")
            with counted() as queries:
                assert browser.get("/desk/ahead/").status_code == 200
            asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
