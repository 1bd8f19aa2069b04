"""Stores of metrics on the desk: set up, changed, paused and removed; the token is sealed and goes nowhere else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.availability.actions.keep_probe import reseal_bearers
from waarborg.availability.actions.keep_store import (
    NotAHistogram,
    NotAStep,
    NotMatchers,
    StoreNameTaken,
    StoreSaid,
    change_store,
    make_store,
    remove_store,
)
from waarborg.availability.actions.probe_refusals import NoName, ProbeChanged
from waarborg.availability.events import STORE_KEPT, STORE_REMOVED
from waarborg.availability.models import Store
from waarborg.availability.queries.bearers import seals
from waarborg.availability.rules.watching import BadBearer, BadTarget, BearerInClear, OutOfRange, PrivateAddress
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
SignIn = Callable[[Player], Client]
SAID = StoreSaid("Mimir", "https://metrics.example.nl/prom", "http_seconds", 'job="web"')


def made(cast: Cast, **more: Any) -> Store:
    with cast.manager.at_work():
        return make_store(replace(SAID, **more), provider=cast.provider.id, by=cast.manager.actor, at=NOW)


def test_it_begins_on_a_whole_step_now_or_days_ago(cast: Cast) -> None:
    now, before = made(cast), made(cast, name="Thanos", back=3, step=60)
    assert (NOW - now.read_until, now.read_until.timestamp() % 15) == (timedelta(seconds=int(NOW.timestamp()) % 15), 0)
    assert NOW - before.read_until == timedelta(days=3, seconds=int(NOW.timestamp()) % 60)
    with cast.manager.at_work():
        entry = JournalEntry.objects.filter(kind=STORE_KEPT).order_by("sequence").first()
        assert entry is not None
        assert entry.properties == {"histogram": "http_seconds", "did": "made"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"name": "  "}, NoName), ({"name": "x" * 61}, NoName), ({"target": "metrics"}, BadTarget),
        ({"target": "https://metrics.example.nl/?a=b"}, BadTarget), ({"target": "https://10.0.0.7"}, PrivateAddress),
        ({"bearer": "a b"}, BadBearer), ({"bearer": "tok", "target": "http://metrics.example.nl"}, BearerInClear),
        ({"histogram": 'x"'}, NotAHistogram), ({"matchers": 'a="b"} or vector(1'}, NotMatchers),
        ({"step": 7}, NotAStep), ({"unit": "h"}, NotAStep), ({"back": 35}, OutOfRange), ({"back": -1}, OutOfRange),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_read_is_refused(cast: Cast, more: dict[str, Any], why: type[Refusal]) -> None:
    with pytest.raises(why):
        made(cast, **more)
    with cast.manager.at_work():
        assert not Store.objects.exists()


def test_two_have_not_one_name_until_one_is_removed(cast: Cast) -> None:
    first = made(cast)
    with pytest.raises(StoreNameTaken):
        made(cast)
    with cast.manager.at_work():
        remove_store(first.id, by=cast.manager.actor, at=NOW)
        with pytest.raises(NotFound):
            remove_store(first.id, by=cast.manager.actor, at=NOW)
        assert JournalEntry.objects.filter(kind=STORE_REMOVED).count() == 0
    made(cast)


def test_support_may_read_the_page_and_keep_none(cast: Cast, signed_in: SignIn) -> None:
    store = made(cast)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        make_store(replace(SAID, name="B"), provider=cast.provider.id, by=cast.agent.actor, at=NOW)
    page = signed_in(cast.agent).get(f"/desk/speed/stores/{store.id}/")
    assert (page.status_code, b"csrfmiddlewaretoken" in page.content.split(b"<main")[-1]) == (200, False)
    assert signed_in(cast.agent).post(f"/desk/speed/stores/{store.id}/", {"do": "remove"}).status_code == 403


def test_the_token_is_sealed_stays_at_its_host_and_goes_with_another_one(cast: Cast) -> None:
    store = made(cast, bearer="tok-3n")
    assert "tok-3n" not in store.sealed_bearer
    steps: list[tuple[dict[str, Any], str]] = [
        ({"target": "https://metrics.example.nl/other"}, "tok-3n"), ({"target": "https://else.example.nl"}, ""),
        ({"target": "https://else.example.nl", "bearer": "new"}, "new"), ({"target": SAID.target, "bearer": ""}, ""),
    ]  # fmt: skip
    for revision, (more, expected) in enumerate(steps):
        with cast.manager.at_work():
            given = replace(SAID, **more)
            held = change_store(store.id, given, revision=revision, by=cast.manager.actor, at=NOW)
            assert held.bearer == expected
    with cast.manager.at_work(), pytest.raises(ProbeChanged):
        change_store(store.id, SAID, revision=0, by=cast.manager.actor, at=NOW)


def test_tokens_of_stores_are_taken_over_by_a_new_key(cast: Cast, settings: Any) -> None:
    old = settings.ENCRYPTION_KEYS
    made(cast, bearer="tok")
    settings.ENCRYPTION_KEYS = ["another", *old]
    with cast.manager.at_work():
        assert seals()[:3] == (1, 1, 0)
        assert (reseal_bearers(), seals()[:3]) == (1, (1, 0, 0))


def test_it_is_set_up_changed_and_removed_on_its_pages(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    given = {"name": "Mimir", "target": SAID.target, "histogram": "http_seconds", "unit": "s", "step": "15"}
    assert client.post("/desk/speed/stores/new/", {**given, "matchers": "job=web"}).status_code == 422
    whole = {**given, "matchers": 'job="web"', "bearer": "tok", "enabled": "on"}
    answer = client.post("/desk/speed/stores/new/", whole)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"]).content.decode()
    assert "nog niet gelezen" in page
    assert "tok" not in page.replace("token", "").replace("Token", "")
    changed = client.post(answer.headers["Location"], {**given, "name": "Thanos", "revision": "0"})
    assert changed.status_code == 302
    listed = client.get("/desk/speed/stores/").content.decode()
    assert "Thanos" in listed
    assert "staat stil" in listed
    assert client.post(answer.headers["Location"], {"do": "remove"}).status_code == 302
    assert "Er wordt geen opslag gelezen" in client.get("/desk/speed/stores/").content.decode()


def test_the_list_asks_the_same_of_the_database_with_one_and_with_three(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.manager)
    counts = []
    for names in (["A"], ["B", "C"]):
        for name in names:
            made(cast, name=name)
        client.get("/desk/speed/stores/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/speed/stores/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
