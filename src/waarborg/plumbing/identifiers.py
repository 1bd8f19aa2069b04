"""Identifiers: UUID version 7 (RFC 9562, section 5.7), made here because PostgreSQL 16 has no function for it."""

import os
import random
import time
from uuid import UUID


def uuid7(*, unix_ms: int | None = None, source: random.Random | None = None) -> UUID:
    """A UUIDv7: 48 bits of Unix milliseconds, 12 of their fraction (section 6.2, method 3), then random bits: rows that
    one process makes one after another sort in that order, and new rows sit together in an index.

    `unix_ms` and `source` are for data that must come out the same twice (the demo); everybody else leaves them out.
    """
    # The system's own clock on purpose: an identifier is no business instant, and stays unique with an offset clock.
    milliseconds, fraction = divmod(time.time_ns(), 1_000_000) if unix_ms is None else (unix_ms, None)
    tail = source.getrandbits(80) if source is not None else int.from_bytes(os.urandom(10), "big")
    if fraction is not None and source is None:
        tail = tail & ~(0xFFF << 64) | (fraction * 4096 // 1_000_000) << 64
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)
