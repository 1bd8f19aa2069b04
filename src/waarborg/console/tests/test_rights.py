"""Who can see what: what the page says is what is declared, for whoever oversees an organisation."""

from collections.abc import Callable

from django.test import Client

from waarborg.console.queries import rights as queries
from waarborg.console.rights_words import DOMAINS, PERMISSIONS, TABLES
from waarborg.customers.actions import set_roles
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.plumbing.permissions import declared, may
from waarborg.plumbing.tenancy.content_words import content_words

SignedIn = Callable[[Player], Client]
PAGE = "/portal/rights/"


def test_every_permission_domain_and_table_has_its_words() -> None:
    assert declared().keys() - PERMISSIONS.keys() == set()
    assert {name.partition(".")[0] for name in declared()} <= DOMAINS.keys()
    assert {one.table for one in queries.shown()} - TABLES.keys() - content_words().keys() == set()


def test_the_page_says_of_each_person_what_a_check_would(cast: Cast) -> None:
    everyone = (cast.owner, cast.administrator, cast.support_contact, cast.ordinary_user)
    with cast.owner.at_work():
        people = queries.people(cast.merendaal.id, at=NOW)
    assert {one.id for one in people} == {one.person.id for one in everyone}
    groups = queries.rights(people, customer_roles=roles.CUSTOMER_ROLES, staff_roles=roles.PROVIDER_ROLES, lang="nl")
    told = {right.name: {one.id for one in right.people} for _, found in groups for right in found}
    for name in declared():
        allowed = {one.person.id for one in everyone if may(one.actor, name, tenant=cast.merendaal.id)}
        assert told[name] == allowed, name


def test_an_owner_sees_his_own_people_and_our_roles(signed_in: SignedIn, cast: Cast) -> None:
    page = signed_in(cast.owner).get(PAGE).content.decode()
    for name in (cast.owner.person.name, cast.administrator.person.name, "Supportmedewerker", "Meldingen beantwoorden"):
        assert name in page
    assert "alleen zolang de klant support toegang heeft gegeven" in page
    assert cast.stranger.person.name not in page
    assert cast.agent.person.name not in page


def test_one_persons_rights_follow_their_roles_at_once(signed_in: SignedIn, cast: Cast) -> None:
    client, mine = signed_in(cast.owner), f"{PAGE}?person={cast.ordinary_user.person.id}"
    assert "Webhooks beheren" not in client.get(mine).content.decode()
    with cast.owner.at_work():
        set_roles(cast.ordinary_user.person, {roles.OWNER}, by=cast.owner.actor, at=NOW)
    assert "Webhooks beheren" in client.get(mine).content.decode()


def test_only_who_oversees_an_organisation_reads_it(signed_in: SignedIn, cast: Cast) -> None:
    assert signed_in(cast.ordinary_user).get(PAGE).status_code == 403
    assert signed_in(cast.agent).get("/desk/rights/").status_code == 403
    desk = signed_in(cast.manager).get("/desk/rights/").content.decode()
    assert cast.agent.person.name in desk
    assert cast.owner.person.name not in desk
