"""`waarborg jobs` and `waarborg outbox`: what the operator's pages show and do, without a page."""

import argparse
import contextlib
import json
from types import ModuleType
from typing import Any

import pytest

from waarborg.customers.tests.cast import Cast
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.project.commands import jobs, outbox
from waarborg.project.group import database
from waarborg.project.tests.test_administration import journal, put_jobs, put_mail, status_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    # It closes its connections in the end, and with them the transaction of a test.
    monkeypatch.setattr(database, "database_for_command", contextlib.nullcontext)


def run(capsys: pytest.CaptureFixture[str], command: ModuleType, *words: str, as_json: bool = True) -> Any:
    parser = argparse.ArgumentParser()
    command.configure(parser)
    given = parser.parse_args(words)
    given.json, given.lang = as_json, "en"
    assert command.run(given) == 0
    said = capsys.readouterr().out.strip().splitlines()[-1]
    return json.loads(said) if as_json else said


def test_jobs_are_listed_run_again_and_cancelled(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    failed, [waiting] = put_jobs(51, "failed", "test.fails", {"tenant": str(cast.merendaal.id)}), put_jobs(1, "todo")
    page = run(capsys, jobs, "list")
    assert (page["counts"]["failed"], len(page["jobs"]), page["before"]) == (51, 50, failed[1])
    assert page["jobs"][0]["arguments"] == {"tenant": str(cast.merendaal.id)}
    assert [one["id"] for one in run(capsys, jobs, "list", "--before", str(failed[1]))["jobs"]] == [failed[0]]
    assert run(capsys, jobs, "retry", str(failed[0])) == {"jobs": 1}
    assert run(capsys, jobs, "retry", "--task", "test.fails") == {"jobs": 50}
    assert run(capsys, jobs, "cancel", str(waiting), as_json=False) == f"Job {waiting} has been cancelled."
    assert (status_of(failed[0])[0], status_of(waiting)[0]) == ("todo", "cancelled")
    with pytest.raises(Refusal):
        run(capsys, jobs, "retry", str(waiting))
    assert journal(cast) == ["plumbing.job:retried", "plumbing.job:retried", "plumbing.job:cancelled"]
    with tenancy.enter(Role.DESK):
        assert {one.actor_kind for one in JournalEntry.objects.filter(tenant_id=cast.provider.id)} == {"system"}


def test_dead_letters_are_listed_sent_again_and_given_up(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = put_mail(cast, 3)
    page = run(capsys, outbox, "list")
    assert (page["counts"]["dead"], [one["id"] for one in page["mails"]]) == (
        3,
        [str(third.id), str(second.id), str(first.id)],
    )
    assert "body" not in page["mails"][0]
    run(capsys, outbox, "again", str(first.id))
    run(capsys, outbox, "drop", str(second.id), "--reason", "Bestaat niet meer")
    assert run(capsys, outbox, "again", "--kind", third.template) == {"mails": 1}
    with tenancy.enter(Role.DESK):
        states = dict(OutboxMail.objects.values_list("id", "state"))
    assert [states[one.id] for one in (first, second, third)] == ["waiting", "dropped", "waiting"]
    assert "Bestaat niet meer" in run(capsys, outbox, "list", "--state", "dropped", as_json=False)
