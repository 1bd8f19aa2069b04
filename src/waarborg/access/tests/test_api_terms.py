"""The conditions of the API: where the agreement asks it, they are accepted before anybody makes a key."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from waarborg.access.actions.set_policy import follow_agreement
from waarborg.access.actions.tokens import TermsNotAccepted, accept_terms, make_token, revoke_token
from waarborg.access.events import API_TERMS_ACCEPTED
from waarborg.access.models import ApiToken
from waarborg.access.queries.tokens import terms_to_accept
from waarborg.access.tests.doors import make_account
from waarborg.access.tests.programs import Program, codes
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing import clock
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.agreements import publish_and_bind

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Player], Client]
PAGE = "/portal/api-tokens/"


def key(player: Player, *scopes: str) -> str:
    make_account(player)
    with player.at_work():
        return make_token(name="Planning", scopes=scopes, days=30, by=player.actor, at=NOW)[1]


def accepted(cast: Cast) -> int:
    with cast.manager.at_work():
        return JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind=API_TERMS_ACCEPTED).count()


@pytest.mark.clause("CL-32")
def test_a_key_is_made_after_the_conditions_reads_what_it_is_for_and_ends_at_once(
    cast: Cast, signed_in: SignedIn
) -> None:
    publish_and_bind(cast, profile("cliendo"), name="cliendo.yaml", of="cliendo")
    form = {"name": "Planning", "scopes": ["notices:read"], "days": "30"}
    owner = signed_in(cast.owner)
    assert "Eerst de voorwaarden" in owner.get(PAGE).content.decode()
    refused = owner.post(PAGE, form)
    assert refused.status_code == 403
    assert "De voorwaarden van de API zijn nog niet geaccepteerd." in refused.content.decode()
    assert not ApiToken.objects.exists()
    assert owner.post(PAGE, {"what": "accept-terms"}).status_code == 302
    assert accepted(cast) == 1
    shown = owner.post(PAGE, form)
    assert shown.status_code == 200
    program = Program(re.findall(r"wbt_\w{12}_\w{43}", shown.content.decode())[0])
    assert program.get("/notices").status_code == 200
    # Another kind of record than it is for.
    assert codes(program.get("/tickets")) == (403, "plumbing.api.scope")
    token = ApiToken.objects.select_related("membership").get()
    with cast.owner.at_work():
        revoke_token(token, by=cast.owner.actor, at=clock.now())
    assert program.get("/notices").status_code == 401
    assert json.loads(program.get("/notices").content)["code"] == "access.api-token.refused"


def test_without_such_a_rule_nobody_is_asked(cast: Cast) -> None:
    publish_and_bind(cast, profile("appreo"))
    assert terms_to_accept(cast.merendaal.id) == ""
    assert key(cast.owner, "tickets:read")
    with cast.owner.at_work():
        accept_terms(by=cast.owner.actor, at=NOW)
    assert accepted(cast) == 0


def test_accepting_twice_is_once_and_another_version_asks_anew(cast: Cast) -> None:
    tenant = cast.merendaal.id
    for version, entries in (("a" * 64, 1), ("b" * 64, 2)):
        with cast.manager.at_work():
            follow_agreement(tenant, require_second_factor=False, api_terms=version, by=SYSTEM, at=NOW)
        with pytest.raises(TermsNotAccepted):
            key(cast.owner, "tickets:read")
        for _ in range(2):
            with cast.owner.at_work():
                accept_terms(by=cast.owner.actor, at=NOW)
        assert accepted(cast) == entries
        assert terms_to_accept(tenant) == ""
    assert terms_to_accept(cast.hazelvoort.id) == ""


def test_who_makes_no_keys_accepts_nothing(cast: Cast) -> None:
    with cast.manager.at_work():
        follow_agreement(cast.merendaal.id, require_second_factor=False, api_terms="a" * 64, by=SYSTEM, at=NOW)
    with pytest.raises(NotAllowed), cast.ordinary_user.at_work():
        accept_terms(by=cast.ordinary_user.actor, at=NOW)
    assert (terms_to_accept(cast.merendaal.id), accepted(cast)) == ("a" * 64, 0)


@pytest.mark.clause("CL-32")
def test_the_promise_of_it_is_enforced() -> None:
    assert planned_names("access.api", load(profile("cliendo")).require(), known()) == ()
