"""When it is exceptionally crowded, whoever waits for an answer to a question hears of it once, and no term moves."""

from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import ClockRun
from waarborg.support.actions.crowding import (
    CrowdedAlready,
    NotCrowded,
    declare_crowding,
    lift_crowding,
    tell_of_crowding,
)
from waarborg.support.models import Crowding
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at, due, reported

FRIDAY = "2026-04-24 16:00"


def declared(cast: Cast, when: str) -> Crowding:
    with cast.manager.at_work():
        made: Crowding = declare_crowding(by=cast.manager.actor, at=at(when), nl="Tot en met woensdag.")
    return made


def told(cast: Cast, crowding: Crowding, when: str) -> list[int]:
    """What the job does for each customer."""
    found = []
    for customer in (cast.merendaal, cast.hazelvoort):
        with tenancy.enter(Role.DESK, customer.id):
            found.append(tell_of_crowding(customer.id, crowding.id, at=at(when)))
    return found


def mails(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        rows = OutboxMail.objects.filter(template="support/mail/crowding.txt")
        return list(rows.values_list("to_address", flat=True))


def events(cast: Cast) -> list[tuple[str, str]]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind__startswith="support.desk.")
        return [(one.kind.rpartition(".")[2], f"{one.at:%H:%M}") for one in rows.order_by("sequence")]


@pytest.mark.clause("PX-94")
def test_every_customer_with_an_open_question_gets_one_message_and_the_term_stands(cast: Cast) -> None:
    """Two questions of the same person are one mail; who waits for nothing gets none; a second run writes none."""
    bound_to(cast, "perplex-dbc")
    asked = reported(cast, FRIDAY, priority="p4", kind="question")
    reported(cast, FRIDAY, priority="p4", kind="question")
    crowding = declared(cast, "2026-04-24 16:10")
    assert told(cast, crowding, "2026-04-24 16:11") == [1, 0]
    assert told(cast, crowding, "2026-04-24 16:12") == [0, 0]
    assert mails(cast) == [cast.support_contact.person.email]
    # Over King's Day, to closing time, as before.
    assert due(cast, asked, "support.question") == "2026-04-28 17:00"
    assert events(cast) == [("crowding-declared", "14:10"), ("customers-told", "14:11")]
    with cast.owner.at_work():
        run = ClockRun.objects.get(promise="support.crowding")
    assert (run.started_at, run.stopped_at) == (at("2026-04-24 16:10"), at("2026-04-24 16:11"))


def test_it_is_declared_once_and_lifted_once(cast: Cast) -> None:
    bound_to(cast, "perplex-dbc")
    reported(cast, FRIDAY, priority="p4", kind="question")
    crowding = declared(cast, "2026-04-24 16:10")
    with pytest.raises(CrowdedAlready):
        declared(cast, "2026-04-24 16:20")
    told(cast, crowding, "2026-04-24 16:30")
    with cast.manager.at_work():
        lift_crowding(crowding.id, by=cast.manager.actor, at=at("2026-04-24 16:40"))
    with cast.manager.at_work(), pytest.raises(NotCrowded):
        lift_crowding(crowding.id, by=cast.manager.actor, at=at("2026-04-24 16:50"))
    told(cast, crowding, "2026-04-24 16:41")
    assert events(cast)[-1] == ("crowding-lifted", "14:40")
    assert declared(cast, "2026-04-25 09:00").id != crowding.id


def test_only_a_service_manager_declares_it(cast: Cast, signed_in: Callable[[Player], Client]) -> None:
    bound_to(cast, "perplex-dbc")
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        declare_crowding(by=cast.agent.actor, at=at(FRIDAY), nl="Druk.")
    assert signed_in(cast.agent).get("/desk/crowding/").status_code == 403
    desk: Client = signed_in(cast.manager)
    assert desk.post("/desk/crowding/", {"nl": ""}).status_code == 422
    assert desk.post("/desk/crowding/", {"nl": "Tot woensdag."}).status_code == 302
    assert "Tot woensdag." in desk.get("/desk/crowding/").content.decode()
    assert desk.post("/desk/crowding/", {"nl": "Nog eens."}).status_code == 409


def test_customers_read_of_it_where_they_ask(cast: Cast, signed_in: Callable[[Player], Client]) -> None:
    bound_to(cast, "perplex-dbc")
    declared(cast, FRIDAY)
    portal = signed_in(cast.support_contact)
    for page in ("/portal/contact/", "/portal/tickets/new/"):
        assert "Tot en met woensdag." in portal.get(page).content.decode()
