"""Who mails, and about what, decides what a mail becomes: a reply, a ticket, or what somebody has to choose."""

from typing import Any

import pytest

from waarborg.contracts.tests.test_merge_customer import merged
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.answer import answer
from waarborg.support.actions.withdraw import withdraw
from waarborg.support.models import Ticket
from waarborg.support.rules.mail import reply_address
from waarborg.support.tests.mail.post import (
    ADDRESS,
    come_in,
    letters,
    mail,
    outcome,
    said,
    sent_as,
    ticket_of,
)
from waarborg.support.tests.reports import at, reported

MONSTER = "S. Monster <s.monster@example.org>"
NINE = at("2026-04-07 09:00")


@pytest.fixture(autouse=True)
def mail_comes_in(settings: Any, appreo: AgreementVersion) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS


def answered(cast: Cast, ticket: Ticket, when: str, purpose: Any = "question") -> None:
    with cast.agent.at_work():
        answer(ticket, by=cast.agent.actor, at=at(when), text="Welke dag was dat?", purpose=purpose)


def test_a_contact_who_mails_gets_a_ticket_whose_clock_starts_when_the_mailbox_had_it(cast: Cast) -> None:
    (one,) = come_in(mail(MONSTER, subject="Re: Fwd: Uren"), received=NINE, at=at("2026-04-07 09:40"))
    ticket = ticket_of(one)
    assert (*outcome(one), one.tenant_id) == ("taken", "opened", cast.merendaal.id)
    assert (ticket.subject, ticket.kind, ticket.channel, ticket.reporter_id) == (
        "Uren", "question", "mail", cast.support_contact.person.id,
    )  # fmt: skip
    assert (ticket.reported_at, said(ticket)) == (NINE, [("customer", "report", "De uren ontbreken.")])


def test_an_answer_to_our_mail_comes_back_to_its_ticket_by_the_signed_address(cast: Cast) -> None:
    (first,) = come_in(mail(MONSTER), received=NINE)
    ticket = ticket_of(first)
    answered(cast, ticket, "2026-04-07 09:10")
    letter = sent_as(letters(to_address="s.monster@example.org")[-1])
    assert letter["In-Reply-To"] and first.message_id in letter["References"]
    assert (letter["Auto-Submitted"], letter["Precedence"], letter["X-Loop"]) == ("auto-generated", "bulk", ADDRESS)
    assert "Welke dag was dat?" in letter.get_payload()[0].get_payload(decode=True).decode()
    # Years later and from another program, which kept no reference.
    (reply,) = come_in(mail(MONSTER, "Maandag.", To=letter["Reply-To"]), received=at("2027-05-03 09:20"))
    assert (outcome(reply), ticket_of(reply).id) == (("taken", "replied"), ticket.id)
    assert [one[2] for one in said(ticket)] == ["De uren ontbreken.", "Welke dag was dat?", "Maandag."]
    assert ticket_of(reply).state == "open"


def test_without_that_address_the_references_lead_to_it(cast: Cast) -> None:
    (first,) = come_in(mail(MONSTER), received=NINE)
    ours = sent_as(letters()[-1])["Message-ID"]
    (by_ours,) = come_in(mail(MONSTER, "Een.", In_Reply_To=ours), received=at("2026-04-07 09:05"))
    theirs = f"<{first.message_id}>"
    # A colleague who had a copy of the customer's own mail.
    references = mail("B. Proef <b.proef@example.org>", "Twee.", References=f"<weg@example.org> {theirs}")
    (by_theirs,) = come_in(references, received=at("2026-04-07 09:06"))
    assert {ticket_of(one).id for one in (first, by_ours, by_theirs)} == {ticket_of(first).id}


def test_what_is_repeated_is_kept_apart_from_what_is_new(cast: Cast) -> None:
    from waarborg.support.queries.mail import quoted_of

    body = "Maandag.\n\nOp di 7 apr 2026 om 09:10 schreef Support:\n> Welke dag was dat?\n"
    (one,) = come_in(mail(MONSTER, body), received=NINE)
    (text,) = said(ticket_of(one))
    assert text[2] == "Maandag."
    with cast.support_contact.at_work():
        (quoted,) = quoted_of(cast.merendaal.id, [m.id for m in ticket_of(one).messages.all()]).values()
    assert quoted == "Op di 7 apr 2026 om 09:10 schreef Support:\n> Welke dag was dat?"


