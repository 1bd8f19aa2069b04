"""The pages of back-ups: all plans, one with its thousands of back-ups, and what a customer reads."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from waarborg.continuity.actions.watch_rounds import watch_rounds
from waarborg.continuity.models import Plan, Run
from waarborg.continuity.tests.told import backed_up, operator_of, planned
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.slots import counted
from waarborg.releases.tests.test_publish import bound

SignIn = Callable[[Player], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.plumbing.clock.now", lambda: NOW)


@pytest.fixture
def player(cast: Cast) -> Player:
    return operator_of(cast)


def many(player: Player, plan: Plan, count: int) -> None:
    """Good ones, an hour apart, the last an hour ago; every hundredth failed."""
    with player.at_work():
        Run.objects.bulk_create(
            [
                Run(
                    tenant_id=plan.tenant_id, plan=plan, began_at=when, completed_at=when, as_of=when,
                    outcome="good" if number % 100 else "failed", size=number, reported_at=when, reason="x",
                )
                for number in range(1, count + 1)
                for when in [NOW - timedelta(hours=number)]
            ],
            batch_size=2000,
        )  # fmt: skip


def test_plans_ask_as_often_for_three_as_for_one(cast: Cast, player: Player, signed_in: SignIn) -> None:
    client, asked = signed_in(player), []
    assert "Nog geen back-upplan" in client.get("/desk/backups/").content.decode()
    for keys in (("a",), ("b", "c")):
        for one in keys:
            planned(cast, player, one, scope="customer", customer_id=cast.merendaal.id)
        with counted() as queries:
            page = client.get("/desk/backups/").content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.count("<tr data-row>") == 3 and "te laat" in page


def test_ten_thousand_back_ups_come_fifty_at_a_time_and_leave_as_a_file(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    plan = planned(cast, player)
    client, path = signed_in(player), f"/desk/backups/{plan.id}/"
    asked = []
    for count in (1, 9_999):
        many(player, plan, count)
        with counted() as queries:
            page = client.get(path).content.decode()
        asked.append(sum("continuity_run" in one for one in queries))
    assert asked == [1, 1] and page.count("<tr data-row>") == 50
    after = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(path + after).content.decode()
    assert second.count("<tr data-row>") == 50 and second != page
    assert client.get(path + "?outcome=failed").content.decode().count("<tr data-row>") == 50
    whole = b"".join(client.get(path + "file?as=csv&outcome=failed").streaming_content)  # type: ignore[attr-defined]
    assert len(whole.decode().splitlines()) == 100
    assert client.get(path + "file?as=xlsx").headers["Content-Type"].startswith("application/vnd.openxml")


def test_a_plan_a_back_up_and_a_test_are_filled_in_on_the_pages(cast: Cast, player: Player, signed_in: SignIn) -> None:
    client = signed_in(player)
    filled = {
        "key": "database-4h", "scope": "service", "part": "database", "what_nl": "De database", "where_nl": "elders",
        "every": 14400, "patience": 0, "kept_days": 30, "least_mb": 0, "revision": 0,
    }  # fmt: skip
    made = client.post("/desk/backups/new/", filled)
    assert made.status_code == 200 and "/backup/" in made.content.decode()
    assert client.post("/desk/backups/new/", filled).status_code == 422
    with player.at_work():
        plan = Plan.objects.get()
    path = f"/desk/backups/{plan.id}/"
    run = {"do": "run", "succeeded": "good", "began_at": "2026-04-07T08:00", "completed_at": "2026-04-07T08:10"}
    assert client.post(path, {**run, "size_mb": 12}).status_code == 302
    assert client.post(path, {**run, "completed_at": "2026-04-07T07:00"}).status_code == 422
    test = {"do": "test", "tested_at": "2026-04-07T09:00", "as_of": "2026-04-07T08:00", "minutes": 90}
    assert client.post(path, {**test, "what": "alles", "result": "works"}).status_code == 302
    page = client.get(path).content.decode()
    assert "12,0\xa0MB" in page and "opgeschreven door B. Beheer" in page and "alles was er en klopte" in page
    assert client.post(f"{path}edit/", {**filled, "every": 3600}).status_code == 302
    assert client.post(path, {"do": "address"}).content.decode().count("/backup/") >= 1
    assert client.post(path, {"do": "end"}).status_code == 302
    assert "Beëindigd op" in client.get(path).content.decode()
    assert "database-4h" in client.get("/desk/backups/?ended=1").content.decode()
    assert signed_in(cast.agent).post(path, {"do": "end"}).status_code == 403


@pytest.mark.clause("AP-21", "PX-69")
def test_a_customer_reads_what_was_promised_when_the_last_good_one_was_and_what_a_test_showed(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    client = signed_in(cast.owner)
    assert "Nog niets vastgelegd" in client.get("/portal/backups/").content.decode()
    bound(cast, "appreo")
    plan = planned(cast, player)
    own = planned(cast, player, "own", what_nl="Uw bestanden", scope="customer", customer_id=cast.merendaal.id)
    other = planned(cast, player, "other", what_nl="Hun bestanden", scope="customer", customer_id=cast.hazelvoort.id)
    backed_up(player, plan, "2026-04-07 08:00")
    backed_up(player, other, "2026-04-07 08:00")
    with counted() as queries:
        page = client.get("/portal/backups/").content.decode()
    assert sum("continuity_" in one for one in queries) == 1
    assert "minstens elke 4 uur een back-up" in page
    # 11:42 in Amsterdam: an hour and 42 minutes after the content of 10:00.
    assert "1 uur en 42 minuten" in page and "op tijd" in page
    # What is promised, until when the next is due, and why then.
    told = " ".join(re.sub("<[^>]+>", "", page).split())
    assert (
        "database: de laatste geslaagde was vandaag 10:00 klaar; de volgende is uiterlijk vandaag 14:00 klaar." in told
    )
    assert "Waarom dan" in page
    assert own.what_nl in page and "Hun bestanden" not in page
    assert "Er is nog geen herstel geprobeerd." in page
    # The board says it, too, once the job of a minute has looked.
    assert "Niet gemeten: er is nog niets gepland dat hierbij hoort." in client.get("/portal/").content.decode()
    with player.at_work():
        watch_rounds(at=NOW)
    assert "In april tot nu toe steeds op tijd." in client.get("/portal/").content.decode()


@pytest.mark.clause("AP-21")
def test_staff_see_what_is_promised_to_how_many_and_whom_no_plan_covers(
    cast: Cast, player: Player, signed_in: SignIn
) -> None:
    bound(cast, "appreo")
    client = signed_in(player)
    page = client.get("/desk/backups/").content.decode()
    assert "minstens elke 4 uur een back-up" in page and "geen plan voor 1 klant" in page
    assert cast.merendaal.name in page
    plan = planned(cast, player)
    backed_up(player, plan, "2026-04-07 08:00")
    assert "laat geen ruimte" in client.get("/desk/backups/").content.decode()
    hourly = planned(cast, player, "hourly", every=3600)
    backed_up(player, hourly, "2026-04-07 08:00")
    page = client.get("/desk/backups/").content.decode()
    assert "geen plan voor" not in page and "laat geen ruimte" not in page
    with player.at_work():
        Plan.objects.update(good_at=NOW - timedelta(hours=5), good_as_of=NOW - timedelta(hours=5))
    assert "te laat voor 1" in client.get("/desk/backups/").content.decode()
