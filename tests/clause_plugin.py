"""Keeps the record of which clauses were shown by a test that ran and passed.

A test says what it shows with `@pytest.mark.clause("AP-24", "AP-25")`. The record, `.cache/clauses.json`, is written at
the end of every run, also under xdist, where only the controller writes; `tools/clauses.py --check --ran` reads it. A
test with parameters counts once, and only when no case of it failed.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.promises.profiles.clauses import clauses

RECORD = Path(".cache") / "clauses.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--clause-record", default=None, help=f"where to record the clauses shown (default {RECORD})")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "clause(*ids): the test shows these clauses of the service documents")
    if not hasattr(config, "workerinput"):
        chosen = config.getoption("--clause-record")
        config.pluginmanager.register(ClauseRecord(Path(chosen) if chosen else config.rootpath / RECORD))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for marker in item.iter_markers("clause"):
            if unknown := [clause for clause in marker.args if clause not in clauses()]:
                raise pytest.UsageError(f"{item.nodeid}: no clause is called {', '.join(map(str, unknown))}")
            # User properties travel with the report from an xdist worker to the controller; markers do not.
            item.user_properties.extend(("clause", clause) for clause in marker.args)


class ClauseRecord:
    """Collects outcomes by test, without the parameters of a case."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown: dict[str, set[str]] = {}
        self.passed: set[str] = set()
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        shown = {str(value) for name, value in report.user_properties if name == "clause"}
        if not shown:
            return
        # Without the parameters of a case, and without the group that pytest-xdist writes behind a name.
        test = report.nodeid.split("[")[0].split("@")[0]
        self.shown.setdefault(test, set()).update(shown)
        if report.failed:
            self.failed.add(test)
        elif report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self.passed.add(test)

    def pytest_sessionfinish(self) -> None:
        record: dict[str, Any] = {"format": 1, "clauses": self._by_clause()}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    def _by_clause(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for test in sorted(self.passed - self.failed):
            for clause in sorted(self.shown[test]):
                found.setdefault(clause, []).append(test)
        return found
