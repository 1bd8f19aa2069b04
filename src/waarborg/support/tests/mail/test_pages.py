"""The desk's page of mail: why each stands there, what staff decide, and what came back."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.notices.queries.suppressed import suppressed_among
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.slots import counted
from waarborg.promises.models import AgreementVersion
from waarborg.support.tests.mail.post import (
    ADDRESS,
    come_in,
    letters,
    mail,
    outcome,
    said,
    sent_as,
    take_all,
    ticket_of,
)
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
NINE, LATER = at("2026-04-07 09:00"), at("2026-04-07 11:42")
STRANGER = "Ivo <ivo@example.com>"


@pytest.fixture(autouse=True)
def mail_comes_in(settings: Any, appreo: AgreementVersion) -> None:
    settings.MAIL_IN_ADDRESS = ADDRESS
    settings.CLOCK_OFFSET = LATER - timezone.now()


@pytest.fixture
def desk(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.agent)


def fresh(cast: Cast, one: MailIn) -> MailIn:
    with cast.agent.at_work():
        found: MailIn = MailIn.objects.get(id=one.id)
        return found


def url(one: MailIn, act: str = "") -> str:
    return f"/desk/mail-in/{one.id}/{act}"


def bounced(letter: Any, recipient: str, status: str = "5.1.1") -> EmailMessage:
    made = mail("MAILER-DAEMON@relay.example.net", Return_Path="<>")
    made.set_content("x")
    report = (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; r\n\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} weg\n\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {letter['Message-ID']}\n--b--\n"
    )
    head = b"From: MAILER-DAEMON@relay.example.net\nSubject: Onbestelbaar\nMIME-Version: 1.0\n"
    return head + report.encode()  # type: ignore[return-value]


def test_each_mail_says_why_it_stands_there_and_what_to_do(cast: Cast, desk: Client) -> None:
    html = mail(STRANGER, subject="<b>Hallo</b>")
    html.set_content("<p>Dag <script>alert(1)</script><img src='https://volg.example.com/x'></p>", subtype="html")
    held, bad = come_in(html, b"\0\x1b<script>", received=NINE)
    page = desk.get("/desk/mail-in/").content.decode()
    assert "Wij kennen dit adres niet." in page and "&lt;b&gt;Hallo&lt;/b&gt;" in page
    one = desk.get(url(held)).content.decode()
    assert "Voeg hem daar toe en plaats de mail" in one and "Dag" in one
    assert "alert(1)" not in one and "volg.example.com" not in one
    page = desk.get("/desk/mail-in/?show=unreadable").content.decode()
    assert "De mail heeft geen kop" in page
    shown = desk.get(url(bad)).content.decode()
    assert "&lt;script&gt;" in shown and "open haar in een mailprogramma" in shown
    # As it came, and only as a download.
    raw = desk.get(f"/files/{bad.file_id}/")
    assert (b"".join(raw), raw["Content-Disposition"].partition(";")[0]) == (b"\0\x1b<script>", "attachment")


def test_one_mail_or_three_cost_the_same(cast: Cast, desk: Client) -> None:
    numbers = []
    for letters_now in (1, 2):
        come_in(*(mail(STRANGER) for _ in range(letters_now)), received=NINE)
        with counted() as asked:
            assert desk.get("/desk/mail-in/").status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 12


def test_a_mail_is_attached_to_a_ticket_with_who_really_wrote_it(cast: Cast, desk: Client) -> None:
    ticket = reported(cast, "2026-04-07 08:00")
    (one,) = come_in(mail(STRANGER, "Ook bij ons."), received=NINE)
    answer = desk.post(url(one, "attach/"), {"number": ticket.shown_number.lower()})
    assert answer["Location"] == f"/desk/tickets/{ticket.id}/"
    text = "[Mail van ivo@example.com, geplaatst door R. Specimen.]\n\nOok bij ons."
    assert said(ticket)[1:] == [("customer", "reply", text)]
    now = fresh(cast, one)
    assert (outcome(now), now.decided_by, now.tenant_id) == (("taken", "replied"), "R. Specimen", cast.merendaal.id)
    with cast.agent.at_work():
        (entry,) = JournalEntry.objects.filter(kind="plumbing.mail-in:placed")
        assert (entry.tenant_id, entry.actor_kind) == (cast.merendaal.id, "staff")
    # A second time it is decided already, and nothing is added.
    assert desk.post(url(one, "attach/"), {"number": ticket.shown_number}).status_code == 409
    assert len(said(ticket)) == 2


def test_a_mail_is_made_a_ticket_of_somebody_who_may_ask(cast: Cast, desk: Client) -> None:
    (one,) = come_in(mail(STRANGER, "Uren weg."), received=NINE)
    monster, user = cast.support_contact.person, cast.ordinary_user.person
    form = {"person": f"{monster.tenant_id} {monster.id}"}
    assert desk.post(url(one, "open/?q=Hazelvoort"), form).status_code == 422
    assert desk.post(url(one, "open/?q=Model"), {"person": f"{user.tenant_id} {user.id}"}).status_code == 422
    assert outcome(fresh(cast, one)) == ("held", "stranger")
    assert desk.post(url(one, "open/?q=merendaal"), form).status_code == 302
    now = fresh(cast, one)
    assert (outcome(now), ticket_of(now).reporter_id, ticket_of(now).reported_at) == (
        ("taken", "placed"), monster.id, NINE,
    )  # fmt: skip


def test_a_mail_is_put_aside_with_a_reason_or_read_again_once_its_sender_is_known(cast: Cast, desk: Client) -> None:
    one, other = come_in(mail(STRANGER), mail("nieuw@example.org"), received=NINE)
    assert desk.post(url(one, "dismiss/"), {"reason": " "}).status_code == 422
    assert desk.post(url(one, "dismiss/"), {"reason": "Reclame."}).status_code == 302
    assert (fresh(cast, one).state, fresh(cast, one).decision) == ("dismissed", "Reclame.")
    make_player(cast.merendaal, "N. Ieuw", "nieuw@example.org", roles.SUPPORT_CONTACT)
    assert desk.post(url(other, "again/")).status_code == 302
    take_all(LATER)
    assert outcome(fresh(cast, other)) == ("taken", "opened")


def test_a_number_nobody_has_is_refused_beside_the_form(cast: Cast, desk: Client) -> None:
    (one,) = come_in(mail(STRANGER), received=NINE)
    answer = desk.post(url(one, "attach/"), {"number": "M-99999"})
    assert (answer.status_code, "Er is geen melding met dit nummer." in answer.content.decode()) == (422, True)
    assert outcome(fresh(cast, one)) == ("held", "stranger")


def test_an_operator_reads_and_decides_nothing_and_customers_see_none_of_it(cast: Cast, signed_in: Enter) -> None:
    (one,) = come_in(mail(STRANGER), received=NINE)
    operator = signed_in(make_player(cast.provider, "O. Perator", "o@example.nl", roles.OPERATOR))
    assert "Terzijde leggen" not in operator.get(url(one)).content.decode()
    assert operator.post(url(one, "dismiss/"), {"reason": "x"}).status_code == 403
    customer = signed_in(cast.owner)
    assert customer.get(f"/files/{one.file_id}/").status_code == 404


def test_a_mail_that_came_back_is_tied_to_what_was_sent_and_stops_an_address_that_is_gone(
    cast: Cast, desk: Client
) -> None:
    ticket = reported(cast, "2026-04-07 08:00")
    letter = sent_as(letters()[0])
    full, forged, gone = come_in(
        bounced(letter, "s.monster@example.org", "5.2.2"),
        bounced(letter, "t.fictief@example.org"),
        bounced(letter, "S.Monster@example.org"),
        received=NINE,
    )
    assert [outcome(one) for one in (full, forged, gone)] == [
        ("bounced", "failed"), ("bounced", "unknown"), ("bounced", "gone"),
    ]  # fmt: skip
    assert gone.subject_id == ticket.id
    with cast.agent.at_work():
        assert suppressed_among(["s.monster@example.org", "t.fictief@example.org"]) == {"s.monster@example.org"}
    page = desk.get("/desk/mail-in/?show=bounced").content.decode()
    assert "Onze mail kwam terug: s.monster@example.org bestaat niet (5.1.1)." in page
    assert desk.get(url(gone)).status_code == 200


def test_what_a_mail_repeats_is_folded_away_on_both_pages(cast: Cast, desk: Client, signed_in: Enter) -> None:
    body = "Maandag.\n\nOp di 7 apr 2026 schreef Support:\n> Welke dag?\n"
    (one,) = come_in(mail("s.monster@example.org", body), received=NINE)
    for client, face in ((desk, "desk"), (signed_in(cast.support_contact), "portal")):
        page = client.get(f"/{face}/tickets/{one.subject_id}/").content.decode()
        assert "Maandag." in page
        assert "<summary>Eerdere mail die erin wordt herhaald</summary>" in page and "&gt; Welke dag?" in page
