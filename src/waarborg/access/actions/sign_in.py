"""Checking an e-mail address and a password."""

from django.contrib.auth import authenticate
from django.http import HttpRequest

from waarborg.access.actions import attempts
from waarborg.access.models import Account
from waarborg.access.queries.networks import is_shut_out, shown
from waarborg.access.rules import throttling
from waarborg.kernel.errors import BadInput


class NotRecognised(BadInput):
    """The same for an unknown address, a wrong password, and an account that is not active."""

    code = "access.sign-in.not-recognised"
    status = 422
    nl = "Deze combinatie van e-mailadres en wachtwoord kennen wij niet."
    en = "We do not know this combination of e-mail address and password."
    # Told to everybody alike, so that it says nothing of who has an account, or whether the password was right.
    nl_way_out = "Laat uw organisatie alleen bepaalde netwerken toe, log dan daarvandaan in: u komt nu van {address}."
    en_way_out = "If your organisation allows certain networks only, sign in from there: you come from {address} now."


def sign_in(request: HttpRequest, *, email: str, password: str, address: str) -> Account:
    """The account. Raises TooMany (per address, then per account, known or not) and NotRecognised."""
    attempts.count("sign-in-address", address, throttling.SIGN_IN_ADDRESS)
    attempts.count("sign-in", email, throttling.SIGN_IN_ACCOUNT)
    account = authenticate(request, email=email, password=password)
    # Judged before it counts whether the password was right: from elsewhere nobody learns that (CL-47).
    if not isinstance(account, Account) or is_shut_out(account, address):
        raise NotRecognised(address=shown(address))
    attempts.forgive("sign-in", email)
    # Not forgiven: whoever tries many accounts may own one of them.
    attempts.take_back("sign-in-address", address)
    return account
