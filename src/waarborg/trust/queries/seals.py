"""How the evidence keys are sealed: what whoever replaces an encryption key wants to know."""

from datetime import datetime

from waarborg.plumbing.sealing import survey
from waarborg.trust.models import SEAL, SigningSecret


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed.

    In the desk's scope.
    """
    return survey((sealed, SEAL.renewed) for sealed in SigningSecret.objects.values_list("sealed", flat=True))
