"""What a report is about decides: included, proposed first, or not ours to do; nothing is charged that was promised."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.contracts.actions.consent_to_charge import Price, consent_to_charge
from waarborg.contracts.actions.quotes import (
    AnsweredAlready,
    Offered,
    SayWhyNot,
    WaitsForAnswer,
    accept,
    decline,
    issue,
)
from waarborg.contracts.models import Charge, Quote
from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.promises.profiles import profile
from waarborg.promises.queries import NeverByAgreement, NotYetByAgreement
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.support.actions.answer import answer
from waarborg.support.actions.assign import start_work
from waarborg.support.actions.report import Report, report
from waarborg.support.actions.topics.refuse import OursToDo, refuse
from waarborg.support.actions.topics.set_topic import NoSuchTopic, TopicReasonNeeded, contest_topic, set_topic
from waarborg.support.actions.use.time import write_time
from waarborg.support.models import Message, Ticket
from waarborg.support.queries.figures import figures_of
from waarborg.support.queries.topics import topics
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, runs

Enter = Callable[[Player], Client]
MONDAY = "2026-03-16 10:00"
SOON = "2026-03-16 10:30"


@pytest.fixture
def ticket(cast: Cast, settings: object) -> Ticket:
    settings.CLOCK_OFFSET = at("2026-03-17 12:00") - timezone.now()  # type: ignore[attr-defined]
    bound_to(cast, "cliendo")
    with cast.owner.at_work():
        made: Ticket = report(
            cast.merendaal.id,
            Report("De gemeente wil een ander verslag", "question", "Wilt u ons verslag aanpassen?", priority="normal"),
            by=cast.owner.actor,
            at=at(MONDAY),
        )
    return made


def about(cast: Cast, ticket: Ticket, topic: str, when: str = SOON) -> Ticket:
    with cast.agent.at_work():
        return set_topic(ticket, topic, by=cast.agent.actor, at=at(when), why="Het staat zo in het verzoek.")


def kinds(cast: Cast, ticket: Ticket) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(subject_id=ticket.id).order_by("sequence")
        return [one.kind.removeprefix("support.ticket.") for one in rows]


def test_where_a_topic_stands_follows_from_the_agreement_itself(cast: Cast, ticket: Ticket) -> None:
    with cast.owner.at_work():
        found = topics(cast.merendaal.id, at=at(MONDAY))
    assert {one.word: (one.place, one.heavier) for one in found.values()} == {
        "regular": ("included", False),
        "specialist": ("included", True),
        "own-requirements": ("proposal", False),
        "content": ("outside", False),
        "decision": ("outside", False),
    }


@pytest.mark.clause("CL-11")
def test_what_a_municipality_asks_is_outside_fair_use_before_work_starts_and_included_again_when_it_is_a_bug(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    about(cast, ticket, "own-requirements")
    page = signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/topic/").content.decode()
    assert ">Eisen van u of van anderen aan u</h1>" in page and "nadat u een voorstel heeft aangenomen" in page
    assert "Het staat zo in het verzoek." in page and "Ziet u het anders?" in page
    with cast.agent.at_work():
        with pytest.raises(NotYetByAgreement) as refused:
            start_work(ticket, by=cast.agent.actor, at=at(SOON))
        assert refused.value.say("nl") == "Hiervoor is eerst een geaccepteerd voorstel nodig."
    assert "work-started" not in kinds(cast, ticket)
    manager = signed_in(cast.manager)
    sent = {"what": "Een verslag voor de gemeente", "text": "Wij maken het in een week.", "amount": "240.00"}
    assert manager.post(f"/desk/tickets/{ticket.id}/quote/", sent).status_code == 302
    with cast.owner.at_work():
        accept(Quote.objects.get(), by=cast.owner.actor, at=at("2026-03-17 12:05"))
    with cast.agent.at_work():
        start_work(ticket, by=cast.agent.actor, at=at("2026-03-17 12:06"))
    assert "work-started" in kinds(cast, ticket)


@pytest.mark.clause("CL-11")
def test_a_topic_is_contested_and_set_to_what_is_included_again(cast: Cast, ticket: Ticket, signed_in: Enter) -> None:
    about(cast, ticket, "own-requirements")
    sent = {"why": "De export geeft een fout; dat is geen eis van ons."}
    assert signed_in(cast.owner).post(f"/portal/tickets/{ticket.id}/topic/", sent).status_code == 302
    desk = signed_in(cast.agent)
    assert "betwist" in desk.get(f"/desk/tickets/{ticket.id}/").content.decode()
    sent = {"topic": "regular", "why": "Het is een fout van ons."}
    assert desk.post(f"/desk/tickets/{ticket.id}/topic/", sent).status_code == 302
    with cast.agent.at_work():
        held = Ticket.objects.get(id=ticket.id)
        assert (held.topic, held.topic_contested_at, held.topic_why) == ("regular", None, "Het is een fout van ons.")
        assert Message.objects.filter(ticket=held, side="customer", body__contains="geen eis").count() == 1
        start_work(held, by=cast.agent.actor, at=at("2026-03-17 12:10"))
    assert [one for one in kinds(cast, ticket) if one.startswith("topic")] == [
        "topic-set", "topic-contested", "topic-set",
    ]  # fmt: skip


@pytest.mark.clause("CL-11")
def test_time_of_a_specialist_topic_weighs_heavier_by_itself(cast: Cast, ticket: Ticket) -> None:
    about(cast, ticket, "specialist")
    with cast.agent.at_work():
        assert write_time(ticket, by=cast.agent.actor, at=at(SOON), minutes=15).factors == ["topic"]


def test_nobody_else_says_or_contests_what_it_is_about_and_nothing_changes(cast: Cast, ticket: Ticket) -> None:
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        set_topic(ticket, "content", by=cast.owner.actor, at=at(SOON), why="Zomaar.")
    with cast.agent.at_work():
        with pytest.raises(NoSuchTopic):
            set_topic(ticket, "coffee", by=cast.agent.actor, at=at(SOON), why="Zomaar.")
        with pytest.raises(TopicReasonNeeded):
            set_topic(ticket, "content", by=cast.agent.actor, at=at(SOON), why=" ")
    about(cast, ticket, "content")
    with cast.stranger.at_work(), pytest.raises(NotFound):
        contest_topic(ticket, by=cast.stranger.actor, at=at(SOON), why="Niet van mij.")
    with cast.owner.at_work():
        assert not Message.objects.filter(side="customer", body="Niet van mij.").exists()
        assert Ticket.objects.get(id=ticket.id).topic_contested_at is None


@pytest.mark.clause("CL-30")
def test_checking_the_contents_of_an_administration_is_closed_as_not_ours_with_a_reference_and_counted_apart(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    about(cast, ticket, "content")
    desk = signed_in(cast.agent)
    form = desk.get(f"/desk/tickets/{ticket.id}/refuse/").content.decode()
    assert "die controleren wij niet" in form.lower() and "/portal/referrals/" in form
    sent = {"text": "Dit controleren wij niet. Hier staat wie u kan helpen: /portal/referrals/"}
    assert desk.post(f"/desk/tickets/{ticket.id}/refuse/", sent).status_code == 302
    with cast.agent.at_work():
        held = Ticket.objects.get(id=ticket.id)
        assert (held.state, held.refused) == ("resolved", "content")
        told = figures_of("2026-03", "all", zone="Europe/Amsterdam", now=at("2026-04-01 09:00"), lang="nl")
        assert (told.total.resolved, told.total.refused, told.total.backlog.count) == (0, 1, 0)
    assert "/portal/referrals/" in signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
    figures = signed_in(cast.manager).get("/desk/figures/?month=2026-03").content.decode()
    assert "daarnaast 1 die niet bij ons hoort" in figures


@pytest.mark.clause("CL-86")
def test_a_question_about_a_decision_of_a_municipality_keeps_its_words_and_gets_the_out_of_scope_answer(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    """The code and the municipality's own text stand on the report as they came; we add no reason of ours."""
    with cast.owner.at_work():
        asked = report(
            cast.merendaal.id,
            Report("Waarom is mijn declaratie afgewezen?", "coupling", "Retourcode 8001: geen toewijzing, zegt Veld."),
            by=cast.owner.actor,
            at=at(SOON),
        )
    about(cast, asked, "decision", "2026-03-16 10:40")
    desk = signed_in(cast.agent)
    form = desk.get(f"/desk/tickets/{asked.id}/refuse/").content.decode()
    assert "wij kennen het besluit en de reden niet" in form
    text = "Dat bespreekt u bij de gemeente; wij kennen het besluit en de reden niet."
    assert desk.post(f"/desk/tickets/{asked.id}/refuse/", {"text": text}).status_code == 302
    page = signed_in(cast.owner).get(f"/portal/tickets/{asked.id}/").content.decode()
    assert "Retourcode 8001: geen toewijzing, zegt Veld." in page and text in page
    assert kinds(cast, asked)[-2:] == ["resolved", "refused"]


