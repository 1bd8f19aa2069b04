"""The operator's pages: jobs, mail, what could not be delivered, health, back-ups, the release."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from waarborg.access.tests.doors import sign_in
from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, make_player
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.models import Endpoint, JournalEntry, Message, OutboxMail
from waarborg.plumbing.slots import counted
from waarborg.plumbing.tenancy import Role
from waarborg.project.administration.frame import TABS

pytestmark = pytest.mark.django_db
PAGES = [f"administration:{name}" for name in TABS]
OF_MAIL = ("administration:mail", "administration:undelivered")


@pytest.fixture
def operator(cast: Cast) -> Client:
    return sign_in(Client(), make_player(cast.provider, "P. Proef", "p.proef@example.nl", roles.OPERATOR))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path))
    yield tmp_path


def put_jobs(number: int, status: str, task: str = "test.task", args: Any = None, **columns: Any) -> list[int]:
    names = "".join(f", {name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO procrastinate_jobs (queue_name, task_name, args, status{names})"
            f" SELECT 'default', %s, %s::jsonb, %s::procrastinate_job_status{', %s' * len(columns)}"
            " FROM generate_series(1, %s) RETURNING id",
            [task, json.dumps(args or {}), status, *columns.values(), number],
        )
        return [row[0] for row in cursor.fetchall()]


def status_of(job: int) -> tuple[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, attempts FROM procrastinate_jobs WHERE id = %s", [job])
        found: tuple[str, int] = cursor.fetchone()
        return found


def put_mail(cast: Cast, number: int = 1, **fields: Any) -> list[OutboxMail]:
    given = {"state": "dead", "failure": "refused with 550", "attempts": 16, "template": "support/mail/received.txt"}
    with tenancy.enter(Role.DESK):
        return OutboxMail.objects.bulk_create(
            OutboxMail(
                tenant_id=cast.merendaal.id,
                to_name="S. Monster",
                to_address="s.monster@example.org",
                language="nl",
                subject=f"Uw melding {place}",
                body="Wat hier staat, gaat een beheerder niets aan",
                written=clock.real() + timedelta(seconds=place),
                due=clock.real(),
                **(given | fields),
            )
            for place in range(number)
        )


def put_messages(cast: Cast, number: int = 1) -> list[Message]:
    now = clock.real()
    with tenancy.enter(Role.DESK):
        endpoint = Endpoint.objects.create(
            tenant_id=cast.merendaal.id,
            url="https://hooks.example.org/in?key=geheim",
            kinds=[],
            sealed="x",
            position=0,
            made_at=now,
        )
        given = {"kind": "support.ticket.reported", "state": "dead", "failure": "status", "answer": 503, "body": "{}"}
        return Message.objects.bulk_create(
            Message(tenant_id=cast.merendaal.id, endpoint=endpoint, sequence=place, due=now, written_at=now, **given)
            for place in range(1, number + 1)
        )


def journal(cast: Cast) -> list[str]:
    """What stands in the provider's journal."""
    with tenancy.enter(Role.DESK):
        rows = JournalEntry.objects.filter(tenant_id=cast.provider.id).order_by("sequence")
        return [one.kind for one in rows if one.kind.startswith("plumbing.")]


@pytest.mark.parametrize("name", PAGES)
def test_each_page_answers_an_operator_and_is_not_there_for_others(cast: Cast, operator: Client, name: str) -> None:
    page = operator.get(reverse(name))
    assert page.status_code == 200 and "Beheer" in page.content.decode()
    others = (cast.agent, cast.owner) if name in OF_MAIL else (cast.manager, cast.agent, cast.owner)
    for other in others:
        client = sign_in(Client(), other)
        assert (client.get(reverse(name)).status_code, client.post(reverse(name)).status_code) == (404, 404)


def test_a_failed_job_runs_again_with_all_its_attempts_and_the_journal_says_so(cast: Cast, operator: Client) -> None:
    [job], [running] = put_jobs(1, "failed", attempts=10), put_jobs(1, "todo")
    address = reverse("administration:jobs")
    assert operator.post(address, {"do": "retry", "job": job}).status_code == 302
    assert status_of(job) == ("todo", 0)
    refused = operator.post(address, {"do": "retry", "job": running})
    assert refused.status_code == 409 and "is niet mislukt" in refused.content.decode()
    assert journal(cast) == ["plumbing.job:retried"]


def test_a_silent_workers_job_is_stalled_and_one_of_a_living_worker_runs(operator: Client) -> None:
    def worker(ago: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '{ago}') RETURNING id"
            )
            found: int = cursor.fetchone()[0]
            return found

    [stalled] = put_jobs(1, "doing", "test.hangs", worker_id=worker("40 seconds"))
    [running] = put_jobs(1, "doing", "test.lives", worker_id=worker("5 seconds"))
    address = reverse("administration:jobs")
    page = operator.get(address, {"state": "stalled"}).content.decode()
    assert "test.hangs" in page and "test.lives" not in page
    assert operator.post(address, {"do": "retry", "job": running}).status_code == 409
    operator.post(address, {"do": "retry", "job": stalled})
    assert (status_of(stalled)[0], status_of(running)[0]) == ("todo", "doing")


