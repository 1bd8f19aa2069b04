"""The sweep: what nothing refers to goes after a day, in a folder and with figures; what anything refers to stays."""

import io
import os
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from waarborg.plumbing import clock, files, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.files import guards
from waarborg.plumbing.files import sweep as sweeping
from waarborg.plumbing.files.sweep import SPARED_SECONDS, sweep
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import StoredFile, Tenant
from waarborg.plumbing.tenancy import Role

LONG_AGO = timedelta(seconds=SPARED_SECONDS + 60)
held: set[UUID] = set()


def of_held(asked: Collection[UUID]) -> set[UUID]:
    return held & set(asked)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    settings.FILE_STORE = f"file://{tmp_path}/files"
    monkeypatch.setattr(guards, "_attached", {"test": of_held})
    held.clear()
    yield tmp_path / "files"


def keep(tenant: Tenant, content: bytes, *, ago: timedelta = LONG_AGO, purpose: str = "test", **more: Any) -> UUID:
    """A file stored so long ago, bytes and row."""
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        file = files.store(
            io.BytesIO(content),
            name="a.txt",
            tenant=tenant.id,
            by=SYSTEM,
            at=clock.now() - ago,
            purpose=purpose,
            **more,
        )
    return file.id


def age(folder: Path, seconds: float = SPARED_SECONDS + 60) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            old = path.stat().st_mtime - seconds
            os.utime(path, (old, old))


def swept() -> dict[str, Any]:
    """What the log says of one sweep."""
    with capture_logs() as lines:
        sweep()
    (line,) = (line for line in lines if line["event"] == "files swept")
    return {key: value for key, value in line.items() if key not in ("event", "log_level") and value}


def rows() -> set[UUID]:
    with tenancy.enter(Role.DESK):
        return set(StoredFile.objects.values_list("id", flat=True))


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_row_that_nothing_refers_to_goes_with_its_bytes(merendaal: Tenant, folder: Path) -> None:
    held.add(attached := keep(merendaal, b"attached"))
    keep(merendaal, b"of a refused act", purpose="test.part")
    age(folder)
    assert swept() == {"rows": 1, "files": 1, "bytes": 16, "kept": 1}
    assert rows() == {attached}
    assert contents(folder) == {b"attached"}


def test_bytes_stay_while_another_row_has_them(merendaal: Tenant, hazelvoort: Tenant, folder: Path) -> None:
    held.add(attached := keep(merendaal, b"the same"))
    keep(merendaal, b"the same")
    keep(hazelvoort, b"the same")
    age(folder)
    assert swept() == {"rows": 2, "files": 1, "bytes": 8, "kept": 1}
    assert rows() == {attached}


def test_what_is_not_a_day_old_is_spared(merendaal: Tenant, folder: Path) -> None:
    kept = keep(merendaal, b"just sent", ago=timedelta(seconds=SPARED_SECONDS - 60))
    age(folder, SPARED_SECONDS - 60)
    assert swept() == {"young": 1}
    assert (rows(), contents(folder)) == ({kept}, {b"just sent"})


def test_young_bytes_stay_although_their_row_went(merendaal: Tenant, folder: Path) -> None:
    """The product's clock may run ahead of the machine's: bytes are judged by the store's own time."""
    keep(merendaal, b"young bytes")
    assert swept() == {"rows": 1, "young": 1}
    assert contents(folder) == {b"young bytes"}


def test_what_must_be_kept_until_a_day_is_kept_until_then(merendaal: Tenant, folder: Path) -> None:
    today = clock.now().date()
    kept = keep(merendaal, b"kept", keep_until=today + timedelta(days=1))
    keep(merendaal, b"no longer", keep_until=date(2020, 1, 1))
    age(folder)
    assert swept() == {"rows": 1, "files": 1, "bytes": 9, "kept": 1}
    assert rows() == {kept}


def test_a_purpose_that_nobody_speaks_for_is_left_alone(merendaal: Tenant, folder: Path) -> None:
    kept = {keep(merendaal, b"other", purpose="other"), keep(merendaal, b"tested", purpose="tested")}
    age(folder)
    assert swept() == {"kept": 2}
    assert rows() == kept


def test_bytes_of_a_customer_that_this_database_does_not_know_are_left_and_told(folder: Path, db: None) -> None:
    """Two installations that were given one store: neither may empty it."""
    stranger = folder / str(uuid7()) / "ab" / ("ab" * 32)
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"of another installation")
    age(folder)
    with capture_logs() as lines:
        sweep()
    assert [line["strangers"] for line in lines if line["event"] == "files swept"] == [1]
    assert {"event": "files of unknown customers left alone", "log_level": "warning", "files": 1} in lines
    assert contents(folder) == {b"of another installation"}


def test_more_than_one_batch_is_swept(merendaal: Tenant, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_BATCH", 2)
    made = [keep(merendaal, str(number).encode()) for number in range(7)]
    held.update(made[::3])
    age(folder)
    assert swept() == {"rows": 4, "files": 4, "bytes": 4, "kept": 3}
    assert rows() == set(made[::3])


def test_drafts_left_behind_are_counted(folder: Path, db: None) -> None:
    (folder / ".incoming").mkdir(parents=True)
    (folder / ".incoming" / "draft-left-behind").write_bytes(b"half")
    age(folder)
    (folder / ".incoming" / "draft-being-written").write_bytes(b"half")
    assert swept() == {"drafts": 1}
    assert [path.name for path in (folder / ".incoming").iterdir()] == ["draft-being-written"]


def test_the_scheduler_has_it_every_night() -> None:
    from procrastinate.contrib.django import app

    found = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert found["plumbing.files.sweep"] == "41 3 * * *"
