"""Storing a file: read aside, weighed, looked at, put away; then its row, in the transaction of the action."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.files.accept import EmptyFile, TooLarge, media_type, safe_name
from waarborg.plumbing.files.models import SealedFile, StoredFile
from waarborg.plumbing.files.pictures import is_picture, rewrite
from waarborg.plumbing.files.scanning import scan
from waarborg.plumbing.files.stores import Store, drafted, key_of, put_draft, store_in_use

_BLOCK = 1 << 18


class Sealed(Refusal):
    """The customer keeps this file to itself but for the time of a grant."""

    code = "plumbing.file.sealed"
    status = 403
    nl = "{name} is verzegeld: zonder lopende toestemming van de klant opent niemand bij ons dit bestand."
    en = "{name} is sealed: without the customer's live grant nobody on our side opens this file."
    nl_way_out = "Vraag de klant om toegang; dat kan op de pagina van de melding."
    en_way_out = "Ask the customer for access, on the page of the ticket."


def store(
    stream: BinaryIO | Iterable[bytes],
    *,
    name: str,
    tenant: UUID,
    by: Actor,
    at: datetime,
    purpose: str,
    limit: int | None = None,
    keep_until: date | None = None,
    sealed: bool = False,
    known_as: str = "",
) -> StoredFile:
    """Store what `stream` gives (a file opened for reading, an upload, or blocks of bytes) for `tenant`.

    `limit` is in bytes, the installation's own where it is left out. `purpose` says in registry words what it belongs
    to ("support.attachment"); `keep_until` keeps it from erasure until that day. The bytes are on disk before the row
    is written; when the transaction is rolled back they stay behind unseen until the sweep.
    A `sealed` file is content: staff open it under the customer's live grant only. In the customer's own scope.
    `known_as` is the media type of what is kept whatever its bytes are (a mail as it came); they are not looked at.
    A picture is made anew: what is kept, weighed and hashed is its dots without what the camera wrote beside them.
    Where the operator has a virus scanner, it looks first.
    Raises NoScope, EmptyFile, TooLarge, WrongType, TooManyInside, Infected, ScannerAway, BrokenPicture, TooManyDots,
    NoRoom, StoreAway; after any of them nothing is left.
    """
    stored = put(
        stream,
        name=name,
        tenant=tenant,
        by=by,
        at=at,
        purpose=purpose,
        limit=limit,
        keep_until=keep_until,
        known_as=known_as,
    )
    sha256 = stored.sha256
    if sealed:
        stored.sha256 = ""
    stored.save(force_insert=True)
    if sealed:
        SealedFile.objects.create(file_id=stored.id, tenant_id=tenant, sha256=sha256)
    return stored


def put(
    stream: BinaryIO | Iterable[bytes],
    *,
    name: str,
    tenant: UUID,
    by: Actor,
    at: datetime,
    purpose: str,
    limit: int | None = None,
    keep_until: date | None = None,
    known_as: str = "",
) -> StoredFile:
    """As `store`, without writing the row: the caller writes it in this transaction, with others where it has several.

    Raises NoScope, EmptyFile, TooLarge, WrongType, TooManyInside, Infected, ScannerAway, BrokenPicture, TooManyDots,
    NoRoom, StoreAway.
    """
    tenancy.current()
    shown = safe_name(name)
    into = store_in_use()
    with drafted(into.staging()) as draft:
        size, sha256 = _copy(stream, draft, name=shown, limit=limit or settings.UPLOAD_LIMIT)
        if not size:
            raise EmptyFile(name=shown)
        kind = known_as or media_type(draft, shown)  # type: ignore[arg-type]
        if not known_as:
            scan(draft, name=shown)  # type: ignore[arg-type]
        if not known_as and is_picture(kind):
            size, sha256 = _put_picture(draft, kind, name=shown, tenant=tenant, into=into)
        else:
            put_away(draft, tenant=tenant, sha256=sha256, into=into)
    return StoredFile(
        tenant_id=tenant,
        name=shown,
        media_type=kind,
        size=size,
        sha256=sha256,
        purpose=purpose,
        stored=at,
        stored_by=by.person,
        keep_until=keep_until,
    )


def _put_picture(draft: IO[bytes], kind: str, *, name: str, tenant: UUID, into: Store) -> tuple[int, str]:
    """Put away the picture of `draft` as it is made anew; its size and hash."""
    with drafted(into.staging()) as made:
        rewrite(draft, made, media_type=kind, name=name)  # type: ignore[arg-type]
        made.seek(0)
        sha256 = hashlib.file_digest(made, "sha256").hexdigest()  # type: ignore[arg-type]
        size = made.tell()
        put_away(made, tenant=tenant, sha256=sha256, into=into)
    return size, sha256


def _copy(stream: BinaryIO | Iterable[bytes], draft: IO[bytes], *, name: str, limit: int) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    for block in _blocks(stream):
        size += len(block)
        if size > limit:
            raise TooLarge(name=name, limit=limit // (1024 * 1024) or 1)
        digest.update(block)
        draft.write(block)
    draft.flush()
    return size, digest.hexdigest()


def _blocks(stream: BinaryIO | Iterable[bytes]) -> Iterable[bytes]:
    read = getattr(stream, "read", None)
    return iter(lambda: read(_BLOCK), b"") if read else stream


def put_away(draft: IO[bytes], *, tenant: UUID, sha256: str, into: Store | None = None) -> None:
    """Sync a draft and move it into the store. Until the commit no sweep removes the same bytes."""
    target = into or store_in_use()
    key = key_of(tenant, sha256)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [key])
    if target.there(key):
        return
    put_draft(draft, key, target)


def open_file(file: StoredFile) -> BinaryIO:
    """The bytes of a file that the scope may see. Raises FileNotFoundError when the store lost them, StoreAway, Sealed
    without a live grant."""
    return store_in_use().open(key_of(file.tenant_id, hash_of(file)))


def hash_of(file: StoredFile) -> str:
    """The hash of a file's bytes, which for a sealed one only its customer and a live grant lead to: the database
    decides. Raises Sealed."""
    if file.sha256:
        return file.sha256
    found = (
        SealedFile.objects.filter(tenant_id=file.tenant_id, file_id=file.id).values_list("sha256", flat=True).first()
    )
    if found is None:
        raise Sealed(name=file.name)
    return str(found)
