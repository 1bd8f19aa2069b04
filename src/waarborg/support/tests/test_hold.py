"""A message to several tickets waits a short, visible while: taken back at once until then, sent once after it."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waarborg.customers.actions.person_left import person_left
from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import assign_team
from waarborg.support.actions.bulk.hold import begin, hold, let_wait
from waarborg.support.actions.bulk.not_sent import DecidedAlready, into_composer, send_anyway, throw_away
from waarborg.support.actions.bulk.send_held import let_go, send_one
from waarborg.support.actions.bulk.take_back import AlreadyGoing, take_back
from waarborg.support.actions.merge import merge
from waarborg.support.actions.reply import reply
from waarborg.support.actions.teams import keep_team
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Draft, HeldMessage, Message, Sending, Ticket
from waarborg.support.rules.bulk.held import why_not
from waarborg.support.tests.reports import AMSTERDAM, at, reported, runs

Enter = Callable[[Player], Client]
NOW, DUE = at("2026-04-07 11:00"), at("2026-04-07 11:00") + timedelta(seconds=20)
TEXT = "Wij werken aan de storing."
FORM = "/desk/queue/selected/message/"


@pytest.fixture
def two(cast: Cast, appreo: AgreementVersion, settings: Any) -> list[Ticket]:
    settings.CLOCK_OFFSET = NOW - timezone.now()
    return [reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 10:00")]


def fresh(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def held(cast: Cast, tickets: list[Ticket], *, by: Player | None = None, text: str = TEXT) -> Sending:
    player = by or cast.agent
    with player.at_work():
        sending = begin(text, "message", by=player.actor, at=NOW, wait=timedelta(seconds=20))
        for one in tickets:
            now = Ticket.objects.get(id=one.id)
            hold(now, sending, by=player.actor, at=NOW, revision=now.revision, once=uuid4())
        assert let_wait(sending)
        assert [(job[0], job[2]) for job in tenancy.unit().jobs] == [("support.send-held", DUE)]
    return sending


def due(cast: Cast, sending: Sending, *, when: datetime = DUE) -> list[bool]:
    """Its moment has come, and every job of it runs twice. Whether each sent something the first time."""
    with cast.agent.at_work():
        let_go(sending.id)
        rows = list(
            HeldMessage.objects.filter(sending_id=sending.id).order_by("ticket_id").values_list("id", flat=True)
        )
    sent = []
    for one in rows:
        with cast.agent.at_work():
            sent.append(send_one(one, at=when) is not None)
        with cast.agent.at_work():
            assert send_one(one, at=when) is None
    return sent


def said(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.owner.at_work():
        return list(Message.objects.filter(ticket=ticket, side="staff").order_by("at").values_list("body", flat=True))


def why(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        return list(HeldMessage.objects.filter(ticket_id=ticket.id).values_list("stopped", flat=True))


def told(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return [kind.removeprefix("support.ticket.") for kind in rows.values_list("kind", flat=True)]


def filled(tickets: list[Ticket], **more: str) -> dict[str, Any]:
    values = [f"{one.id}.{one.revision}" for one in tickets]
    return {"ticket": values, "sure": "1", "text": TEXT, "purpose": "message", "once": str(uuid4()), **more}


def test_the_page_says_when_it_goes_and_nobody_outside_sees_it_before(
    cast: Cast, two: list[Ticket], signed_in: Enter
) -> None:
    desk, before = signed_in(cast.agent), told(cast, two[0])
    queue = desk.post(FORM, filled(two), follow=True).content.decode()
    assert "Wordt over 20 seconden verstuurd bij 2 meldingen." in queue
    assert "Uw bericht aan 2 meldingen" in queue
    with cast.agent.at_work():
        sending = Sending.objects.get()
    assert sending.due_at - sending.written_at == timedelta(seconds=20)
    moment = sending.due_at.astimezone(AMSTERDAM).strftime("%H:%M:%S")
    assert f"wordt verstuurd om {moment}" in queue
    for ticket in two:
        page = desk.get(f"/desk/tickets/{ticket.id}/").content.decode()
        assert (TEXT in page, f"R. Specimen: wordt verstuurd om {moment}" in page) == (True, True)
        assert "bij alle 2 meldingen tegelijk" in page
        assert TEXT not in signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert [said(cast, one) for one in two] == [[], []]
    assert told(cast, two[0]) == before
    # A colleague reads along, and cannot take back what is not hers.
    page = signed_in(cast.manager).get(f"/desk/tickets/{two[0].id}/").content.decode()
    assert (moment in page, "Terughalen" in page) == (True, False)


def test_the_same_form_from_two_tabs_waits_once(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    desk, form = signed_in(cast.agent), filled(two)
    assert [desk.post(FORM, form).status_code for _tab in range(2)] == [302, 302]
    with cast.agent.at_work():
        sending = Sending.objects.get()
    assert due(cast, sending) == [True, True]
    assert desk.post(FORM, form).status_code == 302
    assert [said(cast, one) for one in two] == [[TEXT], [TEXT]]


def test_without_a_wait_it_is_sent_at_once(cast: Cast, two: list[Ticket], signed_in: Enter, settings: Any) -> None:
    settings.SEND_HOLD = 0
    assert "Verstuurd bij 2 meldingen." in signed_in(cast.agent).post(FORM, filled(two), follow=True).content.decode()
    assert [said(cast, one) for one in two] == [[TEXT], [TEXT]]


def test_at_its_moment_it_is_sent_once_and_the_clocks_count_that_moment(cast: Cast, two: list[Ticket]) -> None:
    sending = held(cast, two)
    assert due(cast, sending, when=DUE + timedelta(seconds=3)) == [True, True]
    assert [said(cast, one) for one in two] == [[TEXT], [TEXT]]
    with cast.agent.at_work():
        assert {one.at for one in Message.objects.filter(side="staff")} == {DUE + timedelta(seconds=3)}
        assert {one.author_name for one in Message.objects.filter(side="staff")} == {"R. Specimen"}
        assert HeldMessage.objects.count() == 0
    assert {runs(cast, one)["support.pick-up"].stopped_at for one in two} == {DUE + timedelta(seconds=3)}
    assert told(cast, two[0])[-2:] == ["picked-up", "answered"]


def test_a_job_that_is_a_moment_early_counts_the_moment_that_was_shown(cast: Cast, two: list[Ticket]) -> None:
    sending = held(cast, two)
    assert due(cast, sending, when=DUE - timedelta(milliseconds=900)) == [True, True]
    with cast.agent.at_work():
        assert {one.at for one in Message.objects.filter(side="staff")} == {DUE}


def test_taken_back_it_is_sent_to_nobody_and_stands_in_the_form_again(
    cast: Cast, two: list[Ticket], signed_in: Enter
) -> None:
    desk = signed_in(cast.agent)
    desk.post(FORM, filled(two, text="Zelfde tekst"))
    with cast.agent.at_work():
        sending = Sending.objects.get()
    address = f"/desk/queue/messages/{sending.id}/"
    # From either ticket, the queue, and a second tab: all at once, and twice is once.
    for _tab in range(2):
        page = desk.post(f"{address}undo/", follow=True)
        assert page.redirect_chain[-1][0] == address
    written = page.content.decode()
    assert "Zelfde tekst" in written
    assert re.findall(r'name="ticket" value="([^"]+)"', written) == [f"{one.id}.{one.revision}" for one in two]
    assert due(cast, sending) == [False, False]
    assert [said(cast, one) for one in two] == [[], []]
    assert "Terughalen" not in desk.get(f"/desk/tickets/{two[0].id}/").content.decode()
    assert "U hebt een bericht aan 2 meldingen teruggehaald." in desk.get("/desk/queue/").content.decode()
    # Sent after all, with another word in it: what was taken back is forgotten.
    desk.post(FORM, filled(two, text="Andere tekst", back=str(sending.id)))
    with cast.agent.at_work():
        again = Sending.objects.get()
    assert (again.id != sending.id, again.state, again.text) == (True, "held", "Andere tekst")
    assert due(cast, again) == [True, True]
    assert [said(cast, one) for one in two] == [["Andere tekst"], ["Andere tekst"]]


def test_too_late_is_refused_with_its_code_and_changes_nothing(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    sending = held(cast, two)
    assert due(cast, sending) == [True, True]
    with cast.agent.at_work(), pytest.raises(AlreadyGoing) as refused:
        take_back(sending.id, by=cast.agent.actor, at=DUE)
    assert refused.value.code == "support.sending.already-going"
    page = signed_in(cast.agent).post(f"/desk/queue/messages/{sending.id}/undo/", follow=True).content.decode()
    assert "Dit bericht is al verstuurd en is niet meer terug te halen." in page
    assert [said(cast, one) for one in two] == [[TEXT], [TEXT]]


def test_of_a_colleague_nobody_takes_back_or_looks(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    sending = held(cast, two)
    with cast.manager.at_work(), pytest.raises(NotFound):
        take_back(sending.id, by=cast.manager.actor, at=NOW)
    assert signed_in(cast.manager).get(f"/desk/queue/messages/{sending.id}/").status_code == 404
    assert due(cast, sending) == [True, True]


def _replied(cast: Cast, one: Ticket) -> None:
    with cast.owner.at_work():
        reply(one, by=cast.owner.actor, at=NOW + timedelta(seconds=5), text="Het is al opgelost.")


def _closed(cast: Cast, one: Ticket) -> None:
    with cast.owner.at_work():
        withdraw(one, by=cast.owner.actor, at=NOW + timedelta(seconds=5))


def _moved(cast: Cast, one: Ticket) -> None:
    with cast.manager.at_work():
        team = keep_team(None, by=cast.manager.actor, at=NOW, name="Techniek", members=[])
        assign_team(one, by=cast.manager.actor, at=NOW + timedelta(seconds=5), team=team)


def _merged(cast: Cast, one: Ticket) -> None:
    other = reported(cast, "2026-04-07 10:30")
    with cast.manager.at_work():
        merge(other, [one], by=cast.manager.actor, at=NOW + timedelta(seconds=5), why="Hetzelfde")


def _answered(cast: Cast, one: Ticket) -> None:
    with cast.manager.at_work():
        answer(one, by=cast.manager.actor, at=NOW + timedelta(seconds=5), text="Al gedaan.", purpose="message")


@pytest.mark.parametrize(
    ("happens", "word", "sentence"),
    [
        (_replied, "replied", "de klant schreef intussen"),
        (_closed, "closed", "deze melding is intussen gesloten"),
        (_moved, "moved", "deze melding ging naar een ander team"),
        (_merged, "merged", "deze melding is opgegaan in een andere"),
        (_answered, "changed", "deze melding is intussen gewijzigd"),
    ],
)
def test_where_something_happened_meanwhile_it_waits_for_a_yes_and_the_others_go(
    cast: Cast, two: list[Ticket], signed_in: Enter, happens: Callable[[Cast, Ticket], None], word: str, sentence: str
) -> None:
    sending = held(cast, two)
    happens(cast, two[0])
    due(cast, sending)
    assert TEXT not in said(cast, two[0])
    assert (said(cast, two[1]), why(cast, two[0]), why(cast, two[1])) == ([TEXT], [word], [])
    desk = signed_in(cast.agent)
    assert sentence in desk.get(f"/desk/tickets/{two[0].id}/").content.decode()
    assert "Uw bericht is bij 1 melding niet verstuurd" in desk.get("/desk/queue/").content.decode()
    page = desk.get(f"/desk/queue/messages/{sending.id}/").content.decode()
    assert (two[0].shown_number in page, two[1].shown_number in page) == (True, False)


def decided(desk: Client, cast: Cast, ticket: Ticket, act: str) -> Any:
    with cast.agent.at_work():
        one = HeldMessage.objects.get(ticket_id=ticket.id)
    form = {"held": str(one.id), "revision": str(fresh(cast, ticket).revision), "act": act}
    return desk.post(f"/desk/tickets/{ticket.id}/not-sent/", form, follow=True)


def test_read_and_sent_after_all_written_on_or_thrown_away(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    three = [*two, reported(cast, "2026-04-07 10:30")]
    sending, desk = held(cast, three), signed_in(cast.agent)
    for one in three:
        _replied(cast, one)
    assert due(cast, sending) == [False, False, False]
    assert "Verstuurd; de klant kan het nu lezen." in decided(desk, cast, two[0], "send").content.decode()
    written = decided(desk, cast, two[1], "write").content.decode()
    assert re.search(r"<textarea name=\"text\"[^>]*>\s*Wij werken aan de storing\.</textarea>", written)
    assert "Weggegooid" in decided(desk, cast, three[2], "drop").content.decode()
    assert [said(cast, one) for one in three] == [[TEXT], [], []]
    with cast.agent.at_work():
        assert [one.text for one in Draft.objects.filter(ticket_id=two[1].id)] == [TEXT]
        assert HeldMessage.objects.count() == 0


def test_of_two_who_decide_one_wins(cast: Cast, two: list[Ticket]) -> None:
    sending = held(cast, two)
    _replied(cast, two[0])
    due(cast, sending)
    with cast.manager.at_work():
        one = HeldMessage.objects.get()
        send_anyway(two[0], one.id, by=cast.manager.actor, at=DUE, revision=fresh_revision(two[0]))
    for act in (throw_away, into_composer):
        with cast.agent.at_work(), pytest.raises(DecidedAlready):
            act(two[0], one.id, by=cast.agent.actor, at=DUE)
    assert said(cast, two[0]) == [TEXT]
    with cast.agent.at_work():
        assert Message.objects.get(ticket=two[0], side="staff").author_name == "K. Voorbeeld"


def fresh_revision(ticket: Ticket) -> int:
    return Ticket.objects.get(id=ticket.id).revision


def test_into_the_composer_of_what_it_went_on_in_and_behind_what_was_typed(cast: Cast, two: list[Ticket]) -> None:
    sending = held(cast, two[:1])
    with cast.agent.at_work():
        merge(two[1], two[:1], by=cast.agent.actor, at=NOW + timedelta(seconds=5), why="Hetzelfde")
        Draft.objects.create(
            tenant_id=two[1].tenant_id, ticket_id=two[1].id, person_id=cast.agent.person.id, part="answer",
            text="Beste,", kept_at=NOW,
        )  # fmt: skip
    due(cast, sending)
    with cast.agent.at_work():
        one = HeldMessage.objects.get()
        assert into_composer(two[0], one.id, by=cast.agent.actor, at=DUE).id == two[1].id
        assert Draft.objects.get().text == f"Beste,\n\n{TEXT}"


def test_of_who_left_meanwhile_nothing_is_sent_and_a_colleague_decides(cast: Cast, two: list[Ticket]) -> None:
    sending = held(cast, two)
    with cast.manager.at_work():
        person_left(cast.agent.person, by=cast.manager.actor, at=NOW + timedelta(seconds=5))
    with cast.manager.at_work():
        let_go(sending.id)
        rows = list(HeldMessage.objects.order_by("ticket_id").values_list("id", flat=True))
        assert [send_one(one, at=DUE) for one in rows] == [None, None]
        assert list(HeldMessage.objects.values_list("stopped", flat=True)) == ["left", "left"]
        sent = send_anyway(two[0], rows[0], by=cast.manager.actor, at=DUE, revision=fresh_revision(two[0]))
        assert (sent.author_name, sent.body) == ("K. Voorbeeld", TEXT)
    assert [said(cast, one) for one in two] == [[TEXT], []]


def test_two_hundred_tickets_are_taken_back_in_as_many_queries_as_two(cast: Cast, two: list[Ticket]) -> None:
    counted = []
    for many in (2, 200):
        with cast.agent.at_work():
            sending = begin(TEXT, "message", by=cast.agent.actor, at=NOW, wait=timedelta(seconds=20))
            HeldMessage.objects.bulk_create(
                HeldMessage(
                    tenant_id=two[0].tenant_id, sending_id=sending.id, ticket_id=uuid4(), revision=1, was_live=True
                )
                for _one in range(many)
            )
            with CaptureQueriesContext(connection) as queries:
                take_back(sending.id, by=cast.agent.actor, at=NOW)
            counted.append(len(queries))
            assert HeldMessage.objects.filter(sending_id=sending.id, stopped="back").count() == many
    assert counted[0] == counted[1]


@pytest.mark.usefixtures("committed")
def test_who_takes_back_at_its_very_moment_or_its_moment_wins_and_never_both() -> None:
    cast = make_cast()
    ticket = reported(cast, "2026-04-07 09:00")
    for _round in range(3):
        sending, together = held(cast, [ticket], text=f"Bericht {_round}"), Barrier(2)

        def undo(of: UUID = sending.id, together: Barrier = together) -> str:
            try:
                with cast.agent.at_work():
                    together.wait(timeout=20)
                    return take_back(of, by=cast.agent.actor, at=DUE).state
            except AlreadyGoing as refused:
                return refused.code
            finally:
                connection.close()

        def go(of: UUID = sending.id, together: Barrier = together) -> bool:
            try:
                with cast.manager.at_work():
                    together.wait(timeout=20)
                    return let_go(of)
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            back, went = pool.submit(undo), pool.submit(go)
            found = (back.result(timeout=60), went.result(timeout=60))
        assert found in {("back", False), ("support.sending.already-going", True)}
        with cast.agent.at_work():
            assert Sending.objects.get(id=sending.id).state == ("going" if found[1] else "back")


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, None),
        ({"may": False, "state": "merged"}, "left"),
        ({"state": "merged", "live": False}, "merged"),
        ({"live": False, "same": False}, "closed"),
        ({"was_live": False, "live": False}, None),
        ({"replied": True, "same": False}, "replied"),
        ({"same_team": False}, "moved"),
        ({"same": False}, "changed"),
    ],
)
def test_why_a_message_does_not_go(changed: dict[str, Any], word: str | None) -> None:
    now = {"may": True, "was_live": True, "state": "open", "live": True, "same": True, "same_team": True}
    assert why_not(**{**now, "replied": False, **changed}) == word
