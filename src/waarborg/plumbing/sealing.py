"""Sealing small secrets at rest: the first key seals, every key opens, so that keys can be replaced in steps.

Keys come from WAARBORG_ENCRYPTION_KEY (several separated by commas, newest first), else from the installation's secret.
Each purpose derives a key of its own from them.
"""

import base64
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.tenancy import Role


class NoKeyFits(Exception):
    """The key that sealed this is not there any more."""


@cache
def _fernets(keys: tuple[str, ...], purpose: bytes) -> tuple[Fernet, ...]:
    def key(secret: str) -> bytes:
        derived = HKDF(SHA256(), 32, salt=b"waarborg", info=purpose).derive(secret.encode())
        return base64.urlsafe_b64encode(derived)

    return tuple(Fernet(key(secret)) for secret in keys)


class Seal:
    """The seal of one purpose."""

    def __init__(self, purpose: bytes) -> None:
        self._purpose = purpose

    def close(self, content: bytes) -> str:
        return self._now()[0].encrypt(content).decode()

    def open(self, sealed: str) -> bytes:
        """Raises NoKeyFits."""
        try:
            return MultiFernet(self._now()).decrypt(sealed.encode())
        except InvalidToken:
            raise NoKeyFits from None

    def renewed(self, sealed: str) -> str | None:
        """The same content under the first key; None where it is that already. Raises NoKeyFits."""
        try:
            self._now()[0].decrypt(sealed.encode())
        except InvalidToken:
            return self.close(self.open(sealed))
        return None

    def _now(self) -> tuple[Fernet, ...]:
        keys: Any = settings.ENCRYPTION_KEYS
        return _fernets(tuple(keys), self._purpose)


def survey(
    sealed: Iterable[tuple[str, Callable[[str], str | None]]], *, lost: type[Exception] = NoKeyFits
) -> tuple[int, int, int, datetime | None]:
    """How many there are, under an older key, that nobody can open any more (their key is not there, or they are
    damaged), and when the oldest of the others was sealed. Beside each the function that seals it anew, which raises
    `lost`."""
    total = older = gone = 0
    oldest: datetime | None = None
    for one, renewed in sealed:
        total += 1
        try:
            older += renewed(one) is not None
        except lost:
            gone += 1
            continue
        at = _closed_at(one)
        oldest = at if oldest is None else min(oldest, at)
    return total, older, gone, oldest


def _closed_at(sealed: str) -> datetime:
    """In real time: the seal says it (Fernet's specification, its second field)."""
    return clock.from_unix(int.from_bytes(base64.urlsafe_b64decode(sealed)[1:9], "big"))


# How many there are, under an older key, lost; and when the oldest was sealed.
Counted = tuple[int, int, int, datetime | None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many secrets there are, under an older key, under none that is there; when the oldest was sealed."""

    total: int
    older: int
    lost: int
    oldest: datetime | None


_kept: dict[str, tuple[Callable[[], Counted], Role | None]] = {}


def keeps(package: str, counted: Callable[[], Counted], *, role: Role | None = Role.DESK) -> None:
    """Let `package` be asked for its sealed secrets, in the scope of `role`; None for installation tables."""
    _kept[package] = counted, role


def stand() -> Sealed:
    """How every sealed secret of the installation stands. Called outside any scope."""
    found = []
    for _, (counted, role) in sorted(_kept.items()):
        with tenancy.enter(role) if role else nullcontext():
            found.append(counted())
    total, older, lost = (sum(one[part] for one in found) for part in range(3))  # type: ignore[misc]
    return Sealed(total, older, lost, min((at for *_, at in found if at is not None), default=None))
