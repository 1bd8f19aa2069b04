"""A mailbox in a file becomes tickets with their original times; what cannot be placed is kept and said."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from waarborg.customers.actions.importing.archives import Given, Looked, archives, bring_in
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.prioritise import prioritise
from waarborg.support.actions.reopen import reopen
from waarborg.support.actions.set_kind import set_kind
from waarborg.support.models import Attachment, Message, Ticket, TicketMail
from waarborg.support.tests.mail.five_hundred import ADDRESS, BOTH, COUNTS, HELD, as_mbox, five_hundred
from waarborg.support.tests.mail.post import come_in, mail, said, utc
from waarborg.support.tests.mail.test_five_hundred import ours
from waarborg.support.tests.reports import due, reported, runs

OLD = "helpdesk@oud.example.nl"


def box(*mails: EmailMessage | bytes) -> bytes:
    line = b"From - Mon Jan 01 00:00:00 2001\n"
    raws = (one if isinstance(one, bytes) else one.as_bytes() for one in mails)
    return b"".join(line + raw.replace(b"\nFrom ", b"\n>From ") + b"\n\n" for raw in raws)


def letter(number: int, sender: str, sent: str, body: str, *, answers: int | None = None, **more: str) -> EmailMessage:
    head = {"In_Reply_To": f"<m{answers}@oud>"} if answers else {}
    moment = utc(sent).strftime("%a, %d %b %Y %H:%M:%S +0000")
    return mail(sender, body, Message_ID=f"<m{number}@oud>", Date=moment, **head, **more)


def given(at: datetime = NOW, name: str = "helpdesk.mbox", **more: Any) -> Given:
    return Given("postvak", name, at, **more)


def bring(content: bytes, by: Player, at: datetime = NOW, **more: Any) -> Looked:
    with tenancy.enter(Role.DESK):
        return bring_in(archives()["mailbox"], BytesIO(content), given(at, ours=frozenset({OLD}), **more), by=by.actor)


def look(content: bytes, **more: Any) -> Looked:
    with tenancy.enter(Role.DESK):
        return archives()["mailbox"].look(BytesIO(content), given(ours=frozenset({OLD}), **more))


def everything() -> list[int]:
    with tenancy.enter(Role.DESK):
        return [each.objects.count() for each in (Ticket, Message, Attachment, MailIn, TicketMail, JournalEntry)]


def urgent(cast: Cast, ticket: Ticket) -> None:
    with cast.agent.at_work():
        found = set_kind(ticket, "incident", by=cast.agent.actor, at=NOW + timedelta(hours=1), why="Een storing.")
        prioritise(found, by=cast.agent.actor, at=NOW + timedelta(hours=1), priority="p1")


def conversations() -> bytes:
    """One that waits for us, one that waits for the customer, one of long ago, a stranger, one that is broken."""
    with_file = letter(1, "s.monster@example.org", "2026-03-30 07:15", "De uren ontbreken.", Subject="Uren")
    with_file.add_attachment(b"%PDF-1.4 bon", "application", "pdf", filename="bon.pdf")
    return box(
        letter(3, "s.monster@example.org", "2026-04-02 07:30", "Team Noord.", answers=2, Subject="RE: Uren"),
        letter(2, f"Oude Bekende <{OLD}>", "2026-03-31 09:00", "Welk team?", answers=1, Subject="RE: Uren"),
        with_file,
        letter(4, "v.fantasie@example.org", "2026-04-01 08:00", "Wachtwoord kwijt.", Subject="Wachtwoord"),
        letter(5, "r.specimen@example.nl", "2026-04-01 08:30", "Is het gelukt?", answers=4, Subject="RE: Wachtwoord"),
        letter(6, "b.proef@example.org", "2024-05-01 08:00", "Export?", Subject="Export"),
        letter(7, OLD, "2024-05-02 08:00", "Zo.", answers=6, Subject="RE: Export"),
        letter(8, "onbekend@example.com", "2026-04-01 10:00", "Hallo", Subject="Hallo"),
        b"Subject: zonder afzender\n\nDag",
    )


def test_the_dry_run_says_how_many_of_whom_who_is_unknown_and_what_is_unreadable(
    cast: Cast, appreo: AgreementVersion
) -> None:
    before = everything()
    looked = look(conversations())
    assert looked.counts == {
        "total": 9, "fresh": 9, "known": 0, "different": 0, "bad": 1, "threads": 3, "customers": 2, "open": 1,
        "waiting": 1, "resolved": 1, "late": 0, "held": 1, "set_aside": 0,
    }  # fmt: skip
    told = {fact.en: fact.names for fact in looked.facts}
    threads = "3 threads of 2 customers become tickets: 1 open, 1 waiting for the customer, 1 resolved."
    assert told[threads] == ("Stichting Thuiszorg Merendaal: 2 (5)", "Zorggroep Hazelvoort: 1 (2)")
    unknown = "1 mail waits under Mail for somebody to decide: We do not know this address."
    assert told[unknown] == ("onbekend@example.com: 1",)
    (problem,) = looked.problems
    assert (problem.line, problem.refusal.say("nl")) == (9, "De mail noemt geen afzender.")
    assert everything() == before


def test_threads_become_tickets_at_their_original_times(cast: Cast, appreo: AgreementVersion) -> None:
    fresh = reported(cast, "2026-04-07 11:42", priority="", kind="question")
    assert bring(conversations(), cast.manager).counts["threads"] == 3
    with tenancy.enter(Role.DESK):
        export, hours, password = Ticket.objects.filter(channel="mail").order_by("number")
    assert said(hours) == [
        ("customer", "report", "De uren ontbreken."), ("staff", "message", "Welk team?"),
        ("customer", "reply", "Team Noord."),
    ]  # fmt: skip
    with tenancy.enter(Role.DESK):
        first, ours_, last = Message.objects.filter(ticket=hours).order_by("at")
        assert [one.at for one in (first, ours_, last)] == [
            utc("2026-03-30 07:15"), utc("2026-03-31 09:00"), utc("2026-04-02 07:30"),
        ]  # fmt: skip
        assert (first.author_id, ours_.author_name) == (cast.support_contact.person.id, "Oude Bekende")
        assert Attachment.objects.get(message=first).name == "bon.pdf"
        # Of the fresh report alone.
        assert OutboxMail.objects.count() == 1
    assert (hours.subject, hours.state, hours.reported_at, hours.changed_at, hours.unanswered_since) == (
        "Uren", "open", utc("2026-03-30 07:15"), utc("2026-04-02 07:30"), utc("2026-04-02 07:30"),
    )  # fmt: skip
    assert (password.state, password.unanswered_since, export.state) == ("waiting", None, "resolved")
    assert export.resolved_at == utc("2024-05-02 08:00")
    # A mail says no priority. Once somebody does, what is taken over now is due when what is reported now is due.
    for one in (fresh, hours):
        urgent(cast, one)
    assert {run.started_at for run in runs(cast, hours).values()} == {NOW}
    for promise in runs(cast, hours):
        assert due(cast, hours, promise) == due(cast, fresh, promise)
    assert runs(cast, export) == {}


def test_one_solved_elsewhere_starts_its_clocks_when_it_is_reopened(cast: Cast, appreo: AgreementVersion) -> None:
    bring(conversations(), cast.manager)
    with cast.administrator.at_work():
        reopen(Ticket.objects.get(subject="Export"), by=cast.administrator.actor, at=NOW + timedelta(hours=1))
        export = Ticket.objects.get(subject="Export")
    assert export.state == "open"
    urgent(cast, export)
    assert {run.started_at for run in runs(cast, export).values()} == {NOW + timedelta(hours=1)}


def test_the_same_file_again_adds_nothing_and_a_later_one_only_what_is_new(
    cast: Cast, appreo: AgreementVersion
) -> None:
    bring(conversations(), cast.manager)
    before = everything()
    again = bring(conversations(), cast.manager, NOW + timedelta(days=1))
    assert (again.counts["known"], again.counts["fresh"]) == (9, 0)
    assert everything() == before
    # Long after the mails as they came are gone, the tickets still know them.
    with tenancy.enter(Role.DESK):
        MailIn.objects.filter(state="taken").delete()
    assert bring(conversations(), cast.manager, NOW + timedelta(days=800)).counts["known"] == 9
    answered = letter(9, "v.fantasie@example.org", "2026-04-07 09:00", "Ja, dank!", answers=5, Subject="RE: Wachtwoord")
    told = letter(10, OLD, "2026-04-07 09:30", "Mooi.", answers=9, Subject="RE: Wachtwoord")
    later = bring(conversations() + box(answered, told), cast.manager, NOW + timedelta(minutes=1))
    assert (later.counts["fresh"], later.counts["late"]) == (2, 2)
    with tenancy.enter(Role.DESK):
        password = Ticket.objects.get(subject="Wachtwoord")
    assert [one[2] for one in said(password)] == ["Wachtwoord kwijt.", "Is het gelukt?", "Ja, dank!", "Mooi."]
    assert password.state == "open"


def test_an_answer_by_mail_finds_the_ticket_that_was_taken_over(cast: Cast, appreo: AgreementVersion) -> None:
    bring(conversations(), cast.manager)
    (kept,) = come_in(mail("s.monster@example.org", "En nu?", In_Reply_To="<m2@oud>"), received=NOW)
    with tenancy.enter(Role.DESK):
        assert Ticket.objects.get(id=kept.subject_id).subject == "Uren"


def test_what_cannot_be_placed_is_kept_where_the_mail_channel_keeps_it(cast: Cast, appreo: AgreementVersion) -> None:
    bring(conversations(), cast.manager)
    with tenancy.enter(Role.DESK):
        stranger, broken = MailIn.objects.exclude(state="taken").order_by("message_id").reverse()
        assert (stranger.state, stranger.reason, stranger.sender) == ("held", "stranger", "onbekend@example.com")
        assert (broken.state, broken.reason, broken.mailbox) == ("unreadable", "no-sender", "mbox:helpdesk.mbox")
        # Nobody is told after all those years that his mail was received.
        assert not OutboxMail.objects.exists()


def test_only_who_may_import_takes_a_mailbox_over(cast: Cast) -> None:
    before = everything()
    with pytest.raises(NotAllowed):
        bring(conversations(), cast.agent)
    assert everything() == before


def test_five_hundred_mails_in_a_file_become_what_they_should(
    cast: Cast, appreo: AgreementVersion, settings: Any, tmp_path: Path
) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS
    make_player(cast.merendaal, "D. Ubbel", BOTH, roles.SUPPORT_CONTACT)
    make_player(cast.hazelvoort, "D. Ubbel", BOTH, roles.OWNER)
    expected = five_hundred(ours(cast))
    as_mbox(expected, tmp_path / "post.mbox")
    end = datetime(2026, 4, 9, 10, tzinfo=UTC)
    with (tmp_path / "post.mbox").open("rb") as file:
        looked = bring_in(archives()["mailbox"], file, given(end, "post.mbox"), by=cast.manager.actor)
    assert (looked.counts["total"], looked.counts["fresh"], looked.counts["threads"]) == (500, 500, 150)
    with tenancy.enter(Role.DESK):
        became = {one.received: one for one in MailIn.objects.filter(mailbox="mbox:post.mbox")}
        numbers = Ticket.objects.count()
    # Of bounces of old nothing is looked up any more.
    meant = Counter(("bounced", "unknown") if one.outcome[0] == "bounced" else one.outcome for one in expected)
    assert Counter((one.state, one.reason) for one in became.values()) == meant
    threads: dict[str, set[Any]] = {}
    for one in expected:
        if one.thread:
            threads.setdefault(one.thread, set()).add(became[one.received].subject_id)
    assert {len(tickets) for tickets in threads.values()} == {1}
    assert len({next(iter(found)) for found in threads.values()}) == len(threads) == 156 == numbers
    assert looked.counts["late"] == COUNTS["by_address"] + COUNTS["by_our_number"]
    assert looked.counts["held"] == sum(HELD.values())
