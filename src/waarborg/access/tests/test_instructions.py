"""What only the owner of an account orders, from the known address or in the account: rights and the transfer of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from waarborg.access.actions.rights_requests import (
    NothingChanges,
    OnRequestOnly,
    UntilPast,
    ask_rights,
    change_rights,
    complete_rights,
)
from waarborg.access.actions.transfer import ToSomebodyElse, TransferWaits, answer_transfer, ask_transfer
from waarborg.access.instruction import Instruction
from waarborg.customers.actions.instruct import (
    FormDoesNotCount,
    NotFromKnownAddress,
    NotInTheAccount,
    NotTheOwner,
    instruct,
)
from waarborg.customers.models import Authority, Person
from waarborg.customers.queries import roles_of
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import journal
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound

SignedIn = Callable[[Player], Client]
ZONE = "Europe/Amsterdam"
LATER = NOW + timedelta(hours=1)
MAIL = {"form": "known-mail", "address": "T.Fictief@Example.org"}


def held_by(person: Person, at: datetime = LATER) -> set[str]:
    return {one.role for one in roles_of(person, at=at)}


def told(cast: Cast, begins: str = "access.") -> list[str]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind__startswith=begins)
        return list(rows.order_by("sequence").values_list("kind", flat=True))


def mails(cast: Cast) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        return list(OutboxMail.objects.order_by("id").values_list("to_address", "subject"))


def asked(cast: Cast, **what: Any) -> Instruction:
    given: dict[str, Any] = {"about": None, "roles": None, **MAIL, **what}
    owner = given.pop("owner", cast.owner.person)
    with cast.agent.at_work():
        return ask_rights(owner, **given, zone=ZONE, by=cast.agent.actor, at=NOW)


@pytest.mark.clause("CL-62")
def test_a_request_that_does_not_say_whose_rights_or_which_waits_and_is_then_carried_out_exactly(cast: Cast) -> None:
    order = asked(cast, said="Geef mijn collega toegang.")
    colleague = cast.ordinary_user.person
    with cast.manager.at_work():
        assert (order.state, held_by(colleague)) == ("incomplete", {roles.USER})
        assert "of wie" in OutboxMail.objects.get().body or "van wie" in OutboxMail.objects.get().body
    with cast.owner.at_work():
        complete_rights(
            order, about=colleague, roles=[roles.USER, roles.FINANCE_CONTACT], until=date(2026, 4, 30), zone=ZONE,
            by=cast.owner.actor, at=NOW,
        )  # fmt: skip
    with cast.owner.at_work():
        done = Instruction.objects.get()
        assert (done.state, done.had, done.roles) == ("done", [roles.USER], [roles.FINANCE_CONTACT, roles.USER])
        assert held_by(colleague) == set(done.roles)
        # Through the last day, in the time of the page.
        ends = Authority.objects.get(person=colleague, role=roles.FINANCE_CONTACT).ends_at
        assert ends == datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
        with pytest.raises(NotFound):
            complete_rights(order, about=colleague, roles=[], until=None, zone=ZONE, by=cast.owner.actor, at=LATER)
    done = "De rechten zijn gewijzigd zoals u vroeg"
    assert sorted(mails(cast)) == [
        ("t.fictief@example.org", done),
        ("t.fictief@example.org", "Uw verzoek om rechten te wijzigen is niet compleet"),
    ]
    with cast.owner.at_work():
        body = OutboxMail.objects.get(subject=done).body
    assert all(words in body for words in ("G. Model", "Gebruiker", "Contactpersoon voor facturen", "30 april 2026"))
    assert told(cast) == ["access.right.asked", "access.right.changed"]


@pytest.mark.clause("CL-62")
def test_a_clear_request_by_mail_is_carried_out_at_once_and_confirmed(cast: Cast) -> None:
    colleague = cast.support_contact.person
    order = asked(cast, about=colleague, roles=[roles.USER])
    with cast.owner.at_work():
        assert (order.state, order.had, held_by(colleague)) == ("done", [roles.SUPPORT_CONTACT], {roles.USER})
    assert [subject for _to, subject in mails(cast)] == ["De rechten zijn gewijzigd zoals u vroeg"]
    with cast.manager.at_work():
        entry = JournalEntry.objects.get(kind="access.right.changed")
        assert (entry.actor_id, entry.on_behalf) == (cast.agent.person.id, cast.owner.person.id)


@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ({"roles": [roles.USER]}, NothingChanges),
        ({"roles": [], "until": date(2026, 4, 30)}, UntilPast),
        ({"roles": [roles.USER, roles.FINANCE_CONTACT], "until": date(2026, 4, 6)}, UntilPast),
        ({"roles": [roles.FINANCE_CONTACT], "form": "phone"}, FormDoesNotCount),
        ({"roles": [roles.FINANCE_CONTACT], "form": "letter"}, FormDoesNotCount),
        ({"roles": [roles.FINANCE_CONTACT], "address": "t.fictief@prive.example"}, NotFromKnownAddress),
        ({"roles": [roles.FINANCE_CONTACT], "address": ""}, NotFromKnownAddress),
    ],
    ids=["same", "until-without-more", "until-past", "phone", "letter", "private-address", "no-address"],
)
def test_what_does_not_count_changes_no_right(cast: Cast, what: dict[str, Any], refused: type[Exception]) -> None:
    with pytest.raises(refused):
        asked(cast, about=cast.ordinary_user.person, **what)
    with cast.owner.at_work():
        assert (held_by(cast.ordinary_user.person), Instruction.objects.count()) == ({roles.USER}, 0)
    assert mails(cast) == []


@pytest.mark.clause("CL-62")
def test_staff_change_nobodys_rights_without_a_request(cast: Cast) -> None:
    with cast.manager.at_work():
        with pytest.raises(OnRequestOnly):
            change_rights(cast.ordinary_user.person, [roles.FINANCE_CONTACT], by=cast.manager.actor, at=NOW)
        assert held_by(cast.ordinary_user.person) == {roles.USER}
        # Where nobody owns the account, somebody has to be given it.
        Authority.objects.filter(tenant_id=cast.merendaal.id, role=roles.OWNER).update(ends_at=NOW)
        change_rights(cast.administrator.person, [roles.OWNER], by=cast.manager.actor, at=NOW)
        assert held_by(cast.administrator.person) == {roles.OWNER}


@pytest.mark.clause("CL-74")
def test_only_the_owner_from_the_known_address_or_the_account_orders_a_transfer(cast: Cast) -> None:
    """An administrator, and the owner's private address, are refused; what the owner wrote in a report counts."""
    new, report = cast.administrator.person, uuid7()
    with cast.owner.at_work():
        journal.record(
            "support.ticket.reported", tenant=cast.merendaal.id, subject=Ref("support.ticket", report),
            by=cast.owner.actor, at=NOW,
        )  # fmt: skip

    def ask(owner: Person, **how: Any) -> Instruction:
        return ask_transfer(owner, new, **how, by=cast.agent.actor, at=NOW)

    with cast.administrator.at_work(), pytest.raises(NotAllowed):
        ask_transfer(new, cast.owner.person, form="in-account", by=cast.administrator.actor, at=NOW)
    with cast.agent.at_work():
        with pytest.raises(NotTheOwner):
            ask(new, form="known-mail", address=new.email)
        with pytest.raises(NotFromKnownAddress):
            ask(cast.owner.person, form="known-mail", address="t.fictief@prive.example")
        with pytest.raises(NotInTheAccount):
            ask(cast.owner.person, form="account-chat", message=uuid7())
        with pytest.raises(FormDoesNotCount):
            ask(cast.owner.person, form="phone")
        assert (Instruction.objects.count(), OutboxMail.objects.count()) == (0, 0)
        order = ask(cast.owner.person, form="account-chat", message=report)
        assert order.state == "waiting"
        with pytest.raises(TransferWaits):
            ask(cast.owner.person, form="account-chat", message=report)
    assert told(cast, "customers.authority") == ["customers.authority.used"]
    assert told(cast) == ["access.account.transfer-asked"]


