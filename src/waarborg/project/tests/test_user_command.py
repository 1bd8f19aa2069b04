"""`waarborg user create-owner`."""

import json
import re
from argparse import Namespace

import pytest

from waarborg.project.commands import user


def test_the_command_prints_the_link(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"verb": "create-owner", "email": "k@example.nl", "name": "K", "organisation": "V", "language": "nl"}
    assert user.run(Namespace(**given, json=True, lang="nl")) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["email"] == "k@example.nl"
    assert re.fullmatch(r"https?://\S+/accounts/link/[\w.-]+/", said["link"])