@pytest.mark.clause("CL-05")
def test_no_report_is_refused_for_much_use_of_support_and_no_other_ground_is_taken(cast: Cast, ticket: Ticket) -> None:
    with cast.agent.at_work():
        with pytest.raises(NeverByAgreement) as refused:
            refuse(ticket, "fair-use", by=cast.agent.actor, at=at(SOON), text="U vraagt te veel.")
        assert "Wij weigeren nooit een melding omdat u veel ondersteuning gebruikt." in refused.value.say("nl")
        for ground in ("content", "coffee", "regular"):
            with pytest.raises(OursToDo):
                refuse(ticket, ground, by=cast.agent.actor, at=at(SOON), text="Nee.")
        assert Ticket.objects.get(id=ticket.id).state == "open"
        assert not Message.objects.filter(ticket=ticket, side="staff").exists()


@pytest.mark.clause("CL-02")
def test_a_late_answer_shows_a_missed_target_and_support_is_never_charged_not_even_with_consent(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    """Nine working hours: the page speaks of a target that was missed."""
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at("2026-03-17 12:00"), text="Hier is het.", purpose="message")
    assert runs(cast, ticket)["support.answer"].verdict == "broken"
    page = signed_in(cast.owner).get(f"/portal/tickets/{ticket.id}/").content.decode()
    assert "Ons antwoord: niet nagekomen" in page and "Streven" in page and "SLA" not in page
    price, charged = Price(Decimal("95.00"), "EUR"), at("2026-03-17 12:01")
    with cast.owner.at_work():
        with pytest.raises(NeverByAgreement) as refused:
            consent_to_charge(
                cast.merendaal.id, what="Uren", cause="support", price=price, source=ticket.ref, label="M",
                by=cast.owner.actor, at=charged,
            )  # fmt: skip
        assert "voor die hulp rekenen wij nooit iets per uur" in refused.value.say("nl")
        assert not Charge.objects.exists()


