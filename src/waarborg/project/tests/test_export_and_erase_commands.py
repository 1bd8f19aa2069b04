"""`waarborg export` and `waarborg erase`: what they write, what they refuse, and that a refusal leaves nothing."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from waarborg.customers.models import Organisation
from waarborg.plumbing import tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import ErasureEntry
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.project.commandline import main


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """The test's database stands in for an external one: no command starts a server of its own."""
    monkeypatch.setenv("DATABASE_URL", "postgresql:///test")
    settings.FILE_STORE = f"file://{tmp_path}/files"


@pytest.fixture
def merendaal(db: None) -> UUID:
    tenant = make_tenant().id
    with tenancy.enter(Role.DESK):
        Organisation.objects.create(
            id=tenant, tenant_id=tenant, kind="customer", name="Stichting Thuiszorg Merendaal", slug="merendaal",
            created=NOW,
        )  # fmt: skip
    return tenant


@pytest.mark.parametrize("by_slug", [True, False])
def test_export_writes_one_zip(
    merendaal: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str], by_slug: bool
) -> None:
    output = tmp_path / "uit" / "m.zip"
    output.parent.mkdir()
    said = "merendaal" if by_slug else str(merendaal)
    assert main(["export", said, "--output", str(output), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    with zipfile.ZipFile(output) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["tenant"] == str(merendaal)
    assert answer["rows"] == sum(of["rows"] for of in manifest["tables"])
    assert [path.name for path in output.parent.iterdir()] == ["m.zip"]


def test_export_of_nobody_is_refused_and_writes_nothing(
    merendaal: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for said in ("nobody", str(uuid7())):
        assert main(["export", said, "--output", str(tmp_path / "m.zip"), "--lang", "nl"]) == 1
        assert f"Er is geen klant {said}." in capsys.readouterr().err
    assert not (tmp_path / "m.zip").exists()


def test_export_into_a_folder_that_is_not_there_is_refused(
    merendaal: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "merendaal", "--output", str(tmp_path / "absent" / "m.zip"), "--lang", "en"]) == 1
    assert "cannot be written (No such file or directory)" in capsys.readouterr().err
    assert not (tmp_path / "absent").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    where = tmp_path / "small"
    where.mkdir()
    with small_disk_at(where, "8k"):
        yield where


def test_export_to_a_full_disk_is_refused_and_leaves_nothing(
    merendaal: UUID, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "merendaal", "--output", str(small_disk / "m.zip"), "--lang", "nl"]) == 1
    assert "De schijf is vol" in capsys.readouterr().err
    assert list(small_disk.iterdir()) == []


def test_erase_tells_what_went_and_what_stays(merendaal: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", "merendaal", "--reason", "request 12", "--yes", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["tenant"] == str(merendaal)
    assert "plumbing_tenant" in [kept["table"] for kept in answer["kept"]]
    with tenancy.enter(Role.DESK):
        assert [str(entry.id) for entry in ErasureEntry.objects.all()] == [answer["erasure"]]


@pytest.mark.parametrize(
    "words", [["merendaal", "--reason", "x"], ["merendaal", "--yes"], ["--yes", "--reason", "x"], []]
)
def test_erase_wants_a_customer_a_reason_and_a_yes(merendaal: UUID, words: list[str]) -> None:
    assert main(["erase", *words]) == 2
    with tenancy.enter(Role.DESK):
        assert ErasureEntry.objects.count() == 0


def test_erase_again_after_a_restore(merendaal: UUID, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", "--replay", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"again": []}
