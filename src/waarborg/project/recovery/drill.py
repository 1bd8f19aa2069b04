"""The drill: the newest back-up put back beside the running installation, looked at, compared with it, and removed.

It is a restore of its own in a process of its own, into a scratch folder, by the same program that would put a lost
installation back. What it found is kept in `drill.json` and in the provider's journal.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from waarborg.project import environment

if TYPE_CHECKING:
    from waarborg.project.recovery.target import Target

# Where files of the installation lie is no business of a drill: its own come into its folder.
_NOT_OURS = ("WAARBORG_FILES", "WAARBORG_NOW", "WAARBORG_DEMO")
# For what was written just now. A keeper on a busy machine takes longer than its looks are apart.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Drilled:
    """`seconds` from the first byte to the last check. `newest` is the last entry in what was put back, `behind` how
    many seconds it lies before the last one here (the recovery point), None where nothing came back. `differs` names
    organisations whose journal there is not the beginning of the one here; `problem` says why it failed."""

    at: str
    good: bool
    base: str
    seconds: float
    newest: str | None
    behind: float | None
    tenants: int
    entries: int
    files: int
    differs: tuple[str, ...]
    problem: str


def result_file() -> Path:
    return environment.data_folder() / "drill.json"


def read_last() -> dict[str, Any]:
    """What the last drill found; empty before there was one."""
    try:
        found: dict[str, Any] = json.loads(result_file().read_text())
    except (OSError, ValueError):
        return {}
    return found


def keep(done: Drilled) -> None:
    draft = result_file().with_suffix(f".{os.getpid()}.draft")
    draft.write_text(json.dumps(asdict(done), indent=1))
    os.replace(draft, result_file())


def drill(key: str, *, at: datetime, folder: Path | None = None) -> Drilled:
    """Put the newest back-up back in a folder below `folder` (default: the data folder), which is removed again."""
    last = _newest_here()
    _await_newest_base()
    scratch = Path(tempfile.mkdtemp(prefix="drill-", dir=folder or environment.data_folder()))
    scratch.chmod(0o755)
    try:
        status, said = _restored(scratch, key)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if "content" not in said:
        return _failed(at, str(said.get("detail") or f"exit {status}"))
    content = said["content"]
    differs = compared(content["heads"], erased=said["erased_again"])
    newest = datetime.fromisoformat(content["newest"]) if content["newest"] else None
    behind = max(0.0, (last - newest).total_seconds()) if last and newest else None
    # With an older copy it went well; but the newest is what one reckons with on the day.
    broken = [one for one in content["broken"] if "/" not in one]
    broken += _without_copy([one for one in content["broken"] if "/" in one], key)
    wrong = [*said["passed_over"], *broken, *(f"journal {one}" for one in differs)]
    return Drilled(
        at=at.isoformat(),
        good=not wrong,
        base=said["base"],
        seconds=said["seconds"],
        newest=content["newest"],
        behind=behind,
        tenants=content["tenants"],
        entries=content["entries"],
        files=content["files"],
        differs=tuple(differs),
        problem=", ".join(wrong[:5]),
    )


def _await_newest_base() -> None:
    """The change that ends a base follows it to the target a moment later; until then it cannot be put back."""
    from waarborg.project.group import state
    from waarborg.project.recovery.target import target

    if state.running():
        can_be_put_back(target(), patience=PATIENCE_SECONDS)


def can_be_put_back(where: "Target", *, patience: float) -> bool:
    """Whether the last change that the newest base needs lies at the target within `patience` (s); a target without a
    base has nothing to wait for. Raises TargetAway, StoreAway."""
    from waarborg.project.recovery.base_backup import manifests
    from waarborg.project.recovery.sealing import SUFFIX

    return not _absent({f"{one.last}{SUFFIX}" for one in manifests(where)[-1:]}, "wal", where, patience=patience)


def _without_copy(files: list[str], key: str) -> list[str]:
    """Of the files that did not come back, those that fail the back-up: a change is carried off within seconds, a file
    within half a minute, so one that was stored just now is waited for; one that is gone here needs no copy."""
    if not files:
        return []
    from waarborg.project.group import state
    from waarborg.project.recovery import content
    from waarborg.project.recovery.sealing import identity
    from waarborg.project.recovery.target import target

    wanted = set(content.wanted_files())
    patience = PATIENCE_SECONDS if state.running() else 0.0
    return not_carried_off([one for one in files if one in wanted], target(), identity(key), patience=patience)


def not_carried_off(files: list[str], where: "Target", key: Any, *, patience: float) -> list[str]:
    """Those of which no whole copy lies at the target within `patience` (s)."""
    from waarborg.project.recovery.sealing import SUFFIX
    from waarborg.project.recovery.shipping import flat

    names = {one: f"{flat(one)}{SUFFIX}" for one in files}
    absent = _absent(set(names.values()), "files", where, patience=patience)
    return [one for one, name in names.items() if name in absent or not _is_whole(one, name, where, key)]


def _absent(wanted: set[str], folder: str, where: "Target", *, patience: float) -> set[str]:
    """Those of these names that do not come to lie in a folder of the target within `patience` (s)."""
    deadline = time.monotonic() + patience
    while (absent := wanted.difference(where.names(folder))) and time.monotonic() < deadline:
        time.sleep(min(1.0, patience / 10))
    return absent


def _is_whole(file: str, name: str, where: "Target", key: Any) -> bool:
    from waarborg.project.recovery.refusals import Unusable
    from waarborg.project.recovery.target import opened

    try:
        with opened(where, f"files/{name}", key) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.rsplit("/", 1)[-1]
    except Unusable:
        return False


def _failed(at: datetime, problem: str) -> Drilled:
    return Drilled(at.isoformat(), False, "", 0.0, None, None, 0, 0, 0, (), problem)


def _restored(scratch: Path, key: str) -> tuple[int, dict[str, Any]]:
    """Exit status and answer of `waarborg restore` there."""
    words = [sys.executable, "-m", "waarborg.project", "restore", "--json", "--lang", "en"]
    given = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    given |= {"WAARBORG_DATA": str(scratch / "var"), "WAARBORG_BACKUP_KEY": key}
    done = subprocess.run(words, env=given, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    try:
        return done.returncode, json.loads(lines[-1])
    except (IndexError, ValueError):
        return done.returncode, {"detail": " ".join(done.stderr.split()[-40:])}


def _newest_here() -> datetime | None:
    """As the product's own login, outside a scope."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.models import JournalHead
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        found: datetime | None = (
            JournalHead.objects.order_by("-last_recorded").values_list("last_recorded", flat=True).first()
        )
    return found


