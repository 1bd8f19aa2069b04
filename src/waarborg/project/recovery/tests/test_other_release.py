"""A back-up of another release: one of a newer release is refused before anything is read, an older one comes along
(project/tests/test_upgrade.py puts one back)."""

import json
from pathlib import Path

import pytest
from pyrage import x25519

from waarborg.project import database_address
from waarborg.project.recovery.refusals import NewerRelease
from waarborg.project.recovery.restore import restore
from waarborg.project.recovery.target import Target


def test_a_back_up_of_a_newer_release_is_refused_and_the_folder_stays_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    said = {"id": "20271121T090000Z", "started": "2027-11-21T09:00:00+00:00", "ended": "2027-11-21T09:01:00+00:00"}
    said |= {"first": "0" * 24, "last": "0" * 24, "system": "1", "release": "9.1", "sha256": ""}
    schema = ["customers.0001_initial", "customers.9999_later"]
    (tmp_path / "target" / "base").mkdir(parents=True)
    manifest = tmp_path / "target" / "base" / f"{said['id']}.json"
    manifest.write_text(json.dumps(said | {"major": 18, "schema": schema, "size": 1}))
    with pytest.raises(NewerRelease) as refused:
        restore(Target(f"file://{tmp_path}/target"), x25519.Identity.generate(), at=None, given={})
    for lang in ("nl", "en"):
        assert "9.1" in refused.value.say(lang) and "customers.9999_later" in refused.value.say(lang)
        assert "customers.0001_initial" not in refused.value.say(lang)
    assert not database_address.layout().data.exists()
    assert not (tmp_path / "var" / "secret-key").exists()
