"""Webhooks: what is told, how it is signed, and what becomes of addresses that are odd, gone or never answer."""

import base64
import json
import socket
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from waarborg.access.tests.programs import Program, codes, program
from waarborg.customers.tests.cast import Cast, make_organisation, make_player
from waarborg.plumbing import clock, outward, tenancy
from waarborg.plumbing.journal import Ref, record
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.receivers import KINDS, NEW, Listener, go_round, good, hook, make_due, messages, told
from waarborg.plumbing.webhooks import deliver as sending
from waarborg.plumbing.webhooks.models import Attempt, Endpoint, Message, Position
from waarborg.plumbing.webhooks.seals import reseal, seals

pytestmark = pytest.mark.django_db


def test_what_happens_is_told_once_signed_and_without_anybodys_words(owners: Program, listener: Listener) -> None:
    told(owners.post("/tickets", NEW))
    webhook = hook(owners, listener)
    ticket = told(owners.post("/tickets", NEW))
    go_round()
    go_round()
    [(path, headers, body)] = listener.heard
    said = json.loads(body)
    assert (path, said["type"]) == ("/hook", "support.ticket.reported")
    assert said["data"]["subject"] == {"kind": "support.ticket", "id": ticket["id"]}
    assert said["data"]["properties"]["channel"] == "api"
    assert b"Uren" not in body and b"Fictief" not in body
    assert good(webhook["secret"], headers, body)
    assert not good("whsec_" + base64.b64encode(b"x" * 32).decode(), headers, body)
    assert abs(int(headers["webhook-timestamp"]) - clock.real().timestamp()) < 60
    [message] = messages(owners, webhook)
    assert (message["state"], message["answer"], message["attempts"]) == ("delivered", 200, 1)
    assert headers["webhook-id"] == "msg_" + message["id"].replace("-", "")


def test_only_the_kinds_that_were_chosen_and_only_of_the_own_organisation(
    owners: Program, cast: Cast, listener: Listener
) -> None:
    hook(owners, listener, kinds=["support.ticket.withdrawn"])
    told(owners.post("/tickets", NEW))
    told(program(cast.stranger).post("/tickets", NEW))
    go_round()
    assert listener.heard == []


