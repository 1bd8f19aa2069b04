"""Calling something urgent: what goes first, what is a normal report, what costs extra, and how soon we are there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.contracts.models import Charge
from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.slots import counted
from waarborg.promises.models import Binding, ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.answer import answer
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.urgent.contact import contact
from waarborg.support.actions.urgent.mark import ConsentNeeded, NoSuchCategory, allow_urgent, mark_urgent
from waarborg.support.models import Ticket, UrgentCase
from waarborg.support.reactions import tell_of_urgent
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at

Enter = Callable[[Player], Client]


def stand(settings: object, when: str) -> None:
    settings.CLOCK_OFFSET = at(when) - timezone.now()  # type: ignore[attr-defined]


def reported(cast: Cast, when: str, by: Player | None = None) -> Ticket:
    player = by or cast.owner
    with player.at_work():
        made: Ticket = report(
            player.organisation.id,
            Report("Alles ligt stil", "incident", "Niemand komt binnen."),
            by=player.actor,
            at=at(when),
        )
    return made


def marked(cast: Cast, when: str, category: str = "own", **more: bool) -> UrgentCase:
    ticket = reported(cast, when)
    with cast.owner.at_work():
        case: UrgentCase = mark_urgent(ticket, category, by=cast.owner.actor, at=at(when), **more)
    return case


@pytest.mark.clause("CL-73")
def test_an_own_case_goes_first_once_in_twelve_months_and_else_is_a_normal_report_with_the_offer(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    bound_to(cast, "cliendo")
    assert marked(cast, "2026-03-01 10:00").basis == "included"
    ticket = reported(cast, "2026-11-15 10:00")
    stand(settings, "2026-11-15 10:05")
    client, page = signed_in(cast.owner), f"/portal/tickets/{ticket.id}/urgent/"
    text = client.get(page).content.decode()
    # Said before it is sent, kind by kind.
    assert "Vaker spoed kan met een extra overeenkomst. Vanaf 1 maart 2027" in text
    assert text.count("Gaat voor; inbegrepen.") == 4
    sent = client.post(page, {"category": "own"}, follow=True).content.decode()
    assert "Wij behandelen dit als gewone melding" in sent
    with cast.owner.at_work():
        case = UrgentCase.objects.get(ticket_id=ticket.id)
        assert (case.basis, Ticket.objects.get(id=ticket.id).priority) == ("limited", "")
        kinds = set(JournalEntry.objects.filter(subject_id=ticket.id).values_list("kind", flat=True))
    assert "support.ticket.kept-normal" in kinds and "support.ticket.marked-urgent" not in kinds
    # The one that went on as a normal report does not count.
    assert marked(cast, "2027-03-02 10:00").basis == "included"


@pytest.mark.clause("CL-73")
def test_with_an_extra_agreement_every_case_goes_first(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    with cast.manager.at_work():
        Binding.objects.filter(tenant_id=cast.merendaal.id).update(words={"entitlement": "extra"})
    assert [marked(cast, f"2026-03-0{day} 10:00").basis for day in (1, 2, 3)] == ["included"] * 3


@pytest.mark.clause("CL-72")
@pytest.mark.parametrize("category", ["security", "vital", "exposed", "hacked"])
def test_what_is_always_included_does_not_count_and_is_never_limited_or_charged(cast: Cast, category: str) -> None:
    bound_to(cast, "cliendo")
    cases = [marked(cast, f"2026-03-0{day} 10:00", category) for day in (1, 2, 3)]
    assert [(one.basis, one.goes_first, one.again_at) for one in cases] == [("included", True, None)] * 3
    # The free case of one's own is still there.
    assert marked(cast, "2026-03-04 10:00").basis == "included"
    with cast.owner.at_work():
        assert not Charge.objects.exists()


@pytest.mark.clause("CL-15")
def test_urgent_on_a_friday_pages_the_desk_and_the_log_says_how_soon_it_was_there(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    bound_to(cast, "cliendo")
    case = marked(cast, "2026-04-10 16:55", "exposed")
    tell_of_urgent(tenant=str(cast.merendaal.id), ticket=str(case.ticket_id))
    with cast.manager.at_work():
        told = OutboxMail.objects.filter(subject__startswith="Spoed: M-").values_list("to_address", flat=True)
        assert set(told) == {cast.agent.person.email, cast.manager.person.email}
        assert Ticket.objects.get().priority == "urgent"
    stand(settings, "2026-04-10 17:03")
    desk = signed_in(cast.agent)
    assert "Wij spraken hen" in desk.get(f"/desk/tickets/{case.ticket_id}/").content.decode()
    assert desk.get("/desk/queue/").content.decode().index("Nu</b>") > 0
    assert desk.post(f"/desk/tickets/{case.ticket_id}/contacted/").status_code == 302
    assert "8 minuten" in desk.get("/desk/urgent/").content.decode()
    with cast.owner.at_work():
        [run] = ClockRun.objects.filter(subject_id=case.ticket_id, promise="urgent.contact")
        assert (run.started_at, run.stopped_at) == (at("2026-04-10 16:55"), moment(cast))
    assert (
        "R. Specimen nam contact met u op"
        in signed_in(cast.owner).get(f"/portal/tickets/{case.ticket_id}/").content.decode()
    )


def moment(cast: Cast) -> datetime:
    [case] = UrgentCase.objects.all()
    assert case.contacted_at is not None
    return case.contacted_at


def test_an_answer_is_contact_too_and_only_the_first_counts(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    case = marked(cast, "2026-04-10 16:00")
    with cast.agent.at_work():
        for minute in ("05", "20"):
            answer(
                case.ticket,
                by=cast.agent.actor,
                at=at(f"2026-04-10 16:{minute}"),
                text="Wij bellen.",
                purpose="message",
            )
        contact(case.ticket, by=cast.agent.actor, at=at("2026-04-10 16:30"))
    with cast.agent.at_work():
        assert UrgentCase.objects.get().contacted_at == at("2026-04-10 16:05")
        assert JournalEntry.objects.filter(kind="support.ticket.contacted").count() == 1


@pytest.mark.parametrize(("who", "refusal"), [("stranger", NotFound), ("agent", NotAllowed)])
def test_nobody_else_calls_it_urgent_and_nothing_changes(cast: Cast, who: str, refusal: type[Exception]) -> None:
    bound_to(cast, "cliendo")
    ticket, player = reported(cast, "2026-04-10 16:00"), getattr(cast, who)
    with player.at_work(), pytest.raises(refusal):
        mark_urgent(ticket, "own", by=player.actor, at=at("2026-04-10 16:01"))
    with cast.owner.at_work(), pytest.raises(NoSuchCategory):
        mark_urgent(ticket, "coffee", by=cast.owner.actor, at=at("2026-04-10 16:01"))
    with cast.owner.at_work():
        assert not UrgentCase.objects.exists()
        assert Ticket.objects.get().priority == ""


def with_rate(cast: Cast) -> None:
    """The extra agreement's rate is taken up: EUR 95.00 a case."""
    text = profile("cliendo").decode()
    start = text.index("  extra.urgent-rate:")
    rest = text[start:].replace("    offered: true\n", "", 1)
    limit = "      limit: [{sum: amount, per: year, at_most: EUR 95.00}]\n"
    rest = rest.replace("allowed: only-if\n", f"allowed: only-if\n{limit}", 1)
    bound_to(cast, "cliendo", (text[:start] + rest).encode())


