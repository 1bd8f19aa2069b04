"""The nonce that the vendor's application asks its OpenID provider to put into an ID token: ours, for minutes, once.

Without it an ID token that was made for another purpose, or read from elsewhere, would name its user here too.
"""

import base64
import hashlib
import hmac

from waarborg.support.rules.widget import NotNamed

# Seconds: from the asking of the nonce to the token with it.
LASTS = 600
_RANDOM, _MARK = 16, 16


def make(key: bytes, *, origin: str, now: int, random: bytes) -> str:
    """A nonce of 54 signs for one origin; `now` in seconds since the epoch, `random` sixteen bytes."""
    said = f"{now:08x}.{_text(random[:_RANDOM])}"
    return f"{said}.{_mark(key, origin, said)}"


def ends(nonce: str, *, key: bytes, origin: str, now: int) -> int:
    """Until when a nonce of ours holds, in seconds since the epoch. Raises NotNamed for any other and an old one."""
    said, _, mark = nonce.rpartition(".")
    if not hmac.compare_digest(_mark(key, origin, said).encode(), mark.encode("utf-8", "replace")):
        raise NotNamed()
    made = int(said.partition(".")[0], 16)
    if not made <= now < made + LASTS:
        raise NotNamed()
    return made + LASTS


def _mark(key: bytes, origin: str, said: str) -> str:
    return _text(hmac.digest(key, f"nonce|{origin}|{said}".encode("utf-8", "replace"), hashlib.sha256)[:_MARK])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
