"""CL-47: from which networks people and programs come in, whichever way; and how nobody stays locked out."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.access.actions.join import join
from waarborg.access.actions.set_networks import WouldShutYouOut, lift_networks, set_networks
from waarborg.access.models import NetworkRules, OneTimeLink, Session
from waarborg.access.tests.device import Device
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.programs import codes, program
from waarborg.access.tests.provider import OpenProvider
from waarborg.access.tests.signing_on import start, went_to
from waarborg.access.tests.test_passkeys import OURS, add, come_in
from waarborg.customers.tests.cast import NOW, Player
from waarborg.plumbing import clock, live, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role

SignedIn = Callable[[Player], Client]
HERE, ELSEWHERE, OFFICE = "203.0.113.77", "203.0.114.1", "203.0.113.0/24"
PAGE, RULES, DOOR = "/portal/people/", "/portal/networks/", "/accounts/sign-in/"


def rules(player: Player, allow: str = OFFICE, deny: str = "", **given: Any) -> None:
    with player.at_work():
        set_networks(
            player.organisation.id, allow=allow, deny=deny, **{"address": HERE} | given, by=player.actor, at=clock.now()
        )


def entries(player: Player) -> list[Any]:
    with player.at_work():
        return list(JournalEntry.objects.filter(tenant_id=player.organisation.id, kind="access.networks.changed"))


@pytest.mark.clause("CL-47")
def test_a_password_opens_the_door_from_the_office_and_nowhere_else(owner: Player) -> None:
    make_account(owner, password=PASSWORD)
    rules(owner)
    filled = {"email": owner.person.email, "password": PASSWORD}
    right, wrong = (
        Client().post(DOOR, filled | {"password": one}, REMOTE_ADDR=ELSEWHERE) for one in (PASSWORD, "een-verkeerd")
    )
    assert right.status_code == wrong.status_code == 422
    assert not Session.objects.filter(account__isnull=False).exists()
    # From elsewhere nobody learns whether the password was right; everybody reads where he comes from.
    told = [re.findall(r"Deze combinatie[^<]*", answer.content.decode()) for answer in (right, wrong)]
    assert told[0] == told[1] != []
    assert ELSEWHERE in told[0][0]
    assert Client().post(DOOR, filled, REMOTE_ADDR=HERE).status_code == 302


@pytest.mark.clause("CL-47")
def test_a_session_ends_with_the_next_request_from_elsewhere(signed_in: SignedIn, owner: Player) -> None:
    """Two clients are two workers as far as sessions go: nothing is kept between requests."""
    browsers = [signed_in(owner), signed_in(owner)]
    assert [one.get(PAGE, REMOTE_ADDR=ELSEWHERE).status_code for one in browsers] == [200, 200]
    rules(owner)
    assert browsers[0].get(PAGE, REMOTE_ADDR=HERE).status_code == 200
    for one in browsers:
        answer = one.get(PAGE, REMOTE_ADDR=ELSEWHERE, follow=True)
        assert answer.redirect_chain[0][0].startswith(DOOR)
        assert f"dit netwerkadres niet toe: {ELSEWHERE}" in answer.content.decode()
    assert not Session.objects.filter(account__isnull=False).exists()


def test_also_pages_of_the_account_itself_are_closed(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    rules(owner)
    assert client.get("/accounts/passkeys/", REMOTE_ADDR=ELSEWHERE).status_code == 302


@pytest.mark.clause("CL-47")
def test_a_program_is_refused_from_elsewhere(owner: Player) -> None:
    mine = program(owner, "customers:read")
    rules(owner, allow="127.0.0.0/8", address="127.0.0.1")
    assert mine.get("/customers").status_code == 200
    rules(owner, allow=OFFICE)
    assert codes(mine.get("/customers")) == (403, "access.network.not-from-here")


def test_a_link_is_not_used_up_from_elsewhere(owner: Player) -> None:
    from waarborg.access.actions import sign_in_link

    membership = make_account(owner)
    path = sign_in_link.issue(membership.account, leads_to="/")
    rules(owner)
    refused = Client().post(path, REMOTE_ADDR=ELSEWHERE)
    assert (refused.status_code, OneTimeLink.objects.get(used_at=None).purpose) == (403, "sign-in")
    assert ELSEWHERE in refused.content.decode()
    assert Client().post(path, REMOTE_ADDR=HERE).status_code == 302


@pytest.mark.clause("CL-47")
def test_who_comes_by_the_sign_in_service_is_refused_from_elsewhere(
    nobody_else_there: None, colleague: Any, open_id: OpenProvider, owner: Player
) -> None:
    rules(owner)
    client = Client(REMOTE_ADDR=ELSEWHERE)
    answer = client.get(open_id.authorise(went_to(start(client, colleague.email))))
    assert answer.status_code == 403
    assert "access.network.not-from-here" in answer.content.decode()
    assert client.get("/portal/").status_code == 302
    client = Client(REMOTE_ADDR=HERE)
    assert client.get(open_id.authorise(went_to(start(client, colleague.email)))).status_code == 302


def test_a_passkey_opens_nothing_from_elsewhere(owner: Player, settings: Any) -> None:
    settings.PUBLIC_URL = OURS
    device = Device(OURS)
    assert add(sign_in(Client(), owner), device).status_code == 302
    rules(owner)
    refused = come_in(Client(REMOTE_ADDR=ELSEWHERE), device)
    assert (refused.status_code, ELSEWHERE in refused.content.decode()) == (403, True)
    assert come_in(Client(REMOTE_ADDR=HERE), device).status_code == 302


def test_who_works_for_two_organisations_comes_in_for_the_other_only(owner: Player, stranger: Player) -> None:
    account = make_account(owner, password=PASSWORD).account
    there = join(account, kind="contact", tenant=stranger.organisation.id, person=stranger.person.id)
    rules(owner)
    client = Client(REMOTE_ADDR=ELSEWHERE)
    assert client.post(DOOR, {"email": account.email, "password": PASSWORD}).status_code == 302
    here = account.memberships.get(tenant_id=owner.organisation.id)
    refused, chosen = (client.post("/accounts/organisations/", {"place": str(one.id)}) for one in (here, there))
    assert (refused.status_code, chosen.status_code) == (403, 302)
    assert client.get(PAGE).status_code == 200


def test_open_pages_ask_for_their_stream_anew_when_the_rules_change(signed_in: SignedIn, owner: Player) -> None:
    marks = {live.mark_of(signed_in(owner).cookies["waarborg_session"].value) for _ in range(2)}
    with CaptureQueriesContext(connection) as asked:
        rules(owner)
    told = " ".join(query["sql"] for query in asked if "pg_notify" in query["sql"])
    assert [mark in told for mark in marks] == [True, True]


def test_rules_hold_for_their_own_organisation_only(signed_in: SignedIn, owner: Player, stranger: Player) -> None:
    client = signed_in(stranger)
    rules(owner)
    assert client.get(PAGE, REMOTE_ADDR=ELSEWHERE).status_code == 200


def test_what_a_visitor_writes_in_the_header_opens_nothing(signed_in: SignedIn, owner: Player, settings: Any) -> None:
    client = signed_in(owner)
    rules(owner)
    settings.TRUSTED_PROXIES = 1
    lie = {"X-Forwarded-For": f"{HERE}, {ELSEWHERE}"}
    assert client.get(PAGE, REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": HERE}).status_code == 200
    assert client.get(PAGE, REMOTE_ADDR="10.0.0.1", headers=lie).status_code == 302
    settings.TRUSTED_PROXIES = 0
    assert signed_in(owner).get(PAGE, REMOTE_ADDR=ELSEWHERE, headers={"X-Forwarded-For": HERE}).status_code == 302


@pytest.mark.clause("CL-47")
def test_who_would_shut_himself_out_has_to_confirm_it(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    filled = {"allow": OFFICE, "deny": ""}
    refused = client.post(RULES, filled, REMOTE_ADDR=ELSEWHERE)
    assert refused.status_code == 409
    assert f"uw adres is nu {ELSEWHERE}" in refused.content.decode()
    assert (NetworkRules.objects.count(), entries(owner)) == (0, [])
    assert client.post(RULES, filled | {"even_so": "on"}, REMOTE_ADDR=ELSEWHERE).status_code == 302
    assert client.get(RULES, REMOTE_ADDR=ELSEWHERE).status_code == 302
    assert [one.properties for one in entries(owner)] == [{"what": "set"}]


def test_a_denied_address_of_ones_own_is_refused_too(owner: Player) -> None:
    with pytest.raises(WouldShutYouOut):
        rules(owner, allow="", deny=f"{HERE}  # mijzelf")
    assert not NetworkRules.objects.exists()


def test_lines_that_cannot_be_read_are_named_and_nothing_is_lost(signed_in: SignedIn, owner: Player) -> None:
    page = signed_in(owner).post(RULES, {"allow": "127.0.0.1 # hier\nkantoor", "deny": "1.2.3.4/8"})
    told = page.content.decode()
    assert page.status_code == 422
    assert "Regel 2: “kantoor” is geen adres of netwerk" in told
    assert "Regel 1: “1.2.3.4/8” is geen adres of netwerk; bedoelt u 1.0.0.0/8 / 1.2.3.4?" in told
    assert "127.0.0.1 # hier" in told
    assert not NetworkRules.objects.exists()


def test_a_list_is_kept_as_it_was_pasted_and_journalled_once(signed_in: SignedIn, owner: Player) -> None:
    client = signed_in(owner)
    pasted = {"allow": "# kantoor\r\n127.0.0.0/8, 2001:db8::/32", "deny": "2001:db8::13"}
    for _ in range(2):
        assert client.post(RULES, pasted).status_code == 302
    assert "# kantoor\n127.0.0.0/8, 2001:db8::/32" in client.get(RULES).content.decode()
    held = NetworkRules.objects.get()
    assert (held.allowed, held.denied) == ("127.0.0.0/8 2001:db8::/32", "2001:db8::13/128")
    assert [one.properties for one in entries(owner)] == [{"what": "set"}]


def test_only_an_owner_sets_rules_and_only_of_his_own(
    owner: Player, administrator: Player, manager: Player, stranger: Player
) -> None:
    with pytest.raises(NotAllowed):
        rules(administrator)
    for player in (manager, stranger):
        with player.at_work(), pytest.raises(NotFound):
            set_networks(owner.organisation.id, allow="", deny="", address=HERE, by=player.actor, at=NOW)
    assert not NetworkRules.objects.exists()


def test_the_service_manager_lets_a_locked_out_owner_back_in(
    signed_in: SignedIn, owner: Player, manager: Player, agent: Player
) -> None:
    rules(owner, address=ELSEWHERE, even_so=True)
    address = f"/desk/customers/{owner.organisation.id}/networks/"
    assert signed_in(agent).post(address).status_code == 403
    assert OFFICE in signed_in(manager).get(address).content.decode()
    assert signed_in(manager).post(address).status_code == 302
    assert signed_in(owner).get(PAGE, REMOTE_ADDR=ELSEWHERE).status_code == 200
    assert [one.properties["what"] for one in entries(owner)] == ["set", "lifted"]


def test_the_machine_lets_the_providers_own_back_in(signed_in: SignedIn, manager: Player) -> None:
    rules(manager, address=ELSEWHERE, even_so=True)
    client = signed_in(manager)
    assert client.get("/desk/networks/", REMOTE_ADDR=ELSEWHERE).status_code == 302
    with tenancy.enter(Role.DESK):
        lift_networks(manager.organisation.id, by=SYSTEM, at=clock.now())
    assert sign_in(Client(), manager).get("/desk/networks/", REMOTE_ADDR=ELSEWHERE).status_code == 200