def test_a_reply_to_a_resolved_ticket_asks_and_one_to_a_withdrawn_opens_another(cast: Cast) -> None:
    resolved, gone = reported(cast, "2026-04-07 09:00"), reported(cast, "2026-04-07 09:01")
    answered(cast, resolved, "2026-04-07 09:10", "resolution")
    with cast.support_contact.at_work():
        withdraw(gone, by=cast.support_contact.actor, at=at("2026-04-07 09:11"))
    ids = {one.subject.split(":")[0]: sent_as(one)["Message-ID"] for one in letters()}
    first, second = come_in(
        *(mail(MONSTER, In_Reply_To=ids[ticket.shown_number]) for ticket in (resolved, gone)),
        received=at("2026-04-07 09:20"),
    )
    assert (outcome(first), ticket_of(first).reopen_asked_at) == (("taken", "replied"), at("2026-04-07 09:20"))
    assert (outcome(second), ticket_of(second).id not in (gone.id, resolved.id)) == (("taken", "followed"), True)
    assert said(ticket_of(second))[0][2] == (
        f"De uren ontbreken.\n\n[Vervolg op {gone.shown_number}, die is ingetrokken.]"
    )


def test_a_mail_that_crossed_our_question_is_not_its_answer_earlier_than_it(cast: Cast) -> None:
    (first,) = come_in(mail(MONSTER), received=NINE)
    answered(cast, ticket_of(first), "2026-04-07 09:10")
    ours = sent_as(letters()[0])["Message-ID"]
    crossed = mail(MONSTER, "Nog iets.", In_Reply_To=ours)
    come_in(crossed, received=at("2026-04-07 09:05"), at=at("2026-04-07 09:15"))
    with cast.agent.at_work():
        (message,) = ticket_of(first).messages.filter(purpose="reply")
    assert message.at == at("2026-04-07 09:10")


def held(cast: Cast, *mails: Any) -> list[tuple[str, str]]:
    before = len(tickets(cast))
    found = [outcome(one) for one in come_in(*mails, received=NINE)]
    assert len(tickets(cast)) == before
    return found


def tickets(cast: Cast) -> list[Ticket]:
    with cast.agent.at_work():
        return list(Ticket.objects.all())


@pytest.mark.clause("CL-75")
def test_strangers_and_who_may_not_ask_get_the_same_neutral_answer_once(cast: Cast) -> None:
    ticket = reported(cast, "2026-04-07 08:00")
    ours = sent_as(letters()[0])["Message-ID"]
    unknown = [mail(f"{who}@example.com", subject=ticket.shown_number, In_Reply_To=ours) for who in ("a", "a", "b")]
    user = mail("g.model@example.org")
    assert held(cast, *unknown, user) == [("held", "stranger")] * 3 + [("held", "may-not-ask")]
    told = letters(template="support/mail/unknown.txt")
    assert sorted(one.to_address for one in told) == ["a@example.com", "b@example.com", "g.model@example.org"]
    assert len({(one.subject, one.body) for one in told}) == 1
    assert ticket.shown_number not in told[0].body and "Merendaal" not in told[0].body
    head = sent_as(told[0])
    assert (head["Auto-Submitted"], head["X-Loop"]) == ("auto-replied", ADDRESS)


def test_somebody_at_two_customers_is_known_by_the_thread_and_else_asked_for(cast: Cast) -> None:
    make_player(cast.hazelvoort, "S. Monster", "S.Monster@example.org", roles.OWNER)
    (ticket,) = [reported(cast, "2026-04-07 08:00")]
    ours = sent_as(letters()[0])["Message-ID"]
    assert held(cast, mail(MONSTER)) == [("held", "two-customers")]
    (one,) = come_in(mail(MONSTER, In_Reply_To=ours), received=NINE)
    assert (outcome(one), ticket_of(one).id) == (("taken", "replied"), ticket.id)


