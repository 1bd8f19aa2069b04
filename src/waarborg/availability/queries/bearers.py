"""How the tokens by which stores of metrics know us are sealed."""

from datetime import datetime

from waarborg.availability.models import Probe
from waarborg.availability.models.probes import SEAL
from waarborg.plumbing.sealing import survey


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed. In the
    desk's scope."""
    rows = Probe.objects.exclude(sealed_bearer="").values_list("sealed_bearer", flat=True)
    return survey((sealed, SEAL.renewed) for sealed in rows)
