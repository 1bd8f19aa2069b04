"""The passkeys of an account, and how many ways it has to take the second step."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from waarborg.access.models import Account, Passkey


def passkeys_of(account: Account) -> "QuerySet[Passkey]":
    """Oldest first."""
    return Passkey.objects.filter(account=account).order_by("created_at", "id")


def has_second_step(account: Account) -> bool:
    """Whether signing in with the password asks for more: an app's code, or a passkey."""
    return (
        Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()
        or passkeys_of(account).exists()
    )