def test_a_signed_address_lets_nobody_in_by_itself(cast: Cast) -> None:
    mine, other = reported(cast, "2026-04-07 08:00"), reported(cast, "2026-04-07 08:01")
    (to_mine, to_other) = [sent_as(one)["Reply-To"] for one in letters(to_address="s.monster@example.org")]
    forged = reply_address.address(
        ADDRESS, number=mine.number, ticket=other.id, person=cast.support_contact.person.id, key="geraden"
    )
    assert held(
        cast,
        mail("v.fantasie@example.org", To=to_mine),
        mail("onbekend@example.com", To=to_mine),
        mail("g.model@example.org", To=to_mine),
        mail(MONSTER, To=forged),
        mail(MONSTER, To=to_mine, Cc=to_other),
        mail("r.specimen@example.nl", To=ADDRESS),
    ) == [("held", "not-theirs")] * 3 + [("held", "not-signed"), ("held", "two-tickets"), ("held", "colleague")]
    assert [len(said(one)) for one in (mine, other)] == [1, 1]
    # An authorised colleague of the same customer may answer what was mailed to another.
    (one,) = come_in(mail("B. Proef <b.proef@example.org>", To=to_mine.upper()), received=NINE)
    assert (outcome(one), ticket_of(one).id) == (("taken", "replied"), mine.id)


def test_what_our_relay_found_forged_or_never_saw_is_held(cast: Cast, settings: Any) -> None:
    settings.MAIL_IN_RELAY = "mx.example.nl"
    said_of = "mx.example.nl; dmarc={} header.from=example.org"
    assert held(
        cast,
        mail(MONSTER, Authentication_Results=said_of.format("fail")),
        mail(MONSTER, Authentication_Results="mx.example.com; dmarc=pass"),
    ) == [("held", "forged"), ("held", "unchecked")]
    (one,) = come_in(mail(MONSTER, Authentication_Results=said_of.format("pass")), received=NINE)
    assert outcome(one) == ("taken", "opened")
    # Nobody is answered in a name that was not found right.
    held(cast, mail("x@example.com", Authentication_Results=said_of.format("none")))
    assert letters(template="support/mail/unknown.txt") == []


def test_programs_and_loops_open_nothing_answer_nothing_and_are_not_answered(cast: Cast) -> None:
    (first,) = come_in(mail(MONSTER), received=NINE)
    answered(cast, ticket_of(first), "2026-04-07 09:10")
    letter = sent_as(letters()[-1])
    written = len(letters())
    found = held(
        cast,
        mail(MONSTER, "Ik ben er niet.", To=letter["Reply-To"], Auto_Submitted="auto-replied"),
        mail("onbekend@example.com", Precedence="bulk"),
        mail("onbekend@example.com", X_Loop=ADDRESS),
        mail(ADDRESS),
        letter.as_bytes(),
    )
    assert found == [("ignored", "automatic")] * 2 + [("ignored", "own")] * 3
    assert (ticket_of(first).state, len(letters())) == ("waiting", written)


def test_the_same_mail_by_two_ways_is_one_and_two_with_the_same_number_are_two(cast: Cast) -> None:
    one = mail(MONSTER, Message_ID="<zelfde@example.org>")
    again = b"Received: from elders\r\n" + one.as_bytes()
    other = mail(MONSTER, "Iets anders.", Message_ID="<zelfde@example.org>")
    assert [outcome(found) for found in come_in(one, again, other, received=NINE)] == [
        ("taken", "opened"), ("ignored", "repeated"), ("taken", "opened"),
    ]  # fmt: skip
    assert come_in(one, received=NINE) == []


def test_a_bomb_of_mails_is_held_and_not_lost(cast: Cast) -> None:
    found = come_in(*(mail(MONSTER, f"Mail {number}") for number in range(33)), received=NINE)
    states = [outcome(one) for one in found]
    assert (states.count(("taken", "opened")), states.count(("held", "many"))) == (30, 3)


def test_files_come_in_by_the_door_of_uploads_and_what_is_refused_is_named(cast: Cast) -> None:
    made = mail(MONSTER)
    made.add_attachment(b"%PDF-1.4 bon", "application", "pdf", filename="../bon.pdf")
    made.add_attachment(b"<svg><script/></svg>", "image", "svg+xml", filename="plaatje.svg")
    made.add_attachment(b"MZ\x90\0programma", "application", "pdf", filename="factuur.pdf")
    (one,) = come_in(made, received=NINE)
    with cast.support_contact.at_work():
        (message,) = ticket_of(one).messages.all()
        assert [file.name for file in message.attachments.all()] == ["bon.pdf"]
    assert message.body == (
        "De uren ontbreken.\n\n[Bijlage niet overgenomen: plaatje.svg. Deze soort bestanden nemen wij niet aan.]\n"
        "[Bijlage niet overgenomen: factuur.pdf. Deze soort bestanden nemen wij niet aan.]"
    )


