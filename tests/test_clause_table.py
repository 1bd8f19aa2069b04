"""The table of clauses claims only what a profile holds and a test has shown."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("clauses_table", ROOT / "tools" / "clauses.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["clauses_table"] = module
    spec.loader.exec_module(module)
    return module


SUITE = """
import pytest
pytestmark = pytest.mark.clause("AP-01")

@pytest.mark.clause("AP-24", "AP-25")
@pytest.mark.parametrize("hours", [1, 2])
def test_both_cases_pass(hours):
    assert hours

@pytest.mark.clause("AP-30")
@pytest.mark.parametrize("hours", [0, 1])
def test_one_case_fails(hours):
    assert hours

@pytest.mark.clause("AP-31")
@pytest.mark.skip
def test_that_is_skipped():
    pass

@pytest.mark.clause("AP-32")
@pytest.mark.xfail
def test_that_is_expected_to_fail():
    assert False

@pytest.mark.xdist_group("together")
class TestGroup:
    @pytest.mark.clause("AP-33")
    def test_in_a_class(self):
        pass
"""


def run_suite(folder: Path, suite: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "tests").mkdir()
    (folder / "tests" / "test_shown.py").write_text(suite)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "tests.clause_plugin", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_CURRENT_TEST"):
        environment.pop(name, None)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("options", [(), ("-n", "2", "--dist", "loadgroup")], ids=["one process", "two workers"])
def test_a_run_records_only_tests_that_passed_in_every_case(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run_suite(tmp_path, SUITE, "--import-mode=importlib", "-vv", *options)
    assert done.returncode == 1, done.stdout + done.stderr
    # A release of pytest that loses the groups would run tests of one installation in two workers at once.
    assert ("test_in_a_class@together" in done.stdout) == bool(options)
    passed = "tests/test_shown.py::test_both_cases_pass"
    in_class = "tests/test_shown.py::TestGroup::test_in_a_class"
    assert json.loads((tmp_path / ".cache" / "clauses.json").read_text())["clauses"] == {
        "AP-01": [in_class, passed],
        "AP-24": [passed],
        "AP-25": [passed],
        "AP-33": [in_class],
    }


def test_a_marker_with_an_unknown_clause_stops_the_run(tmp_path: Path) -> None:
    done = run_suite(tmp_path, SUITE.replace("AP-33", "AP-99"), "--import-mode=importlib")
    assert done.returncode == 4
    assert "no clause is called AP-99" in done.stdout + done.stderr


def test_markers_are_read_without_running_anything(table: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "test_shown.py").write_text(SUITE + "\nraise SystemExit('never imported')\n")
    assert table.marked(tmp_path)["AP-24"] == ["src/test_shown.py::test_both_cases_pass"]
    assert table.marked(tmp_path)["AP-33"] == ["src/test_shown.py::TestGroup::test_in_a_class"]
    assert len(table.marked(tmp_path)["AP-01"]) == 5


def test_the_check_names_a_claimed_test_that_did_not_run(table: ModuleType, tmp_path: Path) -> None:
    test = "src/test_a.py::test_one"
    found = table.survey({"AP-24": [test]})
    written = tmp_path / "clauses.md"
    written.write_text(table.render(found))
    assert table.problems(found, written, None) == []
    assert table.problems(found, written, {"AP-24": [test]}) == []
    assert table.problems(found, written, {}) == [f"AP-24 names {test}, which did not run and pass"]


def test_what_the_parts_of_a_run_showed_counts_together_and_a_part_that_did_not_run_shows_nothing(
    table: ModuleType, tmp_path: Path
) -> None:
    main, journeys = tmp_path / "clauses.json", tmp_path / "clauses-journeys.json"
    main.write_text(json.dumps({"format": 1, "clauses": {"AP-24": ["a::one"], "AP-25": ["a::one"]}}))
    assert table.recorded([main, journeys]) == {"AP-24": ["a::one"], "AP-25": ["a::one"]}
    journeys.write_text(json.dumps({"format": 1, "clauses": {"AP-24": ["j::two"], "PX-43": ["j::two"]}}))
    assert table.recorded([main, journeys]) == {"AP-24": ["a::one", "j::two"], "AP-25": ["a::one"], "PX-43": ["j::two"]}


def test_the_check_notices_a_table_that_differs_or_is_missing(table: ModuleType, tmp_path: Path) -> None:
    found = table.survey({})
    written = tmp_path / "clauses.md"
    said = ["clauses.md differs from the profile and the tests; run python tools/clauses.py"]
    assert table.problems(found, written, None) == said
    written.write_text(table.render(found) + "AP-24 is carried\n")
    assert table.problems(found, written, None) == said


def test_a_promise_of_a_domain_that_does_not_exist_is_not_yet_enforced_even_with_a_test(table: ModuleType) -> None:
    found = table.survey({"AP-53": ["src/test_a.py::test_one"]})
    assert found["AP-53"].state == "not yet enforced"
    assert found["AP-23"].state == "not yet shown"
    assert table.Carried().state == "not yet"


def test_no_clause_is_left_without_a_place(table: ModuleType) -> None:
    assert [clause for clause, carried in table.survey({}).items() if carried.state == "not yet"] == []


def test_the_table_holds_every_clause_once(table: ModuleType) -> None:
    rows = [line.split(" | ")[0].removeprefix("| ") for line in table.render(table.survey({})).splitlines()]
    ids = [row for row in rows if row[:2] in table.DOCUMENTS and row[2:3] == "-"]
    assert len(ids) == len(set(ids)) == 328
