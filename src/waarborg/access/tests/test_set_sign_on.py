"""An owner ties a provider to their organisation: to nobody else's people, and without locking anybody out."""

from typing import Any

import pytest
from django.test import Client

from waarborg.access.actions.forget_customer import forget_customer
from waarborg.access.actions.reseal import reseal
from waarborg.access.actions.set_sign_on import (
    NotTried,
    WrongDomain,
    WrongIssuer,
    remove_sign_on,
    require_sign_on,
    set_sign_on,
)
from waarborg.access.actions.sign_on import link
from waarborg.access.encryption import open_client_secret
from waarborg.access.models import AccessPolicy, Identity, MailDomain, Session, SingleSignOn
from waarborg.access.rules.mail_domains import domain_of, normalised
from waarborg.access.tests.doors import make_account, sign_in
from waarborg.customers.tests.cast import NOW, Player, make_player
from waarborg.plumbing.permissions import NotAllowed, NotFound

GIVEN: dict[str, Any] = {
    "kind": "oidc",
    "name": "Fictieve ID",
    "issuer": "https://login.example.org",
    "client_id": "waarborg",
    "sign_on_url": "",
    "certificates": [],
    "secret": "geheim",
    "asks_second_step": False,
    "at": NOW,
}


@pytest.fixture
def boss(merendaal: Any) -> Player:
    """An owner at a domain of their own organisation."""
    return make_player(merendaal, "E. Eigenaar", "e.eigenaar@merendaal.example", "customer.owner")


def tie(player: Player, *domains: str, **given: Any) -> SingleSignOn:
    with player.at_work():
        return set_sign_on(
            player.organisation.id, **GIVEN | given, domains=domains or ["merendaal.example"], by=player.actor
        )


def test_only_the_owner_ties_a_provider_and_only_to_their_own(
    boss: Player, administrator: Player, stranger: Player, manager: Player
) -> None:
    tenant = boss.organisation.id
    for player, refusal in ((administrator, NotAllowed), (stranger, NotFound), (manager, NotFound)):
        with player.at_work(), pytest.raises(refusal):
            set_sign_on(tenant, **GIVEN, domains=["merendaal.example"], by=player.actor)
    assert not SingleSignOn.objects.exists()
    made = tie(boss)
    assert (made.active, list(made.domains.values_list("domain", flat=True))) == (False, ["merendaal.example"])
    assert open_client_secret(made.sealed_secret) == "geheim"
    assert "geheim" not in made.sealed_secret


@pytest.mark.parametrize(
    "domain", ["example.org", "gmail.com", "nobody.example", "x", "", "a b.nl", "evil.com/merendaal.example", "-.nl"]
)
def test_a_domain_that_is_not_theirs_alone_is_refused(boss: Player, domain: str) -> None:
    with pytest.raises(WrongDomain):
        tie(boss, "merendaal.example", domain) if domain else tie(boss, " ")
    assert not SingleSignOn.objects.exists()


def test_a_domain_is_of_one_organisation(boss: Player, hazelvoort: Any) -> None:
    tie(boss)
    MailDomain.objects.update(domain="gedeeld.example")
    other = make_player(hazelvoort, "H. Ander", "h.ander@gedeeld.example", "customer.owner")
    with pytest.raises(WrongDomain):
        tie(other, "gedeeld.example")
    assert SingleSignOn.objects.count() == 1


@pytest.mark.parametrize(
    "issuer",
    ["http://login.example.org", "javascript:alert(1)", "https://", "https://u:p@login.example.org", "x", "file:///"],
)
def test_an_issuer_is_an_https_address(boss: Player, issuer: str) -> None:
    with pytest.raises(WrongIssuer):
        tie(boss, issuer=issuer)
    assert not SingleSignOn.objects.exists()


