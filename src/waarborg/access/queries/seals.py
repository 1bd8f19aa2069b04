"""How second-factor secrets, those of providers and keys of ID tokens are sealed, for who replaces a key."""

from collections.abc import Callable, Iterator
from datetime import datetime

from allauth.mfa.models import Authenticator

from waarborg.access import encryption
from waarborg.access.encryption import SEALED, CannotDecrypt
from waarborg.access.models import SingleSignOn
from waarborg.access.oauth import OAuthKey
from waarborg.plumbing.sealing import survey


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed."""
    return survey(_every(), lost=CannotDecrypt)


def _every() -> Iterator[tuple[str, Callable[[str], str | None]]]:
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        yield from ((data[name], encryption.renewed) for name in SEALED if name in data)
    for sealed in SingleSignOn.objects.exclude(sealed_secret="").values_list("sealed_secret", flat=True):
        yield sealed, encryption.renewed_client_secret
    for sealed in OAuthKey.objects.values_list("sealed", flat=True):
        yield sealed, encryption.renewed_signing_key
