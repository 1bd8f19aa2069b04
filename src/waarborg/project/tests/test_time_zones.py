"""The rules of time zones are the pinned ones, whatever the machine has."""

import json
import os
import subprocess
import sys
from pathlib import Path

ASK = """
import json, waarborg.project, zoneinfo
from datetime import datetime
zone = zoneinfo.ZoneInfo("Europe/Amsterdam")
print(json.dumps([zoneinfo.TZPATH, str(datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset())]))
"""


def test_rules_that_the_machine_was_given_are_not_read(tmp_path: Path) -> None:
    wrong = tmp_path / "Europe"
    wrong.mkdir()
    # The machine says that it is always UTC in Amsterdam.
    (wrong / "Amsterdam").write_bytes(_utc())
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(asked.stdout) == [[], "2:00:00"]


def _utc() -> bytes:
    from importlib.resources import files

    return files("tzdata").joinpath("zoneinfo", "UTC").read_bytes()
