"""`waarborg verify` on the command line: what it prints, and its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from waarborg.project.commandline import main
from waarborg.trust.rules.envelope import fingerprint, public_bytes
from waarborg.trust.tests.signed import HAZELVOORT, KEY, april, april_report, changed, payload, sealed


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "april.json"
    file.write_bytes(sealed(april_report()))
    return file


def test_a_good_report_exits_0_and_says_every_verdict(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(good), "--lang", "nl"]) == 0
    said = capsys.readouterr().out
    assert "WB-2026-04-0001-v1, Stichting Thuiszorg Merendaal, 2026-04" in said
    assert "niet nagekomen   support.pick-up (M-00002)" in said
    assert "geldt            security.hosting\n" in said
    assert "niet gemeten: 56 beloften" in said


def test_json_for_scripts(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(good), "--json", "--key", fingerprint(public_bytes(KEY))]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["good"] is True
    assert said["reports"][0]["promises"]["support.pick-up"] == "broken"


def test_a_wrong_report_exits_1_and_says_where_in_the_readers_language(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(report: dict) -> None:
        next(one for one in report["promises"] if one["id"] == "support.pick-up")["verdict"] = "met"

    good.write_bytes(sealed(changed(april_report(), change)))
    assert main(["verify", str(good), "--lang", "nl"]) == 1
    assert capsys.readouterr().err.strip() == (
        "Belofte support.pick-up: het rapport zegt bij verdict met, het journaal broken."
    )
    assert main(["verify", str(good), "--json", "--lang", "en"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "trust.verify.promise"


def test_a_report_of_another_customer_as_the_second_exits_1(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = good.with_name("other.json")
    other.write_bytes(sealed(payload(april(HAZELVOORT))))
    assert main(["verify", str(good), str(other), "--lang", "en"]) == 1
    assert "of another customer" in capsys.readouterr().err


def test_two_that_follow_exit_0(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    following = good.with_name("may.json")
    following.write_bytes(sealed(payload(april(), "2026-05", "2026-06-01 06:00", after=april_report())))
    assert main(["verify", str(good), str(following), "--lang", "en"]) == 0
    assert "WB-2026-05-0001-v1 continues WB-2026-04-0001-v1" in capsys.readouterr().out


def test_a_file_that_is_not_there_or_a_folder_exits_2(good: Path) -> None:
    assert main(["verify", str(good.with_name("none.json"))]) == 2
    assert main(["verify", str(good.parent)]) == 2


def test_no_file_at_all_is_wrong_use() -> None:
    assert main(["verify"]) == 2


def test_it_needs_neither_the_framework_nor_a_database(good: Path) -> None:
    script = (
        "import sys; from waarborg.project.commandline import main\n"
        f"status = main(['verify', {str(good)!r}])\n"
        "sys.exit(status or 3 * any(name in sys.modules for name in ('django', 'psycopg')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
