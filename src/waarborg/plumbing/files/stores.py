"""Where the bytes lie: a folder, or an S3-compatible store. Keys are "<tenant>/<two digits>/<sha256>"."""

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

from django.conf import settings

from waarborg.kernel.errors import Refusal

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_KEY = re.compile(r"[0-9a-f-]{36}/[0-9a-f]{2}/[0-9a-f]{64}")


class NoRoom(Refusal):
    """The disk is full. What was begun has been removed again."""

    code = "plumbing.file.no-room"
    status = 507
    nl = "Er is geen ruimte meer om dit bestand op te slaan. Er is niets opgeslagen."
    en = "There is no room left to store this file. Nothing was stored."
    nl_way_out = "Verstuur uw bericht zonder bijlage, of probeer het later opnieuw."
    en_way_out = "Send your message without the attachment, or try again later."


class StoreAway(Refusal):
    """The store of files does not answer."""

    code = "plumbing.file.store-away"
    status = 503
    nl = "De bestandsopslag antwoordt niet. Er is niets opgeslagen."
    en = "The store of files does not answer. Nothing was stored."
    nl_way_out = "Probeer het over een paar minuten opnieuw."
    en_way_out = "Try again in a few minutes."


class StoreRefuses(StoreAway):
    """A store of others does not let us in: a wrong key, a clock that differs, no right to do this. `said` is the
    store's own code."""

    code = "plumbing.file.store-refuses"
    nl = "De bestandsopslag laat ons niet toe ({said}). Er is niets opgeslagen."
    en = "The store of files does not let us in ({said}). Nothing was stored."
    nl_way_out = "De beheerder kijkt sleutel, geheim, regio en klok na. Probeer het daarna opnieuw."
    en_way_out = "The operator checks key, secret, region and clock. Try again after that."


class BucketGone(StoreAway):
    """A store of others does not know the bucket of the settings."""

    code = "plumbing.file.bucket-gone"
    nl = "De bestandsopslag kent de ruimte “{bucket}” niet. Er is niets opgeslagen."
    en = "The store of files does not know the bucket “{bucket}”. Nothing was stored."
    nl_way_out = "De beheerder maakt haar opnieuw of verbetert het adres. Probeer het daarna opnieuw."
    en_way_out = "The operator makes it again or corrects the address. Try again after that."


# Error codes of S3 and of those who speak it: AWS, Ceph, MinIO, Swift. A quota that a file would exceed is answered
# as if the file were too large; ours never are, they go in parts.
_REFUSES = frozenset(
    {"AccessDenied", "AccountProblem", "AuthorizationHeaderMalformed", "ExpiredToken", "InvalidAccessKeyId"}
    | {"InvalidToken", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "401", "403"}
)
_FULL = frozenset({"EntityTooLarge", "InsufficientStorage", "QuotaExceeded", "XMinioStorageFull", "507"})


class Stored(NamedTuple):
    """What lies in a store: `put` is the second it was last put or wanted, by its own clock; `size` is in bytes."""

    key: str
    put: float
    size: int


class Store(Protocol):
    """`put` takes over a complete local file; `under` gives keys below a folder, in order."""

    def put(self, key: str, complete: Path) -> None: ...
    def open(self, key: str) -> BinaryIO: ...
    def there(self, key: str) -> bool: ...
    def stored(self) -> Iterator[Stored]: ...
    def under(self, folder: str) -> Iterator[str]: ...
    def remove(self, key: str) -> None: ...
    def staging(self) -> Path: ...


def key_of(tenant: UUID, sha256: str) -> str:
    return f"{tenant}/{sha256[:2]}/{sha256}"


def store_at(url: str) -> Store:
    """A store by its address, as WAARBORG_FILES writes it."""
    return _store(url)


def store_in_use() -> Store:
    """The store of the settings."""
    return _store(settings.FILE_STORE)


@cache
def _store(url: str) -> Store:
    parts = urlsplit(url)
    return Folder(Path(unquote(parts.path))) if parts.scheme == "file" else Bucket(url)


@contextmanager
def drafted(where: Path, *, make: bool = True) -> Iterator[IO[bytes]]:
    """A new file in `where`, removed on leaving unless somebody moved it. Raises NoRoom when the disk is full.

    `make` makes the folder first where it does not exist.
    """
    path = None
    try:
        if make:
            where.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix="draft-", dir=where)
        path = Path(name)
        os.close(descriptor)
        # Opened by name, so that the draft knows its own path.
        with path.open("r+b") as draft:
            yield draft
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise NoRoom() from error
        raise
    finally:
        if path:
            path.unlink(missing_ok=True)


