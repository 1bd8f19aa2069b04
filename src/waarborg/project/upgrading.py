"""Bringing an installation to this release: what is looked at before, in which order, and the way back."""

import json
import os
from contextlib import suppress
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


class SomebodyElseStarts(Refusal):
    code = "project.upgrade.somebody-else-starts"
    nl = "Waarborg loopt onder een ander (systemd, een container), die het ook moet stoppen en starten."
    en = "Waarborg runs under something else (systemd, a container), which has to stop and start it too."
    nl_way_out = (
        "Er is niets veranderd. Stop het daar, voer `waarborg upgrade` nog eens uit met dezelfde instellingen, en start"
        " het daar weer: docs/runbooks/upgrading.md."
    )
    en_way_out = (
        "Nothing was changed. Stop it there, run `waarborg upgrade` again with the same settings, and start it there:"
        " docs/runbooks/upgrading.md."
    )


class UpgradeFirst(Refusal):
    code = "project.upgrade.first"
    nl = "De tabellen zijn van een oudere versie, met gegevens erin: {number} stappen te gaan, vanaf {first}."
    en = "The tables are of an older release, with data in them: {number} steps to go, from {first} on."
    nl_way_out = (
        "Er is niets veranderd. Voer `waarborg upgrade` uit, dat eerst een reservekopie maakt; of `waarborg migrate`,"
        " als u er zelf al een hebt."
    )
    en_way_out = (
        "Nothing was changed. Run `waarborg upgrade`, which takes a back-up first; or `waarborg migrate` when you have"
        " one of your own."
    )


class StoppedBefore(Refusal):
    code = "project.upgrade.stopped-before"
    status = 500
    nl = (
        "Waarborg is gestopt, en wat er het laatst veranderde kon niet meer naar de reservekopie: {reason} De tabellen"
        " zijn ongemoeid; de reservekopie {backup} reikt tot kort daarvoor."
    )
    en = (
        "Waarborg was stopped, and what changed last could not be carried to the back-up any more: {reason} The tables"
        " are untouched; the back-up {backup} reaches until shortly before."
    )
    nl_way_out = (
        "Voer `waarborg upgrade` nog eens uit zodra dat weer kan, of installeer de vorige versie en start die: er gaat"
        " niets verloren."
    )
    en_way_out = (
        "Run `waarborg upgrade` again once that works, or install the previous release and start it: nothing is lost."
    )


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


def refuse_unasked() -> None:
    """Raises UpgradeFirst where tables of an older release hold data: nobody asked for that to be changed, and there is
    no copy of it. Needs the database."""
    from django.db import ProgrammingError, connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    try:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM plumbing_tenant)")
            filled = cursor.fetchone()[0]
    except ProgrammingError as trouble:
        # 42P01: not even this table, so nothing at all. Whoever may not look cannot bring the tables along either.
        filled = getattr(trouble.__cause__, "sqlstate", None) != "42P01"
    if filled:
        raise UpgradeFirst(number=len(plan), first=f"{plan[0][0].app_label}.{plan[0][0].name}")


def look_before() -> None:
    """Raises Misconfigured, NotReady: what would stop it halfway is better known before."""
    environment.check_all()
    full = [str(one.path) for one in disks.look() if one.state == "full"]
    if full:
        words = {"nl": f"de schijf is vol ({', '.join(full)}).", "en": f"the disk is full ({', '.join(full)})."}
        raise NotReady(reason=words)


def ask_target() -> str:
    """Where the back-up will go, once it has shown that it can be written and has room for one. Leaves nothing.

    Raises NoWayBack, NotReady, NotAKey."""
    from waarborg.plumbing.files.stores import StoreAway
    from waarborg.project import database_address
    from waarborg.project.recovery import base_backup
    from waarborg.project.recovery.refusals import NoKey
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import TargetAway, TargetFull, target

    if not (database_address.embedded() and environment.text("WAARBORG_BACKUP")):
        raise NoWayBack()
    with suppress(NoKey):  # the first back-up makes it
        identity()
    where = target()
    try:
        found = base_backup.manifests(where)
        # A copy is compressed: it is never larger than what it is a copy of.
        where.try_out(found[-1].size if found else _size(database_address.layout().data))
    except (TargetAway, TargetFull, StoreAway) as trouble:
        raise NotReady(reason={lang: trouble.say(lang) for lang in ("nl", "en")}) from trouble
    return where.place


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file())


def backed_up() -> str:
    """The name of a whole copy that can be put back, with all that was written until now. The group runs, or the
    database was lent. Raises what `base_backup.take` does."""
    from waarborg.project.commands.backup import bring
    from waarborg.project.recovery import base_backup
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    where, recipient = target(), identity(make=True).to_public()
    where.begin()
    taken = base_backup.take(where, recipient)
    bring(where, taken.last, recipient)
    return taken.id


def carried_off(backup: str) -> datetime:
    """What was written after the copy `backup` goes to the target too; gives the instant up to which it can be put
    back. The database was lent. Raises StoppedBefore."""
    from waarborg.plumbing import clock
    from waarborg.plumbing.embedded_postgres import cluster
    from waarborg.project import database_address
    from waarborg.project.commands.backup import bring
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    try:
        with cluster.connect(database_address.layout()) as connection:
            before = clock.real()
            # Recovery knows an instant by what was committed after it; without this, nothing has been yet.
            connection.execute("SELECT pg_current_xact_id()")
            # Where it was put, which need not be written yet; closed so that it is archived at once.
            row = connection.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn() - 1)").fetchone()
            connection.execute("SELECT pg_switch_wal()")
        bring(target(), str(row[0]) if row else "", identity().to_public())
    except (Refusal, OSError) as trouble:
        said: Any = {lang: trouble.say(lang) for lang in ("nl", "en")} if isinstance(trouble, Refusal) else str(trouble)
        raise StoppedBefore(reason=said, backup=backup) from trouble
    return before


def migrate(before: datetime, backup: str) -> None:
    """Raises Halfway: each migration is whole or not there, and those before it stay."""
    from waarborg.project.schema import bring_up_to_date

    try:
        bring_up_to_date()
    except Exception as trouble:  # whatever a step stumbled over: the way back has to be said
        left: list[str] = []
        with suppress(Exception):
            left = pending()
        said: Any = " ".join(str(trouble).split()) or type(trouble).__name__
        if isinstance(trouble, Refusal):
            said = {lang: trouble.say(lang).rstrip(".") for lang in ("nl", "en")}
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
