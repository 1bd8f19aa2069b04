"""Who lost the password and cannot reach his mailbox either (CL-72): his own organisation lets him in. Staff or he
himself ask, an owner or administrator decides in the portal with a fresh second step, and all whom it concerns hear."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.access.actions import spoken
from waarborg.access.actions.attempts import TooMany
from waarborg.access.actions.join import join
from waarborg.access.actions.passwords import OnlyThroughProvider
from waarborg.access.actions.tell_of_way_in import tell_of_way_in
from waarborg.access.actions.way_in import (
    DecidedAlready,
    NobodyToAsk,
    OwnRequest,
    TooLate,
    approve,
    ask,
    ask_oneself,
    asked_by_account,
    refuse,
)
from waarborg.access.models import AccessPolicy, Account, OneTimeLink
from waarborg.access.tests.doors import make_account
from waarborg.access.way_in import WayInRequest
from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.support.actions.urgent.ask_owner import ask_owner
from waarborg.support.actions.urgent.for_caller import mark_for_caller
from waarborg.support.models import Ticket
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.urgent.test_mark import reported

Enter = Callable[[Player], Client]
WHEN = at("2026-04-10 16:05")
MAIL = "access/mail/way_in_request.txt"


@pytest.fixture
def called(cast: Cast) -> Ticket:
    """A support contact with an account calls: somebody must know now whether a client is to be resuscitated."""
    bound_to(cast, "cliendo")
    make_account(cast.support_contact)
    ticket = reported(cast, "2026-04-10 16:00")
    with cast.agent.at_work():
        who = cast.support_contact.person.id
        mark_for_caller(ticket, "vital", by=cast.agent.actor, at=WHEN, caller=who, speaking=True)
    return ticket


def asked(cast: Cast, ticket: Ticket, *, when: datetime = WHEN) -> WayInRequest:
    with cast.agent.at_work():
        return ask_owner(ticket, by=cast.agent.actor, at=when)


def requests() -> list[tuple[str, str]]:
    """Who asks to be let in, and how that stands."""
    with tenancy.enter(Role.DESK):
        rows = WayInRequest.objects.order_by("asked_at")
        return list(rows.values_list("person_name", "state"))


def codes() -> int:
    return OneTimeLink.objects.filter(purpose="spoken").count()


def told(held: WayInRequest, what: str) -> dict[str, str]:
    """By address what the mails say; told twice they are the same mails."""
    for _ in range(2):
        with tenancy.enter(Role.DESK):
            tell_of_way_in(held.tenant_id, held.id, what, at=WHEN)
    with tenancy.enter(Role.DESK):
        mails = OutboxMail.objects.filter(template=MAIL)
        found = {mail.to_address: f"{mail.subject}\n{mail.body}" for mail in mails}
        assert len(found) == mails.count()
        mails.delete()
    return found


def entries(cast: Cast) -> list[tuple[str, object, object]]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__contains="way-in").order_by("sequence")
        return [(one.kind, one.actor_id, one.on_behalf) for one in rows]


@pytest.mark.clause("CL-72")
def test_staff_ask_the_owner_says_yes_and_the_code_opens_a_new_password_once(cast: Cast, called: Ticket) -> None:
    held, person = asked(cast, called), cast.support_contact.person
    assert (held.person_name, held.asked_name, held.about_label) == (person.name, "R. Specimen", called.shown_number)
    with cast.owner.at_work():
        code = approve(held.id, by=cast.owner.actor, at=WHEN)
    assert requests() == [(person.name, "approved")]
    assert entries(cast) == [
        ("access.account.way-in-asked", cast.agent.person.id, None),
        ("support.ticket.way-in-asked", cast.agent.person.id, person.id),
        ("access.account.way-in-approved", cast.owner.person.id, None),
    ]
    link = spoken.look_up(person.email, code, address="192.0.2.7")
    assert spoken.use(link).startswith("/accounts/password/new/")
    with pytest.raises(spoken.CodeWrong):
        spoken.look_up(person.email, code, address="192.0.2.7")


def test_the_owners_and_he_himself_get_a_mail_at_each_step_and_no_code_is_in_it(cast: Cast, called: Ticket) -> None:
    held = asked(cast, called)
    people = {one.person.email for one in (cast.owner, cast.administrator, cast.support_contact)}
    first = told(held, "waiting")
    assert set(first) == people
    assert f"/portal/way-in/{held.id}/" in first[cast.owner.person.email]
    assert f"/portal/way-in/{held.id}/" not in first[cast.support_contact.person.email]
    with cast.owner.at_work():
        code = approve(held.id, by=cast.owner.actor, at=WHEN)
    after = told(held, "approved")
    assert set(after) == people
    assert all(code not in text for text in after.values())


def test_owners_of_what_else_the_account_opens_hear_of_it_and_read_nothing_of_the_other(
    cast: Cast, called: Ticket
) -> None:
    theirs = cast.stranger
    account = make_account(cast.support_contact).account
    join(account, kind="contact", tenant=theirs.organisation.id, person=theirs.person.id)
    held = asked(cast, called)
    assert theirs.person.email not in told(held, "waiting")
    with cast.owner.at_work():
        approve(held.id, by=cast.owner.actor, at=WHEN)
    text = told(held, "approved")[theirs.person.email]
    secrets = (cast.merendaal.name, called.shown_number, "R. Specimen", cast.owner.person.name)
    assert [one for one in secrets if one in text] == []


def test_no_lets_nobody_in_and_the_same_question_waits_once(cast: Cast, called: Ticket) -> None:
    held = asked(cast, called)
    assert asked(cast, called, when=WHEN + timedelta(minutes=1)).id == held.id
    with cast.owner.at_work():
        refuse(held.id, by=cast.owner.actor, at=WHEN)
    assert (requests(), codes()) == ([(cast.support_contact.person.name, "refused")], 0)
    with cast.owner.at_work(), pytest.raises(DecidedAlready):
        approve(held.id, by=cast.owner.actor, at=WHEN)
    assert codes() == 0
    # Asked anew it is another request.
    assert asked(cast, called, when=WHEN + timedelta(minutes=2)).id != held.id


def test_after_a_day_it_has_expired_and_can_be_asked_anew(cast: Cast, called: Ticket) -> None:
    held, later = asked(cast, called), WHEN + timedelta(days=1)
    with cast.owner.at_work(), pytest.raises(TooLate):
        approve(held.id, by=cast.owner.actor, at=later)
    assert codes() == 0
    assert asked(cast, called, when=later).id != held.id
    name = cast.support_contact.person.name
    assert requests() == [(name, "expired"), (name, "waiting")]


def test_nobody_decides_about_himself_and_about_an_owner_only_another_owner(cast: Cast) -> None:
    for player in (cast.owner, cast.administrator):
        make_account(player)
    with cast.agent.at_work():
        mine = ask(cast.merendaal.id, cast.administrator.person.id, by=cast.agent.actor, at=WHEN)
    with cast.administrator.at_work(), pytest.raises(OwnRequest):
        approve(mine.id, by=cast.administrator.actor, at=WHEN)
    # The only owner there is: no administrator opens the account that all else hangs on.
    with cast.agent.at_work(), pytest.raises(NobodyToAsk):
        ask(cast.merendaal.id, cast.owner.person.id, by=cast.agent.actor, at=WHEN)
    assert (requests(), codes()) == ([(cast.administrator.person.name, "waiting")], 0)


def test_no_other_role_and_no_other_organisation_decides_or_sees_it(
    cast: Cast, called: Ticket, signed_in: Enter
) -> None:
    held = asked(cast, called)
    others = ((cast.support_contact, NotAllowed), (cast.ordinary_user, NotAllowed), (cast.stranger, NotFound))
    for player, refusal in others:
        with player.at_work(), pytest.raises(refusal):
            approve(held.id, by=player.actor, at=WHEN)
        assert signed_in(player).get(f"/portal/way-in/{held.id}/").status_code in (403, 404)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        approve(held.id, by=cast.agent.actor, at=WHEN)
    assert (requests(), codes()) == ([(cast.support_contact.person.name, "waiting")], 0)


def test_who_comes_in_through_the_provider_alone_is_not_let_in_around_it(cast: Cast, called: Ticket) -> None:
    held = asked(cast, called)
    AccessPolicy.objects.update_or_create(
        tenant_id=cast.merendaal.id,
        defaults={"idle_minutes": 60, "absolute_hours": 12, "require_sign_on": True},
    )
    with cast.owner.at_work(), pytest.raises(OnlyThroughProvider):
        approve(held.id, by=cast.owner.actor, at=WHEN)
    assert (requests(), codes()) == ([(cast.support_contact.person.name, "waiting")], 0)


def test_he_asks_himself_at_the_door_where_a_known_address_and_another_get_one_answer(
    cast: Cast, client: Client
) -> None:
    make_account(cast.support_contact)
    page = "/accounts/password/by-colleague/"
    known, unknown = (
        client.post(page, {"email": address}) for address in (cast.support_contact.person.email, "niemand@example.org")
    )
    strip = re.compile(rb'(?:name="csrfmiddlewaretoken" value|nonce|data-now)="[^"]*"')
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert strip.sub(b"", known.content) == strip.sub(b"", unknown.content)
    account = Account.objects.by_email(cast.support_contact.person.email)
    assert account is not None
    asked_by_account(account, at=WHEN)
    asked_by_account(account, at=WHEN)
    assert requests() == [(cast.support_contact.person.name, "waiting")]
    assert entries(cast) == [("access.account.way-in-asked", None, None)]


def test_a_fourth_time_within_the_hour_is_refused_for_any_address(db: None) -> None:
    for _ in range(3):
        ask_oneself("niemand@example.org", address="192.0.2.8")
    with pytest.raises(TooMany):
        ask_oneself("niemand@example.org", address="192.0.2.8")


def test_the_page_asks_a_fresh_second_step_and_shows_the_code_once(
    cast: Cast, called: Ticket, signed_in: Enter, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLOCK_OFFSET = WHEN - timezone.now()
    desk = signed_in(cast.agent)
    assert "Vraag hun eigenaar" in desk.get(f"/desk/tickets/{called.id}/").content.decode()
    said = desk.post(f"/desk/tickets/{called.id}/way-in/owner/", follow=True).content.decode()
    assert "hebben een mail; zij beslissen in het portaal" in said
    with cast.agent.at_work():
        held = WayInRequest.objects.get()
    owner, page = signed_in(cast.owner), f"/portal/way-in/{held.id}/"
    assert page in owner.get("/portal/").content.decode()
    assert "Stel die eerst in" in owner.get(page).content.decode()
    wrong = owner.post(page, {"code": "000000"})
    assert (wrong.status_code, codes()) == (422, 0)
    # The step itself is shown elsewhere (access/tests/test_second_factor.py).
    monkeypatch.setattr("waarborg.access.views.way_in.verify", lambda account, code, at: None)
    done = owner.post(page, {"code": "123456"})
    assert (done.status_code, done.headers["Cache-Control"], codes()) == (200, "no-store", 1)
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", done.content.decode())
    again = owner.get(page).content.decode()
    assert (f"{cast.owner.person.name} zei ja" in again, 'class="w-spoken' in again) == (True, False)


@pytest.mark.usefixtures("committed")
def test_of_two_who_decide_at_once_one_wins() -> None:
    cast = make_cast()
    make_account(cast.support_contact)
    with cast.agent.at_work():
        held = ask(cast.merendaal.id, cast.support_contact.person.id, by=cast.agent.actor, at=WHEN)
    together = Barrier(2)

    def decide(player: Player, act: Callable[..., Any]) -> str:
        try:
            with player.at_work():
                together.wait(timeout=20)
                act(held.id, by=player.actor, at=WHEN)
                return act.__name__
        except DecidedAlready as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yes = pool.submit(decide, cast.owner, approve)
        no = pool.submit(decide, cast.administrator, refuse)
        found = {yes.result(timeout=60), no.result(timeout=60)}
    assert found in ({"approve", "access.way-in.decided"}, {"refuse", "access.way-in.decided"})
    state = "approved" if "approve" in found else "refused"
    assert (requests(), codes()) == ([(cast.support_contact.person.name, state)], int(state == "approved"))
