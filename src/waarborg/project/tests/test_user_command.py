"""`waarborg user create-owner` and `lift-networks`."""

import contextlib
import json
import re
from argparse import Namespace

import pytest

from waarborg.access.models import NetworkRules
from waarborg.customers.tests.cast import Cast
from waarborg.project.commands import user
from waarborg.project.group import database


def test_the_command_prints_the_link(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"verb": "create-owner", "email": "k@example.nl", "name": "K", "organisation": "V", "language": "nl"}
    assert user.run(Namespace(**given, json=True, lang="nl")) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["email"] == "k@example.nl"
    assert re.fullmatch(r"https?://\S+/accounts/link/[\w.-]+/", said["link"])


def test_who_holds_the_machine_lifts_network_rules(
    cast: Cast, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # It closes its connections in the end, and with them the transaction of this test.
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)
    for tenant in (cast.provider.id, cast.merendaal.id):
        NetworkRules.objects.create(tenant_id=tenant, allow_text="203.0.113.0/24", allowed="203.0.113.0/24")
    assert user.run(Namespace(verb="lift-networks", customer=cast.merendaal.slug, json=False, lang="nl")) == 0
    assert "geen netwerkregels meer" in capsys.readouterr().out
    assert user.run(Namespace(verb="lift-networks", customer="", json=True, lang="nl")) == 0
    assert json.loads(capsys.readouterr().out)["organisation"] == cast.provider.name
    assert set(NetworkRules.objects.values_list("allowed", flat=True)) == {""}
