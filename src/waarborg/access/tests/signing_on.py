"""Signing in by a provider, as tests do it: setting one up, going there and coming back."""

import re
from typing import Any

from django.test import Client

from waarborg.access.actions.set_sign_on import set_sign_on
from waarborg.access.models import SingleSignOn
from waarborg.access.tests.provider import CLIENT, SECRET, OpenProvider
from waarborg.access.tests.test_door_mails import mails
from waarborg.customers.tests.cast import NOW, Player

START = "/accounts/sign-on/"


def set_up(owner: Player, open_id: OpenProvider, **given: Any) -> SingleSignOn:
    wanted: dict[str, Any] = {"kind": "oidc", "name": "Fictieve ID", "issuer": open_id.issuer, "client_id": CLIENT}
    wanted |= {"sign_on_url": "", "certificates": [], "domains": ["example.org"], "secret": SECRET}
    with owner.at_work():
        return set_sign_on(
            owner.organisation.id, **wanted | {"asks_second_step": False} | given, by=owner.actor, at=NOW
        )


def went_to(answer: Any) -> str:
    """The address of the provider on the page with the way there."""
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    found = re.search(r'href="(http://127[^"]+)" rel="noreferrer"', answer.content.decode())
    assert found is not None, answer.content.decode()
    return found[1].replace("&amp;", "&")


def come_back(client: Client, open_id: OpenProvider, answer: Any) -> Any:
    return client.get(open_id.authorise(went_to(answer)))


def start(client: Client, email: str) -> Any:
    return client.post(START, {"email": email})


def inside(client: Client) -> bool:
    return client.get("/portal/").status_code == 200


def confirmed(client: Client) -> Any:
    """Open the link of the last mail in this browser, and press the button."""
    found = re.search(r"/accounts/sign-on/confirm/\S+", mails()[-1].unveiled)
    assert found is not None
    assert client.get(found[0]).status_code == 200
    return client.post(found[0])