@pytest.mark.clause("CL-74")
def test_a_transfer_needs_both_sides_and_then_the_account_has_the_new_owner_alone(cast: Cast) -> None:
    with cast.owner.at_work():
        with pytest.raises(ToSomebodyElse):
            ask_transfer(cast.owner.person, cast.owner.person, form="in-account", by=cast.owner.actor, at=NOW)
        order = ask_transfer(
            cast.owner.person, cast.administrator.person, form="in-account", by=cast.owner.actor, at=NOW
        )
        assert held_by(cast.administrator.person) == {roles.ADMINISTRATOR}
        with pytest.raises(NotFound):
            answer_transfer(order, accept=True, by=cast.owner.actor, at=NOW)
    for player in (cast.support_contact, cast.stranger):
        with player.at_work(), pytest.raises(NotFound):
            answer_transfer(order, accept=True, by=player.actor, at=NOW)
    with cast.administrator.at_work():
        answer_transfer(order, accept=True, by=cast.administrator.actor, at=NOW)
        assert held_by(cast.administrator.person) == {roles.ADMINISTRATOR, roles.OWNER}
        assert held_by(cast.owner.person) == set()
        with pytest.raises(NotFound):
            answer_transfer(order, accept=True, by=cast.administrator.actor, at=LATER)
    assert told(cast)[-1] == "access.account.transferred"
    assert [to for to, _subject in mails(cast)].count("t.fictief@example.org") == 1


