"""`waarborg application`: registered at the machine, its secret printed once, listed and ended."""

import contextlib
import json
from argparse import ArgumentParser
from typing import Any

import pytest

from waarborg.access.oauth import OAuthClient
from waarborg.access.queries.oauth import client_of, knows
from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotFound
from waarborg.project.commands import application
from waarborg.project.group import database

pytestmark = pytest.mark.django_db
BACK, OUT = "https://app.example.nl/back", "https://app.example.nl/out"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    # It closes its connections in the end, and with them the transaction of this test.
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


def ran(capsys: pytest.CaptureFixture[str], *words: str, as_json: bool = True) -> Any:
    parser = ArgumentParser()
    application.configure(parser)
    args = parser.parse_args(words)
    args.json, args.lang = as_json, "nl"
    assert application.run(args) == 0
    said = capsys.readouterr().out
    return json.loads(said) if as_json else said


def test_one_is_registered_and_its_secret_printed_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["Planbord", "--redirect-uri", BACK, "--backchannel-logout-uri", OUT]
    told = ran(capsys, "register", *words)
    made = OAuthClient.objects.get()
    assert (told["client_id"], told["redirect_uris"], told["backchannel_logout_uri"]) == (made.client_id, [BACK], OUT)
    assert knows(made, told["client_secret"])
    assert told["client_secret"] not in json.dumps(ran(capsys, "list"))
    said = ran(capsys, "register", "Op telefoon", "--redirect-uri", BACK, "--public", as_json=False)
    assert "Op telefoon is geregistreerd." in said and "Geheim" not in said
    with tenancy.enter(tenancy.Role.DESK):
        entries = JournalEntry.objects.filter(tenant_id=cast.provider.id, kind="access.application.registered")
        assert [entry.actor_kind for entry in entries] == ["system", "system"]


def test_one_is_listed_and_ended(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert "geen toepassing" in ran(capsys, "list", as_json=False)
    told = ran(capsys, "register", "Planbord", "--redirect-uri", BACK)
    assert ran(capsys, "end", told["client_id"])["ended"] is True
    assert client_of(told["client_id"]) is None
    assert [one["ended"] for one in ran(capsys, "list")["applications"]] == [True]
    with pytest.raises(NotFound):
        ran(capsys, "end", told["client_id"])


def test_what_the_desk_refuses_is_refused_here(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["--redirect-uri", "http://app.example.nl/"],
        ["--redirect-uri", BACK, "--backchannel-logout-uri", "http://10.0.0.1/"],
    ):
        with pytest.raises(Refusal):
            ran(capsys, "register", "Planbord", *words)
    assert OAuthClient.objects.count() == 0
