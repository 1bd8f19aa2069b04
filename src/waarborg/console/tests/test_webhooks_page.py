"""The pages of webhooks, on both faces; and the mail when one was switched off."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from waarborg.access.tests.doors import sign_in
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.journal.words import said
from waarborg.plumbing.models import Attempt, Endpoint, JournalEntry, Message, OutboxMail
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.webhooks.models import SEAL
from waarborg.plumbing.webhooks.offers import offered
from waarborg.plumbing.webhooks.switching import switch_off

pytestmark = pytest.mark.django_db
KIND = "support.ticket.reported"
NEW = {"url": "https://hooks.example.org/in", "kinds": [KIND]}


def make(client: Client, face: str = "") -> tuple[Endpoint, str]:
    page = client.post(reverse(f"{face}webhooks"), NEW).content.decode()
    secret = re.search(r"whsec_[^<]+", page)
    assert secret, page
    with tenancy.enter(Role.DESK):
        return Endpoint.objects.order_by("-id")[0], secret[0]


def told(endpoint: Endpoint, number: int = 1, **fields: Any) -> list[Message]:
    now = clock.real()
    with tenancy.enter(Role.DESK):
        return Message.objects.bulk_create(
            Message(
                tenant_id=endpoint.tenant_id,
                endpoint=endpoint,
                sequence=place,
                **{"kind": KIND, "body": "{}", "state": "delivered", "due": now, "written_at": now, **fields},
            )
            for place in range(1, number + 1)
        )


@pytest.fixture
def owner(cast: Cast) -> Client:
    return sign_in(Client(), cast.owner)


def test_an_owner_makes_one_sees_its_secret_once_and_replaces_it(owner: Client, cast: Cast) -> None:
    endpoint, secret = make(owner)
    with tenancy.enter(Role.DESK):
        assert SEAL.open(endpoint.sealed).decode() == secret
    here = reverse("webhook", args=[endpoint.id])
    page = owner.get(here)
    assert secret not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    second = owner.post(here, {"do": "rotate"}).content.decode()
    assert secret not in second and "whsec_" in second and "ondertekent mee tot" in second
    assert owner.post(reverse("webhooks"), {**NEW, "url": "http://hooks.example.org/"}).status_code == 422
    assert owner.post(here, {"do": "save", "url": NEW["url"]}).status_code == 422
    owner.post(here, {"do": "save", "url": "https://hooks.example.org/two", "kinds": [KIND]})
    assert "hooks.example.org/two" in owner.get(here).content.decode()
    owner.post(here, {"do": "remove"})
    assert owner.get(here).status_code == 404
    with tenancy.enter(Role.DESK):
        kinds = JournalEntry.objects.filter(tenant_id=cast.merendaal.id).order_by("sequence")
        seen = [one.kind.partition(":")[2] for one in kinds if one.kind.startswith("plumbing.webhook")]
    assert seen == ["added", "rotated", "changed", "removed"]


def test_it_is_switched_off_and_on_and_tried_only_when_on(owner: Client) -> None:
    endpoint, _ = make(owner)
    here = reverse("webhook", args=[endpoint.id])
    owner.post(here, {"do": "off"})
    refused = owner.post(here, {"do": "test"})
    assert refused.status_code == 409 and "Deze webhook staat uit" in refused.content.decode()
    owner.post(here, {"do": "on"})
    assert owner.post(here, {"do": "test"}).status_code == 302
    page = owner.get(here).content.decode()
    assert "webhook.test" in page and 'hx-trigger="every 3s"' in page


def test_an_attempt_shows_the_fields_of_both_sides(owner: Client) -> None:
    endpoint, _ = make(owner)
    [message] = told(endpoint, state="dead", attempts=24, answer=301, failure="redirect")
    with tenancy.enter(Role.DESK):
        Attempt.objects.create(
            tenant_id=endpoint.tenant_id,
            message=message,
            at=clock.real(),
            took_ms=12,
            answer=301,
            failure="redirect",
            asked=[["webhook-id", "msg_x"]],
            answered=[["Location", "https://elsewhere.example.org/<script>"]],
        )
    here = reverse("webhook-message", args=[endpoint.id, message.id])
    page = owner.get(here).content.decode()
    assert "msg_x" in page and "https://elsewhere.example.org/&lt;script&gt;" in page
    assert "er wordt niet doorverwezen" in page
    assert owner.post(here).status_code == 302
    assert owner.post(here).status_code == 409
    with tenancy.enter(Role.DESK):
        assert Message.objects.get(id=message.id).state == "waiting"


def test_what_did_not_arrive_is_sent_again_since_a_moment(owner: Client) -> None:
    endpoint, _ = make(owner)
    told(endpoint, 3)
    with tenancy.enter(Role.DESK):
        Message.objects.filter(sequence=2).update(state="dead")
    here = reverse("webhook", args=[endpoint.id])
    owner.post(here, {"do": "again", "hours": "1", "only_failed": "on"})
    with tenancy.enter(Role.DESK):
        assert list(Message.objects.filter(state="waiting").values_list("sequence", flat=True)) == [2]
    owner.post(here, {"do": "again", "hours": "1"})
    with tenancy.enter(Role.DESK):
        assert Message.objects.filter(state="waiting").count() == 3
    assert owner.post(here, {"do": "again", "hours": "3"}).status_code == 422


def test_a_log_of_10_000_costs_as_many_questions_as_one_of_ten(owner: Client) -> None:
    endpoint, _ = make(owner)
    here = reverse("webhook", args=[endpoint.id])
    told(endpoint, 10)
    owner.get(here)
    with counted() as few:
        owner.get(here)
    with tenancy.enter(Role.DESK):
        Message.objects.all().delete()
    told(endpoint, 10_000)
    with counted() as many:
        page = owner.get(here).content.decode()
    assert len(many) == len(few)
    assert page.count("/messages/") == 25
    later = re.search(r'rel="next" href="([^"#]+)', page)
    assert later
    assert owner.get(here + later[1].replace("&amp;", "&")).content.decode().count("/messages/") == 25


def test_only_who_looks_after_the_organisations_own_comes_in(cast: Cast, owner: Client) -> None:
    endpoint, _ = make(owner)
    assert sign_in(Client(), cast.administrator).get(reverse("webhooks")).status_code == 403
    assert sign_in(Client(), cast.agent).get(reverse("desk-webhooks")).status_code == 403
    manager = sign_in(Client(), cast.manager)
    assert manager.get(reverse("desk-webhook", args=[endpoint.id])).status_code == 404
    ours, _ = make(manager, "desk-")
    page = manager.get(reverse("desk-webhook", args=[ours.id])).content.decode()
    assert "hooks.example.org" in page


@pytest.mark.parametrize(
    ("language", "why", "said"),
    [("nl", "gone", "Een webhook is uitgezet"), ("en", "failed", "has accepted nothing for five days")],
)
def test_who_owns_one_is_told_in_his_own_language_when_it_is_switched_off(
    cast: Cast, owner: Client, language: str, why: Any, said: str
) -> None:
    endpoint, _ = make(owner)
    second = make_player(cast.merendaal, "E. Eigenaar", "e@example.org", roles.OWNER, language=language)
    with tenancy.enter(Role.DESK):
        switch_off(endpoint.id, why, at=clock.now())
        switch_off(endpoint.id, why, at=clock.now())
    with tenancy.enter(Role.DESK):
        mails = {one.to_address: one for one in OutboxMail.objects.all()}
    assert mails.keys() == {cast.owner.person.email, second.person.email}
    mail = mails["e@example.org"]
    assert said in mail.subject + mail.body and reverse("webhook", args=[endpoint.id]) in mail.body


def test_of_the_providers_own_its_operators_are_told(cast: Cast) -> None:
    manager = sign_in(Client(), cast.manager)
    endpoint, _ = make(manager, "desk-")

    def told_when_off() -> set[str]:
        with tenancy.enter(Role.DESK):
            Endpoint.objects.filter(id=endpoint.id).update(state="on")
            switch_off(endpoint.id, "gone", at=clock.now())
        with tenancy.enter(Role.DESK):
            return set(OutboxMail.objects.values_list("to_address", flat=True))

    assert told_when_off() == {cast.manager.person.email}
    operator: Player = make_player(cast.provider, "O. Beheer", "o.beheer@example.nl", roles.OPERATOR)
    assert told_when_off() == {cast.manager.person.email, operator.person.email}


def test_everything_that_a_webhook_can_tell_has_words_below_those_of_its_domain(cast: Cast) -> None:
    kinds = offered(to_staff=True)
    assert [kind for kind in kinds if said(kind, "nl") == kind or said(kind, "en") == kind] == []
    page = sign_in(Client(), cast.manager).get(reverse("desk-webhooks")).content.decode()
    heading, told = page.index("Beschikbaarheid en storingen"), page.index("een alarm dat iemand van ons roept")
    assert heading < told < page.index("Berichten</p>")
