"""A person is signed out sooner than the organisation asks, on every browser (CL-48)."""

from waarborg.access.models import Account
from waarborg.kernel.errors import BadInput

SHORTEST, LONGEST = 1, 24 * 60


class OutOfReach(BadInput):
    code = "access.idle-time.out-of-reach"
    nl = "Kies een tijd van 1 minuut tot 24 uur."
    en = "Choose a time of 1 minute to 24 hours."


def choose_idle(account: Account, minutes: int | None) -> None:
    """From the next request of each session of the account; None: as the organisation asks. A longer time than the
    organisation's changes nothing while that one holds: the shortest does. Raises OutOfReach."""
    if minutes is not None and not SHORTEST <= minutes <= LONGEST:
        raise OutOfReach(path="idle_minutes")
    Account.objects.filter(pk=account.pk).update(idle_minutes=minutes)
