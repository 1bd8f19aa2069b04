"""How the evidence keys are sealed: what whoever replaces an encryption key wants to know."""

from datetime import datetime

from waarborg.plumbing.sealing import NoKeyFits, closed_at
from waarborg.trust.models import SEAL, SigningSecret


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed.

    In the desk's scope.
    """
    total = older = lost = 0
    oldest: datetime | None = None
    for sealed in SigningSecret.objects.values_list("sealed", flat=True):
        total += 1
        at = closed_at(sealed)
        oldest = at if oldest is None else min(oldest, at)
        try:
            older += SEAL.renewed(sealed) is not None
        except NoKeyFits:
            lost += 1
    return total, older, lost, oldest