def test_what_costs_extra_needs_consent_and_becomes_one_charge_that_is_not_billed(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    with_rate(cast)
    marked(cast, "2026-03-01 10:00")
    ticket = reported(cast, "2026-04-10 16:00")
    with cast.owner.at_work():
        with pytest.raises(ConsentNeeded):
            mark_urgent(ticket, "own", by=cast.owner.actor, at=at("2026-04-10 16:01"))
        assert not Charge.objects.exists()
        assert not UrgentCase.objects.filter(ticket_id=ticket.id).exists()
        for _ in range(2):
            mark_urgent(ticket, "own", by=cast.owner.actor, at=at("2026-04-10 16:02"), agrees=True)
        [charge] = Charge.objects.all()
    assert (charge.consent_name, charge.consent_at, charge.source_id) == (
        "T. Fictief",
        at("2026-04-10 16:02"),
        ticket.id,
    )
    assert (charge.amount, charge.currency, charge.state) == (Decimal("95.00"), "EUR", "unbilled")
    stand(settings, "2026-04-10 16:10")
    for who, page in ((cast.owner, "/portal/charges/"), (cast.manager, "/desk/charges/")):
        text = signed_in(who).get(page).content.decode()
        assert ticket.shown_number in text and "EUR 95.00" in text
    assert ticket.shown_number not in signed_in(cast.stranger).get("/portal/charges/").content.decode()


def test_a_service_manager_lets_it_go_first_after_all_and_says_why(cast: Cast) -> None:
    bound_to(cast, "cliendo")
    marked(cast, "2026-03-01 10:00")
    case = marked(cast, "2026-03-05 10:00")
    for player in (cast.agent, cast.owner):
        with player.at_work(), pytest.raises(NotAllowed):
            allow_urgent(case.ticket, by=player.actor, at=at("2026-03-05 10:05"), why="Het is ernstig.")
    with cast.manager.at_work():
        allow_urgent(case.ticket, by=cast.manager.actor, at=at("2026-03-05 10:05"), why="Het is ernstig.")
        found = UrgentCase.objects.get(id=case.id)
        assert (found.basis, found.marked_at) == ("allowed", at("2026-03-05 10:05"))
        assert Ticket.objects.get(id=case.ticket_id).priority == "urgent"


@pytest.mark.usefixtures("committed")
def test_of_two_at_the_same_moment_one_has_the_free_case() -> None:
    cast, together = make_cast(), Barrier(2)
    bound_to(cast, "cliendo")
    tickets = [reported(cast, "2026-03-01 10:00") for _ in range(2)]

    def press(ticket: Ticket) -> str:
        try:
            with cast.owner.at_work():
                together.wait(timeout=20)
                return mark_urgent(ticket, "own", by=cast.owner.actor, at=at("2026-03-01 10:01")).basis
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = sorted(future.result(timeout=40) for future in [pool.submit(press, one) for one in tickets])
    assert found == ["included", "limited"]


def test_the_number_to_call_stands_on_the_ticket_with_its_number_and_says_when_nobody_answers(
    cast: Cast, signed_in: Enter, settings: object
) -> None:
    bound_to(cast, "perplex-dbc")
    settings.SUPPORT_PHONE = "030 555 01 23"  # type: ignore[attr-defined]
    ticket = reported(cast, "2026-04-08 09:30")
    page = f"/portal/tickets/{ticket.id}/"
    stand(settings, "2026-04-08 10:00")
    text = signed_in(cast.owner).get(page).content.decode()
    assert f"Bel en noem {ticket.shown_number}" in text and 'href="tel:0305550123"' in text
    stand(settings, "2026-04-08 20:00")
    assert "niet telefonisch bereikbaar" in signed_in(cast.owner).get(page).content.decode()


@pytest.mark.parametrize("page", ["/desk/urgent/", "/desk/charges/"])
def test_lists_ask_the_database_as_often_for_one_as_for_three(
    cast: Cast, signed_in: Enter, settings: object, page: str
) -> None:
    with_rate(cast)
    marked(cast, "2026-03-01 10:00")
    stand(settings, "2026-03-05 10:00")
    client, asked = signed_in(cast.manager), []
    for day in (2, 3):
        marked(cast, f"2026-03-0{day} 10:00", agrees=True)
        client.get(page)
        with counted() as queries:
            client.get(page)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


def test_what_agreements_say_of_urgent_cases_is_enforced_now() -> None:
    missing = not_yet_enforced(load(profile("cliendo"), name="cliendo.yaml").require(), known())
    assert {one: missing.get(one) for one in ("urgent.contact", "urgent.lock", "urgent.own-cases")} == {
        "urgent.contact": None, "urgent.lock": None, "urgent.own-cases": None,
    }  # fmt: skip