def test_another_provider_inherits_nobody(boss: Player) -> None:
    made, account = tie(boss), make_account(boss).account
    link(made, account, "sub-1")
    SingleSignOn.objects.update(active=True)
    with boss.at_work():
        require_sign_on(boss.organisation.id, required=True, by=boss.actor, at=NOW)
    mine, through = sign_in(Client(), boss), sign_in(Client(), boss)
    session = through.session
    session["sign_on_through"] = {"tenant": str(made.tenant_id), "sign_on": str(made.pk), "account": str(account.pk)}
    session.save()
    tie(boss, name="Andere naam", secret="")
    assert through.get("/portal/").status_code == 200
    assert (SingleSignOn.objects.get().active, Identity.objects.count()) == (True, 1)
    assert open_client_secret(SingleSignOn.objects.get().sealed_secret) == "geheim"
    tie(boss, issuer="https://login.evil.example", secret="")
    found = SingleSignOn.objects.get()
    assert (found.active, found.sealed_secret, Identity.objects.count()) == (False, "", 0)
    assert not AccessPolicy.objects.get().require_sign_on
    assert Session.objects.filter(account=account).count() == 1
    assert (mine.get("/portal/").status_code, through.get("/portal/").status_code) == (200, 302)


def test_it_is_compulsory_only_after_it_was_tried(boss: Player) -> None:
    tie(boss)
    with boss.at_work(), pytest.raises(NotTried):
        require_sign_on(boss.organisation.id, required=True, by=boss.actor, at=NOW)
    assert not AccessPolicy.objects.filter(require_sign_on=True).exists()


def test_removing_it_and_erasing_the_customer_leave_nothing(boss: Player) -> None:
    link(tie(boss), make_account(boss).account, "sub-1")
    with boss.at_work():
        remove_sign_on(boss.organisation.id, by=boss.actor, at=NOW)
    assert not (SingleSignOn.objects.exists() or Identity.objects.exists() or MailDomain.objects.exists())
    link(tie(boss), make_account(boss).account, "sub-1")
    forget_customer(boss.organisation.id)
    assert not (SingleSignOn.objects.exists() or Identity.objects.exists() or MailDomain.objects.exists())


def test_its_secret_is_sealed_anew_with_the_others(boss: Player, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = ["oud" * 12]
    tie(boss)
    settings.ENCRYPTION_KEYS = ["nieuw" * 8, "oud" * 12]
    assert reseal() == 1
    settings.ENCRYPTION_KEYS = ["nieuw" * 8]
    assert open_client_secret(SingleSignOn.objects.get().sealed_secret) == "geheim"


def test_the_page_saves_and_never_shows_the_secret(boss: Player, administrator: Player) -> None:
    client = sign_in(Client(), boss)
    given = {"what": "sign-on", "kind": "oidc", "name": "Fictieve ID", "domains": "merendaal.example"}
    assert client.post("/portal/security/", given).status_code == 422
    more = {"issuer": "https://login.example.org", "client_id": "waarborg", "secret": "een-geheim-van-ons"}
    assert client.post("/portal/security/", given | more).status_code == 302
    page = client.get("/portal/security/").content.decode()
    assert "nog niet in gebruik" in page
    assert "een-geheim-van-ons" not in page
    assert client.post("/portal/security/", {"what": "required"}).status_code == 409
    assert client.post("/portal/security/", {"what": "else"}).status_code == 400
    assert sign_in(Client(), administrator).get("/portal/security/").status_code == 403


def test_the_owner_sets_the_policy_there_and_staff_their_own(boss: Player, manager: Player) -> None:
    client = sign_in(Client(), boss)
    wanted = {"what": "policy", "require_second_factor": "on", "idle_minutes": "15", "absolute_hours": "8"}
    assert client.post("/portal/security/", wanted).status_code == 302
    held = AccessPolicy.objects.get(tenant_id=boss.organisation.id)
    assert (held.own_second_factor, held.own_idle_minutes, held.require_second_factor) == (True, 15, True)
    assert client.post("/portal/security/", wanted | {"idle_minutes": "600"}).status_code == 409
    assert sign_in(Client(), manager).post("/desk/security/", wanted).status_code == 302
    assert AccessPolicy.objects.get(tenant_id=manager.organisation.id).our_idle_minutes == 15


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@Example.NL", "example.nl"),
        ("a@b@c.nl", "c.nl"),
        ("a@bücher.example", "xn--bcher-kva.example"),
        ("x", ""),
        ("@a.nl", ""),
    ],
)
def test_the_domain_of_an_address(email: str, domain: str) -> None:
    assert domain_of(email) == domain
    assert normalised(" @Example.NL. ") == "example.nl"
