"""Accounts for the cast, and browsers that are signed in: the fixture `signed_in` gives a client for a player."""

from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client

from waarborg.access import sessions
from waarborg.access.actions.join import join
from waarborg.access.models import Account, Membership
from waarborg.customers.tests.cast import Player
from waarborg.plumbing import clock

PASSWORD = "een-lange-zin-om-mee-in-te-loggen"


def make_account(player: Player, *, password: str | None = None) -> Membership:
    """The account and membership of a player: the ones there are, else new ones."""
    email = player.person.email.lower()
    account = Account.objects.by_email(email) or Account.objects.create_account(email, password)
    kind = "staff" if player.actor.is_staff else "contact"
    return join(account, kind=kind, tenant=player.organisation.id, person=player.person.id)


def sign_in(client: Client, player: Player, *, second_factor: bool = True) -> Client:
    """Sign the client in as the player, the second step taken, without walking through the pages."""
    membership = make_account(player)
    request = HttpRequest()
    request.META.update({"REMOTE_ADDR": "127.0.0.1"})
    request.session = sessions.SessionStore()
    login(request, membership.account, backend="waarborg.access.backends.PasswordBackend")
    if second_factor:
        record_authentication(request, membership.account, "mfa", type="totp")
    request.session.update(
        {
            sessions.MEMBERSHIP: str(membership.id),
            sessions.STARTED: clock.real().timestamp(),
            sessions.DEVICE: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        }
    )
    request.session.save()
    client.cookies["waarborg_session"] = request.session.session_key
    return client


@pytest.fixture
def signed_in() -> Callable[[Player], Client]:
    """`signed_in(owner)` is a browser in which the owner has signed in."""
    return lambda player: sign_in(Client(), player)
