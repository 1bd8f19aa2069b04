"""Setting back what was done with several tickets: once, within five minutes, and never over somebody else's act."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.assign import assign
from waarborg.support.actions.bulk.undo import UndoIsOver, undo
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import BulkAct, Ticket
from waarborg.support.rules.bulk import stays
from waarborg.support.tests.reports import at, due, reported

Enter = Callable[[Player], Client]
NOW = at("2026-04-07 11:00")


@pytest.fixture
def two(cast: Cast, appreo: AgreementVersion, settings: object) -> list[Ticket]:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]
    return [reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 10:00")]


def done(client: Client, act: str, tickets: list[Ticket], **more: str) -> str:
    """Do it; the address that sets it back."""
    values = [f"{one.id}.{one.revision}" for one in tickets]
    led = client.post(f"/desk/queue/selected/{act}/", {"ticket": values, "sure": "1", **more}).headers["Location"]
    return f"/desk/queue/undo/{led.partition('?undo=')[2]}/"


def fresh(cast: Cast, tickets: list[Ticket]) -> list[Ticket]:
    with cast.agent.at_work():
        return [Ticket.objects.get(id=one.id) for one in tickets]


def kinds(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return [kind.removeprefix("support.ticket.") for kind in rows.values_list("kind", flat=True)]


def test_taken_tickets_go_back_to_who_had_them_and_each_journal_tells_it(
    cast: Cast, two: list[Ticket], signed_in: Enter
) -> None:
    with cast.manager.at_work():
        person = cast.manager.person
        assign(two[0], by=cast.manager.actor, at=NOW, to=(person.id, person.name))
    agent = signed_in(cast.agent)
    back = done(agent, "take", two)
    assert [one.assignee_name for one in fresh(cast, two)] == ["R. Specimen", "R. Specimen"]
    assert back in agent.get(f"/desk/queue/?undo={back.split('/')[-2]}").content.decode()
    assert "2 meldingen zijn zoals zij waren." in agent.post(back, follow=True).content.decode()
    found = fresh(cast, two)
    assert [one.assignee_name for one in found] == ["K. Voorbeeld", ""]
    assert [kinds(cast, one)[-1] for one in two] == ["set-back", "set-back"]
    # Somebody did look: the clock that this stopped stays stopped.
    assert all(one.picked_up_at is not None for one in found)
    assert "niet meer in één keer terug te zetten" in agent.post(back, follow=True).content.decode()
    assert [one.revision for one in fresh(cast, two)] == [one.revision for one in found]


def test_a_priority_and_its_clocks_go_back(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    before = due(cast, two[0], "support.fix")
    agent = signed_in(cast.agent)
    back = done(agent, "priority", two, priority="p3", reason="Toch niet dringend")
    assert due(cast, two[0], "support.fix") != before
    agent.post(back)
    assert [one.priority for one in fresh(cast, two)] == ["p1", "p1"]
    assert due(cast, two[0], "support.fix") == before
    assert kinds(cast, two[0])[-2:] == ["set-back", "reprioritised"]


def test_what_somebody_changed_since_or_what_is_over_stays_and_is_named(
    cast: Cast, two: list[Ticket], signed_in: Enter
) -> None:
    three = [*two, reported(cast, "2026-04-07 10:30")]
    agent = signed_in(cast.agent)
    back = done(agent, "take", three)
    with cast.manager.at_work():
        person = cast.manager.person
        assign(three[0], by=cast.manager.actor, at=NOW, to=(person.id, person.name))
    with cast.owner.at_work():
        withdraw(three[1], by=cast.owner.actor, at=NOW)
    page = agent.post(back, follow=True).content.decode()
    assert "1 melding is zoals zij was." in page
    assert f"{three[0].shown_number} is niet teruggezet: iemand wijzigde dit sindsdien" in page
    assert f"{three[1].shown_number} is niet teruggezet: deze melding loopt niet meer" in page
    assert [one.assignee_name for one in fresh(cast, three)] == ["K. Voorbeeld", "R. Specimen", ""]


def test_after_five_minutes_or_by_another_nothing_is_set_back(cast: Cast, two: list[Ticket], signed_in: Enter) -> None:
    done(signed_in(cast.agent), "take", two)
    with cast.agent.at_work():
        act = BulkAct.objects.get()
        with pytest.raises(UndoIsOver):
            undo(act.id, by=cast.agent.actor, at=act.done_at.replace(minute=act.done_at.minute + 6))
    with cast.manager.at_work(), pytest.raises(NotFound):
        undo(act.id, by=cast.manager.actor, at=act.done_at)
    assert [one.assignee_name for one in fresh(cast, two)] == ["R. Specimen", "R. Specimen"]


@pytest.mark.parametrize(
    ("wait", "sentence"),
    [
        (20, "Het wordt na 20 seconden verstuurd; tot dan kunt u het terughalen."),
        (0, "Een bericht is niet terug te halen."),
    ],
)
def test_the_page_says_before_sending_whether_a_message_can_be_taken_back(
    cast: Cast, two: list[Ticket], signed_in: Enter, settings: object, wait: int, sentence: str
) -> None:
    settings.SEND_HOLD = wait  # type: ignore[attr-defined]
    values = [f"{one.id}.{one.revision}" for one in two]
    page = signed_in(cast.agent).post("/desk/queue/selected/message/", {"ticket": values}).content.decode()
    assert sentence in page


@pytest.mark.parametrize(
    ("act", "was", "now_is", "live", "why"),
    [
        ("take", "", "me", True, None),
        ("take", "her", "me", True, None),
        ("take", "", "him", True, "changed"),
        ("take", "", "me", False, "over"),
        ("priority", "", "me", True, "no-priority"),
        ("priority", "p1", "me", True, None),
    ],
)
def test_why_a_ticket_stays_as_it_is(act: str, was: str, now_is: str, live: bool, why: str | None) -> None:
    assert stays(act, was, now_is, "me", live=live) == why
