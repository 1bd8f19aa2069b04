"""Bringing an installation to this release: what is looked at before, in which order, and the way back."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from waarborg.kernel.errors import Refusal
from waarborg.project import disks, environment


class NotReady(Refusal):
    code = "project.upgrade.not-ready"
    nl = "De overgang begint niet: {reason}"
    en = "The upgrade does not begin: {reason}"
    nl_way_out = "Er is niets veranderd. Los dit op en probeer het opnieuw; `waarborg doctor` zegt meer."
    en_way_out = "Nothing was changed. Solve this and try again; `waarborg doctor` tells more."


class NewerSchema(Refusal):
    code = "project.upgrade.newer-schema"
    nl = "De tabellen zijn van een nieuwere versie dan deze ({names})."
    en = "The tables are of a newer release than this one ({names})."
    nl_way_out = "Installeer die versie weer, of zet met deze versie een reservekopie van vóór de overgang terug."
    en_way_out = "Install that release again, or put back with this release a back-up from before the upgrade."


class NoWayBack(Refusal):
    code = "project.upgrade.no-way-back"
    nl = "Zonder reservekopie is er geen weg terug."
    en = "Without a back-up there is no way back."
    nl_way_out = "Stel WAARBORG_BACKUP in, of maak zelf een kopie van de database en geef --without-backup."
    en_way_out = "Set WAARBORG_BACKUP, or copy the database yourself and say --without-backup."


class Halfway(Refusal):
    code = "project.upgrade.halfway"
    status = 500
    nl = "De overgang is halverwege gestopt bij {at}: {reason}. Waarborg is niet gestart."
    en = "The upgrade stopped halfway at {at}: {reason}. Waarborg was not started."
    nl_way_out = (
        "Probeer het opnieuw: het gaat verder waar het was. Of ga terug: installeer de vorige versie, zet de datamap"
        " opzij en voer `waarborg restore --at {before}` uit (reservekopie {backup})."
    )
    en_way_out = (
        "Try again: it goes on where it was. Or go back: install the previous release, put the data folder aside and"
        " run `waarborg restore --at {before}` (back-up {backup})."
    )


@dataclass(frozen=True, slots=True)
class Upgraded:
    """`steps` are the migrations that ran; `backup` what was taken before, `before` the last instant of the old."""

    release: str
    steps: tuple[str, ...]
    backup: str
    before: str
    started: bool


def result_file() -> Path:
    return environment.data_folder() / "upgrade.json"


def keep(done: Upgraded) -> None:
    draft = result_file().with_suffix(f".{os.getpid()}.draft")
    draft.write_text(json.dumps(asdict(done), indent=1))
    os.replace(draft, result_file())


def pending() -> list[str]:
    """The migrations that this release brings, in order. Raises NewerSchema. Needs the database."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    known = set(executor.loader.disk_migrations or ())
    strange = sorted(set(executor.loader.applied_migrations) - known)
    if strange:
        raise NewerSchema(names=", ".join(f"{app}.{name}" for app, name in strange[:3]))
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, backwards in plan if not backwards]


def look_before() -> None:
    """Raises Misconfigured, NotReady: what would stop it halfway is better known before."""
    environment.check_all()
    full = [str(one.path) for one in disks.look() if one.state == "full"]
    if full:
        words = {"nl": f"de schijf is vol ({', '.join(full)}).", "en": f"the disk is full ({', '.join(full)})."}
        raise NotReady(reason=words)


def backed_up() -> tuple[str, int]:
    """A whole copy that can be put back, with all that was written until now: its name and size. The group runs, or the
    database was lent."""
    from waarborg.project.commands.backup import bring
    from waarborg.project.recovery import base_backup
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    where, recipient = target(), identity(make=True).to_public()
    taken = base_backup.take(where, recipient)
    bring(where, taken, recipient)
    return taken.id, taken.size


def migrate(before: datetime, backup: str) -> None:
    """Raises Halfway: each migration is whole or not there, and those before it stay."""
    from django.db import Error

    from waarborg.project.schema import bring_up_to_date

    try:
        bring_up_to_date()
    except (Error, Refusal) as trouble:
        left = pending()
        said: Any = trouble.say("en") if isinstance(trouble, Refusal) else " ".join(str(trouble).split())
        raise Halfway(
            at=left[0] if left else "-", reason=said, before=before.isoformat(), backup=backup or "-"
        ) from trouble


def note(done: Upgraded, *, at: datetime) -> None:
    """The provider's journal says so; without a provider there is none."""
    from waarborg.customers.queries import provider
    from waarborg.plumbing import journal, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.journal import Ref
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        house = provider()
        if house is not None:
            journal.record(
                "project.upgrade.carried-out",
                tenant=house.id,
                subject=Ref("project.upgrade", uuid7()),
                by=SYSTEM,
                at=at,
                data={"release": done.release, "steps": list(done.steps), "backup": done.backup},
            )