def test_declined_or_withdrawn_changes_nothing(cast: Cast) -> None:
    for player in (cast.administrator, cast.owner):
        with cast.owner.at_work():
            order = ask_transfer(
                cast.owner.person, cast.administrator.person, form="in-account", by=cast.owner.actor, at=NOW
            )
        with player.at_work():
            answer_transfer(order, accept=False, by=player.actor, at=NOW)
    with cast.owner.at_work():
        assert held_by(cast.owner.person) == {roles.OWNER}
        assert sorted(Instruction.objects.values_list("state", flat=True)) == ["declined", "withdrawn"]


def test_a_contact_orders_for_themselves_only(cast: Cast) -> None:
    with cast.owner.at_work():
        for person, form in ((cast.administrator.person, "in-account"), (cast.owner.person, "known-mail")):
            with pytest.raises(NotFound):
                instruct(person, "transfer", form=form, by=cast.owner.actor, at=NOW)


@pytest.mark.clause("CL-74")
def test_the_pages_of_both_sides(cast: Cast, signed_in: SignedIn) -> None:
    desk, page = signed_in(cast.agent), f"/desk/customers/{cast.merendaal.id}/instructions/"
    given = {"what": "rights", "owner": str(cast.owner.person.id), "wording": "Geef mijn collega toegang", **MAIL}
    refused = desk.post(page, {**given, "address": "t@prive.example"})
    assert (refused.status_code, "is niet het bekende adres van T. Fictief" in refused.content.decode()) == (403, True)
    assert desk.post(page, given).status_code == 302
    assert "niet compleet" in desk.get(page).content.decode()
    portal = signed_in(cast.owner)
    shown = portal.get("/portal/instructions/").content.decode()
    assert "Geef mijn collega toegang" in shown and "er staat niet bij wiens rechten" in shown
    with cast.owner.at_work():
        order = Instruction.objects.get()
    right = {"about": str(cast.ordinary_user.person.id), "roles": [roles.FINANCE_CONTACT]}
    done = portal.post("/portal/instructions/", {"do": "complete", "order": str(order.id), **right})
    assert done.status_code == 302
    transfer = {"do": "transfer", "about": str(cast.administrator.person.id)}
    assert portal.post("/portal/instructions/", transfer).status_code == 302
    with cast.owner.at_work():
        assert held_by(cast.ordinary_user.person, at=NOW + timedelta(days=3650)) == {roles.FINANCE_CONTACT}
        order = Instruction.objects.get(what="transfer")
    assert signed_in(cast.support_contact).get("/portal/instructions/").status_code == 403
    other = signed_in(cast.administrator)
    assert "Aanvaarden" in other.get("/portal/instructions/").content.decode()
    assert other.post("/portal/instructions/", {"do": "accept", "order": str(order.id)}).status_code == 302
    happened = other.get("/portal/audit/", {"kind": "access"}).content.decode()
    for words in (
        "Een opdracht namens de klant",
        "Het wijzigen van rechten op verzoek",
        "De overdracht van het account",
    ):
        assert words in happened, words
    other.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Transfer the account" in other.get("/portal/instructions/").content.decode()
