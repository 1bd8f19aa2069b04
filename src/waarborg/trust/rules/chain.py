"""Entries of the journal as a report carries them, and their hash, reckoned here a second time and on its own.

`hash = SHA-256(previous | canonical metadata | data)`, where `data` is the digest of what may be erased. The journal
itself reckons it in `plumbing.journal.entries`; a test holds the two together, and this one needs no database.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from waarborg.kernel.instants import parse_instant, to_us
from waarborg.promises.rules.replay import WAIVED, Entry, dates_of

GENESIS = "0" * 64

# One entry; its keys stand in `schema.Line`.
Line: TypeAlias = Mapping[str, Any]
_NOT_METADATA = ("data", "previous", "hash")


def line_hash(line: Line, tenant: str) -> str:
    """The hash that this entry must have. Raises ValueError where `previous` or `data` is no hexadecimal text."""
    metadata = {key: value for key, value in line.items() if key not in _NOT_METADATA} | {"tenant": tenant}
    canonical = json.dumps(metadata, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return hashlib.sha256(bytes.fromhex(line["previous"]) + canonical + bytes.fromhex(line["data"])).hexdigest()


def entry_of(line: Line) -> Entry:
    """The entry as replay reads it."""
    kind, identifier = line["subject"]
    return Entry(
        at_us=to_us(parse_instant(line["at"])),
        sequence=line["sequence"],
        kind=line["kind"],
        subjects=(f"{kind}:{identifier}", *(f"{name}:{other}" for name, other in line["related"])),
        properties=line["properties"] or None,
        dates=dates_of(line["properties"]),
        actor_kind=line["actor"][0],
        # What a waiver is about stands among the properties, because data can be erased.
        data={"promise": line["properties"].get("promise")} if line["kind"] == WAIVED else None,
    )


def head_of(first_previous: str, lines: Sequence[Line]) -> str:
    """The hash of the last line, or of the one before the segment where nothing happened."""
    return str(lines[-1]["hash"]) if lines else first_previous