class Folder:
    """A folder on this machine or a shared one. Files appear whole: written aside, synced, then renamed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # Folders that stand in their own folder for good: nobody removes one while we run.
        self._lasting: set[Path] = set()

    def staging(self) -> Path:
        return self.root / ".incoming"

    def put(self, key: str, complete: Path) -> None:
        target = self.root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(complete, target)
        folder = target.parent
        _sync_folder(folder)
        while folder != self.root and folder not in self._lasting:
            _sync_folder(folder.parent)
            self._lasting.add(folder)
            folder = folder.parent

    def open(self, key: str) -> BinaryIO:
        return (self.root / key).open("rb")

    def there(self, key: str) -> bool:
        """Also marks it as wanted now, so that a sweep going on at this moment leaves it alone."""
        try:
            os.utime(self.root / key)
        except FileNotFoundError:
            return False
        return True

    def stored(self) -> Iterator[Stored]:
        for path in self.root.glob("*/*/*"):
            key = path.relative_to(self.root).as_posix()
            if _KEY.fullmatch(key):
                # It may have been removed since it was listed.
                with suppress(FileNotFoundError):
                    found = path.stat()
                    yield Stored(key, found.st_mtime, found.st_size)

    def under(self, folder: str) -> Iterator[str]:
        for path in sorted((self.root / folder).glob("*")):
            yield path.relative_to(self.root).as_posix()

    def remove(self, key: str) -> None:
        (self.root / key).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Bucket:
    """An S3-compatible store: s3://key:secret@host:port/bucket?region=x; s3+http for one without TLS on the own
    network.

    Its calls are made while the action's transaction is open, because the row must not come before the bytes: the time
    limits are short for that reason.
    """

    def __init__(self, url: str) -> None:
        import boto3
        from botocore.config import Config

        parts = urlsplit(url)
        options = dict(parse_qsl(parts.query))
        scheme = "http" if parts.scheme == "s3+http" else "https"
        self.bucket, _, self.prefix = parts.path.strip("/").partition("/")
        self.client: Any = boto3.client(
            "s3",
            endpoint_url=f"{scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            region_name=options.get("region", "us-east-1"),
            aws_access_key_id=unquote(parts.username or ""),
            aws_secret_access_key=unquote(parts.password or ""),
            config=Config(
                connect_timeout=5,
                read_timeout=20,
                retries={"max_attempts": 2},
                s3={"addressing_style": "path"},
                # Other makers' stores do not know the newer default checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def _name(self, key: str) -> str:
        return f"{self.prefix}/{key}" if self.prefix else key

    def staging(self) -> Path:
        return Path(tempfile.gettempdir()) / f"waarborg-incoming-{os.getuid()}"

    def put(self, key: str, complete: Path) -> None:
        with self._answers(), complete.open("rb") as content:
            self.client.upload_fileobj(content, self.bucket, self._name(key))

    def publish(self, key: str, body: bytes, kind: str) -> None:
        """A small file that others read straight from the bucket: with its media type, and not kept for long."""
        with self._answers():
            name, cache = self._name(key), "public, max-age=10"
            self.client.put_object(Bucket=self.bucket, Key=name, Body=body, ContentType=kind, CacheControl=cache)

    def open(self, key: str) -> BinaryIO:
        # Read whole into a local file: a download that stalls must not hold on to the store's connection.
        local = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        try:
            with self._answers():
                self.client.download_fileobj(self.bucket, self._name(key), local)
        except BaseException:
            local.close()
            raise
        local.seek(0)
        return local  # type: ignore[return-value]

    def there(self, key: str) -> bool:
        # Put again every time: the store has no way to mark a file as wanted now.
        return False

    def under(self, folder: str) -> Iterator[str]:
        for found in self._listed(f"{folder}/"):
            yield self._key(found["Key"])

    def stored(self) -> Iterator[Stored]:
        for found in self._listed(""):
            key = self._key(found["Key"])
            if _KEY.fullmatch(key):
                yield Stored(key, found["LastModified"].timestamp(), found["Size"])

    def _key(self, name: str) -> str:
        return name.removeprefix(f"{self.prefix}/") if self.prefix else name

    def _listed(self, folder: str) -> Iterator[dict[str, Any]]:
        with self._answers():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self._name(folder)):
                yield from page.get("Contents", ())

    def remove(self, key: str) -> None:
        with self._answers():
            self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    @contextmanager
    def _answers(self) -> Iterator[None]:
        """What the store says against it, in our words. Raises FileNotFoundError, NoRoom, StoreAway and its kinds."""
        from boto3.exceptions import S3UploadFailedError
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            yield
        except ClientError as error:
            said = error.response.get("Error", {}).get("Code", "")
            if said in ("404", "NoSuchKey"):
                raise FileNotFoundError(errno.ENOENT, "not in the store") from error
            if said in _FULL:
                raise NoRoom() from error
            if said == "NoSuchBucket":
                raise BucketGone(bucket=self.bucket) from error
            raise (StoreRefuses(said=said) if said in _REFUSES else StoreAway()) from error
        except (BotoCoreError, S3UploadFailedError) as error:
            raise StoreAway() from error


def put_draft(draft: IO[bytes], key: str, into: Store) -> None:
    """Sync a draft and move it into the store as `key`."""
    draft.flush()
    os.fsync(draft.fileno())
    into.put(key, Path(draft.name))