def test_a_mail_that_goes_wrong_three_times_is_shown_and_keeps_no_other_back(cast: Cast, monkeypatch: Any) -> None:
    from waarborg.support.actions.mail import take_in as module

    real = module.parse

    def trip(raw: bytes, **rest: Any) -> Any:
        if b"struikel" in raw:
            raise RuntimeError("over")
        return real(raw, **rest)

    monkeypatch.setattr(module, "parse", trip)
    bad, good = come_in(mail(MONSTER, "struikel"), mail(MONSTER), received=NINE)
    assert (outcome(bad), bad.about["what"], outcome(good)) == (
        ("unreadable", "failed"), "RuntimeError", ("taken", "opened"),
    )  # fmt: skip


def test_a_mail_whose_journal_cannot_be_written_leaves_nothing_behind_and_keeps_no_other_back(
    cast: Cast, monkeypatch: Any
) -> None:
    from waarborg.plumbing.journal import append

    def trip(pending: Any) -> None:
        with tenancy.enter(Role.DESK):
            if Ticket.objects.filter(id=pending[0].subject.id, subject="Struikel").exists():
                raise RuntimeError("over")

    monkeypatch.setattr(append, "_hooks", [*append._hooks, trip])
    bad, good = come_in(mail(MONSTER, subject="Struikel"), mail(MONSTER, subject="Goed"), received=NINE)
    assert (outcome(bad), bad.attempts, outcome(good)) == (("unreadable", "failed"), 3, ("taken", "opened"))
    with cast.support_contact.at_work():
        assert [one.subject for one in Ticket.objects.all()] == ["Goed"]


def test_an_unreadable_mail_is_kept_with_the_reason(cast: Cast) -> None:
    (one,) = come_in(b"\0\0\0", received=NINE)
    assert (outcome(one), isinstance(one, MailIn), one.size) == (("unreadable", "empty"), True, 3)


def test_a_sender_of_two_customers_that_became_one_writes_to_the_one_that_goes_on(cast: Cast) -> None:
    (first,) = come_in(mail(MONSTER), received=NINE)
    old, to = ticket_of(first), sent_as(letters(to_address="s.monster@example.org")[-1])["Reply-To"]
    make_player(cast.hazelvoort, "S. Monster", "s.monster@example.org", roles.SUPPORT_CONTACT)
    (undecided,) = come_in(mail(MONSTER, "Van wie?"), received=at("2026-04-07 09:10"))
    assert outcome(undecided) == ("held", "two-customers")
    merged(cast, when=at("2026-04-07 10:00"))
    (new,) = come_in(mail(MONSTER, "Daarna."), received=at("2026-04-07 10:10"))
    assert (outcome(new), new.tenant_id) == (("taken", "opened"), cast.hazelvoort.id)
    # What runs goes on where it was promised.
    (reply,) = come_in(mail(MONSTER, "Maandag.", To=to), received=at("2026-04-07 10:20"))
    assert (outcome(reply), ticket_of(reply).id) == (("taken", "replied"), old.id)
    with cast.support_contact.at_work():
        withdraw(old, by=cast.support_contact.actor, at=at("2026-04-07 10:30"))
    # What is over begins anew at the one that goes on, and names what it follows.
    (after,) = come_in(mail(MONSTER, "Toch nog.", To=to), received=at("2026-04-07 10:40"))
    assert (*outcome(after), after.tenant_id) == ("taken", "followed", cast.hazelvoort.id)
    assert old.shown_number in said(ticket_of(after))[0][2]


def test_a_sender_who_was_not_let_in_yet_at_the_one_that_goes_on_waits_for_somebody(cast: Cast) -> None:
    merged(cast, when=at("2026-04-07 08:00"))
    (waits,) = come_in(mail(MONSTER), received=NINE)
    assert outcome(waits) == ("held", "merged")
    # He hears that it was received, and no more.
    assert [one.to_address for one in letters(template="support/mail/unknown.txt")] == ["s.monster@example.org"]
