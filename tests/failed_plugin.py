"""Writes down which tests failed, so that tools/test can go through them once more by themselves."""

import re
from pathlib import Path

import pytest

# What pytest-xdist writes behind the name of a test that has a group.
GROUP = re.compile(r"@[\w.-]+$")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--note-failed", type=Path, default=None, help="a file for the names of tests that failed")


def pytest_configure(config: pytest.Config) -> None:
    if (path := config.getoption("--note-failed")) and not hasattr(config, "workerinput"):
        config.pluginmanager.register(FailedRecord(path))


class FailedRecord:
    """A name on each line, in order and once. Nothing that pytest could not even collect stands there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failed: dict[str, None] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed[GROUP.sub("", report.nodeid)] = None

    def pytest_sessionfinish(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text("".join(f"{name}\n" for name in self.failed), encoding="utf-8")