def compared(heads: Mapping[str, tuple[int, str]], *, erased: list[str]) -> list[str]:
    """Organisations of which what came back is not what stands here: the entry that ends the journal there has another
    hash here. Who was erased again has entries of that since, and is left out."""
    from waarborg.plumbing import tenancy
    from waarborg.plumbing.models import JournalEntry
    from waarborg.plumbing.tenancy import Role

    differs = []
    with tenancy.enter(Role.DESK):
        for tenant, (sequence, link) in heads.items():
            if sequence == 0 or tenant in erased:
                continue
            here = JournalEntry.objects.filter(tenant_id=UUID(tenant), sequence=sequence).values_list("hash", flat=True)
            if [bytes(one).hex() for one in here] != [link]:
                differs.append(tenant)
    return differs


def note(done: Drilled, *, at: datetime) -> None:
    """The provider's journal says that it was drilled, and what came of it. Without a provider there is none."""
    from waarborg.customers.queries import provider
    from waarborg.plumbing import journal, tenancy
    from waarborg.plumbing.actors import SYSTEM
    from waarborg.plumbing.identifiers import uuid7
    from waarborg.plumbing.journal import Ref
    from waarborg.plumbing.tenancy import Role

    with tenancy.enter(Role.DESK):
        house = provider()
        if house is None:
            return
        journal.record(
            "project.drill.carried-out",
            tenant=house.id,
            subject=Ref("project.drill", uuid7()),
            by=SYSTEM,
            at=at,
            properties={"verdict": "good" if done.good else "bad"},
            data={
                "base": done.base,
                "seconds": str(done.seconds),
                "behind": str(done.behind),
                "newest": done.newest,
                "tenants": done.tenants,
                "entries": done.entries,
                "files": done.files,
                "problem": done.problem,
            },
        )
