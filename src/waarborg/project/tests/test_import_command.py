"""`waarborg import`: what the terminal says, and its exit status."""

import contextlib
import json
from pathlib import Path

import pytest

from waarborg.customers.models import Import, Organisation
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.project import commandline
from waarborg.project.group import database

FILE = "klantcode;klantnaam;mensen\nK1;Café De Linde;80\nK2;;12\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "klanten.csv"
    path.write_bytes(FILE.encode("cp1252"))
    return path


def names() -> list[str]:
    with tenancy.enter(Role.DESK):
        return sorted(Organisation.objects.filter(kind="customer").values_list("name", flat=True))


def test_a_dry_run_names_the_bad_line_and_offers_the_rest(
    cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = names()
    assert commandline.main(["import", "customers", str(file), "--dry-run", "--lang", "nl"]) == 1
    said = capsys.readouterr().out
    assert "klanten.csv: Windows-1252, gescheiden door puntkomma's, 2 regels onder de namen op regel 1." in said
    assert "regel 3, klantnaam: “” — Hier moet iets staan." in said
    assert "1 nieuw, 0 zijn er al, 0 zijn er al maar met andere waarden, 1 kloppen niet." in said
    assert "geef --skip-bad" in said
    assert names() == before


def test_without_skipping_nothing_comes_in(cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = names()
    assert commandline.main(["import", "customers", str(file), "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "1 of the 2 lines are not right; nothing was imported." in told.err
    assert names() == before


def test_good_lines_come_in_once_and_leave_a_trace(cast: Cast, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "customers", str(file), "--skip-bad", "--source", "Oud", "--column", "size=mensen", "--json"]
    assert commandline.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["imported"], told["counts"]["fresh"], told["counts"]["bad"]) == (True, 1, 1)
    assert told["columns"] == {"reference": "klantcode", "name": "klantnaam", "size": "mensen"}
    assert "Café De Linde" in names()
    with tenancy.enter(Role.DESK):
        held = Import.objects.get()
        assert (held.state, held.source, held.name, bytes(held.content)) == ("done", "oud", "klanten.csv", b"")
    assert commandline.main(words) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["known"] == 1
    with tenancy.enter(Role.DESK):
        assert Import.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (["--column", "grootte=mensen"], 1, "customers.import.no-such-column"),
        (["--column", "name="], 1, "customers.import.column-missing"),
        (["--delimiter", "dash"], 2, "project.commandline.wrong-use"),
        (["--source", "a b"], 1, "customers.import.no-source"),
    ],
)
def test_what_was_said_wrongly_is_refused(
    cast: Cast, file: Path, words: list[str], status: int, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert commandline.main(["import", "customers", str(file), *words, "--json"]) == status
    assert json.loads(capsys.readouterr().out)["code"] == code


def test_a_file_that_is_not_there_is_wrong_use(cast: Cast, tmp_path: Path) -> None:
    assert commandline.main(["import", "people", str(tmp_path / "weg.csv")]) == 2


BOX = b"From a Tue Apr  7 07:03:00 2026\nFrom: s.monster@example.org\nMessage-ID: <a@b>\nSubject: Uren\n\nDag\n"


def test_a_mailbox_is_tried_and_taken_over_part_by_part(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "post.mbox"
    path.write_bytes(BOX)
    assert commandline.main(["import", "mailbox", str(path), "--dry-run", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "1 thread of 1 customer becomes a ticket" in said
    assert "Nothing was imported." in said
    assert commandline.main(["import", "mailbox", str(path), "--open-days", "3650", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["open"] == 1
    assert commandline.main(["import", "mailbox", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"] | {"known": 1, "fresh": 0} == {
        "total": 1, "fresh": 0, "known": 1, "different": 0, "bad": 0, "threads": 0, "customers": 0, "open": 0,
        "waiting": 0, "resolved": 0, "late": 0, "held": 0, "set_aside": 0,
    }  # fmt: skip
    with tenancy.enter(Role.DESK):
        assert [one.kind for one in Import.objects.all()] == ["mailbox"]
    assert commandline.main(["import", "mailbox", "-"]) == 2
