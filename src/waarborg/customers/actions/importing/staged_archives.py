"""A file that is no table, on its way in by the pages: tried out at once, for there are no columns to point out."""

import hashlib
import zlib
from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from waarborg.customers import permissions
from waarborg.customers.actions.importing.archives import MOST_DAYS, OPEN_DAYS, Archive, Given, Looked
from waarborg.customers.actions.importing.staged import CHECK, OPEN, _locked, _move, keep_looked, note, source_name
from waarborg.customers.models import Import
from waarborg.plumbing import jobs
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.accept import safe_name
from waarborg.plumbing.permissions import require


@action("customers.import.run")
def hand_in_archive(
    content: bytes, *, archive: Archive, name: str, source: str, provider: UUID, by: Actor, at: datetime
) -> Import:
    """Keep a file and have it tried out. Raises NotAllowed, NoSource, and what the archive's `accepts` raises."""
    require(by, permissions.IMPORT)
    archive.accepts(BytesIO(content))
    sha256 = hashlib.sha256(content).hexdigest()
    held = _row(archive, name, source_name(source), sha256, provider, by, at)
    held.content = zlib.compress(content, 3)
    held.save()
    jobs.enqueue(CHECK, {"identifier": held.id})
    return held


@action("customers.import.run")
def say_more(identifier: UUID, open_days: int, ours: Collection[str], *, by: Actor, at: datetime) -> Import:
    """Say what counts as open and which addresses are ours, and have it tried out again. Raises NotAllowed, NotFound,
    NotNow."""
    require(by, permissions.IMPORT)
    held = _locked(identifier, *OPEN)
    options = {"open_days": min(max(open_days, 0), MOST_DAYS), "ours": sorted({one.lower() for one in ours})}
    _move(held, "checking", at, options=options)
    jobs.enqueue(CHECK, {"identifier": held.id})
    return held


def record_archive_done(
    archive: Archive, stream: BinaryIO, looked: Looked, given: Given, *, provider: UUID, by: Actor, at: datetime
) -> Import:
    """The trace of a file that was carried out from the command line."""
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    held = _row(archive, given.name, given.source, digest.hexdigest(), provider, by, at)
    held.save()
    keep_looked(held, looked, "done", at)
    note(held, by=by, at=at)
    return held


def _row(archive: Archive, name: str, source: str, sha256: str, provider: UUID, by: Actor, at: datetime) -> Import:
    return Import(
        tenant_id=provider,
        kind=archive.name,
        source=source,
        name=safe_name(name),
        sha256=sha256,
        encoding="",
        delimiter="",
        options={"open_days": OPEN_DAYS, "ours": []},
        state="checking",
        by_id=by.person,
        by_name=by.name,
        made_at=at,
        changed_at=at,
    )
