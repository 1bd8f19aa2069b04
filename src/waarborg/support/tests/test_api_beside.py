"""What stands beside a ticket, for programs: filters, followers, links, merging, and what staff decide."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.offers import offered
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Ticket
from waarborg.support.tests.reports import at, reported

pytestmark = pytest.mark.django_db


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


@pytest.fixture
def ticket(cast: Cast, appreo: AgreementVersion) -> Ticket:
    return reported(cast, "2026-04-07 09:00")


@pytest.fixture
def staff(cast: Cast, ticket: Ticket) -> Program:
    return program(cast.manager)


@pytest.fixture
def owners(cast: Cast, ticket: Ticket) -> Program:
    return program(cast.owner)


def test_staff_decide_in_one_request(cast: Cast, staff: Program, owners: Program, ticket: Ticket) -> None:
    with cast.manager.at_work():
        team = keep_team(
            None, by=cast.manager.actor, at=at("2026-04-07 09:01"), name="Koppelingen", members=[cast.agent.person.id]
        )
    there = f"/tickets/{ticket.id}"
    decided = {
        "kind": "bug", "priority": "p2", "team": str(team.id), "assignee": str(cast.agent.person.id),
        "labels": ["Export", "uren"], "waits_for": "De hostingpartij", "reason": "Hun netwerk ligt eruit.",
    }  # fmt: skip
    one = told(staff.patch(there, decided))
    assert (one["kind"], one["priority"], one["team"]) == ("bug", "p2", str(team.id))
    assert (one["assignee"], one["labels"]) == ("R. Specimen", ["export", "uren"])
    assert (one["state"], one["waits_for"]) == ("third-party", "De hostingpartij")
    # Labels and teams are the desk's own.
    seen = told(owners.get(there))
    assert (seen["team"], seen["labels"], seen["waits_for"]) == (None, [], "De hostingpartij")
    one = told(staff.patch(there, {"state": "open", "labels": ["uren"], "team": None}))
    assert (one["state"], one["waits_for"], one["labels"], one["team"]) == ("open", "", ["uren"], None)


def test_a_change_happens_whole_or_not_at_all(staff: Program, ticket: Ticket) -> None:
    there = f"/tickets/{ticket.id}"
    before = told(staff.get(there))
    wrong = staff.patch(there, {"labels": ["uren"], "waits_for": "Iemand", "reason": ""})
    assert codes(wrong) == (422, "support.ticket.aside-reason")
    twice = staff.patch(there, {"waits_for": "Iemand", "planned_for": "2026-05-01", "reason": "Twee dingen."})
    assert codes(twice) == (422, "support.api.aside-twice")
    assert codes(staff.patch(there, {"assignee": str(ticket.id)})) == (404, "plumbing.not-found")
    assert told(staff.get(there)) == before


def test_no_change_crosses_another_unseen_and_none_happens_twice(staff: Program, ticket: Ticket) -> None:
    there = f"/tickets/{ticket.id}"
    seen = staff.get(there).headers["ETag"]
    again = {"Idempotency-Key": "k-1", "If-Match": seen}
    assert told(staff.patch(there, {"labels": ["uren"]}, **again))["labels"] == ["uren"]
    assert told(staff.patch(there, {"labels": ["uren"]}, **again))["labels"] == ["uren"]
    assert codes(staff.patch(there, {"labels": []}, **{"If-Match": seen})) == (412, "plumbing.api.changed")
    with tenancy.enter(Role.DESK):
        assert JournalEntry.objects.filter(kind="support.ticket.tagged").count() == 1


def test_only_staff_decide(owners: Program, ticket: Ticket) -> None:
    assert codes(owners.patch(f"/tickets/{ticket.id}", {"priority": "p1"})) == (403, "plumbing.not-allowed")
    assert codes(owners.get("/tickets?label=uren")) == (422, "support.api.staff-only")


def test_lists_are_narrowed_and_do_not_cost_more_for_more_rows(cast: Cast, staff: Program, ticket: Ticket) -> None:
    reported(cast, "2026-04-07 10:00", kind="bug", priority="p3")
    reported(cast, "2026-04-07 11:00", kind="bug", priority="p3")
    told(staff.patch(f"/tickets/{ticket.id}", {"labels": ["uren"]}))

    def numbers(query: str) -> list[str]:
        return [one["number"] for one in told(staff.get(f"/tickets?{query}"))["items"]]

    assert numbers("label=uren") == [ticket.shown_number]
    assert numbers("kind=bug") != numbers("kind=incident") == [ticket.shown_number]
    assert numbers(f"assignee={ticket.id}") == numbers(f"team={ticket.id}") == []
    assert numbers("changed_since=2099-01-01T00:00:00Z") == []
    assert len(numbers("changed_since=2026-04-07T10:30:00%2B02:00")) == 1
    with CaptureQueriesContext(connection) as one:
        numbers("limit=1")
    with CaptureQueriesContext(connection) as three:
        numbers("limit=3")
    assert len(one) == len(three)


def test_a_tracker_finds_the_tickets_of_its_issue(
    staff: Program, owners: Program, ticket: Ticket, settings: Any
) -> None:
    settings.ISSUE_LINK = "https://issues.example.nl/browse/{key}"
    there = f"/tickets/{ticket.id}"
    elsewhere = "https://git.example.nl/groep/7"
    assert told(staff.patch(there, {"issues": ["WB-1", elsewhere]}))["issues"] == ["WB-1", elsewhere]
    assert told(staff.patch(there, {"issues": [elsewhere, "WB-12"]}))["issues"] == [elsewhere, "WB-12"]
    assert codes(staff.patch(there, {"issues": ["twee woorden"]})) == (422, "support.issue.none")
    found = {
        issue: len(told(staff.get(f"/tickets?{urlencode({'issue': issue})}"))["items"])
        for issue in ("WB-12", "WB-1", "WB-.2", elsewhere)
    }
    assert found == {"WB-12": 1, "WB-1": 0, "WB-.2": 0, elsewhere: 1}
    assert told(owners.get(there))["issues"] == []
    assert codes(owners.get("/tickets?issue=WB-12")) == (422, "support.api.staff-only")


def test_tickets_are_linked_merged_and_followed(cast: Cast, staff: Program, owners: Program, ticket: Ticket) -> None:
    other = reported(cast, "2026-04-07 09:30")
    there = f"/tickets/{ticket.id}"
    assert told(staff.post(f"{there}/links", {"ticket": str(other.id), "kind": "blocks"}))["kind"] == "blocks"
    [seen] = told(owners.get(f"/tickets/{other.id}/links"))["items"]
    assert seen == {"ticket": str(ticket.id), "number": ticket.shown_number, "kind": "blocks", "forward": False}
    assert codes(staff.post(f"{there}/links", {"ticket": str(ticket.id)})) == (422, "support.ticket.link-self")
    assert staff.ask("DELETE", f"{there}/links/{other.id}").status_code == 204
    assert told(staff.get(f"{there}/links"))["items"] == []

    reader, me = str(cast.ordinary_user.person.id), str(cast.manager.person.id)
    assert owners.post(f"{there}/followers", {"person": reader}).status_code == 201
    assert staff.post(f"{there}/followers", {"person": me}).status_code == 201
    assert [one["name"] for one in told(owners.get(f"{there}/followers"))["items"]] == ["G. Model"]
    assert len(told(staff.get(f"{there}/followers"))["items"]) == 2
    assert owners.ask("DELETE", f"{there}/followers/{reader}").status_code == 204
    assert told(owners.get(f"{there}/followers"))["items"] == []

    assert codes(owners.post(f"{there}/merge", {"into": str(other.id), "reason": "Hetzelfde."}))[0] == 403
    into = told(staff.post(f"{there}/merge", {"into": str(other.id), "reason": "Hetzelfde."}))
    assert into["id"] == str(other.id)
    assert told(owners.get(there))["merged_into"] == str(other.id)


def test_webhooks_tell_of_what_the_interface_knows(cast: Cast) -> None:
    acts = {"kind-set", "team-set", "third-party-awaited", "planned", "taken-on", "merged", "shared", "taken-over"}
    assert {f"support.ticket.{act}" for act in acts} <= set(offered(to_staff=False))
    assert not {"support.ticket.tagged", "support.ticket.noted", "support.ticket.linked"} & set(offered(to_staff=True))
