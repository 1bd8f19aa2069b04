"""The archive: a zip with every table as JSON Lines and CSV, one workbook, every file, and a manifest with hashes."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import IO, Any
from uuid import UUID

from django.db import connection, transaction

from waarborg.plumbing import data_catalogue, tenancy
from waarborg.plumbing.export.tables import Table, csv_lines, json_lines, table
from waarborg.plumbing.export.workbook import write_workbook
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.journal.entries import instant
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tenancy.models import Tenant

FORMAT = "waarborg-export/1"
_BLOCK = 1 << 18
# Already packed by themselves.
_PACKED = ("image/", "application/")
Rows = Callable[[UUID], Iterable[Mapping[str, Any]]]

READ_ME = """\
NL  Dit zijn alle gegevens die de dienst van u bewaart.
    json/     elke tabel, een regel per rij, precies zoals bewaard
    csv/      hetzelfde voor rekenbladen; een ' voor een tekst die anders als formule zou worden gelezen
    data.xlsx alle tabellen in een werkmap
    files/    uw bestanden
    manifest.json  aantallen en SHA-256 van alles hierboven

EN  This is all the data the service keeps about you.
    json/     every table, a line a row, exactly as kept
    csv/      the same for spreadsheets; a ' before a text that would otherwise be read as a formula
    data.xlsx all tables in one workbook
    files/    your files
    manifest.json  counts and SHA-256 of everything above
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """What went into an archive; `missing` are files of which the store has lost the bytes."""

    tables: int
    rows: int
    files: int
    missing: int


class _Archive:
    """A zip under construction that remembers size and hash of each entry."""

    def __init__(self, out: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3)

    def abandon(self) -> None:
        """Without this, Python would try to finish the zip when it throws the object away."""
        self.zip.fp = None

    def add(self, path: str, blocks: Iterable[bytes], *, packed: bool = False) -> dict[str, Any]:
        info = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(info, "w", force_zip64=True) as entry:
            for block in blocks:
                digest.update(block)
                size += len(block)
                entry.write(block)
        return {"path": path, "bytes": size, "sha256": digest.hexdigest()}


def write_archive(
    tenant: UUID, out: IO[bytes], *, at: datetime, contributed: Mapping[str, Rows] | None = None
) -> Summary:
    """Write the archive of `tenant` to `out`, as it stood at one moment; streamed, whatever its size.

    `contributed` are tables without a tenant of their own (accounts), by name. Outside a transaction everything is read
    from one snapshot. Raises NotFound for a tenant that does not exist.
    """
    archive = _Archive(out)
    try:
        with _snapshot(tenant):
            manifest = _fill(archive, tenant, contributed or {})
    except BaseException:
        archive.abandon()
        raise
    manifest |= {"made_by": f"waarborg {version('waarborg')}", "made_at": instant(at), "tenant": str(tenant)}
    archive.add("README.txt", [READ_ME.encode()])
    archive.add("manifest.json", [json.dumps(manifest, indent=1, ensure_ascii=False).encode()])
    archive.zip.close()
    return _summary(manifest)


def _fill(archive: _Archive, tenant: UUID, contributed: Mapping[str, Rows]) -> dict[str, Any]:
    tables = [table(entry, tenant) for entry in data_catalogue.exported()]
    written = [_add_table(archive, of) for of in tables]
    written += [_add_contributed(archive, name, rows(tenant)) for name, rows in contributed.items()]
    workbook = _add_workbook(archive, tables)
    files = [_add_file(archive, file) for file in StoredFile.objects.filter(tenant_id=tenant).order_by("id").iterator()]
    return {"format": FORMAT, "tables": written, "workbook": workbook, "files": files}


def _summary(manifest: dict[str, Any]) -> Summary:
    missing = sum("missing" in file for file in manifest["files"])
    return Summary(
        tables=len(manifest["tables"]),
        rows=sum(of["rows"] for of in manifest["tables"]),
        files=len(manifest["files"]) - missing,
        missing=missing,
    )


@contextmanager
def _snapshot(tenant: UUID) -> Iterator[None]:
    with transaction.atomic():
        if not connection.savepoint_ids:
            _one_moment()
        with tenancy.enter(Role.CUSTOMER, tenant):
            if not Tenant.objects.filter(id=tenant).exists():
                raise NotFound()
            yield


def _one_moment() -> None:
    """One snapshot for the whole transaction, and time for statements that send a million rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL work_mem = '64MB'")


def _add_table(archive: _Archive, of: Table) -> dict[str, Any]:
    return {
        "table": of.name,
        "rows": of.rows,
        "columns": of.titles(),
        "personal": of.entry.personal,
        "retention": of.entry.retention,
        "json": archive.add(f"json/{of.name}.jsonl", json_lines(of)),
        "csv": archive.add(f"csv/{of.name}.csv", csv_lines(of)),
    }


def _add_contributed(archive: _Archive, name: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            yield json.dumps(dict(row), ensure_ascii=False, default=str).encode() + b"\n"

    written = archive.add(f"json/{name}.jsonl", lines())
    return {"table": name, "rows": count, "json": written}


def _add_workbook(archive: _Archive, tables: list[Table]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as draft:
        write_workbook(tables, draft)
        draft.seek(0)
        return archive.add("data.xlsx", iter(lambda: draft.read(_BLOCK), b""), packed=True)


def _add_file(archive: _Archive, file: StoredFile) -> dict[str, Any]:
    path = f"files/{file.id}/{file.name}"
    try:
        content = open_file(file)
    except FileNotFoundError:
        return {"path": path, "missing": True, "sha256": file.sha256}
    with content:
        blocks = iter(lambda: content.read(_BLOCK), b"")
        return archive.add(path, blocks, packed=file.media_type.startswith(_PACKED))
