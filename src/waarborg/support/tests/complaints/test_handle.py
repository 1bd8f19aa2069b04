"""Handling a complaint: by somebody who was not involved, followed by the customer, with an outcome and an appeal."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.slots import counted
from waarborg.support.actions.answer import answer as answer_ticket
from waarborg.support.actions.complaints.follow import OnceOnly, appeal, withdraw
from waarborg.support.actions.complaints.handle import (
    NotTheHandler,
    TakenAlready,
    answer,
    give,
    say_about_whom,
    take,
    tell,
)
from waarborg.support.actions.complaints.holding import ComplaintMovedOn, Involved
from waarborg.support.models import Complaint, ComplaintMessage
from waarborg.support.tests.complaints.cases import adviser, answered, bound_to, clocks, filed
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def tuesday(settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 11:42") - timezone.now()  # type: ignore[attr-defined]


def held(cast: Cast, complaint: Complaint) -> tuple[str, str, str, str]:
    with cast.manager.at_work():
        now = Complaint.objects.get(id=complaint.id)
        return now.state, now.handler_name, now.outcome, now.appeal_outcome


@pytest.mark.clause("PX-89")
def test_the_customer_follows_it_from_the_taking_to_the_outcome(cast: Cast, signed_in: Enter) -> None:
    bound_to(cast, "perplex-dbc")
    complaint = filed(cast, "2026-04-07 09:00")
    desk, path = signed_in(cast.manager), f"/desk/complaints/{complaint.id}/"
    assert "Uiterlijk" in desk.get(path).content.decode() or "dagen" in desk.get(path).content.decode()
    assert desk.post(f"{path}take/").status_code == 302
    portal, page = signed_in(cast.ordinary_user), f"/portal/complaints/{complaint.id}/"
    assert "K. Voorbeeld" in portal.get(page).content.decode()
    words = {"text": "Ik bel morgen met u.", "outcome": "", "once": str(uuid7())}
    assert desk.post(f"{path}answer/", words).status_code == 302
    # A word on how it goes is no answer.
    assert clocks(cast, complaint) == [("running", "2026-04-12 09:00")]
    words = {"text": "U had gelijk.", "outcome": "upheld", "once": str(uuid7())}
    assert desk.post(f"{path}answer/", words).status_code == 302
    seen = portal.get(page).content.decode()
    assert "U had gelijk." in seen and "Ons oordeel: terecht" in seen
    assert clocks(cast, complaint) == [("met", "2026-04-12 09:00")]
    with cast.owner.at_work():
        sent = [mail.subject.partition(": ")[2] for mail in OutboxMail.objects.order_by("written")]
    assert sent == [
        "wij hebben uw klacht ontvangen",
        "uw klacht wordt behandeld",
        "een bericht over uw klacht",
        "er is een antwoord op uw klacht",
    ]


@pytest.mark.clause("PX-89")
def test_a_second_opinion_is_by_somebody_else_within_the_same_term_and_the_last(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    complaint, second = answered(cast, "2026-04-07 10:00"), adviser(cast)
    with cast.ordinary_user.at_work():
        appeal(complaint, by=cast.ordinary_user.actor, at=at("2026-04-08 09:00"), text="Niemand belde.")
    assert clocks(cast, complaint) == [("met", "2026-04-12 09:00"), ("running", "2026-04-13 09:00")]
    with cast.manager.at_work(), pytest.raises(Involved):
        take(complaint, by=cast.manager.actor, at=at("2026-04-08 10:00"))
    assert held(cast, complaint) == ("appealed", "", "partly", "")
    with second.at_work():
        take(complaint, by=second.actor, at=at("2026-04-08 10:00"))
        answer(complaint, by=second.actor, at=at("2026-04-08 11:00"), text="Het blijft zo.", outcome="partly")
    assert held(cast, complaint) == ("settled", "L. Advies", "partly", "partly")
    assert [verdict for verdict, _ in clocks(cast, complaint)] == ["met", "met"]
    with cast.ordinary_user.at_work(), pytest.raises(OnceOnly):
        appeal(complaint, by=cast.ordinary_user.actor, at=at("2026-04-09 09:00"), text="Toch niet.")


def test_nobody_judges_his_own_work(cast: Cast) -> None:
    """Whom it is about, who answered on the ticket, and nobody but who may handle complaints."""
    ticket = reported(cast, "2026-04-07 08:00")
    with cast.manager.at_work():
        answer_ticket(ticket, by=cast.manager.actor, at=at("2026-04-07 08:30"), text="Nee.", purpose="message")
    complaint = filed(cast, "2026-04-07 09:00", by=cast.owner, ticket_id=ticket.id)
    for player, refusal in ((cast.manager, Involved), (cast.agent, NotAllowed)):
        with player.at_work(), pytest.raises(refusal):
            take(complaint, by=player.actor, at=at("2026-04-07 10:00"))
    second = adviser(cast)
    with second.at_work(), pytest.raises(Involved):
        give(complaint, cast.manager.person, by=second.actor, at=at("2026-04-07 10:00"))
    assert held(cast, complaint) == ("filed", "", "", "")
    with second.at_work():
        take(complaint, by=second.actor, at=at("2026-04-07 10:00"))
    with second.at_work(), pytest.raises(Involved):
        say_about_whom(complaint, second.person.id, by=second.actor, at=at("2026-04-07 10:01"))
    assert held(cast, complaint) == ("handling", "L. Advies", "", "")


def test_who_does_not_handle_it_answers_nothing(cast: Cast) -> None:
    complaint, second = filed(cast, "2026-04-07 09:00"), adviser(cast)
    with cast.manager.at_work():
        take(complaint, by=cast.manager.actor, at=at("2026-04-07 10:00"))
    more = {"by": second.actor, "at": at("2026-04-07 11:00"), "text": "Nee."}
    with second.at_work():
        with pytest.raises(TakenAlready):
            take(complaint, by=second.actor, at=at("2026-04-07 11:00"))
        for act in (lambda: tell(complaint, **more), lambda: answer(complaint, **more, outcome="not-upheld")):
            with pytest.raises(NotTheHandler):
                act()
        assert not ComplaintMessage.objects.exists()
    assert held(cast, complaint) == ("handling", "K. Voorbeeld", "", "")


def test_a_withdrawn_complaint_stops_its_clock_and_is_left_alone(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    complaint = filed(cast, "2026-04-07 09:00")
    with cast.ordinary_user.at_work():
        withdraw(complaint, by=cast.ordinary_user.actor, at=at("2026-04-07 10:00"))
    assert [verdict for verdict, _ in clocks(cast, complaint)] == ["void"]
    with cast.manager.at_work(), pytest.raises(ComplaintMovedOn):
        take(complaint, by=cast.manager.actor, at=at("2026-04-07 11:00"))
    with cast.owner.at_work():
        kinds = [one.kind for one in JournalEntry.objects.filter(subject_id=complaint.id).order_by("sequence")]
    assert kinds == ["support.complaint.filed", "support.complaint.withdrawn"]


@pytest.mark.usefixtures("committed")
def test_of_two_who_take_it_at_once_one_is_its_handler() -> None:
    cast = make_cast()
    second, together = adviser(cast), Barrier(2)
    complaint = filed(cast, "2026-04-07 09:00")

    def grab(player: Player) -> str:
        try:
            with player.at_work():
                together.wait(timeout=20)
                take(complaint, by=player.actor, at=at("2026-04-07 10:00"))
                return player.person.name
        except TakenAlready as refusal:
            return f"was {refusal.params['name']}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = {future.result(timeout=40) for future in [pool.submit(grab, one) for one in (cast.manager, second)]}
    [winner] = [one for one in told if not one.startswith("was")]
    assert told == {winner, f"was {winner}"}
    assert held(cast, complaint) == ("handling", winner, "", "")


@pytest.mark.parametrize("face", ["desk", "portal"])
def test_lists_ask_the_database_as_often_for_one_as_for_three(cast: Cast, signed_in: Enter, face: str) -> None:
    bound_to(cast, "perplex-dbc")
    client = signed_in(cast.manager if face == "desk" else cast.owner)
    asked = []
    for _ in range(2):
        filed(cast, "2026-04-07 09:00")
        client.get(f"/{face}/complaints/")
        with counted() as queries:
            client.get(f"/{face}/complaints/")
        asked.append(len(queries))
        filed(cast, "2026-04-07 09:00")
    assert asked[0] == asked[1] <= 12