def test_of_a_name_that_waits_already_no_second_one_is_made_to_wait(cast: Cast, operator: Client) -> None:
    [failed] = put_jobs(1, "failed", "test.once", queueing_lock="test.once")
    older = put_jobs(2, "failed", "test.free")
    put_jobs(1, "todo", "test.once", queueing_lock="test.once")
    address = reverse("administration:jobs")
    refused = operator.post(address, {"do": "retry", "job": failed})
    assert refused.status_code == 409 and "wacht er al een" in refused.content.decode()
    for task in ("test.once", "test.free"):
        assert operator.post(address, {"do": "retry-all", "task": task}).status_code == 302
    assert status_of(failed)[0] == "failed"
    assert {status_of(one)[0] for one in older} == {"todo"}


def test_a_waiting_job_is_cancelled_once(cast: Cast, operator: Client) -> None:
    [job] = put_jobs(1, "todo")
    address = reverse("administration:jobs")
    operator.post(address, {"do": "cancel", "job": job})
    assert status_of(job)[0] == "cancelled"
    assert operator.post(address, {"do": "cancel", "job": job}).status_code == 409
    assert journal(cast) == ["plumbing.job:cancelled"]


def test_arguments_are_shown_without_what_could_be_of_a_person(operator: Client) -> None:
    known = "0190a0a0-0000-7000-8000-000000000001"
    put_jobs(1, "failed", args={"tenant": known, "to": "s.monster@example.org", "deep": {"name": "S. Monster"}})
    page = operator.get(reverse("administration:jobs"), {"state": "failed"}).content.decode()
    assert known in page and "s.monster" not in page and "Monster" not in page


def test_10_000_jobs_cost_as_many_questions_as_ten_and_are_leafed_through(operator: Client) -> None:
    address = reverse("administration:jobs")
    put_jobs(10, "failed")
    operator.get(address, {"state": "failed"})
    with counted() as few:
        operator.get(address, {"state": "failed"})
    put_jobs(10_000, "failed", "test.many")
    with counted() as many:
        page = operator.get(address, {"state": "failed", "task": "many"}).content.decode()
    assert len(many) == len(few)
    assert page.count('name="job"') == 50 and "before=" in page


def test_a_dead_letter_is_given_up_only_with_a_reason_and_may_still_go_again(cast: Cast, operator: Client) -> None:
    [mail] = put_mail(cast, secret="https://x", failure="refused with 550 5.1.1 | no such user")
    address = reverse("administration:undelivered")
    page = operator.get(address).content.decode()
    assert (
        "De mailserver weigerde het: “550 5.1.1 no such user”." in page and "gaat een beheerder niets aan" not in page
    )
    assert operator.post(address, {"do": "drop", "one": mail.id, "reason": " "}).status_code == 422
    operator.post(address, {"do": "drop", "one": mail.id, "reason": "Adres bestaat niet meer"})
    with tenancy.enter(Role.DESK):
        mail = OutboxMail.objects.get()
    assert (mail.state, mail.reason, mail.secret) == ("dropped", "Adres bestaat niet meer", "")
    assert operator.post(address, {"do": "drop", "one": mail.id, "reason": "Nog eens"}).status_code == 409
    assert (
        "Adres bestaat niet meer" in operator.get(reverse("administration:mail"), {"state": "dropped"}).content.decode()
    )
    assert journal(cast) == ["plumbing.mail:dropped"]


def test_a_service_manager_sends_mail_again_one_by_one_and_no_more(cast: Cast) -> None:
    mails, manager = put_mail(cast, 2), sign_in(Client(), cast.manager)
    moved = manager.get("/desk/mail/")
    assert (moved.status_code, moved.headers["Location"]) == (302, reverse("administration:undelivered"))
    address = reverse("administration:undelivered")
    page = manager.get(address, {"of": "webhooks"}).content.decode()
    assert "s.monster@example.org" in page and "Stuur alles van deze soort" not in page and 'value="drop"' not in page
    assert manager.post(address, {"do": "again", "one": mails[0].id}).status_code == 302
    for refused in ({"do": "all", "kind": mails[1].template}, {"do": "drop", "one": mails[1].id, "reason": "Weg"}):
        assert manager.post(address, refused).status_code == 403
    with tenancy.enter(Role.DESK):
        states = dict(OutboxMail.objects.values_list("id", "state"))
    assert [states[one.id] for one in mails] == ["waiting", "dead"]


