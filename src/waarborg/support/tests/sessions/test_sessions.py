"""Trainings and idea days: places, the waiting list, whom they are for, attendance, and what it counts for."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.catalogue.models import Item, Purchase
from waarborg.catalogue.tests.stock import SINCE
from waarborg.customers.models import Person
from waarborg.customers.tests.cast import Cast, Player, make_cast
from waarborg.notices.models import Notice
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.sessions.attend import NotBegun, record_attendance
from waarborg.support.actions.sessions.enrol import EnrolmentClosed, withdraw
from waarborg.support.actions.sessions.holding import SessionOver
from waarborg.support.actions.sessions.keep import ClosedDay, cancel_session, keep_session
from waarborg.support.models import Enrolment, Session
from waarborg.support.queries.session_checks import training_register
from waarborg.support.queries.sessions import register
from waarborg.support.reactions import move_up, remind_of_session
from waarborg.support.rules.sessions.certificates import valid_until
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at
from waarborg.support.tests.sessions.dates import NOW, comes, offered, plan

Enter = Callable[[Player], Client]


def states(session: Session) -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        rows = Enrolment.objects.filter(session=session).order_by("asked_at", "id")
        return [(one.person_name, one.state) for one in rows]


def taken(session: Session) -> int:
    with tenancy.enter(Role.DESK):
        return Session.objects.get(id=session.id).taken


def mails() -> list[tuple[str, str]]:
    with tenancy.enter(Role.DESK):
        rows = OutboxMail.objects.filter(template="support/mail/session.txt")
        return sorted((one.to_name, one.subject.partition(":")[0]) for one in rows)


def test_places_go_to_who_comes_first_over_all_customers_and_move_up(cast: Cast, appreo: AgreementVersion) -> None:
    held = offered(cast, "2026-02-03 10:00", places=1)
    first = comes(cast.support_contact, held)
    assert comes(cast.support_contact, held).id == first.id
    comes(cast.stranger, held, at=NOW + timedelta(minutes=1))
    comes(cast.owner, held, at=NOW + timedelta(minutes=2), person=cast.ordinary_user.person.id)
    assert states(held) == [("S. Monster", "enrolled"), ("V. Fantasie", "waiting"), ("G. Model", "waiting")]
    with cast.support_contact.at_work():
        withdraw(first, by=cast.support_contact.actor, at=NOW + timedelta(minutes=3))
    move_up(session=str(held.id), at=(NOW + timedelta(minutes=4)).isoformat())
    assert [state for _, state in states(held)] == ["withdrawn", "enrolled", "waiting"]
    assert taken(held) == 1
    assert mails() == [
        ("G. Model", "U staat op de wachtlijst"), ("S. Monster", "U bent afgemeld"),
        ("S. Monster", "U bent ingeschreven"), ("V. Fantasie", "Er is een plaats voor u vrij"),
        ("V. Fantasie", "U staat op de wachtlijst"),
    ]  # fmt: skip
    with cast.stranger.at_work():
        kinds = JournalEntry.objects.filter(kind__startswith="support.enrolment").order_by("sequence")
        assert list(kinds.values_list("kind", flat=True)) == ["support.enrolment.made", "support.enrolment.placed"]


@pytest.mark.usefixtures("committed")
def test_two_customers_at_the_same_moment_get_one_place() -> None:
    cast, together = make_cast(), Barrier(2)
    held = offered(cast, "2026-02-03 10:00", places=1)

    def send(player: Player) -> str:
        try:
            together.wait(timeout=20)
            return comes(player, held).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = [one.result(timeout=60) for one in [pool.submit(send, cast.owner), pool.submit(send, cast.stranger)]]
    assert sorted(found) == ["enrolled", "waiting"]
    assert taken(held) == 1


def test_a_session_is_seen_by_whom_it_is_for(cast: Cast, appreo: AgreementVersion) -> None:
    with tenancy.enter(Role.DESK):
        given = {"tenant_id": cast.provider.id}
        service = Item.objects.create(kind="service", key="alone", nl="Alleen", en="Alone", **given)
        item = Item.objects.create(kind="product", key="alone", nl="Alleen", en="Alone", parent=service, **given)
        Purchase.objects.create(tenant_id=cast.merendaal.id, item=item, starts_on=SINCE)
    bought = offered(cast, "2026-02-03 10:00", reach="product", item_id=item.id)
    invited = offered(cast, "2026-02-04 10:00", reach="customer", customer_id=cast.hazelvoort.id)
    with cast.manager.at_work():
        keep_session(None, plan("2026-02-05 10:00"), by=cast.manager.actor, at=NOW)
    for player, seen in ((cast.owner, bought), (cast.stranger, invited)):
        with player.at_work():
            assert [one.id for one in Session.objects.all()] == [seen.id]
    with pytest.raises(NotFound):
        comes(cast.stranger, bought)
    assert taken(bought) == 0


def test_what_is_too_late_or_not_ones_own_changes_nothing(cast: Cast, appreo: AgreementVersion) -> None:
    held = offered(cast, "2026-02-03 10:00", enrol_until=at("2026-02-01 12:00"))
    with pytest.raises(EnrolmentClosed):
        comes(cast.owner, held, at=at("2026-02-01 12:00"))
    with pytest.raises(NotAllowed):
        comes(cast.ordinary_user, held, person=cast.owner.person.id)
    with pytest.raises(NotFound):
        comes(cast.owner, held, person=cast.stranger.person.id)
    made = comes(cast.owner, held)
    with cast.ordinary_user.at_work(), pytest.raises(NotAllowed):
        withdraw(made, by=cast.ordinary_user.actor, at=NOW)
    with cast.owner.at_work(), pytest.raises(SessionOver):
        withdraw(made, by=cast.owner.actor, at=at("2026-02-03 10:00"))
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        cancel_session(held.id, by=cast.agent.actor, at=NOW)
    assert (states(held), taken(held)) == ([("T. Fictief", "enrolled")], 1)


def test_who_comes_hears_of_another_time_of_tomorrow_and_of_cancelling(cast: Cast, appreo: AgreementVersion) -> None:
    held = offered(cast, "2026-02-03 10:00")
    comes(cast.owner, held)
    with cast.manager.at_work():
        keep_session(held.id, plan("2026-02-04 10:00"), by=cast.manager.actor, at=NOW)
    job = {"session": str(held.id), "at": at("2026-02-03 10:00").isoformat()}
    remind_of_session(sequence=0, **job)
    remind_of_session(sequence=1, **job)
    with cast.manager.at_work():
        cancel_session(held.id, by=cast.manager.actor, at=at("2026-02-03 11:00"))
        with pytest.raises(SessionOver):
            cancel_session(held.id, by=cast.manager.actor, at=at("2026-02-03 11:01"))
    assert [what for _, what in mails()] == ["Gaat niet door", "Gewijzigd", "Morgen", "U bent ingeschreven"]


def test_nothing_is_planned_on_a_day_on_which_we_are_closed(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    with cast.manager.at_work():
        with pytest.raises(ClosedDay) as refused:
            keep_session(None, plan("2026-04-27 10:00"), by=cast.manager.actor, at=NOW)
        assert not Session.objects.exists()
    assert refused.value.say("nl") == "Op maandag 27 april zijn wij gesloten."


@pytest.mark.clause("PX-58")
def test_six_of_twenty_people_with_a_training_that_counts_are_thirty_percent(cast: Cast) -> None:
    held = offered(cast, "2025-03-03 10:00", at=at("2025-01-06 09:00"), months=12)
    later = offered(cast, "2025-03-01 10:00", at=at("2025-01-06 09:00"), months=12)
    with tenancy.enter(Role.DESK):
        given = {"tenant_id": cast.merendaal.id, "initials": "X", "active": True}
        for number in range(16):
            Person.objects.create(name=f"Collega {number:02}", email=f"c{number}@example.org", **given)
        people = list(Person.objects.filter(tenant_id=cast.merendaal.id).order_by("name", "id"))
    assert len(people) == 20
    early = at("2025-01-06 10:00")
    made = [comes(cast.owner, held, at=early, person=one.id) for one in people[:7]]
    last = comes(cast.owner, later, at=early, person=people[7].id)
    with cast.manager.at_work(), pytest.raises(NotBegun):
        record_attendance(held.id, [], by=cast.manager.actor, at=at("2025-03-03 09:59"))
    with cast.manager.at_work():
        record_attendance(held.id, [one.id for one in made[:6]], by=cast.manager.actor, at=at("2025-03-03 14:00"))
        record_attendance(later.id, [last.id], by=cast.manager.actor, at=at("2025-03-03 14:05"))
    with cast.owner.at_work():
        # The one of 1 March 2025 counts until 28 February 2026, and from 1 March no more.
        assert register(cast.merendaal.id, on=date(2026, 2, 28)).coverage == (7, 20)
        found = register(cast.merendaal.id, on=date(2026, 3, 1)).coverage
        assert (found, found.percent) == ((6, 20), 30)
    assert training_register(at("2026-03-01 12:00").astimezone(UTC)).word == "holds"
    with tenancy.enter(Role.DESK):
        Enrolment.objects.filter(id=last.id).update(counts_until=None)
    assert training_register(at("2026-03-01 12:00").astimezone(UTC)).word == "endless"


@pytest.mark.parametrize(
    ("held", "months", "last"),
    [
        (date(2025, 3, 1), 12, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 27)),
        (date(2024, 2, 29), 12, date(2025, 2, 27)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
    ],
)
def test_the_last_day_on_which_a_training_counts(held: date, months: int, last: date) -> None:
    assert valid_until(held, months) == last


def test_pages_of_both_sides(cast: Cast, appreo: AgreementVersion, signed_in: Enter, settings: object) -> None:
    settings.CLOCK_OFFSET = NOW - timezone.now()  # type: ignore[attr-defined]
    desk, customer = signed_in(cast.manager), signed_in(cast.owner)
    assert "Er is nu niets gepland" in customer.get("/portal/sessions/").content.decode()
    fields = {
        "kind": "idea-day", "title_nl": "Ideeëndag", "starts_at": "2026-10-08T10:00", "ends_at": "2026-10-08T16:00",
        "place": "Bij ons", "reach": "customers", "places": "40",
    }  # fmt: skip
    assert desk.post("/desk/sessions/new/", {**fields, "ends_at": "2026-10-08T09:00"}).status_code == 422
    made = desk.post("/desk/sessions/new/", fields)
    assert made.status_code == 302
    page = made.url
    assert desk.post(page, {"act": "offer"}).status_code == 302
    assert desk.get(f"{page}edit/").status_code == 200
    told = desk.post(page, {"act": "announce"})
    with tenancy.enter(Role.DESK):
        notice = Notice.objects.get()
    assert (str(notice.id) in told.url, notice.state, notice.kind) == (True, "draft", "news")
    assert "donderdag 8 oktober" in notice.body_nl.lower() and "40 plaatsen" in notice.body_nl
    mine = page.replace("/desk/", "/portal/")
    assert "Ideeëndag" in customer.get("/portal/sessions/").content.decode()
    assert customer.post(f"{mine}come/", {"person": str(cast.owner.person.id)}).status_code == 302
    shown = customer.get(mine).content.decode()
    assert "T. Fictief" in shown and "39 van 40" in shown
    assert "T. Fictief" in desk.get(page).content.decode()
    with tenancy.enter(Role.DESK):
        row = Enrolment.objects.get()
    calendar = customer.get(f"/portal/enrolments/{row.id}/session.ics").content
    assert b"DTSTART:20261008T080000Z" in calendar and b"LOCATION:Bij ons" in calendar
    assert b"DTSTART:20261008T080000Z" in desk.get(f"{page}session.ics").content
    assert signed_in(cast.stranger).get(f"/portal/enrolments/{row.id}/session.ics").status_code == 404
    assert customer.post(f"/portal/enrolments/{row.id}/withdraw/").status_code == 302
    assert b"METHOD:CANCEL" in customer.get(f"/portal/enrolments/{row.id}/session.ics").content
    assert customer.get("/portal/sessions/followed/").status_code == 200
