"""The emergency lock: everybody out at once, nobody in, and open again only by two (CL-72)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from waarborg.access.actions.lock_account import (
    NotLocked,
    TwoOfUs,
    WhyMissing,
    lock_account,
    release_as_owner,
    release_as_staff,
)
from waarborg.access.actions.second_factor import new_secret, set_up
from waarborg.access.lock import AccountLock
from waarborg.access.models import Account, Session, TotpUse
from waarborg.access.queries.locks import lock_of
from waarborg.access.reactions import tell_of_account_lock
from waarborg.access.tests.doors import PASSWORD, make_account, sign_in
from waarborg.access.tests.test_second_factor import code_now, fresh
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_cast, make_player
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound

Enter = Callable[[Player], Client]
PAGE = "/portal/emergency/"
WHY = "De eigenaar ligt in het ziekenhuis; wij spraken de bestuurder."


def lock(cast: Cast, by: Player | None = None) -> None:
    player = by or cast.owner
    with player.at_work():
        lock_account(cast.merendaal.id, by=player.actor, at=NOW)


def journal(cast: Cast) -> list[str]:
    with cast.owner.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="access.account.").order_by("sequence")
        return [one.kind.rpartition(".")[2] for one in rows]


def second_manager(cast: Cast) -> Player:
    return make_player(cast.provider, "L. Leiding", "l.leiding@example.nl", roles.SERVICE_MANAGER)


def test_at_the_next_request_everybody_of_the_customer_is_out_and_nobody_else(cast: Cast, signed_in: Enter) -> None:
    """A session is a row that every request of every worker reads: gone with the commit."""
    inside = [signed_in(one) for one in (cast.owner, cast.administrator, cast.ordinary_user)]
    others = [(signed_in(cast.stranger), "/portal/"), (signed_in(cast.manager), "/desk/customers/")]
    answered = inside[0].post(PAGE, {"sure": "on"}, follow=True)
    assert "Het account is geblokkeerd" in answered.content.decode()
    for client in inside:
        assert client.get("/portal/").headers["Location"].startswith("/accounts/sign-in/")
    assert [client.get(path).status_code for client, path in others] == [200, 200]
    assert not Session.objects.filter(membership__tenant_id=cast.merendaal.id).exists()


def test_who_is_not_sure_locks_nothing(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.owner)
    assert client.post(PAGE, {}).status_code == 422
    assert lock_of(cast.merendaal.id) is None
    assert client.get("/portal/").status_code == 200


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("ordinary_user", NotAllowed), ("support_contact", NotAllowed), ("stranger", NotFound), ("manager", NotAllowed)],
)
def test_nobody_but_owner_and_administrator_locks(cast: Cast, who: str, refusal: type[Exception]) -> None:
    player: Player = getattr(cast, who)
    with player.at_work(), pytest.raises(refusal):
        lock_account(cast.merendaal.id, by=player.actor, at=NOW)
    assert lock_of(cast.merendaal.id) is None


def test_signing_in_is_refused_with_a_clear_text_until_it_is_released(cast: Cast, client: Client) -> None:
    make_account(cast.ordinary_user, password=PASSWORD)
    lock(cast)
    given = {"email": cast.ordinary_user.person.email, "password": PASSWORD}
    answered = client.post("/accounts/sign-in/", given, follow=True)
    text = answered.content.decode()
    assert answered.redirect_chain[-1][0] == "/accounts/locked/"
    assert "heeft dit account bij nood geblokkeerd" in text and "Alleen de eigenaar" in text
    assert client.get("/portal/", follow=True).redirect_chain[-1][0] == "/accounts/locked/"


def test_a_session_that_was_begun_before_and_written_after_lets_nobody_in(cast: Cast, signed_in: Enter) -> None:
    """Somebody signed in at the very moment: his row comes after the others were deleted."""
    lock(cast)
    client = signed_in(cast.administrator)
    assert client.get("/portal/").status_code == 302
    assert "geblokkeerd" in client.get("/accounts/sign-in/").content.decode()


@pytest.fixture
def secret(cast: Cast) -> str:
    account = make_account(cast.owner, password=PASSWORD).account
    made = new_secret()
    set_up(account, secret=made, code=code_now(made), this_session=None, at=NOW)
    fresh(account)
    return made


def test_it_opens_when_the_owner_with_a_fresh_code_and_staff_have_both_said_so(
    cast: Cast, secret: str, signed_in: Enter
) -> None:
    lock(cast)
    owner = signed_in(cast.owner)
    owner.get("/portal/")
    account = Account.objects.get(email=cast.owner.person.email)
    browser = Client()
    browser.force_login(account, backend="waarborg.access.backends.PasswordBackend")
    assert "Account weer openen" in browser.get("/accounts/locked/").content.decode()
    form = {"tenant": str(cast.merendaal.id), "code": "000000"}
    assert browser.post("/accounts/locked/", form).status_code == 422
    assert lock_of(cast.merendaal.id).owner_at is None  # type: ignore[union-attr]
    assert browser.post("/accounts/locked/", {**form, "code": code_now(secret)}).status_code == 302
    assert lock_of(cast.merendaal.id).owner_at is not None  # type: ignore[union-attr]
    assert browser.get("/portal/", follow=True).redirect_chain[-1][0] == "/accounts/locked/"
    # The same code a second time, by whoever looked over a shoulder, does nothing.
    assert browser.post("/accounts/locked/", {**form, "code": code_now(secret)}).status_code == 422
    desk, page = signed_in(cast.manager), f"/desk/customers/{cast.merendaal.id}/lock/"
    assert "bij nood geblokkeerd" in desk.get(f"/desk/customers/{cast.merendaal.id}/").content.decode()
    assert desk.post(page, {"what": "staff"}).status_code == 302
    assert lock_of(cast.merendaal.id) is None
    assert sign_in(Client(), cast.owner).get("/portal/").status_code == 200
    assert journal(cast) == ["locked", "release-given", "release-given", "released"]


def test_an_administrator_and_staff_alone_open_nothing(cast: Cast) -> None:
    lock(cast)
    with cast.administrator.at_work(), pytest.raises(NotAllowed):
        release_as_owner(cast.merendaal.id, by=cast.administrator.actor, at=NOW)
    with cast.agent.at_work(), pytest.raises(NotAllowed):
        release_as_staff(cast.merendaal.id, by=cast.agent.actor, at=NOW)
    with cast.manager.at_work():
        assert not release_as_staff(cast.merendaal.id, by=cast.manager.actor, at=NOW)
    with cast.manager.at_work(), pytest.raises(TwoOfUs):
        release_as_staff(cast.merendaal.id, by=cast.manager.actor, at=NOW, for_owner=True, why=WHY)
    assert lock_of(cast.merendaal.id) is not None


def test_where_the_owner_is_gone_a_second_service_manager_says_why(cast: Cast) -> None:
    lock(cast)
    other = second_manager(cast)
    with other.at_work():
        with pytest.raises(TwoOfUs):
            release_as_staff(cast.merendaal.id, by=other.actor, at=NOW, for_owner=True, why=WHY)
        with pytest.raises(WhyMissing):
            release_as_staff(cast.merendaal.id, by=other.actor, at=NOW, for_owner=True, why="daarom")
    with cast.manager.at_work():
        release_as_staff(cast.merendaal.id, by=cast.manager.actor, at=NOW)
    with other.at_work():
        assert release_as_staff(cast.merendaal.id, by=other.actor, at=NOW, for_owner=True, why=WHY)
        with pytest.raises(NotLocked):
            release_as_staff(cast.merendaal.id, by=other.actor, at=NOW)
    assert lock_of(cast.merendaal.id) is None


def test_both_sides_are_told_once_and_no_mail_opens_anything(cast: Cast) -> None:
    lock(cast)
    for _ in range(2):
        tell_of_account_lock(tenant=str(cast.merendaal.id), what="locked", key="1")
    with cast.manager.at_work():
        sent = sorted((one.to_address, one.subject) for one in OutboxMail.objects.all())
    assert [address for address, _ in sent] == [
        cast.administrator.person.email,
        cast.manager.person.email,
        cast.owner.person.email,
    ]
    assert {subject for _, subject in sent} == {"Het account van Stichting Thuiszorg Merendaal is geblokkeerd"}


@pytest.mark.usefixtures("committed")
def test_two_who_lock_at_once_make_one_lock_and_one_line_in_the_journal() -> None:
    cast, together = make_cast(), Barrier(2)
    clients = [sign_in(Client(), one) for one in (cast.owner, cast.administrator, cast.ordinary_user)]

    def press(player: Player) -> None:
        try:
            with player.at_work():
                together.wait(timeout=20)
                lock_account(cast.merendaal.id, by=player.actor, at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(press, one) for one in (cast.owner, cast.administrator)]:
            future.result(timeout=40)
    assert AccountLock.objects.count() == 1
    assert journal(cast) == ["locked"]
    assert all(client.get("/portal/").status_code == 302 for client in clients)
    assert not TotpUse.objects.exists()
