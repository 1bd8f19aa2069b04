"""Whether an account has a second step, and whether this session took it."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from waarborg.access.models import Account


def passed_in_this_session(request: HttpRequest) -> bool:
    """Read from the session alone: no query."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def took_it_at_the_provider(request: HttpRequest, account: Account) -> bool:
    """Whether this browser just came in by a provider that asks a second step itself, as its organisation says."""
    return any(record.get("type") == "sign-on" for record in get_authentication_records(request, account))


def authenticator(account: Account) -> Authenticator | None:
    """The account's TOTP secret, sealed."""
    found: Authenticator | None = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    return found


def recovery_codes(account: Account) -> Authenticator | None:
    found: Authenticator | None = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return found
