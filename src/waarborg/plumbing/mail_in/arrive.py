"""Keeping a mail: its bytes as a file and its row, in one transaction, before anybody tries to read it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from waarborg.kernel.errors import BadInput
from waarborg.plumbing import files, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.mail_in.handing_over import hand_over
from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.plumbing.taken import taken
from waarborg.plumbing.tenancy import Role, kept
from waarborg.plumbing.tenancy.provider import provider_tenant

PURPOSE = "mail-in"
LIMIT = 40 * 1024 * 1024
MEDIA_TYPE = "message/rfc822"


class MailTooLarge(BadInput):
    code = "plumbing.mail-in.too-large"
    status = 413
    nl = "Deze mail is {size} MB; wij nemen mail aan tot en met {limit} MB."
    en = "This mail is {size} MB; we accept mail of up to {limit} MB."
    nl_way_out = "Laat de bijlagen als bestand in het portaal toevoegen."
    en_way_out = "Have the attachments added as files in the portal."


def too_large(size: int) -> MailTooLarge:
    """The refusal of a mail of so many bytes, in megabytes rounded up."""
    return MailTooLarge(size=-(-size // (1024 * 1024)), limit=LIMIT // (1024 * 1024))


@dataclass(frozen=True, slots=True)
class Come:
    """A mail as it was handed over. `received` is when it reached us; `uid` None where it has none."""

    raw: bytes
    received: datetime
    uid_validity: int | None = None
    uid: int | None = None


def arrive(come: Iterable[Come], *, mailbox: str, at: datetime) -> list[MailIn]:
    """Keep these mails in one transaction and have them taken. One whose bytes are here already is not kept twice.

    An instant of receipt that lies in the future counts as now. Outside any scope or in that of the desk. Raises
    MailTooLarge, NoProvider, NoRoom, StoreAway; after any of them nothing was kept.
    """
    with tenancy.enter(Role.DESK):
        tenant = provider_tenant()
        # One mail after the other: their bytes may be large, and lie on disk before the next is fetched.
        put: dict[str, Put] = {}
        for one in come:
            if len(one.raw) > LIMIT:
                raise too_large(len(one.raw))
            digest = hashlib.sha256(one.raw).hexdigest()
            if digest not in put and not kept.rows("plumbing.mail-in.same", _same, digest):
                put[digest] = _put(one, digest, tenant, mailbox=mailbox, at=at)
        written = _write(list(put.values()))
        if written:
            hand_over()
    return written


def _same(digest: str) -> "QuerySet[MailIn, tuple[UUID]]":
    return MailIn.objects.filter(sha256=digest).values_list("id")[:1]


Put = tuple[StoredFile | None, MailIn]


def _put(one: Come, digest: str, tenant: UUID, *, mailbox: str, at: datetime) -> Put:
    # An empty mail is a mail too; a file of nothing is none.
    file = put_raw(one.raw, tenant, at=at) if one.raw else None
    made = MailIn(
        tenant_id=tenant,
        mailbox=mailbox[:200],
        uid_validity=one.uid_validity,
        uid=one.uid,
        sha256=digest,
        size=len(one.raw),
        file_id=file.id if file else None,
        received=min(one.received, at),
        arrived=at,
    )
    return file, made


def _write(put: list[Put]) -> list[MailIn]:
    """The rows of all in two statements; one by one where the same mail came at this moment by the other way in."""
    try:
        with transaction.atomic():
            StoredFile.objects.bulk_create([file for file, _ in put if file is not None])
            MailIn.objects.bulk_create([mail for _, mail in put])
    except IntegrityError as error:
        if not taken(error, "mail_in_once"):
            raise
        return [mail for one in put for mail in _write([one])] if len(put) > 1 else []
    return [mail for _, mail in put]


def put_raw(raw: bytes, tenant: UUID, *, at: datetime) -> StoredFile:
    """The mail as it came, as a file of `tenant`; its row is written by the caller."""
    name = f"{uuid7()}.eml"
    return files.put(
        [raw], name=name, tenant=tenant, by=SYSTEM, at=at, purpose=PURPOSE, limit=LIMIT, known_as=MEDIA_TYPE
    )


def store_raw(raw: bytes, tenant: UUID, *, at: datetime) -> StoredFile:
    """The same with its row."""
    file = put_raw(raw, tenant, at=at)
    file.save(force_insert=True)
    return file


def arrive_unfetched(come: Come, *, size: int, mailbox: str, at: datetime) -> MailIn | None:
    """A mail that is too large to fetch: its head only (`come.raw`) is kept, and it stays where it is."""
    with tenancy.enter(Role.DESK):
        tenant = provider_tenant()
        digest = hashlib.sha256(come.raw + str(size).encode()).hexdigest()
        if MailIn.objects.filter(sha256=digest).exists():
            return None
        file = store_raw(come.raw, tenant, at=at)
        made: MailIn = MailIn.objects.create(
            tenant_id=tenant,
            mailbox=mailbox[:200],
            uid_validity=come.uid_validity,
            uid=come.uid,
            sha256=digest,
            size=size,
            file_id=file.id,
            received=min(come.received, at),
            arrived=at,
            state=State.UNREADABLE,
            reason="too-large",
        )
        return made