def test_what_one_server_said_in_many_words_is_one_heap(cast: Cast, operator: Client) -> None:
    for said in ("no such user", "unknown here"):
        put_mail(cast, failure=f"refused with 550 5.1.1 | {said}")
    page = operator.get(reverse("administration:undelivered")).content.decode()
    assert page.count('value="all"') == 1
    assert "“550 5.1.1”" in page and "unknown here" in page


def test_all_dead_letters_of_a_kind_go_again_and_no_others(cast: Cast, operator: Client) -> None:
    put_mail(cast, 3)
    put_mail(cast, 2, template="access/mail/door.txt")
    address = reverse("administration:undelivered")
    operator.post(address, {"do": "all", "kind": "support/mail/received.txt"})
    with tenancy.enter(Role.DESK):
        assert OutboxMail.objects.filter(state="waiting", attempts=0).count() == 3
        assert OutboxMail.objects.filter(state="dead").count() == 2
    assert journal(cast) == ["plumbing.mail:sent-again"]


def test_what_webhooks_could_not_be_told_goes_again_or_is_given_up(cast: Cast, operator: Client) -> None:
    first, second, third = put_messages(cast, 3)
    address = reverse("administration:undelivered") + "?of=webhooks"
    page = operator.get(address).content.decode()
    assert "hooks.example.org" in page and "geheim" not in page
    operator.post(address, {"do": "drop", "one": first.id, "reason": "Klant is gestopt"})
    operator.post(address, {"do": "again", "one": second.id})
    operator.post(address, {"do": "all", "kind": "support.ticket.reported"})
    with tenancy.enter(Role.DESK):
        states = dict(Message.objects.values_list("id", "state"))
    assert [states[one.id] for one in (first, second, third)] == ["dropped", "waiting", "waiting"]
    assert journal(cast) == ["plumbing.webhook:dropped", *["plumbing.webhook:sent-again"] * 2]


@pytest.mark.parametrize(("name", "state"), [("mail", "sent"), ("undelivered", "dead")])
def test_10_000_mails_cost_as_many_questions_as_ten(cast: Cast, operator: Client, name: str, state: str) -> None:
    address = reverse(f"administration:{name}")
    put_mail(cast, 10, state=state)
    operator.get(address, {"state": state})
    with counted() as few:
        operator.get(address, {"state": state})
    put_mail(cast, 10_000, state=state)
    with counted() as many:
        page = operator.get(address, {"state": state}).content.decode()
    assert len(many) == len(few)
    assert page.count("s.monster@example.org") == 50 and "before=" in page


def test_health_names_what_is_wrong_and_what_waits(cast: Cast, operator: Client, folder: Path) -> None:
    put_mail(cast, 2)
    put_jobs(3, "failed")
    checks = [
        {"check": "mail", "state": "bad", **{lang: {"said": "Mail weg", "way_out": "Kijk"} for lang in ("nl", "en")}}
    ]
    (folder / "outside.json").write_text(json.dumps({"at": "2026-04-07T09:00:00+00:00", "checks": checks}))
    page = operator.get(reverse("administration:health")).content.decode()
    assert "Mail weg" in page
    assert "0 wachten, 0 later opnieuw, 2 onbestelbaar" in page
    assert "3 mislukt" in page
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.update(due=Now())
    asked = operator.post(reverse("administration:health"))
    assert asked.status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'project.look-outside'")
        assert cursor.fetchone() == (1,)


def test_back_ups_are_told_by_the_word_of_their_keeper(
    operator: Client, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("administration:backups")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{folder}/copies")
    said = {"base": "20261120T1", "base_ended": "2026-11-20T01:00:00+00:00", "base_bytes": 2048}
    shipped = (clock.real() - timedelta(minutes=5)).isoformat()
    (folder / "backup.json").write_text(json.dumps({**said, "shipped": shipped, "problem": "de schijf is vol"}))
    (folder / "drill.json").write_text(
        json.dumps(
            {"at": "2026-11-19T01:00:00+00:00", "good": True, "seconds": 41.2, "behind": 3.1, "problem": ""}
            | {"tenants": 3, "entries": 1200, "files": 9}
        )
    )
    page = operator.get(address).content.decode()
    assert "20261120T1" in page and "de schijf is vol" in page
    assert "300 seconden geleden" in page and "1.200 journaalregels" in page
    monkeypatch.delenv("WAARBORG_BACKUP")
    assert "Er worden geen reservekopieën gemaakt" in operator.get(address).content.decode()


def test_in_english_the_pages_are_in_english(cast: Cast) -> None:
    reader = make_player(cast.provider, "P. Proef", "p.proef@example.nl", roles.OPERATOR, language="en")
    client = sign_in(Client(), reader)
    for name in PAGES:
        page = client.get(reverse(name)).content.decode()
        assert 'lang="en"' in page and "Administration" in page and "Beheer" not in page
