"""`waarborg where` finds addresses, names of addresses, and what carries a name."""

import json
import subprocess
import sys
from typing import Any

import pytest


def where(name: str) -> tuple[int, list[dict[str, Any]]]:
    words = [sys.executable, "-m", "waarborg.project", "where", name, "--json"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("name", ["/health", "/health?of=today", "health"])
def test_an_address_or_its_name_leads_to_its_view(name: str) -> None:
    status, places = where(name)
    assert status == 0
    assert places[-1]["what"] in ("view", "used")
    view = next(place for place in places if place["what"] == "view")
    assert (view["file"], view["text"]) == (
        "src/waarborg/project/operations.py",
        "def health(request: HttpRequest) -> HttpResponse:",
    )


def test_a_permission_leads_to_its_declaration_first_and_then_to_its_uses() -> None:
    status, places = where("support.ticket.answer")
    assert status == 0
    found = [place["what"] for place in places]
    assert found == sorted(found)
    assert set(found) == {"declared", "used"}
    # Who holds it, and which scopes of programs reach it.
    assert {place["file"] for place in places if place["what"] == "declared"} == {"src/waarborg/support/permissions.py"}


def test_the_code_of_a_refusal_leads_to_its_class() -> None:
    _, places = where("project.group.no-free-port")
    assert [place["text"] for place in places] == ['code = "project.group.no-free-port"']


@pytest.mark.parametrize("name", ["/nowhere/at/all", "nothing.has.this.name", "nospace:nothing"])
def test_what_is_nowhere_gives_an_empty_list_and_fails(name: str) -> None:
    assert where(name) == (1, [])
