"""Articles for programs: staff's write and publish them, a customer's application asks what belongs to its page."""

import json
from typing import Any

import pytest

from waarborg.access.tests.programs import codes, program
from waarborg.catalogue.tests.stock import bought, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.support.models import Article
from waarborg.support.tests.articles import draft, published, said

pytestmark = pytest.mark.django_db
NEW = {"title_nl": "Rooster maken", "body_nl": "1. Kies **Planning**."}


def told(response: Any) -> Any:
    assert response.status_code < 300, response.content
    return json.loads(response.content)


def test_from_a_draft_to_a_withdrawn_article(cast: Cast) -> None:
    agents, owners = program(cast.agent), program(cast.owner)
    answer = agents.post("/articles", NEW)
    one = told(answer)
    there = f"/articles/{one['id']}"
    assert (answer.headers["Location"], one["state"], one["title_nl"]) == (f"/api/v1{there}", "draft", "")
    assert one["draft"]["title_nl"] == "Rooster maken"
    assert owners.get(there).status_code == 404
    seen = agents.get(there)
    changed = told(agents.patch(there, {"body_nl": "1. Kies *Planning*."}, If_Match=seen.headers["ETag"]))
    assert (changed["draft"]["title_nl"], changed["draft"]["body_nl"]) == ("Rooster maken", "1. Kies *Planning*.")
    stale = agents.post(f"{there}/publication", {}, If_Match=seen.headers["ETag"])
    assert codes(stale) == (412, "plumbing.api.changed")
    assert told(agents.post(f"{there}/publication", {}))["state"] == "published"
    assert codes(agents.post(f"{there}/publication", {})) == (409, "support.article.as-published")
    read = told(owners.get(there))
    assert (read["body_nl"], read["draft"]) == ("1. Kies *Planning*.", None)
    assert codes(owners.patch(there, {"title_nl": "x"})) == (403, "plumbing.api.scope")
    assert told(agents.post(f"{there}/withdrawal", {}))["state"] == "withdrawn"
    assert owners.get(there).status_code == 404


def test_what_the_page_refuses_a_program_is_refused_too(cast: Cast) -> None:
    agents = program(cast.agent)
    for changes, code in (
        ({"title_en": "Only a title"}, "support.article.half-written"),
        ({"title_nl": "", "body_nl": ""}, "support.article.nothing-written"),
        ({"body_nl": "[x](javascript:alert(1))"}, "support.article.link"),
        ({"reach": "product"}, "support.article.which-product"),
        ({"about": "0190a0a0-0000-7000-8000-000000000001"}, "plumbing.api.invalid"),
    ):
        assert codes(agents.post("/articles", NEW | changes)) == (422, code)
    with tenancy.enter(Role.DESK):
        assert not Article.objects.exists()


def test_an_application_asks_for_the_articles_of_the_page_that_is_open(cast: Cast) -> None:
    stock = make_stock(cast)
    bought(cast, stock.records, cast.merendaal)
    for number in range(3):
        published(cast, said(f"Cliënten {number}"), item=stock.clients.id)
    published(cast, said("Trajecten"), item=stock.trajectories.id)
    draft(cast, said("Concept"), item=stock.clients.id)
    owners = program(cast.owner)
    route = stock.clients.route
    listed = told(owners.get(f"/articles?screen={route}&limit=2"))
    later = told(owners.get(f"/articles?screen={route}&limit=2&cursor={listed['next']}"))
    assert [one["title_nl"] for one in listed["items"] + later["items"]] == [
        "Cliënten 2",
        "Cliënten 1",
        "Cliënten 0",
    ]
    assert later["next"] is None
    assert [one["title_nl"] for one in told(owners.get("/articles?q=trajekten"))["items"]] == ["Trajecten"]
    assert len(told(program(cast.agent).get("/articles?state=draft"))["items"]) == 1
    assert told(owners.get("/articles?state=draft"))["items"] != []
