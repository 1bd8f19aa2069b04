"""Time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, 6 digits), with one step of tolerance on either side."""

import base64
import hashlib
import hmac
import struct

PERIOD = 30
DIGITS = 6
TOLERANCE = 1


def code_at(secret: str, step: int) -> str:
    """The code of a time step (Unix seconds // 30); `secret` is base32."""
    key = base64.b32decode(secret, casefold=True)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def matching_step(secret: str, code: str, *, unix_seconds: int) -> int | None:
    """The step that `code` belongs to around now, or None. Every candidate is compared, whichever matches."""
    now = unix_seconds // PERIOD
    found = None
    given = "".join(code.split()).encode()
    for step in range(max(0, now - TOLERANCE), now + TOLERANCE + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), given):
            found = step
    return found
