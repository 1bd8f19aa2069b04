"""A back-up of a newer release: this one says so by what it does not know, and puts nothing down."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from pyrage import x25519

from waarborg.project.recovery.base_backup import Manifest
from waarborg.project.recovery.refusals import NewerRelease, Unusable
from waarborg.project.recovery.restore import restore
from waarborg.project.recovery.target import Target

BASE = Manifest(
    id="20300101T000000Z",
    started="2030-01-01T00:00:00+00:00",
    ended="2030-01-01T00:01:00+00:00",
    first=f"{7:024X}",
    last=f"{8:024X}",
    system="1",
    major=18,
    release="9.1.0",
    schema=[],
    size=1,
    sha256="ab" * 32,
)


def known() -> list[str]:
    return [f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations]


def put_back(folder: Path, schema: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    place = folder / "target" / "base"
    place.mkdir(parents=True)
    (place / f"{BASE.id}.json").write_text(json.dumps(asdict(BASE) | {"schema": schema}))
    (place / f"{BASE.id}.secrets.zst.age").write_bytes(b"not reached")
    monkeypatch.setenv("WAARBORG_DATA", str(folder / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    restore(Target(f"file://{place.parent}"), x25519.Identity.generate(), at=None, given={})


def test_tables_that_this_release_does_not_know_are_named_with_the_release_that_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NewerRelease) as refused:
        put_back(tmp_path, [*known(), "support.9999_later"], monkeypatch)
    assert refused.value.say("en") == (
        "This back-up is of a newer release (9.1.0); this one does not know its tables (support.9999_later)."
    )
    assert not (tmp_path / "var" / "postgres-18" / "data").exists()


def test_tables_of_an_earlier_release_are_no_reason_to_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It goes on to what is inside, which here is none.
    with pytest.raises(Unusable):
        put_back(tmp_path, known()[:5], monkeypatch)
