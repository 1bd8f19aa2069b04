"""What a program's token looks like: `wbt_`, a prefix that may be seen, `_`, a secret that may not."""

import hashlib
import re
import secrets
import string
from datetime import timedelta

from waarborg.access.rules.throttling import Limit

ALPHABET = string.ascii_letters + string.digits
PREFIX_LENGTH = 12
# 43 of 62 characters are 256 bits.
SECRET_LENGTH = 43
LONGEST_DAYS = 366
# When it was last used is written at most this often.
SAMPLE = timedelta(minutes=1)
RATE = Limit(600, timedelta(minutes=1))
_SHAPE = re.compile(rf"wbt_([0-9A-Za-z]{{{PREFIX_LENGTH}}})_([0-9A-Za-z]{{{SECRET_LENGTH}}})")


def new() -> tuple[str, str]:
    """A prefix and a secret, at random."""
    prefix, secret = ("".join(secrets.choice(ALPHABET) for _ in range(n)) for n in (PREFIX_LENGTH, SECRET_LENGTH))
    return prefix, secret


def written(prefix: str, secret: str) -> str:
    """The token as its user keeps it: one word, found by scanners for secrets by how it begins."""
    return f"wbt_{prefix}_{secret}"


def parts(token: str) -> tuple[str, str] | None:
    """Prefix and secret, or None for what is no token of ours."""
    found = _SHAPE.fullmatch(token)
    return (found[1], found[2]) if found else None


def hash_of(secret: str) -> str:
    """SHA-256, and not a slow hash as for passwords: nobody guesses 256 random bits, and each request pays for this."""
    return hashlib.sha256(secret.encode()).hexdigest()
