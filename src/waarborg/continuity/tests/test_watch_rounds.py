"""How promised back-ups stand at this moment: on boards, and told once when a round is late, of whatever shape."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from waarborg.continuity.actions.keep_plan import end_plan
from waarborg.continuity.actions.watch_rounds import watch_rounds
from waarborg.continuity.reactions import look_for_late_plans
from waarborg.continuity.tests.told import again, at, backed_up, operator_of, planned
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.bind import bind
from waarborg.promises.models import AgreementVersion, ClockNotice
from waarborg.promises.queries.board import board
from waarborg.promises.tests.announced import bound_to
from waarborg.promises.tests.test_amend import file_for
from waarborg.releases.tests.test_publish import bound

SignIn = Callable[[Player], Client]
MINUTE = timedelta(minutes=1)
MADE = at("2026-03-01 08:00")
EXTRA = (
    "extra.backups: {offered: false, clock: {every: 30 min},"
    " warn: [{at: 50 %, tell: [provider.operator, customer.owner]}]}"
)


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def looked(by: Player, when: object) -> int:
    with by.at_work():
        return watch_rounds(at=when)  # type: ignore[arg-type]


def minute(when: str) -> None:
    """What the job of a minute does."""
    look_for_late_plans(at=at(when).isoformat())


def state(by: Player, tenant: object, promise: str, when: object) -> str:
    with by.at_work():
        shown = board(tenant, now=when, lang="nl")  # type: ignore[arg-type]
        assert shown is not None
        return {one.id: one.state for one in shown.stands}[promise]


def mails(by: Player, template: str = "rounds") -> list[tuple[str, str]]:
    with by.at_work():
        rows = OutboxMail.objects.filter(template=f"continuity/mail/{template}.txt").order_by("id")
        return list(rows.values_list("to_address", "subject"))


def journal(cast: Cast, player: Player) -> list[tuple[str, str]]:
    """What journals of customers say of it: whose, and what."""
    names = {cast.merendaal.id: "merendaal", cast.hazelvoort.id: "hazelvoort"}
    with player.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="promises.clock.", subject_kind="customers.customer")
        return sorted((names[one.tenant_id], one.kind.rpartition(".")[2]) for one in rows)


@pytest.mark.clause("AP-21", "CL-45")
def test_a_late_round_is_told_once_to_staff_and_stands_in_the_journal_of_everybody_to_whom_it_is_promised(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "cliendo")
    plan = planned(cast, player, every=3600, made=MADE)
    backed_up(player, plan, "2026-03-04 08:00")
    due = at("2026-03-04 09:00")
    # Three quarters of the hour have passed, and the plan's own next is not due yet: nothing is late.
    assert (looked(player, due - 10 * MINUTE), looked(player, due), mails(player)) == (0, 0, [])
    assert state(player, cast.merendaal.id, "data.backup-hourly", due) == "met"
    assert state(player, cast.merendaal.id, "data.backup-daily", due) == "unknown"
    assert [looked(player, due + MINUTE), looked(player, due + 2 * MINUTE)] == [2, 0]
    assert state(player, cast.merendaal.id, "data.backup-hourly", due + MINUTE) == "late"
    assert mails(player) == [("b.beheer@example.nl", "Een toegezegde back-up kwam te laat")]
    with player.at_work():
        body = OutboxMail.objects.get(template="continuity/mail/rounds.txt").body
    assert "moest er een klaar zijn op" in body and "4 maart 2026 10:00" in body and "2 klanten" in body
    assert journal(cast, player) == [("hazelvoort", "broke"), ("merendaal", "broke")]
    backed_up(player, plan, "2026-03-04 09:30")
    assert looked(player, at("2026-03-04 09:31")) == 0
    # For the rest of the month it was broken once; in the next it is kept.
    assert state(player, cast.merendaal.id, "data.backup-hourly", at("2026-03-04 09:31")) == "broken"
    backed_up(player, plan, "2026-04-02 09:30")
    looked(player, at("2026-04-02 09:31"))
    assert state(player, cast.merendaal.id, "data.backup-hourly", at("2026-04-02 09:31")) == "met"


def test_who_was_told_that_the_promise_broke_is_not_told_that_the_plan_is_late_and_the_other_way_about(
    cast: Cast, player: Player
) -> None:
    bound_to(cast, "appreo")
    every_four = planned(cast, player, made=MADE)
    backed_up(player, every_four, "2026-03-04 08:00")
    minute("2026-03-04 12:01")
    assert (len(mails(player)), mails(player, "late")) == (1, [])
    assert again(player, every_four).late_told_for == at("2026-03-04 12:00")
    with player.at_work():
        end_plan(every_four.id, by=player.actor, at=at("2026-03-04 12:02"))
    hourly = planned(cast, player, "database-1h", every=3600, made=at("2026-03-05 07:00"))
    backed_up(player, hourly, "2026-03-05 08:00")
    minute("2026-03-05 09:01")
    assert (len(mails(player)), len(mails(player, "late"))) == (1, 1)
    # Three quarters of four hours: written down, and not told to whoever knows.
    minute("2026-03-05 11:01")
    assert (len(mails(player)), journal(cast, player)[-1]) == (1, ("merendaal", "warned"))
    minute("2026-03-05 12:01")
    assert (len(mails(player)), len(mails(player, "late"))) == (2, 1)


@pytest.mark.clause("CL-92")
def test_what_one_customer_bought_is_warned_of_as_its_amendment_says_and_nobody_else_hears_of_it(
    cast: Cast, player: Player
) -> None:
    version = bound_to(cast, "cliendo")
    source = file_for(cast.merendaal.slug, EXTRA, name="kopie", amends="cliendo 1", effective="2026-03-02")
    with cast.manager.at_work():
        amend(version, source, by=cast.manager.actor, at=at("2026-03-01 10:00"), name="kopie.yaml")
    everybody = planned(cast, player, every=3600, made=MADE)
    own = planned(cast, player, "own", every=300, scope="customer", customer_id=cast.merendaal.id, made=MADE)
    backed_up(player, everybody, "2026-03-04 08:00")
    backed_up(player, own, "2026-03-04 08:20")
    # Half of half an hour after 08:20; the hourly plan is due at 09:00, which is too late to save it.
    assert looked(player, at("2026-03-04 08:34")) == 0
    assert looked(player, at("2026-03-04 08:36")) == 1
    assert sorted(to for to, _ in mails(player)) == sorted(["b.beheer@example.nl", cast.owner.person.email])
    assert journal(cast, player) == [("merendaal", "warned")]
    assert looked(player, at("2026-03-04 08:51")) == 1
    assert state(player, cast.merendaal.id, "extra.backups", at("2026-03-04 08:51")) == "late"
    assert [to for to, _ in mails(player)].count(cast.owner.person.email) == 2
    with player.at_work():
        assert not ClockNotice.objects.filter(tenant_id=cast.hazelvoort.id).exists()


def test_nobody_breaks_on_the_day_he_is_bound_and_one_without_a_plan_never_does(cast: Cast, player: Player) -> None:
    bound(cast, "appreo")
    began = at("2026-03-10 08:00")
    assert looked(player, began) == 0
    assert state(player, cast.merendaal.id, "data.backup", began) == "unknown"
    plan = planned(cast, player, made=began)
    with cast.manager.at_work():
        version = AgreementVersion.objects.get()
        bind(version, by=cast.manager.actor, at=began + timedelta(hours=3), tenant=cast.hazelvoort.id)
    assert looked(player, began + timedelta(hours=4)) == 0
    assert looked(player, began + timedelta(hours=4, minutes=1)) == 1
    assert {whose for whose, _ in journal(cast, player)} == {"merendaal"}
    with player.at_work():
        end_plan(plan.id, by=player.actor, at=began + timedelta(hours=5))
    assert looked(player, began + timedelta(hours=8)) == 0
    assert state(player, cast.merendaal.id, "data.backup", began + timedelta(hours=8)) == "unknown"
