"""`waarborg check-facts` says how each check came out, keeps it, and ends with 1 where one is not in order."""

import json
from argparse import Namespace

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock
from waarborg.project.commands import check_facts
from waarborg.promises.models import AgreementVersion, CheckOutcome


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database stands in for an external one: no command starts a server of its own."""
    monkeypatch.setenv("DATABASE_URL", "postgresql:///test")


def test_a_plain_address_fails_with_status_1_and_what_was_seen_is_kept(
    cast: Cast, appreo: AgreementVersion, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"  # type: ignore[attr-defined]
    before = clock.now()
    assert check_facts.run(Namespace(json=True, lang="nl")) == 1
    told = {one["check"]: one["outcome"] for one in json.loads(capsys.readouterr().out)}
    assert told.items() >= {
        ("access.isolation", "holds"),
        ("access.secrets-encrypted", "holds"),
        ("trust.tls-only", "plain"),
    }
    with cast.manager.at_work():
        assert CheckOutcome.objects.filter(looked_at__gte=before).count() == len(told)


def test_people_read_it_in_their_language(
    cast: Cast, appreo: AgreementVersion, settings: object, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"  # type: ignore[attr-defined]
    check_facts.run(Namespace(json=False, lang="en"))
    told = capsys.readouterr().out
    assert "the encrypted connection (trust.tls-only): not in order\n" in told
    assert "the separation between customers (access.isolation): in order\n" in told


def test_where_nothing_rests_on_a_check_all_is_well(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_facts.run(Namespace(json=False, lang="nl")) == 0
    assert capsys.readouterr().out == "Geen geldende overeenkomst rust op een controle.\n"
