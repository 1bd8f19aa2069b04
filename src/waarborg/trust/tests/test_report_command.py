"""`waarborg report`: the customer by name or identifier, in three formats."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing.tests.small_disks import small_disk_at
from waarborg.project.commands import report as command
from waarborg.project.group import database
from waarborg.project.refusals import NeedsOutput
from waarborg.promises.models import AgreementVersion
from waarborg.trust.models import Report
from waarborg.trust.tests.signed import check


@pytest.fixture(autouse=True)
def lent_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database of the tests is up already: the command need not start one."""
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


def run(customer: str, month: str, form: str, output: Path | None = None, *, as_json: bool = False) -> Any:
    import argparse

    parser = argparse.ArgumentParser()
    command.configure(parser)
    to = ["--output", str(output)] if output else []
    args = parser.parse_args([customer, "--month", month, "--format", form, *to])
    args.lang, args.json = "nl", as_json
    return command.run(args)


def test_the_same_report_in_three_formats(cast: Cast, appreo: AgreementVersion, tmp_path: Path) -> None:
    for form in ("json", "pdf", "html"):
        assert run("merendaal", "2026-03", form, tmp_path / f"report.{form}") == 0
    with cast.manager.at_work():
        made = Report.objects.get()
    assert (tmp_path / "report.json").read_bytes() == made.envelope
    assert check(made.envelope).number == made.number
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
    page = (tmp_path / "report.html").read_text()
    assert "Bewijsrapport maart 2026" in page
    assert ("http" in page.replace("http://www.w3.org", ""), "<script" in page) == (False, False)


def test_for_a_program_the_page_stands_in_the_answer_and_a_pdf_in_a_file(
    cast: Cast, appreo: AgreementVersion, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("merendaal", "2026-03", "html", as_json=True) == 0
    answer = json.loads(capfd.readouterr().out)
    with cast.manager.at_work():
        made = Report.objects.get()
    assert (answer["number"], answer["sha256"], answer["format"]) == (made.number, made.sha256, "html")
    assert "Bewijsrapport maart 2026" in answer["text"]
    assert run("merendaal", "2026-03", "json", as_json=True) == 0
    assert capfd.readouterr().out.encode() == made.envelope
    with pytest.raises(NeedsOutput):
        run("merendaal", "2026-03", "pdf", as_json=True)
    assert run("merendaal", "2026-03", "pdf", tmp_path / "report.pdf", as_json=True) == 0
    assert json.loads(capfd.readouterr().out)["file"] == str(tmp_path / "report.pdf")


def test_a_customer_by_identifier(cast: Cast, appreo: AgreementVersion, tmp_path: Path) -> None:
    assert run(str(cast.merendaal.id), "2026-03", "json", tmp_path / "report.json") == 0


@pytest.mark.parametrize(
    ("customer", "month", "code"),
    [
        ("nobody", "2026-03", "trust.report.no-customer"),
        ("voorbeeld", "2026-03", "trust.report.no-customer"),
        ("merendaal", "maart", "trust.month.unreadable"),
        ("merendaal", "2099-01", "trust.report.not-yet"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_no_file(
    cast: Cast, appreo: AgreementVersion, tmp_path: Path, customer: str, month: str, code: str
) -> None:
    with pytest.raises(Refusal) as caught:
        run(customer, month, "json", tmp_path / "report.json")
    assert caught.value.code == code
    assert not (tmp_path / "report.json").exists()


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    where = tmp_path / "small"
    where.mkdir()
    with small_disk_at(where, "8k"):
        yield where


@pytest.mark.parametrize("form", ["html", "json"])
def test_on_a_full_disk_the_report_of_before_stays_as_it_was(
    cast: Cast, appreo: AgreementVersion, full_disk: Path, form: str
) -> None:
    output = full_disk / f"report.{form}"
    output.write_text("the one of before")
    with pytest.raises(Refusal) as caught:
        run("merendaal", "2026-03", form, output)
    assert caught.value.code == "project.disk.full"
    assert "De schijf is vol" in caught.value.say("nl")
    assert [path.read_text() for path in full_disk.iterdir()] == ["the one of before"]
    # The report itself was made and kept: with room again it is the same one.
    with cast.manager.at_work():
        assert Report.objects.count() == 1


def test_a_pipe_is_written_as_it_comes(cast: Cast, appreo: AgreementVersion) -> None:
    assert run("merendaal", "2026-03", "json", Path("/dev/null")) == 0
    assert Path("/dev/null").is_char_device()


def test_a_file_that_cannot_be_written_is_said(cast: Cast, appreo: AgreementVersion, tmp_path: Path) -> None:
    with pytest.raises(command.CannotWrite):
        run("merendaal", "2026-03", "json", tmp_path / "no" / "such" / "folder.json")
