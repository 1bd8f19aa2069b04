"""A cancellation counts from the owner, in the account or from the known address, and we confirm it within a term."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.give_notice import (
    NoRight,
    ReceivedLater,
    confirm_notice,
    give_notice,
    take_notice,
    withdraw_notice,
)
from waarborg.contracts.models import Termination
from waarborg.customers.actions.instruct import FormDoesNotCount, NotFromKnownAddress, NotTheOwner
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import ClockRun
from waarborg.promises.tests.announced import bound_to
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]
CONFIRMED = "contract.cancel-confirmed"
FRIDAY = "2026-04-03 12:00"
KNOWN = {"form": "known-mail", "address": "T.Fictief@example.org"}


@pytest.fixture
def cliendo(cast: Cast) -> Cast:
    bound_to(cast, "cliendo")
    return cast


def cancelled(cast: Cast, when: str = FRIDAY) -> Termination:
    with cast.owner.at_work():
        made: Termination = give_notice(cast.merendaal.id, by=cast.owner.actor, at=at(when))
    return made


def clock(cast: Cast, held: Termination) -> tuple[Any, str]:
    with cast.manager.at_work():
        run = ClockRun.objects.get(subject_id=held.id, promise=CONFIRMED)
    return run.due_at, run.verdict or run.state


def take(cast: Cast, owner: Player, when: str = FRIDAY, received: str = FRIDAY, **how: Any) -> Termination:
    with cast.manager.at_work():
        made: Termination = take_notice(
            owner.person, **{**KNOWN, **how}, received=at(received), by=cast.manager.actor, at=at(when)
        )
    return made


def kinds(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind__startswith="contracts.")
        return [kind.removeprefix("contracts.") for kind in rows.order_by("sequence").values_list("kind", flat=True)]


@pytest.mark.clause("CL-63")
def test_cancelled_on_good_friday_it_is_confirmed_by_the_monday_after_next_and_counts_from_the_friday(
    cliendo: Cast,
) -> None:
    """Easter Monday and the weekend do not count: 7, 8, 9, 10 and 13 April are the five working days."""
    held = cancelled(cliendo)
    assert clock(cliendo, held) == (at("2026-04-13 12:00"), "running")
    with cliendo.manager.at_work():
        confirm_notice(held.id, by=cliendo.manager.actor, at=at("2026-04-13 11:59"))
        confirm_notice(held.id, by=cliendo.manager.actor, at=at("2026-04-13 12:30"))
    assert clock(cliendo, held) == (at("2026-04-13 12:00"), "met")
    assert kinds(cliendo) == ["termination.requested", "notice.received", "termination.confirmed"]
    with cliendo.manager.at_work():
        again = Termination.objects.get(id=held.id)
        assert (again.last_day, again.ends_at) == (held.last_day, held.ends_at)
        assert (again.confirmed_at, again.confirmed_by) == (at("2026-04-13 11:59"), "K. Voorbeeld")
        subjects = list(OutboxMail.objects.filter(to_person=cliendo.owner.person.id).values_list("subject", flat=True))
        assert sum(one.startswith("Wij bevestigen uw opzegging") for one in subjects) == 1


@pytest.mark.clause("CL-63")
def test_confirmed_too_late_is_our_mistake_and_changes_nothing_of_the_notice(cliendo: Cast) -> None:
    held = cancelled(cliendo)
    with cliendo.manager.at_work():
        confirm_notice(held.id, by=cliendo.manager.actor, at=at("2026-04-13 12:01"))
        assert Termination.objects.get(id=held.id).ends_at == held.ends_at
    assert clock(cliendo, held)[1] == "broken"


@pytest.mark.clause("CL-63")
@pytest.mark.parametrize(
    ("player", "how", "refused"),
    [
        ("owner", {"form": "phone"}, FormDoesNotCount),
        ("owner", {"address": "t.fictief@prive.example"}, NotFromKnownAddress),
        ("administrator", {"address": "b.proef@example.org"}, NotTheOwner),
        ("owner", {"received": "2026-04-03 12:01"}, ReceivedLater),
    ],
    ids=["phone", "private-address", "administrator", "later-than-now"],
)
def test_what_does_not_count_is_no_cancellation(
    cliendo: Cast, player: str, how: dict[str, Any], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        take(cliendo, getattr(cliendo, player), **how)
    with cliendo.administrator.at_work(), pytest.raises(NoRight):
        give_notice(cliendo.merendaal.id, by=cliendo.administrator.actor, at=at(FRIDAY))
    with cliendo.manager.at_work():
        assert not Termination.objects.exists()


@pytest.mark.clause("CL-63")
def test_a_mail_from_the_known_address_counts_from_the_day_it_came(cliendo: Cast) -> None:
    held = take(cliendo, cliendo.owner, when="2026-04-07 09:00", why="Wij stoppen.")
    assert (held.by_customer, held.requested_at, held.requested_by) == (True, at(FRIDAY), "T. Fictief")
    assert clock(cliendo, held) == (at("2026-04-13 12:00"), "running")
    with cliendo.manager.at_work():
        entry = JournalEntry.objects.get(kind="contracts.termination.requested")
        assert (entry.on_behalf, entry.properties["form"]) == (cliendo.owner.person.id, "known-mail")


def test_who_may_not_confirm_does_not_and_what_was_withdrawn_needs_none(cliendo: Cast) -> None:
    held = cancelled(cliendo)
    for player in (cliendo.agent, cliendo.owner):
        with player.at_work(), pytest.raises(NotAllowed):
            confirm_notice(held.id, by=player.actor, at=at("2026-04-03 13:00"))
    with cliendo.owner.at_work():
        withdraw_notice(held.id, by=cliendo.owner.actor, at=at("2026-04-03 14:00"))
    assert clock(cliendo, held)[1] == "met"


def test_both_pages_say_whether_it_was_confirmed(cliendo: Cast, signed_in: Enter, settings: Any) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 09:00") - timezone.now()
    desk, page = signed_in(cliendo.manager), f"/desk/customers/{cliendo.merendaal.id}/contract/"
    given = {"do": "take", "owner": str(cliendo.owner.person.id), "received": "2026-04-03T12:00", **KNOWN}
    refused = desk.post(page, {**given, "form": "phone"})
    assert (refused.status_code, "een telefoontje nooit" in refused.content.decode()) == (403, True)
    assert desk.post(page, given).status_code == 302
    portal = signed_in(cliendo.owner)
    assert "nog niet" in portal.get("/portal/agreement/leaving/").content.decode()
    assert "De opzegging aan de klant bevestigen" in desk.get(page).content.decode()
    assert desk.post(page, {"do": "confirm"}).status_code == 302
    assert "K. Voorbeeld" in portal.get("/portal/agreement/leaving/").content.decode()
    with cliendo.manager.at_work():
        held = Termination.objects.get()
    assert desk.get(f"/desk/terminations/{held.id}/").headers["Location"] == page