def test_a_failure_is_tried_again_later_under_the_same_id(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = 500
    go_round()
    [message] = messages(owners, webhook)
    assert (message["state"], message["answer"], message["failure"]) == ("waiting", 500, "status")
    go_round()
    assert len(listener.heard) == 1
    listener.answer = 204
    make_due()
    go_round()
    first, second = listener.heard
    assert first[1]["webhook-id"] == second[1]["webhook-id"] and first[2] == second[2]
    assert messages(owners, webhook)[0]["state"] == "delivered"


def test_after_the_last_attempt_it_is_given_up_and_can_be_sent_again(
    owners: Program, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "PATIENCE", sending.BackOff(attempts=2, first=5, most=10))
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = 503
    for _ in range(3):
        make_due()
        go_round()
    [message] = messages(owners, webhook)
    assert (message["state"], message["attempts"], len(listener.heard)) == ("dead", 2, 2)
    listener.answer = 200
    again = f"/webhooks/{webhook['id']}/messages/{message['id']}/again"
    assert told(owners.post(again, {}))["state"] == "waiting"
    assert codes(owners.post(again, {})) == (409, "plumbing.webhook.waiting")
    go_round()
    assert messages(owners, webhook)[0]["state"] == "delivered"
    assert len({one[1]["webhook-id"] for one in listener.heard}) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(owners: Program, listener: Listener, status: int) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = status
    go_round()
    assert [one[0] for one in listener.heard] == ["/hook"]
    [message] = messages(owners, webhook)
    assert (message["state"], message["answer"], message["failure"]) == ("waiting", status, "redirect")


def test_an_address_that_is_gone_is_asked_no_more_until_it_is_switched_on(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = 410
    go_round()
    there = f"/webhooks/{webhook['id']}"
    assert told(owners.get(there))["state"] == "gone"
    with tenancy.enter(Role.DESK):
        entry = JournalEntry.objects.get(kind="plumbing.webhook:switched-off")
        assert (entry.properties, entry.actor_kind, str(entry.subject_id)) == ({"why": "gone"}, "system", webhook["id"])
    told(owners.post("/tickets", NEW))
    go_round()
    assert len(listener.heard) == 1
    listener.answer = 200
    assert told(owners.patch(there, {"on": True}))["state"] == "on"
    go_round()
    assert [one["state"] for one in messages(owners, webhook)] == ["delivered", "dead"]


def test_an_address_inside_our_own_network_is_not_asked(owners: Program, listener: Listener, settings: Any) -> None:
    webhook = hook(owners, listener)
    settings.INSIDE_HOSTS = frozenset()
    for url in ("http://127.0.0.1/", "http://example.org/", "ftp://example.org/", "https://u:p@example.org/", "x"):
        assert codes(owners.post("/webhooks", {"url": url, "kinds": KINDS})) == (422, "plumbing.webhook.address")
    told(owners.patch(f"/webhooks/{webhook['id']}", {"url": f"https://localhost:{listener.server_port}/"}))
    told(owners.post("/tickets", NEW))
    go_round()
    assert listener.heard == []
    assert messages(owners, webhook)[0]["failure"] == "inside"


def test_while_a_secret_is_replaced_both_sign_and_afterwards_one(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    fresh = told(owners.post(f"/webhooks/{webhook['id']}/secret", {}))["secret"]
    told(owners.post("/tickets", NEW))
    go_round()
    _, headers, body = listener.heard[-1]
    assert good(fresh, headers, body) and good(webhook["secret"], headers, body)
    with tenancy.enter(Role.DESK):
        Endpoint.objects.update(previous_until=clock.now() - timedelta(seconds=1))
    told(owners.post("/tickets", NEW))
    go_round()
    _, headers, body = listener.heard[-1]
    assert good(fresh, headers, body) and not good(webhook["secret"], headers, body)


def test_a_secret_is_told_once_and_kept_sealed(owners: Program, listener: Listener) -> None:
    answer = owners.post("/webhooks", {"url": listener.url, "kinds": KINDS}, Idempotency_Key="hook-1")
    webhook = told(answer)
    assert "secret" not in told(owners.get(f"/webhooks/{webhook['id']}"))
    with tenancy.enter(Role.DESK), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(e::text, '') FROM webhook_endpoint e")
        assert webhook["secret"].removeprefix("whsec_") not in cursor.fetchone()[0]
        cursor.execute("SELECT body FROM api_kept_answer")
        assert webhook["secret"].encode() not in bytes(cursor.fetchone()[0])
    again = owners.post("/webhooks", {"url": listener.url, "kinds": KINDS}, Idempotency_Key="hook-1")
    assert again.content == answer.content


def test_removing_one_takes_its_messages(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    go_round()
    assert owners.ask("DELETE", f"/webhooks/{webhook['id']}").status_code == 204
    assert codes(owners.get(f"/webhooks/{webhook['id']}")) == (404, "plumbing.not-found")
    with tenancy.enter(Role.DESK):
        assert (Endpoint.objects.count(), Message.objects.count()) == (0, 0)


def test_kinds_that_nobody_offers_are_refused(owners: Program, listener: Listener) -> None:
    for kinds in ([], ["support.ticket.noted"], ["act.refused"], ["x"]):
        body = {"url": listener.url, "kinds": kinds}
        assert codes(owners.post("/webhooks", body)) == (422, "plumbing.webhook.kinds")
    assert told(owners.get("/webhooks"))["items"] == []


def test_a_secret_is_sealed_anew_under_a_new_key_and_waits_without_any(
    owners: Program, listener: Listener, settings: Any
) -> None:
    webhook = hook(owners, listener)
    settings.ENCRYPTION_KEYS = ["a-newer-word-of-32-characters-or-more", *settings.ENCRYPTION_KEYS]
    with tenancy.enter(Role.DESK):
        assert seals()[:3] == (1, 1, 0)
        assert (reseal(), reseal()) == (1, 0)
        assert seals()[:3] == (1, 0, 0)
        Endpoint.objects.update(previous="damaged")
        assert seals()[:3] == (2, 0, 1)
        Endpoint.objects.update(previous="")
    told(owners.post("/tickets", NEW))
    settings.ENCRYPTION_KEYS = ["another-word-of-32-characters-or-more"]
    go_round()
    assert messages(owners, webhook)[0]["failure"] == "secret"
    assert listener.heard == []


def test_each_attempt_is_kept_with_the_fields_of_both_sides(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = 302
    go_round()
    listener.answer = 200
    make_due()
    go_round()
    with tenancy.enter(Role.DESK):
        first, second = Attempt.objects.order_by("at")
    assert (first.answer, first.failure, second.answer, second.failure) == (302, "redirect", 200, "")
    assert ["Location", f"http://127.0.0.1:{listener.server_port}/elsewhere"] in first.answered
    sent = dict(first.asked)
    assert sent["webhook-id"] == listener.heard[0][1]["webhook-id"]
    assert webhook["secret"] not in str(first.asked)


def test_who_never_answers_is_timed_out_and_holds_up_nobody_else(
    owners: Program, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outward, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        deaf = hook(owners, listener, url=f"http://127.0.0.1:{silent.getsockname()[1]}/")
        fine = hook(owners, listener)
        for _ in range(3):
            told(owners.post("/tickets", NEW))
        go_round()
    tried = [(one["state"], one["attempts"], one["failure"]) for one in messages(owners, deaf)]
    assert sorted(tried) == [("waiting", 0, ""), ("waiting", 0, ""), ("waiting", 1, tried[-1][2])]
    assert {one["state"] for one in messages(owners, fine)} == {"delivered"}


def test_one_that_fails_for_five_days_is_switched_off_and_not_before(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    told(owners.post("/tickets", NEW))
    listener.answer = 500
    there = f"/webhooks/{webhook['id']}"
    for failures, hours, state in ((23, 119, "on"), (5, 130, "on"), (23, 121, "failed")):
        with tenancy.enter(Role.DESK):
            Endpoint.objects.update(failures=failures, failing_since=Now() - timedelta(hours=hours))
        make_due()
        go_round()
        assert told(owners.get(there))["state"] == state
    heard = len(listener.heard)
    make_due()
    go_round()
    assert len(listener.heard) == heard
    listener.answer = 200
    assert told(owners.patch(there, {"on": True}))["state"] == "on"
    make_due()
    go_round()
    with tenancy.enter(Role.DESK):
        [endpoint] = Endpoint.objects.all()
        assert (endpoint.failures, endpoint.failing_since) == (0, None)
    assert messages(owners, webhook)[0]["state"] == "delivered"


def test_a_trial_goes_the_way_of_every_message(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    trial = f"/webhooks/{webhook['id']}/test"
    sent = told(owners.post(trial, {}))
    assert (sent["kind"], sent["sequence"], sent["state"]) == ("webhook.test", None, "waiting")
    assert codes(owners.post(trial, {})) == (409, "plumbing.webhook.waiting")
    go_round()
    [(_, headers, body)] = listener.heard
    assert json.loads(body)["type"] == "webhook.test"
    assert good(webhook["secret"], headers, body)
    told(owners.patch(f"/webhooks/{webhook['id']}", {"on": False}))
    assert codes(owners.post(trial, {})) == (409, "plumbing.webhook.not-on")


def test_what_was_told_since_a_moment_is_told_again_under_the_same_ids(owners: Program, listener: Listener) -> None:
    webhook = hook(owners, listener)
    for _ in range(2):
        told(owners.post("/tickets", NEW))
    go_round()
    with tenancy.enter(Role.DESK):
        old, late = Message.objects.order_by("id")
        Message.objects.filter(id=old.id).update(written_at=Now() - timedelta(days=2), state="dead")
    since = (clock.real() - timedelta(days=1)).isoformat()
    again = f"/webhooks/{webhook['id']}/again"
    assert told(owners.post(again, {"since": since, "only_failed": True})) == {"messages": 0}
    assert told(owners.post(again, {"since": since})) == {"messages": 1}
    go_round()
    assert [one[1]["webhook-id"] for one in listener.heard][2:] == [f"msg_{late.id.hex}"]
    since = (clock.real() - timedelta(days=3)).isoformat()
    assert told(owners.post(again, {"since": since, "only_failed": True})) == {"messages": 1}


def test_the_providers_own_hears_of_every_organisation_from_now_on(
    owners: Program, cast: Cast, listener: Listener
) -> None:
    told(owners.post("/tickets", NEW))
    webhook = hook(program(cast.manager), listener)
    ticket = told(owners.post("/tickets", NEW))
    go_round()
    go_round()
    [(_, headers, body)] = listener.heard
    said = json.loads(body)["data"]
    assert (said["customer"], said["subject"]["id"]) == (str(cast.merendaal.id), ticket["id"])
    assert good(webhook["secret"], headers, body)
    newcomer = make_player(make_organisation("Zorg Nieuw", "nieuw"), "N. Nieuw", "n@example.org", "customer.owner")
    with newcomer.at_work():
        kind = KINDS[0]
        ref = Ref("support.ticket", newcomer.person.id)
        record(kind, tenant=newcomer.organisation.id, subject=ref, by=newcomer.actor, at=clock.now())
    go_round()
    assert json.loads(listener.heard[-1][2])["data"]["customer"] == str(newcomer.organisation.id)
    assert codes(owners.get(f"/webhooks/{webhook['id']}")) == (404, "plumbing.not-found")
    assert program(cast.manager).ask("DELETE", f"/webhooks/{webhook['id']}").status_code == 204
    with tenancy.enter(Role.DESK):
        assert (Position.objects.count(), Attempt.objects.count()) == (0, 0)
