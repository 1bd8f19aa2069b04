"""The page of the demonstration's mail, and sending a dead letter again."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory

from waarborg.plumbing import tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.identifiers import uuid7
from waarborg.plumbing.models import JournalEntry, OutboxMail, Tenant
from waarborg.plumbing.outbox import Recipient, send_mail, views
from waarborg.plumbing.outbox.send_again import NotDead, send_again
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.tests.conftest import NOW

VOORBEELD = Actor(kind="staff", tenant=uuid7(), person=uuid7(), roles=frozenset({"provider.service-manager"}))
SPECIMEN = Actor(kind="staff", tenant=uuid7(), person=uuid7(), roles=frozenset({"provider.support"}))


@pytest.fixture
def mail(merendaal: Tenant, settings: Any, tmp_path: Path) -> OutboxMail:
    (tmp_path / "mail.txt").write_text("Aanmelden\n\nhttps://service.example.nl/in/<x>")
    settings.TEMPLATES = [settings.TEMPLATES[0], {**settings.TEMPLATES[1], "DIRS": [tmp_path]}]
    settings.DEMO = True
    with tenancy.enter(Role.CUSTOMER, merendaal.id):
        identifier = send_mail("mail.txt", tenant=merendaal.id, to=Recipient("r@example.nl"), at=NOW)
    with tenancy.enter(Role.DESK):
        return OutboxMail.objects.get(id=identifier)


def bury(mail: OutboxMail) -> None:
    with tenancy.enter(Role.DESK):
        OutboxMail.objects.filter(id=mail.id).update(state="dead", attempts=16, failure="refused with 550")


def asked(by: Actor | None, method: str = "get") -> HttpRequest:
    request = getattr(RequestFactory(), method)("/")
    request.actor = by
    request.session = {}
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    return request


def test_a_visitor_of_a_demonstration_reads_its_mail(mail: OutboxMail) -> None:
    with tenancy.enter(Role.PUBLIC):
        listed = views.demo_mail(asked(None)).content.decode()
        opened = views.demo_mail(asked(None), mail.id).content.decode()
    assert f'href="/demo/mail/{mail.id}/#mail"' in listed
    assert 'href="https://service.example.nl/in/' in opened
    assert "<x>" not in opened


def test_outside_a_demonstration_that_page_does_not_exist(mail: OutboxMail, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(NotFound), tenancy.enter(Role.PUBLIC):
        views.demo_mail(asked(None))


def test_sending_again_lets_it_wait_with_all_its_attempts(mail: OutboxMail) -> None:
    bury(mail)
    with tenancy.enter(Role.DESK):
        send_again(mail, by=VOORBEELD, at=NOW)
    with tenancy.enter(Role.DESK):
        mail.refresh_from_db()
        assert [entry.kind for entry in JournalEntry.objects.all()] == ["plumbing.mail:sent-again"]
    assert (mail.state, mail.attempts, mail.failure) == ("waiting", 0, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'plumbing.outbox.deliver'")
        assert cursor.fetchone() == (1,)


def test_two_colleagues_send_again_and_the_second_is_told(mail: OutboxMail) -> None:
    bury(mail)
    with tenancy.enter(Role.DESK):
        send_again(mail, by=VOORBEELD, at=NOW)
    with pytest.raises(NotDead), tenancy.enter(Role.DESK):
        send_again(mail, by=VOORBEELD, at=NOW)


def test_without_the_role_nothing_is_sent_again(mail: OutboxMail) -> None:
    bury(mail)
    with pytest.raises(NotAllowed), tenancy.enter(Role.DESK):
        send_again(mail, by=SPECIMEN, at=NOW)
    with tenancy.enter(Role.DESK):
        assert OutboxMail.objects.get(id=mail.id).state == "dead"
