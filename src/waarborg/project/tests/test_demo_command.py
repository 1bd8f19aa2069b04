"""`waarborg demo` keeps to demonstrations: elsewhere it refuses, and it goes on where visitors took something away."""

import contextlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from waarborg.access.models import Membership, OneTimeLink
from waarborg.console.demo.load import load
from waarborg.customers.models import Authority, Organisation
from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import tenancy
from waarborg.plumbing.tenancy import Role
from waarborg.project import commandline
from waarborg.project.group import database
from waarborg.promises.profiles import documents, profile

NOW = datetime(2026, 10, 30, 15, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_own_database(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)
    settings.DEMO = True


def organisations() -> int:
    with tenancy.enter(Role.DESK):
        return Organisation.objects.count()


def loaded() -> None:
    load(profile("appreo"), documents("appreo"), now=NOW, customers=4, tickets=40)


@pytest.mark.parametrize(("lang", "way_out"), [("nl", "Gebruik `make demo`"), ("en", "Use `make demo`")])
def test_an_empty_installation_that_is_no_demonstration_stays_empty(
    settings: Any, capsys: pytest.CaptureFixture[str], lang: str, way_out: str
) -> None:
    settings.DEMO = False
    assert commandline.main(["demo", "--json", "--lang", lang]) == 1
    refused = json.loads(capsys.readouterr().out)
    assert (refused["code"], refused["way_out"].startswith(way_out), organisations()) == ("demo.off", True, 0)


def test_among_the_data_of_somebody_else_nothing_is_loaded_and_nobody_gets_a_link(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (organisations(), OneTimeLink.objects.count(), Membership.objects.count())
    assert commandline.main(["demo", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "demo.other-data"
    assert (organisations(), OneTimeLink.objects.count(), Membership.objects.count()) == before


def test_a_demonstration_that_is_not_run_as_one_gives_no_links(
    settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    loaded()
    settings.DEMO = False
    assert commandline.main(["demo", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "demo.off"
    assert OneTimeLink.objects.count() == 0


def test_the_agreement_that_is_there_is_named_and_how_to_begin_with_another(capsys: pytest.CaptureFixture[str]) -> None:
    loaded()
    assert commandline.main(["demo", "--profile", "cliendo", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "The demonstration of appreo was there already" in said
    assert "PROFILE=cliendo make demo" in said
    assert commandline.main(["demo", "--lang", "en"]) == 0
    assert "PROFILE=" not in capsys.readouterr().out


def test_a_part_that_nobody_has_any_more_is_left_out_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    loaded()
    with tenancy.enter(Role.DESK):
        Authority.objects.filter(role="provider.operator").update(ends_at=NOW)
        Organisation.objects.filter(slug="merendaal").update(slug="iets-anders")
    assert commandline.main(["demo", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["loaded"], sorted(answer["links"])) == (None, ["agent", "service manager"])
    assert answer["nobody"] == ["owner", "user", "operator"]
    assert commandline.main(["demo", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "No link for: owner at the customer, ordinary user at the customer, operator of the installation." in said
    assert said.count("/accounts/link/") == 2
