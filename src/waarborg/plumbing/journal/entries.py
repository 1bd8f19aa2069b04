"""What an entry is made of, and its hash: SHA-256(previous | canonical metadata | SHA-256(salt | data))."""

import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from waarborg.plumbing.actors import Actor

GENESIS = b"\0" * 32
# The property of an entry whose data give a reason; the reason itself can be erased.
EXPLAINED = {"reason": "given"}


class Ref(NamedTuple):
    """A subject by its registry name and identifier, such as ("support.ticket", UUID)."""

    kind: str
    id: UUID


@dataclass(slots=True)
class Pending:
    """An entry that waits for the commit: it has no number yet. `properties` are words that clocks replay, never text.

    `reason` stands with every entry that has one; `reason_if_late` becomes it where the entry is told late.
    """

    kind: str
    tenant: UUID
    subject: Ref
    by: Actor
    at: datetime
    related: tuple[Ref, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None
    reason_if_late: str | None = None


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def pieces(entry: Pending) -> tuple[str, str, str]:
    """Canonical JSON (RFC 8785) of all that is not erasable, but for two holes: `recorded`, then the number.

    Both are known only under the lock on the head. Keys are ASCII and values strings, integers or null, so the standard
    library's sorted, compact output is canonical already; a property test compares it with `kernel.canonical`, which is
    ten times slower.
    """
    by = entry.by
    person = f'"{by.person}"' if by.person else "null"
    behalf = f'"{by.on_behalf}"' if by.on_behalf else "null"
    return (
        (
            f'{{"actor":[{spelled(by.kind)},{person}],"at":"{instant(entry.at)}","kind":{spelled(entry.kind)},'
            f'"on_behalf":{behalf},"properties":{compact(dict(entry.properties))},"recorded":"'
        ),
        f'","related":{compact([[ref.kind, str(ref.id)] for ref in entry.related])},"sequence":',
        f',"subject":[{spelled(entry.subject.kind)},"{entry.subject.id}"],"tenant":"{entry.tenant}"}}',
    )


def metadata(entry: Pending, *, sequence: int, recorded: datetime) -> bytes:
    """The pieces with their holes filled, as the hash covers them."""
    first, second, third = pieces(entry)
    return f"{first}{instant(recorded)}{second}{sequence}{third}".encode()


def data_json(entry: Pending) -> str:
    """What may be erased later, as the digest covers it."""
    return compact(dict(entry.data) if entry.reason is None else {**entry.data, "reason": entry.reason})


# One encoder for all: `json.dumps` makes a new one each time it is told more than a value.
compact = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def data_digest(salt: bytes, data: str) -> bytes:
    return hashlib.sha256(salt + data.encode()).digest()


def chain_hash(previous: bytes, canonical: bytes, digest: bytes) -> bytes:
    return hashlib.sha256(previous + canonical + digest).digest()


@functools.lru_cache(4096)
def spelled(word: str) -> str:
    """A text as JSON."""
    return json.dumps(word, ensure_ascii=False)


@functools.lru_cache(4096)
def respelled(text: str) -> str:
    """JSON of the database's spelling (spaces, keys by length) as canonical JSON."""
    return compact(json.loads(text))


def metadata_as_read(
    tenant: str,
    sequence: int,
    at: str,
    recorded: str,
    kind: str,
    subject: tuple[str, str],
    related: str,
    properties: str,
    actor: tuple[str, str | None],
    on_behalf: str | None,
) -> bytes:
    """The same bytes as `metadata`, from a row's texts: without objects between, to verify a million of them."""
    person = f'"{actor[1]}"' if actor[1] else "null"
    behalf = f'"{on_behalf}"' if on_behalf else "null"
    return (
        f'{{"actor":[{spelled(actor[0])},{person}],"at":"{at}","kind":{spelled(kind)},"on_behalf":{behalf},'
        f'"properties":{respelled(properties)},"recorded":"{recorded}","related":{respelled(related)},'
        f'"sequence":{sequence},"subject":[{spelled(subject[0])},"{subject[1]}"],"tenant":"{tenant}"}}'
    ).encode()
