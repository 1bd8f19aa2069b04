"""Logs carry what happened, and nobody's name."""

import json
import subprocess
import sys

import pytest

from waarborg.plumbing.observability import logs

PROGRAM = """
import logging, structlog
from waarborg.plumbing.observability import logs
logs.configure("web", level="info", key="k")
structlog.get_logger("a").info("mail sent", to="r.specimen@example.nl", email="x@example.nl", ms=3)
logging.getLogger("b").warning("no door for %s", "R.Specimen@example.nl")
logging.getLogger("django.request").error("%s: %s", "Not Found", "/accounts/link/secret-word/")
try:
    raise ValueError("k.voorbeeld@example.nl")
except ValueError:
    logging.getLogger("c").exception("failed")
structlog.get_logger("d").info("request", method="R.Specimen@example.nl", route="a:b", status=200, ms=1.5, ip="::1")
logs.note("d", "request", method="R.Specimen@example.nl", route="a:b", status=200, ms=1.5, ip="::1")
logging.getLogger().setLevel("WARNING")
logs.note("d", "not heard")
"""


def lines() -> list[dict[str, object]]:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_every_line_is_json_with_service_level_and_time() -> None:
    for line in lines():
        assert line["service"] == "web"
        assert str(line["timestamp"]).endswith("Z")
        assert line["level"] in ("info", "warning", "error")


def test_addresses_of_people_become_one_hash_and_personal_fields_disappear() -> None:
    first, second, *_ = lines()
    assert first["email"] == "-"
    assert first["ms"] == 3
    assert str(first["to"]).startswith("mail:")
    # The same address, however written, can be recognised without being known.
    assert str(second["event"]) == f"no door for {first['to']}"
    assert "example.nl" not in json.dumps(lines())


def test_addresses_of_pages_are_left_out_of_the_frameworks_lines() -> None:
    assert lines()[2]["event"] == "Not Found: -"


def test_the_line_of_a_request_reads_as_any_other() -> None:
    others, own = ({**line, "timestamp": ""} for line in lines()[4:])
    assert own == others
    assert (own["method"], own["ip"], own["ms"]) == (lines()[1]["event"].removeprefix("no door for "), "-", 1.5)


def test_a_traceback_is_kept_and_scrubbed() -> None:
    told = str(lines()[3]["exception"])
    assert "ValueError: mail:" in told
    assert "voorbeeld" not in told


@pytest.mark.parametrize("text", ["no address", "an @ alone", "12 @ 3"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert logs.scrub(text) == text
