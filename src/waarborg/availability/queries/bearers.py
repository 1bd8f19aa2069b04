"""How the tokens by which stores of metrics know us are sealed."""

from datetime import datetime

from waarborg.availability.models import Probe, Store
from waarborg.availability.models.probes import SEAL
from waarborg.plumbing.sealing import survey


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed. In the
    desk's scope."""
    return survey(
        (sealed, SEAL.renewed)
        for table in (Probe, Store)
        for sealed in table.objects.exclude(sealed_bearer="").values_list("sealed_bearer", flat=True)
    )
