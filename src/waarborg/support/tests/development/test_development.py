"""From a ticket to development: a developer with a time stamp (CL-93), a wish that is passed on without a date, and an
objection that was written as a wish (PX-93)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.models import Charge
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.models import AgreementVersion, Objection
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NeverByAgreement, NotYetByAgreement
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import announced, publish_profile
from waarborg.promises.tests.announced import bound_to as bound_and_told
from waarborg.support.actions.answer import answer
from waarborg.support.actions.bundle import propose
from waarborg.support.actions.development.involve import DeveloperMissing, involve_developer
from waarborg.support.actions.development.pass_on import NoWish, object_instead, pass_on
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.set_aside import plan
from waarborg.support.actions.urgent.mark import mark_urgent
from waarborg.support.models import Bundle, Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
ZONE = "Europe/Amsterdam"


def enforced(name: str) -> set[str]:
    """The promises of a profile that are not enforced yet."""
    return set(not_yet_enforced(load(profile(name), name=f"{name}.yaml").require(), known()))


def kinds(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.agent.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return list(rows.values_list("kind", flat=True))


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def rated(cast: Cast, limit: str) -> None:
    """The extra agreement is taken up: with its rate, or (empty) without one."""
    text = profile("cliendo").decode()
    start = text.index("  extra.urgent-rate:")
    rest = text[start:].replace("    offered: true\n", "", 1).replace("only-if\n", f"only-if\n{limit}", 1)
    bound_to(cast, "cliendo", (text[:start] + rest).encode())


@pytest.mark.clause("CL-93")
def test_a_developer_is_involved_at_a_known_time_and_another_later_does_not_change_that(cast: Cast) -> None:
    assert not {"extra.developer", "extra.urgent-rate"} & enforced("cliendo")
    bound_to(cast, "cliendo")
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        for name, when in (("D. Bouwer", "09:20"), ("D. Bouwer", "09:25"), ("E. Maker", "11:00")):
            involve_developer(ticket, name, by=cast.agent.actor, at=at(f"2026-04-07 {when}"))
    found = now(cast, ticket)
    assert (found.developer, found.developer_at) == ("E. Maker", at("2026-04-07 09:20"))
    assert kinds(cast, ticket).count("support.ticket.developer-involved") == 2


@pytest.mark.clause("CL-93")
def test_an_urgent_request_costs_the_agreed_rate_once_also_when_reopened(cast: Cast) -> None:
    rated(cast, "      limit: [{sum: amount, per: year, at_most: EUR 150.00}]\n")
    owner = cast.owner
    first, second = reported(cast, "2026-03-01 10:00", by=owner), reported(cast, "2026-04-10 10:00", by=owner)
    with owner.at_work():
        mark_urgent(first, "own", by=owner.actor, at=at("2026-04-10 10:00"))
        mark_urgent(second, "own", by=owner.actor, at=at("2026-04-10 10:01"), agrees=True)
    with cast.agent.at_work():
        answer(second, by=cast.agent.actor, at=at("2026-04-10 11:00"), text="Hersteld.", purpose="resolution")
    with owner.at_work():
        reopen(second, by=owner.actor, at=at("2026-04-10 12:00"))
        mark_urgent(second, "own", by=owner.actor, at=at("2026-04-10 12:01"), agrees=True)
        assert [(one.cause, one.amount) for one in Charge.objects.all()] == [("urgent-extra", Decimal("150.00"))]


@pytest.mark.clause("CL-93")
def test_without_a_rate_that_was_agreed_nothing_is_charged(cast: Cast) -> None:
    rated(cast, "")
    first, second = (reported(cast, f"2026-04-1{day} 10:00", by=cast.owner) for day in (0, 1))
    with cast.owner.at_work():
        mark_urgent(first, "own", by=cast.owner.actor, at=at("2026-04-11 10:00"))
        with pytest.raises(NotYetByAgreement):
            mark_urgent(second, "own", by=cast.owner.actor, at=at("2026-04-11 10:01"), agrees=True)
        assert Charge.objects.count() == 0


@pytest.mark.clause("PX-93")
def test_a_wish_is_passed_on_and_never_has_a_date(cast: Cast, signed_in: Enter, settings: object) -> None:
    assert not {"support.wish", "support.wish-undated"} & enforced("perplex-dbc")
    bound_to(cast, "perplex-dbc")
    wish = reported(cast, "2026-02-28 10:00", kind="wish", priority="p5")
    agent = cast.agent
    with agent.at_work():
        with pytest.raises(NeverByAgreement):
            plan(wish, date(2026, 5, 1), by=agent.actor, at=at("2026-03-02 10:00"), why="Bij de release", zone=ZONE)
        with pytest.raises(NeverByAgreement):
            propose(
                wish.tenant_id, [wish.id], date(2026, 5, 1), by=agent.actor, at=at("2026-03-02 10:00"), title="Wensen",
                zone=ZONE,
            )  # fmt: skip
        assert Bundle.objects.count() == 0
        for minute in (5, 6):
            pass_on(wish, by=agent.actor, at=at(f"2026-03-02 10:0{minute}"))
    found = now(cast, wish)
    assert (found.state, found.planned_for, found.passed_on_at) == ("open", None, at("2026-03-02 10:05"))
    assert kinds(cast, wish).count("releases.wish.passed-on") == 1
    for when in ("2026-03-02 11:00", "2026-12-31 11:00"):
        settings.CLOCK_OFFSET = at(when) - timezone.now()  # type: ignore[attr-defined]
        page = signed_in(cast.support_contact).get(f"/portal/tickets/{wish.id}/").content.decode()
        assert "Er is geen datum: wij zeggen niet wanneer een wens wordt vervuld." in page


@pytest.mark.clause("PX-93")
def test_a_suggestion_that_is_an_objection_is_decided_as_one(cast: Cast, signed_in: Enter, settings: object) -> None:
    bound_and_told(cast, "perplex-dbc")
    newer = publish_profile(cast, "perplex-dbc", "8", when="2026-12-31 00:00", worse=True)
    told = announced(cast, newer, when="2026-12-31 00:00", since="2027-02-28 00:00")
    wish = reported(cast, "2027-01-10 10:00", kind="wish", priority="p5")
    settings.CLOCK_OFFSET = at("2027-01-10 11:00") - timezone.now()  # type: ignore[attr-defined]
    customer, address = signed_in(cast.support_contact), f"/portal/tickets/{wish.id}/"
    assert f"{address}objection/" in customer.get(address).content.decode()
    assert customer.post(f"{address}objection/", {"announcement": str(told.id)}).status_code == 302
    with cast.manager.at_work():
        (filed,) = Objection.objects.all()
    assert (filed.announcement_id, filed.reason, filed.decided_at) == (told.id, wish.what, None)
    assert now(cast, wish).state == "withdrawn"
    assert f"{address}objection/" not in customer.get(address).content.decode()


def test_who_may_not_or_what_is_no_wish_is_refused_and_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    when = at("2026-04-07 09:30")
    with cast.agent.at_work():
        with pytest.raises(NoWish):
            pass_on(ticket, by=cast.agent.actor, at=when)
        with pytest.raises(DeveloperMissing):
            involve_developer(ticket, " ", by=cast.agent.actor, at=when)
    with cast.owner.at_work():
        with pytest.raises(NotAllowed):
            pass_on(ticket, by=cast.owner.actor, at=when)
        with pytest.raises(NotAllowed):
            involve_developer(ticket, "D. Bouwer", by=cast.owner.actor, at=when)
        with pytest.raises(NoWish):
            object_instead(ticket, ticket.id, by=cast.owner.actor, at=when)
    found = now(cast, ticket)
    assert (found.revision, found.developer, found.passed_on_at) == (ticket.revision, "", None)


def test_from_the_desk(cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object) -> None:
    settings.CLOCK_OFFSET = at("2026-04-07 10:00") - timezone.now()  # type: ignore[attr-defined]
    ticket, agent = reported(cast, "2026-04-07 09:00", kind="wish", priority="p3"), signed_in(cast.agent)
    address = f"/desk/tickets/{ticket.id}/"
    assert "Betrekken" in agent.get(address).content.decode()
    agent.post(f"{address}developer/", {"developer": "D. Bouwer"})
    agent.post(f"{address}pass-on/")
    page = agent.get(address).content.decode()
    assert ("D. Bouwer" in page, "Doorgegeven aan ontwikkeling" in page) == (True, True)
    assert signed_in(cast.stranger).post(f"/portal/tickets/{ticket.id}/objection/").status_code == 404
