"""`waarborg keys`: what the keys protect outlives them, and their ages are told."""

import json
from argparse import Namespace
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import override_settings

from waarborg.access.actions.second_factor import new_secret, set_up, verify
from waarborg.access.encryption import CannotDecrypt
from waarborg.access.tests.doors import make_account
from waarborg.access.tests.test_second_factor import code_now, fresh
from waarborg.customers.tests.cast import NOW, Cast
from waarborg.plumbing import clock
from waarborg.plumbing.models import JournalEntry
from waarborg.project.commands import keys
from waarborg.promises.models import AgreementVersion
from waarborg.trust.models import SigningSecret
from waarborg.trust.tests.signed import check
from waarborg.trust.tests.story import instant, report

OLD, NEW = "oud" * 12, "nieuw" * 8


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database stands in for an external one: no command starts a server of its own."""
    monkeypatch.setenv("DATABASE_URL", "postgresql:///test")


def run(verb: str, capsys: pytest.CaptureFixture[str], *, status: int = 0) -> Any:
    capsys.readouterr()
    assert keys.run(Namespace(verb=verb, json=True, lang="nl")) == status
    return json.loads(capsys.readouterr().out)


def held(cast: Cast) -> list[str]:
    with cast.manager.at_work():
        return list(SigningSecret.objects.values_list("sealed", flat=True))


def test_a_new_encryption_key_takes_over_everything(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    account, secret = make_account(cast.owner).account, new_secret()
    with override_settings(ENCRYPTION_KEYS=[OLD]):
        set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
        before = report(cast, "2026-05-01 06:00")
    with override_settings(ENCRYPTION_KEYS=[NEW, OLD]):
        assert run("status", capsys)["sealed"] == {"total": 3, "older": 3, "lost": 0, "days": 0}
        assert run("reseal", capsys) == {"sealed": 3}
        assert run("reseal", capsys) == {"sealed": 0}
        assert run("status", capsys)["sealed"]["older"] == 0
    fresh(account)
    with override_settings(ENCRYPTION_KEYS=[NEW]):
        assert verify(account, code_now(secret), at=NOW).type == "totp"
        after = report(cast, "2026-06-01 06:00", "2026-05")
    assert after.fingerprint == before.fingerprint
    assert check(before.envelope, before.fingerprint).number == before.number
    assert check(after.envelope, before.fingerprint).number == after.number


def test_where_a_key_is_missing_nothing_is_sealed_anew_and_status_says_so(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    account, secret = make_account(cast.owner).account, new_secret()
    with override_settings(ENCRYPTION_KEYS=[OLD]):
        set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
        report(cast, "2026-05-01 06:00")
    before = held(cast), list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    with override_settings(ENCRYPTION_KEYS=[NEW]):
        with pytest.raises(CannotDecrypt):
            run("reseal", capsys)
        assert run("status", capsys, status=1)["sealed"]["lost"] == 3
    assert (held(cast), list(Authenticator.objects.order_by("pk").values_list("data", flat=True))) == before


def test_a_new_evidence_key_signs_and_the_old_one_stays_listed(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str]
) -> None:
    before = report(cast, "2026-05-01 06:00")
    with override_settings(CLOCK_OFFSET=instant("2026-05-11 06:00") - clock.real()):
        made = run("rotate", capsys)["fingerprint"]
    with override_settings(CLOCK_OFFSET=instant("2026-05-21 12:00") - clock.real()):
        found = run("status", capsys)["evidence"]
    assert [(one["fingerprint"], one["days"], one["signs"]) for one in found] == [
        (made, 10, True),
        (before.fingerprint, 20, False),
    ]
    assert report(cast, "2026-06-01 06:00", "2026-05").fingerprint == made
    assert check(before.envelope, before.fingerprint).number == before.number
    with cast.manager.at_work():
        assert JournalEntry.objects.filter(kind="trust.signing-key.made").count() == 2


def test_the_age_of_a_seal_is_that_of_the_oldest_secret(cast: Cast) -> None:
    found = keys.look(now=NOW, real=NOW)
    assert (found["evidence"], found["sealed"]) == ([], {"total": 0, "older": 0, "lost": 0, "days": 0})
    account, secret = make_account(cast.owner).account, new_secret()
    set_up(account, secret=secret, code=code_now(secret), this_session=None, at=NOW)
    assert keys.look(now=NOW, real=clock.real() + timedelta(days=400))["sealed"]["days"] == 400


@pytest.mark.parametrize(("lang", "said"), [("nl", "ondertekent nu"), ("en", "signs now")])
def test_the_ages_are_told_in_both_languages(
    cast: Cast, appreo: AgreementVersion, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    made = report(cast, "2026-05-01 06:00")
    assert keys.run(Namespace(verb="status", json=False, lang=lang)) == 0
    assert f"{made.fingerprint} " in (out := capsys.readouterr().out)
    assert said in out
