"""How the secrets of webhooks are sealed, and sealing them anew under the first encryption key."""

from datetime import datetime

from waarborg.plumbing.sealing import NoKeyFits, survey
from waarborg.plumbing.webhooks.models import SEAL, Endpoint


def seals() -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, under a key that is not there, and when the oldest was sealed.

    In the desk's scope.
    """
    pairs = Endpoint.objects.values_list("sealed", "previous")
    return survey((sealed, SEAL.renewed) for pair in pairs for sealed in filter(None, pair))


def reseal() -> int:
    """Answers how many were sealed anew. In the desk's scope.

    One whose key is not there stays as it is: its owner can have a new secret made, and until then its messages wait.
    """
    done = 0
    for one in Endpoint.objects.select_for_update().order_by("id"):
        for name in ("sealed", "previous"):
            try:
                again = SEAL.renewed(getattr(one, name)) if getattr(one, name) else None
            except NoKeyFits:
                continue
            if again is not None:
                setattr(one, name, again)
                done += 1
        one.save(update_fields=["sealed", "previous"])
    return done
