"""How many attempts are allowed in a window, and when the next one is."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `attempts` in `window`, which begins with the first of them."""

    attempts: int
    window: timedelta


SIGN_IN_ACCOUNT = Limit(10, timedelta(minutes=15))
SIGN_IN_ADDRESS = Limit(50, timedelta(minutes=15))
SECOND_FACTOR = Limit(6, timedelta(minutes=15))
RESET_ACCOUNT = Limit(3, timedelta(hours=1))
RESET_ADDRESS = Limit(20, timedelta(hours=1))
LINK_ADDRESS = Limit(30, timedelta(minutes=15))
# A code that is read aloud has 650 billion values, and works for as long as this window.
SPOKEN_CODE = Limit(5, timedelta(minutes=15))
PASSWORD_AGAIN = Limit(10, timedelta(minutes=15))
PASSKEY_ADDRESS = Limit(60, timedelta(minutes=15))
SIGN_ON_ADDRESS = Limit(30, timedelta(minutes=15))
# Asking a provider takes a worker's time: so often in all, and after so many failures not for a while.
SIGN_ON_PROVIDER = Limit(120, timedelta(minutes=1))
SIGN_ON_AWAY = Limit(3, timedelta(minutes=1))
# Applications that sign people in by us: refusals by where they come from, and requests in all by application.
OAUTH_CLIENT = Limit(60, timedelta(minutes=15))
OAUTH_REQUESTS = Limit(6000, timedelta(minutes=1))
