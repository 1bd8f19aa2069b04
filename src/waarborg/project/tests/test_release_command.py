"""``waarborg release activated``: what a deployment script says at the machine itself."""

import contextlib
import json
from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.project.commandline import main
from waarborg.project.group import database
from waarborg.releases.models import Release
from waarborg.releases.tests.test_publish import out
from waarborg.releases.tests.told import manager_of, planned


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the database of the test."""
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


def said(capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    status = main(["release", "activated", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.clause("AP-29", "AP-39")
def test_it_records_the_activation_with_what_was_measured(cast: Cast, capsys: Any) -> None:
    player = manager_of(cast)
    out(player, planned(cast, player))
    assert said(capsys, "2026.99")[0] == 1
    assert said(capsys, "2026.14", "--interruption", "soon")[1]["code"] == "releases.release.not-measured"
    words = ("2026.14", "--interruption", "0.8s", "--failed-requests", "1", "--requests", "10000")
    status, told = said(capsys, *words)
    assert (status, told["interruption_ms"], told["failed_requests"], told["impact"]) == (0, 800, 1, "some")
    with player.at_work():
        held = Release.objects.get()
        assert (held.state, held.interruption_ms, held.requests) == ("activated", 800, 10_000)
    status, told = said(capsys, *words)
    assert (status, told["code"]) == (1, "releases.release.already-activated")
