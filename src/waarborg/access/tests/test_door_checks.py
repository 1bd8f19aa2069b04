"""The door tells strangers nothing, and a restart signs nobody out: the checks that look so, and what they see."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from waarborg.access.actions.passwords import SEND
from waarborg.access.actions.sign_in import NotRecognised
from waarborg.access.models import Account, Attempts, Session
from waarborg.access.queries.door_checks import no_enumeration, sign_in_survives_restart
from waarborg.access.tests.doors import PASSWORD, make_account
from waarborg.customers.models import Organisation
from waarborg.customers.tests.cast import NOW, Cast, Player
from waarborg.kernel.errors import BadInput
from waarborg.plumbing import tenancy
from waarborg.plumbing.checks import NotKnown
from waarborg.plumbing.tenancy import Role
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.registry import known

SignedIn = Callable[[Player], Client]
FORGOTTEN = "/accounts/password/forgotten/"


class NobodyOfThatName(BadInput):
    code = "access.test.nobody"
    status = 422
    nl = "Dit adres kennen wij niet."
    en = "We do not know this address."


@pytest.fixture
def account(owner: Player) -> Account:
    return make_account(owner, password=PASSWORD).account


def everything_it_could_leave() -> tuple[int, ...]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    return Attempts.objects.count(), Session.objects.count(), ProcrastinateJob.objects.filter(task_name=SEND).count()


@pytest.mark.clause("CL-76")
def test_a_door_that_answers_alike_is_as_promised_and_trying_it_leaves_nothing(account: Account) -> None:
    before = everything_it_could_leave()
    found = no_enumeration(NOW)
    assert (found.holds, found.word) == (True, "holds"), found.en
    assert everything_it_could_leave() == before


def test_without_an_account_there_is_nothing_to_try(db: None) -> None:
    with pytest.raises(NotKnown):
        no_enumeration(NOW)


def test_a_sign_in_page_that_says_who_is_unknown_is_seen(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def telling(request: Any, *, email: str, password: str, address: str) -> Account:
        raise NotRecognised(address=address) if Account.objects.by_email(email) else NobodyOfThatName()

    monkeypatch.setattr("waarborg.access.views.sign_in.recognise", telling)
    assert no_enumeration(NOW).word == "sign-in"


def test_a_page_for_forgotten_passwords_that_says_who_is_unknown_is_seen(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def telling(email: str, **_: Any) -> None:
        if not Account.objects.by_email(email):
            raise NobodyOfThatName()

    monkeypatch.setattr("waarborg.access.views.passwords.passwords.ask_for_link", telling)
    assert no_enumeration(NOW).word == "forgotten"


@pytest.mark.clause("CL-76")
def test_asking_for_a_new_password_is_answered_the_same_and_does_as_much_for_known_and_unknown(
    account: Account,
) -> None:
    """The time class is shown by what is done, not by a clock: the same statements, and one job for either."""
    answers = []
    counted = []
    for email in (account.email, "niemand@example.org"):
        with CaptureQueriesContext(connection) as done:
            answered = Client().post(FORGOTTEN, {"email": email})
        answers.append((answered.status_code, answered.headers.get("Location"), answered.content, *answered.cookies))
        counted.append(len(done))
    assert answers[0] == answers[1]
    assert counted[0] == counted[1]
    assert everything_it_could_leave()[2] == 2


@pytest.mark.clause("CL-76")
def test_no_name_of_a_customer_is_told_to_strangers_whether_it_exists_or_not(cast: Cast, client: Client) -> None:
    """The database shows the public role no organisation, and an address with a customer's name in it is a 404 as one
    with a name that nobody has."""
    with pytest.raises(ProgrammingError, match="permission denied"), tenancy.enter(Role.PUBLIC):
        Organisation.objects.exists()
    slug = cast.merendaal.slug
    for form in ("/{}/", "/status/{}/", "/accounts/{}/sign-in/", "/portal/{}/"):
        answers = {client.get(form.format(one)).status_code for one in (slug, "bestaat-niet")}
        assert len(answers) == 1, form
        assert answers <= {302, 404}, form


@pytest.mark.clause("CL-76")
@pytest.mark.parametrize("name", ["access.who-our-customers-are", "access.nothing-given-away"])
def test_the_promises_of_it_are_enforced(name: str) -> None:
    assert planned_names(name, load(profile("cliendo")).require(), known()) == ()


def test_sessions_that_a_restart_keeps_are_as_promised(signed_in: SignedIn, owner: Player) -> None:
    signed_in(owner)
    before = Session.objects.count()
    found = sign_in_survives_restart(NOW)
    assert (found.holds, found.word) == (True, "holds"), found.en
    assert "(1, of which 0 from before the last start)" in found.en
    assert Session.objects.count() == before


def test_sessions_kept_in_memory_are_seen(db: None, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    assert sign_in_survives_restart(NOW).word == "memory"


def test_sessions_that_another_key_wrote_are_seen(signed_in: SignedIn, owner: Player, settings: Any) -> None:
    signed_in(owner)
    settings.SECRET_KEY = "een andere sleutel, lang genoeg voor de ondertekening van sessies"
    found = sign_in_survives_restart(NOW)
    assert found.word == "key"
    assert "1 of the 1 newest sessions cannot be read" in found.en
