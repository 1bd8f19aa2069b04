"""What several workers do at the same moment: real connections, real commits, one winner."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from waarborg.access.actions import attempts, one_time, sign_in_link
from waarborg.access.actions.attempts import TooMany
from waarborg.access.actions.one_time import LinkUsed
from waarborg.access.actions.second_factor import WrongCode, new_secret, recovery_codes_to_show, set_up, verify
from waarborg.access.models import Attempts, Session, TotpUse
from waarborg.access.rules import totp
from waarborg.access.rules.throttling import Limit
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.actions import grant_authority, withdraw_authority
from waarborg.customers.actions.authority import LastOne
from waarborg.customers.models import Authority
from waarborg.customers.queries import holders
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, make_cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import OutboxMail
from waarborg.plumbing.tenancy import Role

WORKERS = 6


@pytest.fixture
def everybody(committed: None) -> Iterator[Cast]:
    yield make_cast()


def at_once(*work: Callable[[], Any]) -> list[str]:
    """Do all of it at the same time, each on its own connection; what came of each, refusals by their code."""

    def one(task: Callable[[], Any]) -> str:
        try:
            task()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(work)) as pool:
        return sorted(pool.map(one, work))


def test_one_code_opens_one_door(everybody: Cast) -> None:
    account = make_account(everybody.owner).account
    secret = new_secret()
    step = int(clock.real().timestamp()) // totp.PERIOD
    set_up(account, secret=secret, code=totp.code_at(secret, step), this_session=None, at=NOW)
    TotpUse.objects.update(step=0)
    code = totp.code_at(secret, step)
    assert at_once(*[lambda: verify(account, code, at=NOW)] * WORKERS) == sorted(
        ["done"] + [WrongCode.code] * (WORKERS - 1)
    )


@pytest.mark.clause("TO-12")
def test_one_code_signs_in_one_of_several_browsers(everybody: Cast) -> None:
    """The whole door, over connections of their own: the password is right everywhere, the step is used once."""
    account = make_account(everybody.owner, password=PASSWORD).account
    secret = new_secret()
    step = int(clock.real().timestamp()) // totp.PERIOD
    set_up(account, secret=secret, code=totp.code_at(secret, step), this_session=None, at=NOW)
    TotpUse.objects.update(step=0)
    browsers = [Client() for _ in range(WORKERS)]
    for browser in browsers:
        assert browser.post("/accounts/sign-in/", {"email": account.email, "password": PASSWORD}).status_code == 302
    # The password again and again is no failure; what is counted here is the code.
    code = totp.code_at(secret, step)
    statuses: list[int] = []
    at_once(
        *[
            lambda browser=browser: statuses.append(browser.post("/accounts/second-step/", {"code": code}).status_code)
            for browser in browsers
        ]
    )
    assert sorted(statuses) == [302] + [422] * (WORKERS - 1)
    assert Session.objects.filter(account=account).count() == 1


def test_one_recovery_code_opens_one_door(everybody: Cast) -> None:
    account = make_account(everybody.owner).account
    secret = new_secret()
    step = int(clock.real().timestamp()) // totp.PERIOD
    set_up(account, secret=secret, code=totp.code_at(secret, step), this_session=None, at=NOW)
    spare = recovery_codes_to_show(account)[0]
    outcome = at_once(*[lambda: verify(account, spare, at=NOW)] * WORKERS)
    assert outcome == sorted(["done"] + [WrongCode.code] * (WORKERS - 1))
    with tenancy.enter(Role.DESK):
        assert OutboxMail.objects.filter(subject__contains="herstelcode ingelogd").count() == 1


def test_one_link_signs_in_one_browser(everybody: Cast) -> None:
    token = sign_in_link.issue(make_account(everybody.owner).account).split("/")[3]
    link = one_time.look_up(token, "sign-in")
    assert at_once(*[lambda: one_time.use(link)] * WORKERS) == sorted([LinkUsed.code] * (WORKERS - 1) + ["done"])


def test_attempts_at_once_are_all_counted(everybody: Cast) -> None:
    limit = Limit(4, timedelta(minutes=15))
    outcome = at_once(*[lambda: attempts.count("sign-in", "a@example.org", limit)] * WORKERS)
    assert outcome == sorted([TooMany.code] * (WORKERS - 4) + ["done"] * 4)
    assert Attempts.objects.get().count == WORKERS


def test_two_owners_cannot_remove_each_other(everybody: Cast) -> None:
    first, second = everybody.owner, everybody.administrator
    with first.at_work():
        grant_authority(second.person, roles.OWNER, by=first.actor, at=NOW)
        held = {one.person_id: one for one in Authority.objects.filter(role=roles.OWNER)}

    def remove(whom: Any, by: Any) -> None:
        with by.at_work():
            withdraw_authority(held[whom.person.id], by=by.actor, at=NOW)

    acting = everybody.manager
    outcome = at_once(lambda: remove(first, acting), lambda: remove(second, acting))
    assert outcome == sorted(["done", LastOne.code])
    with first.at_work():
        assert len(holders(first.organisation.id, roles.OWNER, at=NOW)) == 1
