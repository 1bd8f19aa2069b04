"""Putting a back-up back, in order: database, secrets, schema, files, erasures, sessions; then looking at it."""

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waarborg.plumbing.embedded_postgres.layout import owner_of_server
from waarborg.project import database_address, environment
from waarborg.project.recovery import base_backup, retention
from waarborg.project.recovery.base_backup import SECRET_FILES, Manifest
from waarborg.project.recovery.refusals import InTheWay, NewerRelease, NoSuchBase, NothingThere, Unusable
from waarborg.project.recovery.replaying import recovered
from waarborg.project.recovery.sealing import SUFFIX
from waarborg.project.recovery.shipping import ERASURES, deep, flat
from waarborg.project.recovery.target import Target, opened
from waarborg.project.recovery.unpacking import unpack


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. `seconds` from the first byte to the last check; `again` the customers erased once more;
    `passed_over` the damaged parts of newer bases, for which an older one was taken."""

    base: str
    passed_over: list[str]
    content: dict[str, Any]
    again: list[str]
    settings: list[str]
    seconds: float

    @property
    def good(self) -> bool:
        return not self.content["broken"]


def choose(target: Target, at: datetime | None, base: str = "") -> list[Manifest]:
    """The bases that ended before `at`, newest first, or the one asked for. Raises NothingThere, NoSuchBase."""
    whole, _ = base_backup.listed(target)
    if base and base not in [one.id for one in whole]:
        raise NoSuchBase(base=base, place=target.place)
    found = [one for one in whole if (at is None or one.ended_at <= at) and base in ("", one.id)]
    if not found:
        raise NothingThere(place=target.place, at=at.isoformat() if at else "-")
    return found[::-1]


def restore(
    target: Target,
    identity: Any,
    *,
    at: datetime | None,
    given: Mapping[str, str],
    customer: str = "",
    base: str = "",
) -> Restored:
    """Put the installation back into the empty data folder of the settings, as it was at `at` or as late as can be.

    `given` is the environment as the operator set it. With `customer` (short name or identifier) only that one comes
    back, for looking at beside what runs. `base` names the copy to begin from; without it the newest that is whole. The
    database is stopped again at the end; after a refusal the folder is as empty as before.
    Raises InTheWay, NothingThere, NoSuchBase, NewerRelease, Unusable, BeyondBackup.
    """
    begin = time.monotonic()
    layout, user = database_address.layout(), owner_of_server()
    manifest, secrets, damaged = _unpacked(target, choose(target, at, base), identity)
    from django.db import connections

    try:
        with recovered(layout, target, identity, user, begun=manifest.ended, at=at):
            try:
                content, again = _finish(target, identity, customer)
            finally:
                connections.close_all()
        settings = _put_secrets_back(secrets, given)
    except BaseException:
        shutil.rmtree(layout.data, ignore_errors=True)
        raise
    return Restored(manifest.id, damaged, content, again, settings, time.monotonic() - begin)


def _unpacked(
    target: Target, bases: list[Manifest], identity: Any
) -> tuple[Manifest, dict[str, dict[str, str]], list[str]]:
    """The first of these bases that is whole, its secrets, and the damaged parts of those before it: with the changes
    since, an older one leads to the same instant. Raises NewerRelease, Unusable (of the newest), InTheWay."""
    damaged: list[Unusable] = []
    unreadable = base_backup.listed(target)[1]
    changes = {name.removesuffix(SUFFIX) for name in target.names("wal")}
    for manifest in bases:
        if damaged and not retention.unbroken(changes, manifest.first, bases[0].last):
            break
        _must_know(manifest)
        try:
            secrets = _secrets(target, manifest, identity)
            unpack(target, manifest, database_address.layout(), identity, owner_of_server())
        except Unusable as problem:
            damaged.append(problem)
        else:
            return manifest, secrets, [*unreadable, *(str(one.params["name"]) for one in damaged)]
    raise damaged[0]


def _secrets(target: Target, manifest: Manifest, identity: Any) -> dict[str, dict[str, str]]:
    """The files and settings that were kept with a base. Raises Unusable."""
    name = f"base/{manifest.id}.secrets{SUFFIX}"
    with opened(target, name, identity) as stream:
        found: dict[str, dict[str, str]] = json.loads(stream.read())
    if not found["files"].keys() <= set(SECRET_FILES):
        raise Unusable(name=name)
    return found


def _put_secrets_back(found: dict[str, dict[str, str]], given: Mapping[str, str]) -> list[str]:
    """Write the files; gives the names of settings that the installation had and the operator has not, or otherwise."""
    folder = environment.data_folder()
    for file, text in found["files"].items():
        with os.fdopen(os.open(folder / file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
    return sorted(one for one, value in found["settings"].items() if given.get(one, "") != value)


def must_be_empty() -> None:
    """Raises InTheWay where secrets or a database would be overwritten."""
    folder = environment.data_folder()
    if database_address.layout().data.exists() or any((folder / name).exists() for name in SECRET_FILES):
        raise InTheWay(folder=folder)


def _must_know(manifest: Manifest) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}
    strange = sorted(set(manifest.schema) - known)
    if strange:
        raise NewerRelease(release=manifest.release, names=", ".join(strange[:3]))


def _finish(target: Target, identity: Any, customer: str) -> tuple[dict[str, Any], list[str]]:
    from waarborg.plumbing import clock
    from waarborg.plumbing.erasure import replay
    from waarborg.project.recovery import content, one_customer
    from waarborg.project.schema import bring_up_to_date

    bring_up_to_date()
    if customer:
        one_customer.keep_only(database_address.layout(), customer)
    _put_files_back(target, identity, content.wanted_files())
    # Before anybody can look: what was erased since then must not come back, nor a session that was ended.
    again = [str(tenant) for tenant in replay(at=clock.now())]
    _end_all_sessions()
    return content.look().plain(), again


def _put_files_back(target: Target, identity: Any, keys: list[str]) -> None:
    from waarborg.plumbing.files.stores import drafted, put_draft, store_in_use

    store = store_in_use()
    there = set(target.names("files"))
    ledger = [deep(name) for name in there if name.startswith(f"{ERASURES}=")]
    for key in [*keys, *ledger]:
        name = f"{flat(key)}{SUFFIX}"
        if name not in there:
            continue  # said in the end, by name
        try:
            with drafted(store.staging()) as draft:
                with opened(target, f"files/{name}", identity) as stream:
                    shutil.copyfileobj(stream, draft, 1 << 20)
                # Only now is it known to be whole.
                put_draft(draft, key, store)
        except Unusable:
            # One attachment keeps nobody from the rest: it is said in the end too. What must be erased again does.
            if key in ledger:
                raise


def _end_all_sessions() -> None:
    from waarborg.access.models import OneTimeLink, Session

    Session.objects.all().delete()
    OneTimeLink.objects.filter(used_at=None).delete()
