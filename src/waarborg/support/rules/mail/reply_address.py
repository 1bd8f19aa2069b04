"""The address that an answer to a ticket's mail comes back to: which ticket, for whom it was made, and our signature.

`support+<token>@example.org`. The token is base32 in lower case (addresses are often turned into that on their way) of
the ticket's number (5 bytes), a mark of the person it was made for (5) and ten bytes of HMAC-SHA256 over those and the
ticket's identifier: 32 signs. It holds as long as the key does. It says where an answer belongs, and lets nobody in:
who writes to it must be allowed to reply there.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

_NUMBER, _MARK, _SIGNED = 5, 5, 10
LENGTH = 32


@dataclass(frozen=True, slots=True)
class Token:
    """A token that has the right form; whether we made it, `made_by_us` says."""

    number: int
    mark: bytes
    signed: bytes


def address(of: str, *, number: int, ticket: UUID, person: UUID, key: str) -> str:
    """The address for answers of `person` about this ticket; `of` is the one that customers write to."""
    local, _, domain = of.partition("@")
    head = number.to_bytes(_NUMBER, "big") + _mark(person, key)
    token = base64.b32encode(head + _sign(head, ticket, key)).decode().lower()
    return f"{local}+{token}@{domain}"


def tokens(recipients: Iterable[str], of: str) -> list[Token]:
    """The tokens among the addresses that a mail went to, each once, in order; `of` is the one customers write to."""
    local, _, domain = of.lower().partition("@")
    found: dict[Token, None] = {}
    for one in recipients:
        name, _, host = one.lower().partition("@")
        begin, plus, text = name.partition("+")
        if plus and (begin, host) == (local, domain) and (token := _read(text)):
            found[token] = None
    return list(found)


def made_by_us(token: Token, *, ticket: UUID, keys: Sequence[str]) -> bool:
    """Whether one of our keys signed this token for this ticket."""
    head = token.number.to_bytes(_NUMBER, "big") + token.mark
    return any(hmac.compare_digest(_sign(head, ticket, key), token.signed) for key in keys)


def made_for(token: Token, person: UUID, *, keys: Sequence[str]) -> bool:
    """Whether it was made for this person, and not for a colleague who passed the mail on."""
    return any(hmac.compare_digest(_mark(person, key), token.mark) for key in keys)


def _read(text: str) -> Token | None:
    if len(text) != LENGTH:
        return None
    try:
        raw = base64.b32decode(text.upper())
    except (binascii.Error, ValueError):
        return None
    number = int.from_bytes(raw[:_NUMBER], "big")
    return Token(number, raw[_NUMBER : _NUMBER + _MARK], raw[_NUMBER + _MARK :])


def _mark(person: UUID, key: str) -> bytes:
    return hmac.digest(_key(key), b"person" + person.bytes, hashlib.sha256)[:_MARK]


def _sign(head: bytes, ticket: UUID, key: str) -> bytes:
    return hmac.digest(_key(key), b"ticket" + head + ticket.bytes, hashlib.sha256)[:_SIGNED]


def _key(key: str) -> bytes:
    """A key of its own, so that a token never fits where the same secret seals something else."""
    return hashlib.sha256(b"waarborg reply address\0" + key.encode()).digest()
