"""The access log that was agreed is delivered each month, with a number of lines and a checksum; a month without is a
breach (CL-92)."""

import csv
import hashlib
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing import access_log, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.files.models import StoredFile
from waarborg.plumbing.files.store import open_file
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.amend import amend
from waarborg.promises.actions.project_clocks import project_customer
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import bound_to
from waarborg.promises.tests.test_amend import file_for
from waarborg.support.tests.reports import at
from waarborg.trust.actions.deliver_log import MonthNotOver, deliver_log
from waarborg.trust.models import DeliveredLog
from waarborg.trust.reactions import deliver_logs

Enter = Callable[[Player], Client]
TICKET = UUID(int=7)
JUNE, FIRST_OF_JULY = "2026-06", "2026-07-01 04:20"


@pytest.fixture
def agreed(cast: Cast) -> Cast:
    """Merendaal agreed on it from June on; Hazelvoort did not."""
    version = bound_to(cast, "cliendo")
    source = file_for(
        cast.merendaal.slug, "extra.logs: {offered: false}", name="logboek", amends="cliendo 1", effective="2026-06-01"
    )
    with cast.manager.at_work():
        amend(version, source, by=cast.manager.actor, at=at("2026-05-20 10:00"), name="logboek.yaml")
    return cast


def looked(cast: Cast, when: str, why: str = "Melding 12", of: Player | None = None) -> None:
    with cast.agent.at_work():
        tenant = (of or cast.owner).organisation.id
        access_log.read(by=cast.agent.actor, tenant=tenant, what=Ref("support.ticket", TICKET), why=why, at=at(when))


def months(cast: Cast) -> list[tuple[str, str, datetime | None]]:
    with cast.owner.at_work():
        rows = ClockRun.objects.filter(promise="extra.logs").order_by("number")
        return [(one.month, one.verdict, one.stopped_at) for one in rows]


def logs(player: Player) -> list[DeliveredLog]:
    with player.at_work():
        return list(DeliveredLog.objects.order_by("month"))


def night(when: str) -> None:
    deliver_logs(at=at(when).isoformat())


@pytest.mark.clause("CL-92")
def test_the_log_of_june_is_delivered_on_the_first_of_july_with_its_lines_and_a_checksum(agreed: Cast) -> None:
    cast = agreed
    for when in ("2026-05-31 23:59", "2026-06-01 00:00", "2026-06-15 10:00", "2026-06-30 23:59", "2026-07-01 00:00"):
        looked(cast, when, "=1+1" if "15" in when else "Melding 12")
    looked(cast, "2026-06-15 11:00", of=cast.stranger)
    night("2026-06-30 04:20")
    night(FIRST_OF_JULY)
    night("2026-07-01 05:20")
    made = logs(cast.owner)[-1]
    assert (made.month, made.lines, made.delivered_at) == (JUNE, 3, at(FIRST_OF_JULY))
    with cast.owner.at_work():
        stored = StoredFile.objects.get(id=made.file_id)
        with open_file(stored) as held:
            content = held.read()
        mail = OutboxMail.objects.filter(template="trust/mail/log.txt").order_by("written", "to_address")
        told = [(one.to_address, one.subject, made.sha256 in one.body, "R. Specimen" in one.body) for one in mail]
    assert (stored.name, hashlib.sha256(content).hexdigest()) == ("toegangslog-2026-06.csv", made.sha256)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Wanneer", "Wie", "Wat", "Kenmerk", "Waarom"],
        ["2026-06-01T00:00:00+02:00", "R. Specimen", "uw melding", str(TICKET), "Melding 12"],
        ["2026-06-15T10:00:00+02:00", "R. Specimen", "uw melding", str(TICKET), "'=1+1"],
        ["2026-06-30T23:59:00+02:00", "R. Specimen", "uw melding", str(TICKET), "Melding 12"],
    ]
    assert told[-2:] == [
        ("b.proef@example.org", "Het toegangslog van juni 2026", True, False),
        ("t.fictief@example.org", "Het toegangslog van juni 2026", True, False),
    ]
    with cast.owner.at_work():
        entry = JournalEntry.objects.filter(kind="trust.log.delivered").order_by("sequence").last()
    assert entry is not None and entry.properties == {"month": JUNE, "sha256": made.sha256}
    assert logs(cast.stranger) == []


@pytest.mark.clause("CL-92")
def test_a_month_in_which_nothing_was_delivered_is_a_breach_and_the_next_one_counts_again(agreed: Cast) -> None:
    cast = agreed
    # In June that of May; in July nobody was there to do it.
    night("2026-06-02 04:20")
    with tenancy.enter(Role.DESK):
        project_customer(cast.merendaal.id, at=at("2026-08-01 00:01"))
    assert months(cast)[:2] == [("2026-06", "met", at("2026-06-02 04:20")), ("2026-07", "broken", None)]
    night("2026-08-01 04:20")
    assert months(cast)[2] == ("2026-08", "met", at("2026-08-01 04:20"))
    assert [one.month for one in logs(cast.owner)] == ["2026-05", "2026-07"]


def test_what_was_not_agreed_or_is_not_over_is_not_delivered(agreed: Cast) -> None:
    with tenancy.enter(Role.DESK):
        with pytest.raises(NotFound):
            deliver_log(agreed.hazelvoort.id, JUNE, by=SYSTEM, at=at(FIRST_OF_JULY))
        with pytest.raises(MonthNotOver):
            deliver_log(agreed.merendaal.id, JUNE, by=SYSTEM, at=at("2026-06-30 23:59"))
    assert logs(agreed.owner) == logs(agreed.stranger) == []


@pytest.mark.clause("CL-92")
def test_the_promise_is_enforced_for_who_agreed_on_it() -> None:
    found = not_yet_enforced(load(profile("cliendo"), name="cliendo.yaml").require(), known())
    assert "extra.logs" not in found


def test_the_customer_downloads_it_and_the_desk_sees_whom_it_is_owed_to(
    agreed: Cast, signed_in: Enter, settings: Any
) -> None:
    settings.CLOCK_OFFSET = at("2026-07-02 10:00") - timezone.now()
    mine, desk, other = (signed_in(one) for one in (agreed.owner, agreed.manager, agreed.stranger))
    assert "Nog geen toegangslog" in mine.get("/portal/logs/").content.decode()
    assert "Er zijn geen toegangslogs afgesproken" in other.get("/portal/logs/").content.decode()
    assert "nog geen" in desk.get("/desk/logs/").content.decode()
    looked(agreed, "2026-06-15 10:00")
    night(FIRST_OF_JULY)
    (made,) = logs(agreed.owner)
    page = mine.get("/portal/logs/").content.decode()
    assert made.sha256 in page and "juni 2026" in page
    assert b"".join(mine.get(f"/files/{made.file_id}/")).decode("utf-8-sig").count("\r\n") == 2  # type: ignore[arg-type]
    for player in (agreed.stranger, agreed.ordinary_user, agreed.support_contact):
        assert signed_in(player).get(f"/files/{made.file_id}/").status_code == 404
    assert signed_in(agreed.ordinary_user).get("/portal/logs/").status_code == 403
    with CaptureQueriesContext(connection) as queries:
        shown = desk.get("/desk/logs/").content.decode()
    assert "Stichting Thuiszorg Merendaal" in shown and "Zorggroep Hazelvoort" not in shown
    assert len(queries) <= 20
