"""The outbox: mail is written with the change, leaves after the commit, and is repeated only while in flight."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import OutboxMail, Tenant
from waarborg.plumbing.outbox import Recipient, send_mail
from waarborg.plumbing.outbox.deliver import PATIENCE, claim, deliver, remove_old
from waarborg.plumbing.outbox.transport import message_id
from waarborg.plumbing.tenancy import NoScope, Role
from waarborg.plumbing.tests.conftest import NOW, make_tenant
from waarborg.plumbing.tests.smtp_server import Postbox, postbox

TEMPLATE = "tests/mail.txt"
BODY = "Beste R. Specimen,\n\nhttps://service.example.nl/t/1\n\n-- \nWaarborg\nBecause of the test.\n"
SPECIMEN = Recipient("r.specimen@example.nl", "R. Specimen", "nl", uuid7())


@pytest.fixture(autouse=True)
def words(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "mail.txt").write_text(
        '{% extends "mail/base.txt" %}{% load i18n %}'
        "{% block subject %}{% get_current_language as lang %}{{ word }} in {{ lang }}{% endblock %}"
        "{% block main %}Beste {{ recipient.name }},\n\n{{ public_url }}/t/1{% endblock %}"
        "{% block why %}Because of the test.{% endblock %}"
    )
    settings.TEMPLATES = [settings.TEMPLATES[0], {**settings.TEMPLATES[1], "DIRS": [tmp_path]}]
    settings.PUBLIC_URL = "https://service.example.nl"
    settings.MAIL_FROM = "Support <support@example.nl>"
    settings.SERVICE_NAME = "Waarborg"
    settings.DEMO = False


@pytest.fixture
def post(settings: Any) -> Iterator[Postbox]:
    with postbox() as server:
        settings.MAIL_SERVER = server.url
        yield server


def write(tenant: Tenant, *, to: Recipient = SPECIMEN, word: str = "A & B", key: str | None = None) -> Any:
    with tenancy.enter(Role.CUSTOMER, tenant.id):
        return send_mail(TEMPLATE, tenant=tenant.id, to=to, context={"word": word}, at=NOW, key=key)


def mails() -> list[OutboxMail]:
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.order_by("id"))


def due_now() -> None:
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.update(due=datetime(2020, 1, 1, tzinfo=UTC))


def test_mail_is_rendered_in_the_language_of_who_reads_it(merendaal: Tenant) -> None:
    write(merendaal)
    write(merendaal, to=SPECIMEN._replace(language="en"))
    first, second = mails()
    assert (first.subject, second.subject) == ("A & B in nl", "A & B in en")
    assert first.body == BODY
    assert (first.state, first.tenant_id, first.to_person) == ("waiting", merendaal.id, SPECIMEN.person)


def test_mail_is_undone_with_its_change(merendaal: Tenant) -> None:
    with pytest.raises(KeyError), tenancy.enter(Role.CUSTOMER, merendaal.id):
        send_mail(TEMPLATE, tenant=merendaal.id, to=SPECIMEN, at=NOW)
        raise KeyError("broken on purpose")
    assert mails() == []


def test_mail_outside_a_scope_is_refused(db: None) -> None:
    with pytest.raises(NoScope):
        send_mail(TEMPLATE, tenant=uuid7(), to=SPECIMEN, at=NOW)


def test_a_customers_action_writes_to_staff_and_cannot_read_it(merendaal: Tenant) -> None:
    provider = make_tenant(is_provider=True)
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        send_mail(TEMPLATE, tenant=provider.id, to=SPECIMEN, at=NOW)
        assert OutboxMail.objects.count() == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM outbox_mail")
            assert cursor.fetchone() == (0,)
    assert [mail.tenant_id for mail in mails()] == [provider.id]


def test_the_same_key_is_written_once(merendaal: Tenant) -> None:
    first = write(merendaal, key="test.received:1")
    assert write(merendaal, key="test.received:1") == first
    assert write(merendaal, key="test.received:2") != first
    assert len(mails()) == 2


def test_one_delivery_waits_for_a_hundred_messages(merendaal: Tenant) -> None:
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        for _ in range(3):
            send_mail(TEMPLATE, tenant=merendaal.id, to=SPECIMEN, at=NOW)
    write(merendaal)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [("plumbing.outbox.deliver",)]


def test_what_arrives(committed: None, post: Postbox) -> None:
    identifier = write(make_tenant())
    deliver()
    (received,) = post.received
    assert received["Message-ID"] == f"<{identifier}@service.example.nl>"
    assert received["To"].addresses[0].addr_spec == SPECIMEN.address
    assert received["From"] == "Support <support@example.nl>"
    assert received["Subject"] == "A & B in nl"
    assert received["Date"] == "Tue, 07 Apr 2026 09:42:00 +0000"
    assert received["Auto-Submitted"] == "auto-generated"
    text, html = received.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == BODY
    assert '<a href="https://service.example.nl/t/1"' in html.get_content()
    (mail,) = mails()
    assert (mail.state, mail.attempts, mail.claimed_until) == ("sent", 1, None)


def test_a_secret_reaches_its_reader_and_is_then_forgotten(committed: None, post: Postbox, tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    (folder / "mail.txt").write_text((folder / "mail.txt").read_text().replace("/t/1", "{{ secret }}"))
    with tenancy.enter(Role.DESK):
        tenant = make_tenant()
        send_mail(TEMPLATE, tenant=tenant.id, to=SPECIMEN, context={"word": "A"}, at=NOW, secret="/accounts/link/xyz/")
    (waiting,) = mails()
    assert "xyz" not in waiting.body
    deliver()
    (received,) = post.received
    text, html = received.iter_parts()
    assert "https://service.example.nl/accounts/link/xyz/" in text.get_content()
    assert "https://service.example.nl/accounts/link/xyz/" in html.get_content()
    (sent,) = mails()
    assert (sent.state, sent.secret, sent.body) == ("sent", "", waiting.body)


def test_a_dead_letter_loses_its_secret_when_no_link_can_be_alive_any_more(committed: None, post: Postbox) -> None:
    post.refuse["weg@example.nl"] = "550 no such person"
    with tenancy.enter(Role.DESK):
        gone = SPECIMEN._replace(address="weg@example.nl")
        send_mail(TEMPLATE, tenant=make_tenant().id, to=gone, context={"word": "A"}, at=NOW, secret="/accounts/link/x/")
    deliver()
    remove_old.func()
    assert [(mail.state, mail.secret) for mail in mails()] == [("dead", "/accounts/link/x/")]
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.update(due=clock.real() - timedelta(days=31))
    remove_old.func()
    assert [(mail.state, mail.secret) for mail in mails()] == [("dead", "")]


def test_what_was_sent_is_not_sent_again(committed: None, post: Postbox) -> None:
    write(make_tenant())
    deliver()
    deliver()
    assert len(post.received) == 1


def test_a_refused_address_is_a_dead_letter_and_the_next_goes_on(committed: None, post: Postbox) -> None:
    merendaal = make_tenant()
    post.refuse["weg@example.nl"] = "550 no such person"
    write(merendaal, to=SPECIMEN._replace(address="weg@example.nl"))
    write(merendaal)
    deliver()
    found = [(mail.state, mail.failure) for mail in mails()]
    assert found == [("dead", "refused with 550 | no such person"), ("sent", "")]


def test_an_address_that_is_none_is_a_dead_letter(committed: None, post: Postbox) -> None:
    write(make_tenant(), to=SPECIMEN._replace(address="nobody\r\nBcc: x@example.nl"))
    deliver()
    assert [(mail.state, mail.failure) for mail in mails()] == [("dead", "the address is not one")]
    assert post.received == []


def test_a_temporary_refusal_is_tried_again_later_with_the_same_message_id(committed: None, post: Postbox) -> None:
    identifier = write(make_tenant())
    post.refuse[SPECIMEN.address] = "451 come back"
    deliver()
    (mail,) = mails()
    assert (mail.state, mail.failure, mail.attempts) == ("waiting", "put off with 451 | come back", 1)
    deliver()
    assert mails()[0].attempts == 1
    post.refuse.clear()
    due_now()
    deliver()
    assert [received["Message-ID"] for received in post.received] == [f"<{identifier}@service.example.nl>"]


def test_a_server_that_is_away_costs_one_attempt_and_the_rest_waits(committed: None, post: Postbox) -> None:
    merendaal = make_tenant()
    write(merendaal)
    write(merendaal)
    post.deaf = True
    deliver()
    assert [(mail.state, mail.attempts) for mail in mails()] == [("waiting", 1), ("waiting", 0)]
    post.deaf = False
    due_now()
    deliver()
    assert len(post.received) == 2


def test_after_its_last_attempt_mail_is_a_dead_letter(committed: None, post: Postbox) -> None:
    write(make_tenant())
    post.deaf = True
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.update(attempts=PATIENCE.attempts - 1)
    deliver()
    assert [mail.state for mail in mails()] == ["dead"]


def test_waiting_doubles_up_to_four_hours() -> None:
    assert [PATIENCE.wait(failures) for failures in (0, 1, 2, 7, 8, 15)] == [60, 120, 240, 7680, 14400, 14400]


def test_without_a_server_mail_waits(committed: None, settings: Any) -> None:
    settings.MAIL_SERVER = ""
    write(make_tenant())
    deliver()
    assert [(mail.state, mail.attempts) for mail in mails()] == [("waiting", 0)]


def test_a_demonstration_keeps_mail_and_sends_none(committed: None, settings: Any) -> None:
    settings.MAIL_SERVER, settings.DEMO = "", True
    write(make_tenant())
    deliver()
    assert [(mail.state, mail.failure) for mail in mails()] == [("kept", "")]


def test_what_another_process_claimed_is_left_to_it_for_five_minutes(committed: None, post: Postbox) -> None:
    write(make_tenant())
    taken = claim()
    assert taken is not None and taken.claimed_until is not None
    deliver()
    assert post.received == []
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.update(claimed_until=taken.claimed_until - timedelta(minutes=10))
    deliver()
    assert [received["Message-ID"] for received in post.received] == [message_id(taken)]


@pytest.mark.processes
def test_a_process_killed_in_flight_repeats_that_one_message_only(committed: None, post: Postbox) -> None:
    merendaal = make_tenant()
    for _ in range(3):
        write(merendaal)
    killed: list[subprocess.Popen[bytes]] = []

    def kill_at_the_second() -> None:
        if len(post.received) == 2 and killed:
            os.kill(killed[0].pid, signal.SIGKILL)

    post.before_answer = kill_at_the_second
    killed.append(start_delivery(post))
    killed[0].wait()
    assert [mail.state for mail in mails()] == ["sent", "waiting", "waiting"]
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(state="waiting").update(claimed_until=None)
    deliver()
    first, second, repeated, third = (received["Message-ID"] for received in post.received)
    assert second == repeated
    assert [first, second, third] == [message_id(mail) for mail in mails()]


def start_delivery(post: Postbox) -> subprocess.Popen[bytes]:
    database = connection.settings_dict
    url = f"postgresql://{database['USER']}@/{database['NAME']}?host={database['HOST']}"
    code = "import django; django.setup(); from waarborg.plumbing.outbox.deliver import deliver; deliver()"
    given = {"DATABASE_URL": url, "WAARBORG_SMTP": post.url, "WAARBORG_URL": "https://service.example.nl"}
    return subprocess.Popen([sys.executable, "-c", code], env={**os.environ, **given})
