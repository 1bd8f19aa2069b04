"""How the second-factor secrets are sealed: what whoever replaces a key wants to know."""

from datetime import datetime

from allauth.mfa.models import Authenticator

from waarborg.access import encryption
from waarborg.access.encryption import SEALED, CannotDecrypt
from waarborg.plumbing.sealing import closed_at


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed."""
    total = older = lost = 0
    oldest: datetime | None = None
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        for sealed in (data[name] for name in SEALED if name in data):
            total += 1
            at = closed_at(sealed)
            oldest = at if oldest is None else min(oldest, at)
            try:
                older += encryption.renewed(sealed) is not None
            except CannotDecrypt:
                lost += 1
    return total, older, lost, oldest
