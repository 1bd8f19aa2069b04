"""Calls that customers asked for, for programs: read with their state, and told of by webhooks."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waarborg.access.tests.programs import codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing.webhooks.offers import offered
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.call_backs.ask import cancel
from waarborg.support.rules.call_backs.names import EVENTS
from waarborg.support.tests.call_backs.calls import NUMBER, asked
from waarborg.support.tests.complaints.cases import bound_to
from waarborg.support.tests.reports import at

pytestmark = pytest.mark.django_db
NOW = "2026-04-07 09:30"


@pytest.fixture
def perplex(cast: Cast) -> AgreementVersion:
    return bound_to(cast, "perplex-dbc")


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def test_a_program_reads_whom_to_call_when_and_a_stranger_finds_nothing(cast: Cast, perplex: AgreementVersion) -> None:
    made = asked(cast, "2026-04-08 10:00", now=NOW)
    staff, theirs, stranger = (program(one) for one in (cast.agent, cast.support_contact, cast.stranger))
    one = told(staff.get(f"/call-backs/{made.id}"))
    assert one == {
        "id": str(made.id), "customer": str(cast.merendaal.id), "ticket": str(made.ticket_id),
        "number": made.ticket.shown_number, "contact": "S. Monster", "phone": NUMBER,
        "asked_at": "2026-04-07T07:30:00Z", "calls_at": "2026-04-08T08:00:00Z", "zone": "Europe/Amsterdam",
        "caller": "K. Voorbeeld", "state": "planned", "tries": 0, "done_at": None,
    }  # fmt: skip
    assert told(theirs.get("/call-backs")) == {"items": [one], "next": None}
    assert told(stranger.get("/call-backs"))["items"] == []
    assert codes(stranger.get(f"/call-backs/{made.id}"))[0] == 404
    assert codes(program(cast.agent, "articles:read").get("/call-backs"))[0] == 403


def test_the_list_is_narrowed_and_goes_on_at_its_cursor_with_the_same_questions(
    cast: Cast, perplex: AgreementVersion
) -> None:
    staff = program(cast.agent)
    first = asked(cast, "2026-04-08 10:00", now=NOW)
    staff.get("/call-backs")
    with CaptureQueriesContext(connection) as few:
        staff.get("/call-backs")
    others = [asked(cast, f"2026-04-08 10:{minute}", now=NOW) for minute in ("15", "30")]
    with CaptureQueriesContext(connection) as many:
        staff.get("/call-backs")
    assert len(few) == len(many)
    with cast.support_contact.at_work():
        cancel(others[0], by=cast.support_contact.actor, at=at(NOW))
    ids = [str(one.id) for one in (*reversed(others), first)]
    page = told(staff.get("/call-backs?limit=2"))
    rest = told(staff.get(f"/call-backs?limit=2&cursor={page['next']}"))
    assert [one["id"] for one in page["items"] + rest["items"]] == ids
    assert [one["id"] for one in told(staff.get("/call-backs?state=cancelled"))["items"]] == [ids[1]]
    assert codes(staff.get("/call-backs?state=lost"))[0] == 422


def test_webhooks_of_customers_and_of_the_provider_hear_of_every_step() -> None:
    kinds = {f"support.{name.replace(':', '.')}" for name in EVENTS}
    assert kinds <= set(offered(to_staff=False)) and kinds <= set(offered(to_staff=True))
