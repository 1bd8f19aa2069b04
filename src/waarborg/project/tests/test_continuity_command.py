"""``waarborg continuity``: what a back-up system says at the machine itself."""

import contextlib
import json
from typing import Any

import pytest

from waarborg.continuity.models import RestoreTest, Run
from waarborg.continuity.tests.told import operator_of, planned
from waarborg.customers.tests.cast import Cast
from waarborg.project.commandline import main
from waarborg.project.group import database


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the database of the test."""
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


def said(capsys: Any, *words: str) -> tuple[int, dict[str, Any]]:
    status = main(["continuity", *words, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.clause("AP-21")
def test_it_reports_a_back_up_and_a_restore_that_was_tried(cast: Cast, capsys: Any) -> None:
    player = operator_of(cast)
    planned(cast, player, least_bytes=1000)
    assert said(capsys, "reported", "nothing")[0] == 1
    status, told = said(capsys, "reported", "database-4h", "--size", "999", "--completed", "2026-04-07T08:00:00+00:00")
    assert (status, told["outcome"], told["why"]) == (0, "unfit", "too-small")
    status, told = said(capsys, "reported", "database-4h", "--failed", "disk full")
    assert (status, told["outcome"]) == (0, "failed")
    words = ("works", "--what", "alles", "--as-of", "2026-04-06T08:00:00+00:00", "--seconds", "60")
    assert said(capsys, "tested", "database-4h", *words)[1]["result"] == "works"
    with player.at_work():
        assert (Run.objects.count(), RestoreTest.objects.get().seconds) == (2, 60)