@pytest.mark.clause("CL-72")
def test_an_included_urgent_case_is_never_charged(cast: Cast, ticket: Ticket) -> None:
    with cast.owner.at_work(), pytest.raises(NeverByAgreement):
        consent_to_charge(
            cast.merendaal.id, what="Spoed", cause="urgent", price=Price(Decimal("95.00"), "EUR"),
            source=ticket.ref, label="M", by=cast.owner.actor, at=at(SOON),
        )  # fmt: skip
    with cast.owner.at_work():
        assert not Charge.objects.exists()


def proposed(cast: Cast, ticket: Ticket, amount: str | None = "240.00", when: str = SOON) -> Quote:
    offered = Offered("Een verslag", "Klaar in een week.", "fair-use", Decimal(amount) if amount else None)
    with cast.manager.at_work():
        return issue(cast.merendaal.id, offered, source=ticket.ref, label="M-1", by=cast.manager.actor, at=at(when))


def test_a_proposal_waits_for_one_answer_and_only_the_customer_gives_it(
    cast: Cast, ticket: Ticket, signed_in: Enter
) -> None:
    quote = proposed(cast, ticket)
    with pytest.raises(WaitsForAnswer):
        proposed(cast, ticket)
    with cast.manager.at_work():
        told = OutboxMail.objects.filter(subject="Er is een voorstel voor u").values_list("to_address", flat=True)
        assert set(told) == {cast.owner.person.email, cast.administrator.person.email}
    for player, refusal in ((cast.manager, NotAllowed), (cast.support_contact, NotAllowed), (cast.stranger, NotFound)):
        with player.at_work(), pytest.raises(refusal):
            accept(quote, by=player.actor, at=at("2026-03-16 11:00"))
    page = f"/portal/quotes/{quote.id}/"
    client = signed_in(cast.owner)
    assert "Ik neem het aan, voor EUR 240,00" in client.get(page).content.decode()
    assert client.post(page, {"do": "accept"}).status_code == 302
    assert client.post(page, {"do": "decline", "reason": "Toch niet."}).status_code == 409
    with cast.owner.at_work():
        charge = Charge.objects.get()
        assert (charge.amount, charge.cause, charge.consent_name, charge.state) == (
            Decimal("240.00"), "fair-use", "T. Fictief", "unbilled",
        )  # fmt: skip
        with pytest.raises(AnsweredAlready):
            accept(quote, by=cast.owner.actor, at=at("2026-03-17 12:30"))
    assert "Een verslag" in client.get("/portal/charges/").content.decode()
    assert "Een verslag" in signed_in(cast.manager).get("/desk/charges/").content.decode()
    assert signed_in(cast.stranger).get(page).status_code == 404


def test_what_is_declined_or_free_costs_nothing(cast: Cast, ticket: Ticket) -> None:
    quote = proposed(cast, ticket)
    with cast.owner.at_work():
        with pytest.raises(SayWhyNot):
            decline(quote, by=cast.owner.actor, at=at("2026-03-16 11:00"), reason=" ")
        decline(quote, by=cast.owner.actor, at=at("2026-03-16 11:00"), reason="Te duur.")
    free = proposed(cast, ticket, None, "2026-03-16 11:05")
    with cast.owner.at_work():
        accept(free, by=cast.owner.actor, at=at("2026-03-16 11:10"))
        assert not Charge.objects.exists()
        assert sorted(Quote.objects.values_list("state", flat=True)) == ["accepted", "declined"]


def test_what_the_agreement_says_of_these_is_enforced_now() -> None:
    missing = not_yet_enforced(load(profile("cliendo"), name="cliendo.yaml").require(), known())
    live = ("support.included", "support.never-refused", "support.outside-fair-use", "urgent.free", "support.referrals")
    assert {one: missing.get(one) for one in live} == dict.fromkeys(live)
