"""`waarborg where` finds addresses, names of addresses, and what carries a name."""

import argparse
import json
from collections.abc import Callable
from typing import Any

import pytest

from waarborg.project.commands import where as command
from waarborg.project.where_names import ORDER

Where = Callable[[str], tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def where(capsys: pytest.CaptureFixture[str]) -> Where:
    def look(name: str) -> tuple[int, list[dict[str, Any]]]:
        status = command.run(argparse.Namespace(name=name, json=True, lang="nl"))
        return status, json.loads(capsys.readouterr().out)

    return look


@pytest.mark.parametrize("name", ["/health", "/health?of=today", "health"])
def test_an_address_or_its_name_leads_to_its_view(where: Where, name: str) -> None:
    status, places = where(name)
    assert status == 0
    assert places[-1]["what"] in ("view", "used")
    view = next(place for place in places if place["what"] == "view")
    assert (view["file"], view["text"]) == (
        "src/waarborg/project/operations.py",
        "def health(request: HttpRequest) -> HttpResponse:",
    )


def test_a_permission_leads_to_its_declaration_first_and_then_to_its_uses(where: Where) -> None:
    status, places = where("support.ticket.answer")
    assert status == 0
    found = [place["what"] for place in places]
    assert found == sorted(found)
    assert set(found) == {"declared", "used"}
    # Who holds it, and which scopes of programs reach it.
    # It is the name of an act as well, for agreements.
    assert {place["file"] for place in places if place["what"] == "declared"} == {
        "src/waarborg/support/permissions.py",
        "src/waarborg/support/rules/names.py",
    }


@pytest.mark.parametrize(
    ("event", "declared", "recorded", "reacts"),
    [
        (
            "support.ticket.reported",
            "support/rules/names.py",
            {"support/actions/report.py", "support/actions/import_tickets.py", "support/rules/names.py"},
            {"promises/profiles/appreo.yaml", "promises/profiles/cliendo.yaml"},
        ),
        (
            "support.ticket.answered",
            "support/rules/names.py",
            {"support/actions/answer.py", "support/rules/names.py"},
            {"promises/profiles/cliendo.yaml"},
        ),
        (
            "support.ticket.asked-back",
            "support/rules/names.py",
            {"support/actions/answer.py"},
            {"support/rules/names.py"},
        ),
        ("promises.clock.broke", "promises/rules/names.py", {"promises/actions/raise_notices.py"}, set()),
        # Recorded and waited for under the name of its constant.
        (
            "customers.contact.left",
            "customers/events.py",
            {"customers/actions/person_left.py"},
            {"access/reactions.py"},
        ),
    ],
)
def test_an_event_leads_to_its_declaration_to_what_records_it_and_to_what_reacts(
    where: Where, event: str, declared: str, recorded: set[str], reacts: set[str]
) -> None:
    status, places = where(event)
    assert (status, places[0]["what"], places[0]["file"]) == (0, "declared", f"src/waarborg/{declared}")
    assert recorded <= _files(places, "recorded")
    assert reacts <= _files(places, "reacts")
    assert [place["what"] for place in places] == sorted((place["what"] for place in places), key=ORDER.index)


def _files(places: list[dict[str, Any]], what: str) -> set[str]:
    return {place["file"].removeprefix("src/waarborg/") for place in places if place["what"] == what}


def test_the_code_of_a_refusal_leads_to_its_class(where: Where) -> None:
    _, places = where("project.group.no-free-port")
    assert [place["text"] for place in places] == ['code = "project.group.no-free-port"']


@pytest.mark.parametrize("name", ["/nowhere/at/all", "nothing.has.this.name", "nospace:nothing"])
def test_what_is_nowhere_gives_an_empty_list_and_fails(where: Where, name: str) -> None:
    assert where(name) == (1, [])
