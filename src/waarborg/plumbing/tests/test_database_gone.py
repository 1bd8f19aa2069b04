"""The database goes away in the middle: nothing is half done, nothing is lost, and the next attempt works."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, close_old_connections, connection

from waarborg.plumbing import files, journal, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.files.sweep import sweep
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry, OutboxMail, StoredFile, Tenant
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.outbox.deliver import deliver
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.pixels import PNG
from waarborg.plumbing.tests.smtp_server import postbox


@pytest.fixture(autouse=True)
def ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    (tmp_path / "mail.txt").write_text("Onderwerp\n\ntekst")
    settings.TEMPLATES = [settings.TEMPLATES[0], {**settings.TEMPLATES[1], "DIRS": [tmp_path]}]
    settings.FILE_STORE = f"file://{tmp_path}/files"
    yield
    connection.close()


def cut_the_line() -> None:
    """As a restart of the server does: the backend that serves us ends without a word."""
    given = connection.settings_dict
    ours = connection.connection.info.backend_pid
    with psycopg.connect(host=given["HOST"], user=given["USER"], dbname=given["NAME"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])


def change(tenant: Tenant, *, cut: bool = False) -> None:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        files.store(io.BytesIO(PNG), name="a.png", tenant=tenant.id, by=SYSTEM, at=NOW, purpose="test")
        send_mail("mail.txt", tenant=tenant.id, to=Recipient("r@example.nl"), at=NOW)
        journal.record("test.noted", tenant=tenant.id, subject=Ref("test", uuid7()), by=SYSTEM, at=NOW)
        if cut:
            cut_the_line()


def left() -> tuple[int, int, int, int]:
    with tenancy.enter(Role.DESK):
        found = tuple(model.objects.count() for model in (StoredFile, OutboxMail, JournalEntry))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return (*found, cursor.fetchone()[0])  # type: ignore[return-value]


def test_a_change_that_loses_its_line_leaves_nothing_and_the_next_one_works(committed: None) -> None:
    merendaal = make_tenant()
    with pytest.raises(OperationalError):
        change(merendaal, cut=True)
    close_old_connections()
    assert left() == (0, 0, 0, 0)
    change(merendaal)
    assert left() == (1, 1, 1, 1)
    with tenancy.enter(Role.DESK):
        assert journal.verify(merendaal.id).sound


def test_a_kept_connection_that_died_meanwhile_costs_nobody_a_request(committed: None) -> None:
    merendaal = make_tenant()
    cut_the_line()
    # What Django does between two requests, and the queue between two jobs.
    close_old_connections()
    change(merendaal)
    assert left() == (1, 1, 1, 1)


def test_mail_whose_settling_was_cut_off_goes_out_again_with_the_same_message_id(
    committed: None, settings: Any
) -> None:
    change(make_tenant())
    with postbox() as post:
        settings.MAIL_SERVER = post.url
        post.before_answer = cut_once(post)
        with pytest.raises(OperationalError):
            deliver()
        close_old_connections()
        with tenancy.enter(Role.DESK):
            OutboxMail.objects.update(claimed_until=None)
        deliver()
        first, second = (received["Message-ID"] for received in post.received)
    assert first == second
    with tenancy.enter(Role.DESK):
        assert OutboxMail.objects.get().state == "sent"


def cut_once(post: Any) -> Any:
    """The server thread has no connection of its own to look at: the line's process is noted beforehand."""
    connection.ensure_connection()
    given, ours = connection.settings_dict, connection.connection.info.backend_pid

    def cut() -> None:
        post.before_answer = None
        with psycopg.connect(host=given["HOST"], user=given["USER"], dbname=given["NAME"], autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])

    return cut


def test_bytes_of_a_lost_change_wait_for_the_sweep(committed: None, tmp_path: Path) -> None:
    with pytest.raises(OperationalError):
        change(make_tenant(), cut=True)
    close_old_connections()
    stored = [path for path in (tmp_path / "files").glob("*/*/*") if path.is_file()]
    assert len(stored) == 1
    sweep()
    assert stored[0].is_file()
