"""A base put back into an empty folder, each file held against the hash that the database wrote beside it."""

import hashlib
import json
import os
import pwd
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from waarborg.plumbing.embedded_postgres.cluster import give
from waarborg.plumbing.embedded_postgres.layout import Layout
from waarborg.project.recovery.base_backup import Manifest
from waarborg.project.recovery.refusals import InTheWay, Unusable
from waarborg.project.recovery.sealing import SUFFIX
from waarborg.project.recovery.target import Target, opened

_BLOCK = 1 << 20


def unpack(target: Target, manifest: Manifest, layout: Layout, identity: Any, user: pwd.struct_passwd) -> None:
    """Make `layout.data` from a base: whole and verified, or not at all. Raises InTheWay, Unusable."""
    if layout.data.exists():
        raise InTheWay(folder=layout.folder)
    layout.folder.mkdir(parents=True, exist_ok=True)
    draft = layout.folder / "data.restored"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    name = f"base/{manifest.id}{SUFFIX}"
    try:
        with opened(target, name, identity) as stream:
            try:
                with tarfile.open(fileobj=stream, mode="r|") as archive:
                    # Python before 3.11.4, such as Debian 12's, knows no filters; what they refuse, _plain refuses.
                    archive.extraction_filter = getattr(tarfile, "data_filter", None)
                    archive.extractall(draft, members=_plain(archive, name))
            except (tarfile.TarError, EOFError) as problem:
                raise Unusable(name=name) from problem
            while stream.read(_BLOCK):  # to the end, so that what is missing is noticed
                pass
        _verify(draft, name)
        _hand_over(draft, user)
        os.replace(draft, layout.data)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _plain(archive: tarfile.TarFile, name: str) -> Iterator[tarfile.TarInfo]:
    """The members, which are files and folders below the folder, as a base has them. Raises Unusable at another."""
    for member in archive:
        path = PurePosixPath(member.name)
        if not (member.isfile() or member.isdir()) or path.is_absolute() or ".." in path.parts:
            raise Unusable(name=f"{name}: {member.name}")
        yield member


def _verify(folder: Path, name: str) -> None:
    """Every file of the database's own list is there with its size and hash, and no other. Raises Unusable."""
    listed = folder / "backup_manifest"
    try:
        files = {one["Path"]: one for one in json.loads(listed.read_text())["Files"]}
    except (OSError, ValueError, KeyError):
        raise Unusable(name=f"{name}: backup_manifest") from None
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(found ^ {*files, "backup_manifest"}):
        raise Unusable(name=f"{name}: {path}")
    for path, said in files.items():
        if (folder / path).stat().st_size != said["Size"] or _sha256(folder / path) != said["Checksum"]:
            raise Unusable(name=f"{name}: {path}")
    # The server takes a folder with this list in it for a copy that is still being made.
    listed.unlink()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hand_over(folder: Path, user: pwd.struct_passwd) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        give(path, user)
