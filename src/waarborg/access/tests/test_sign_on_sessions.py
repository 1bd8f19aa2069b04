"""What a session may that came in by an organisation's provider, and where the provider is the only way in."""

from typing import Any

import pytest
from django.test import Client

from waarborg.access.actions import openid, second_factor
from waarborg.access.actions.invite import invite
from waarborg.access.actions.set_policy import set_policy
from waarborg.access.actions.set_sign_on import require_sign_on
from waarborg.access.models import Account, Session, SingleSignOn
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.provider import OpenProvider
from waarborg.access.tests.signing_on import START, come_back, inside, start
from waarborg.access.tests.test_second_factor import code_now, fresh, require_it
from waarborg.customers.tests.cast import Player, make_player
from waarborg.plumbing import clock

pytestmark = pytest.mark.usefixtures("nobody_else_there")


def test_by_invitation_somebody_comes_in_without_a_password(
    in_force: SingleSignOn, owner: Player, ordinary_user: Player, open_id: OpenProvider
) -> None:
    with owner.at_work():
        path = invite(ordinary_user.person, by=owner.actor, at=clock.now())
    client = Client()
    assert "Fictieve ID" in client.get(path).content.decode()
    accept = path.replace("/accounts/invitation/", "/accounts/sign-on/invitation/")
    open_id.subject, open_id.email = "sub-7", "iemand.anders@example.org"
    assert come_back(client, open_id, client.post(accept)).status_code == 403
    assert not Account.objects.filter(email=ordinary_user.person.email).exists()
    open_id.email = ordinary_user.person.email
    assert come_back(client, open_id, client.post(accept)).status_code == 302
    assert inside(client)
    account = Account.objects.get(email=ordinary_user.person.email)
    assert not account.has_usable_password()
    assert Client().get(path).status_code == 410


def test_one_organisations_provider_opens_no_other_organisation(
    colleague: Account, hazelvoort: Any, open_id: OpenProvider
) -> None:
    make_account(make_player(hazelvoort, "S. Monster", colleague.email, "customer.owner"))
    client = Client()
    come_back(client, open_id, start(client, colleague.email))
    session = Session.objects.get(session_key=client.cookies["waarborg_session"].value)
    assert session.membership.tenant_id != hazelvoort.id
    page = client.get("/accounts/organisations/").content.decode()
    assert "Hazelvoort" not in page
    elsewhere = colleague.memberships.get(tenant_id=hazelvoort.id)
    assert client.post("/accounts/organisations/", {"place": str(elsewhere.id)}).status_code == 404
    # Even a session that was changed by some other way ends.
    changed = client.session
    changed["membership"] = str(elsewhere.id)
    changed.save()
    assert client.get("/portal/").status_code == 302
    assert client.get("/accounts/").status_code == 302


def test_a_session_by_the_provider_does_not_change_the_locks(
    colleague: Account, hazelvoort: Any, open_id: OpenProvider
) -> None:
    make_account(make_player(hazelvoort, "S. Monster", colleague.email, "customer.owner"))
    client, before = Client(), Account.objects.get(pk=colleague.pk).password
    come_back(client, open_id, start(client, colleague.email))
    for path, given in (
        ("/accounts/password/", {"current": PASSWORD, "password": "een-nieuwe-lange-zin"}),
        ("/accounts/passkeys/", {"what": "add"}),
        ("/accounts/second-factor/", {"code": "123456"}),
        ("/accounts/second-factor/change/", {"what": "renew"}),
    ):
        answer = client.post(path, given)
        assert (path, answer.status_code) == (path, 409)
    assert Account.objects.get(pk=colleague.pk).password == before


def test_a_second_step_that_was_set_up_is_asked_unless_the_provider_asks_it(
    colleague: Account, in_force: SingleSignOn, owner: Player, open_id: OpenProvider
) -> None:
    secret = second_factor.new_secret()
    second_factor.set_up(colleague, secret=secret, code=code_now(secret), this_session=None, at=clock.now())
    fresh(colleague)
    with owner.at_work():
        wanted: dict[str, Any] = {"require_second_factor": True, "idle_minutes": 60, "absolute_hours": 12}
        set_policy(owner.organisation.id, **wanted, by=owner.actor, at=clock.now())
    client = Client()
    answer = come_back(client, open_id, start(client, colleague.email))
    assert answer.headers["Location"] == "/accounts/second-step/"
    assert not inside(client)
    client.post("/accounts/second-step/", {"code": code_now(secret)})
    assert inside(client)
    assert client.session["sign_on_through"]["tenant"] == str(owner.organisation.id)
    SingleSignOn.objects.update(asks_second_step=True)
    other = Client()
    come_back(other, open_id, start(other, colleague.email))
    assert inside(other)


@pytest.mark.clause("TO-12")
def test_what_an_agreement_asks_a_provider_does_not_stand_in_for(
    colleague: Account, owner: Player, open_id: OpenProvider
) -> None:
    SingleSignOn.objects.update(asks_second_step=True)
    require_it(owner, at=clock.now())
    client = Client()
    come_back(client, open_id, start(client, colleague.email))
    assert client.get("/portal/").headers["Location"].startswith("/accounts/second-factor/")
    assert not inside(client)


def test_where_it_is_the_only_way_in_a_password_is_not_enough_but_for_the_owner(
    colleague: Account, owner: Player, open_id: OpenProvider
) -> None:
    by_password = sign_in(Client(), owner)
    other = Client()
    other.post("/accounts/sign-in/", {"email": colleague.email, "password": PASSWORD})
    assert inside(other)
    with owner.at_work():
        require_sign_on(owner.organisation.id, required=True, by=owner.actor, at=clock.now())
    assert other.get("/portal/").headers["Location"].startswith(START)
    assert "Fictieve ID" in other.get(START).content.decode()
    assert inside(by_password)
    without = sign_in(Client(), owner, second_factor=False)
    assert without.get("/portal/").headers["Location"].startswith("/accounts/second-factor/")
    # The half-way session goes on to the provider and comes in.
    assert come_back(other, open_id, other.get(START)).status_code == 302
    assert inside(other)


def test_the_owner_comes_in_while_the_provider_is_down(
    colleague: Account, owner: Player, open_id: OpenProvider
) -> None:
    account = Account.objects.get(email=owner.person.email)
    secret = second_factor.new_secret()
    second_factor.set_up(account, secret=secret, code=code_now(secret), this_session=None, at=clock.now())
    fresh(account)
    with owner.at_work():
        require_sign_on(owner.organisation.id, required=True, by=owner.actor, at=clock.now())
    open_id.status = 500
    openid._kept.clear()
    client = Client()
    client.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD})
    client.post("/accounts/second-step/", {"code": code_now(secret)})
    assert inside(client)
    assert client.post("/portal/security/", {"what": "optional"}).status_code == 302
