"""Canonical JSON (RFC 8785) and its hash: the same content always has the same bytes."""

import hashlib
from typing import Any

from waarborg.kernel.errors import BadInput


class NotCanonical(BadInput):
    code = "kernel.canonical.impossible"
    nl = "Deze gegevens zijn niet eenduidig als JSON te schrijven: {reason}."
    en = "This data cannot be written as JSON in one way only: {reason}."
    nl_way_out = "Schrijf grote getallen als tekst, en gebruik alleen teksten als sleutel."
    en_way_out = "Write large numbers as text, and use only texts as keys."


def canonical_json(content: Any) -> bytes:
    """The bytes of `content` by RFC 8785. Raises NotCanonical for what JSON cannot carry (integers beyond 2**53)."""
    import rfc8785  # not needed to calculate a due time, and start-up of the command line counts

    try:
        return rfc8785.dumps(content)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError) as error:
        raise NotCanonical(reason=str(error)) from error


def sha256_hex(content: bytes) -> str:
    """The SHA-256 of bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
