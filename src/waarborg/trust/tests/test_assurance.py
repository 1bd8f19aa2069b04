"""Audits of our measures are due each year, and physical measures are published by the word of who takes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.utils import timezone

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import NOW, Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.outbox.models import OutboxMail
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.bind import bind
from waarborg.promises.models import AgreementVersion, ClockRun
from waarborg.promises.tests.announced import publish_profile
from waarborg.trust.actions.note_audit import note_audit
from waarborg.trust.actions.record_assurance import LaterThanToday, end_measure, record_audit, record_measure
from waarborg.trust.assurance import Assurance
from waarborg.trust.queries.assurances import measures, stand
from waarborg.trust.reactions import LAST_AUDIT, note_last_audit, tell_of_audit

SignedIn = Callable[[Player], Client]
GATE = {
    "nl": "Alleen wie op de lijst staat komt binnen",
    "en": "Only who is on the list gets in",
    "holder": "Voorbeeld Hosting",
    "evidence": "Verklaring 2025-17",
}
LAST = date(2025, 3, 31)


@pytest.fixture
def officer(cast: Cast) -> Player:
    return make_player(cast.provider, "D. Dummy", "d.dummy@example.nl", roles.SECURITY_OFFICER)


def audited(officer: Player, on: date = LAST, at: datetime = NOW) -> Assurance:
    with officer.at_work():
        made: Assurance = record_audit(**{**GATE, "nl": "Jaarlijkse controle"}, on=on, by=officer.actor, at=at)
    return made


def told() -> list[tuple[str, str]]:
    tell_of_audit()
    with tenancy.enter(Role.DESK):
        return list(OutboxMail.objects.order_by("id").values_list("to_address", "subject"))


@pytest.mark.clause("AP-13")
def test_an_audit_last_held_on_31_march_is_overdue_by_a_day_on_1_april_and_who_answers_for_it_has_mail(
    officer: Player, settings: Any
) -> None:
    audited(officer, at=datetime(2025, 3, 31, 12, tzinfo=UTC))
    for day, overdue, near in (
        (date(2026, 2, 28), 0, False),
        (date(2026, 3, 31), 0, True),
        (date(2026, 4, 1), 1, True),
    ):
        with officer.at_work():
            held = stand(at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
        assert held is not None
        assert (held.due, held.overdue, held.is_near) == (date(2026, 3, 31), overdue, near)
    about = "De controle van onze maatregelen"
    soon, late = f"{about} moet binnenkort worden gehouden", f"{about} is te laat"
    for when, mails in ((datetime(2026, 2, 28, 9, tzinfo=UTC), 0), (datetime(2026, 3, 2, 9, tzinfo=UTC), 1)):
        settings.CLOCK_OFFSET = when - timezone.now()
        assert len(told()) == mails
    settings.CLOCK_OFFSET = datetime(2026, 4, 1, 9, tzinfo=UTC) - timezone.now()
    told()
    assert [to for to, _subject in told()] == ["d.dummy@example.nl"] * 2
    assert {subject for _to, subject in told()} == {soon, late}
    audited(officer, on=date(2026, 4, 1), at=datetime(2026, 4, 1, 10, tzinfo=UTC))
    with officer.at_work():
        held = stand(at=datetime(2026, 4, 1, 11, tzinfo=UTC))
    assert held is not None and (held.due, held.overdue) == (date(2027, 4, 1), 0)


@pytest.mark.clause("AP-13")
def test_a_physical_measure_is_published_by_the_word_of_who_takes_it_until_it_ends(
    cast: Cast, officer: Player, signed_in: SignedIn
) -> None:
    with officer.at_work():
        made = record_measure(**GATE, on=LAST, by=officer.actor, at=NOW)
    audited(officer)
    seen = Client().get("/trust/").content.decode()
    assert GATE["nl"] in seen and "Voorbeeld Hosting" in seen and "31 maart 2025" in seen
    assert GATE["evidence"] not in seen and "Jaarlijkse controle" not in seen
    english = Client()
    english.cookies[configured.LANGUAGE_COOKIE_NAME] = "en"
    assert GATE["en"] in english.get("/trust/").content.decode()
    assert "Jaarlijkse controle" in signed_in(cast.owner).get("/trust/").content.decode()
    with officer.at_work():
        assert [stale for _one, stale in measures(at=datetime(2026, 3, 31, 9, tzinfo=UTC))] == [False]
        assert [stale for _one, stale in measures(at=datetime(2026, 4, 1, 9, tzinfo=UTC))] == [True]
        end_measure(made.id, by=officer.actor, at=NOW)
        with pytest.raises(NotFound):
            end_measure(made.id, by=officer.actor, at=NOW)
        assert measures(at=NOW) == []
    assert GATE["nl"] not in Client().get("/trust/").content.decode()
    with officer.at_work():
        rows = JournalEntry.objects.filter(kind__startswith="trust.").order_by("sequence")
        assert [one.removeprefix("trust.") for one in rows.values_list("kind", flat=True)] == [
            "physical-measure.recorded", "audit.held", "physical-measure.ended",
        ]  # fmt: skip


def test_only_who_answers_for_it_records_and_nothing_of_tomorrow(cast: Cast, officer: Player) -> None:
    for player in (cast.agent, cast.owner):
        for act in (record_audit, record_measure):
            with player.at_work(), pytest.raises(NotAllowed):
                act(**GATE, on=LAST, by=player.actor, at=NOW)
    with officer.at_work(), pytest.raises(LaterThanToday):
        record_audit(**GATE, on=NOW.date() + timedelta(days=1), by=officer.actor, at=NOW)
    with officer.at_work():
        assert not Assurance.objects.exists()


@pytest.mark.clause("AP-13")
def test_the_page_at_the_desk_says_that_it_is_overdue(
    cast: Cast, officer: Player, signed_in: SignedIn, settings: Any
) -> None:
    audited(officer, at=datetime(2025, 3, 31, 12, tzinfo=UTC))
    settings.CLOCK_OFFSET = datetime(2026, 4, 1, 9, tzinfo=UTC) - timezone.now()
    desk = signed_in(officer)
    assert "1 dag te laat" in desk.get("/desk/trust/").content.decode()
    given = {**GATE, "do": "audit", "on": "2026-04-02"}
    assert desk.post("/desk/trust/", given).status_code == 422
    assert desk.post("/desk/trust/", {**given, "on": "2026-04-01"}).status_code == 302
    assert "1 april 2027" in desk.get("/desk/trust/").content.decode()
    assert signed_in(cast.agent).get("/desk/trust/").status_code == 403


def test_an_audit_stops_the_clock_of_each_customer_to_whom_it_was_promised(
    cast: Cast, appreo: AgreementVersion, officer: Player
) -> None:
    held = audited(officer, on=NOW.date())
    for _ in range(2):
        with tenancy.enter(Role.DESK, cast.merendaal.id):
            note_audit(cast.merendaal.id, held.id, at=NOW)
    with cast.owner.at_work():
        runs = list(ClockRun.objects.filter(promise="security.audit").order_by("number"))
        assert [(one.verdict, one.stopped_at) for one in runs] == [("met", NOW), ("", None)]
        assert JournalEntry.objects.filter(kind="trust.audit.held").count() == 1
    with cast.stranger.at_work():
        assert [one.verdict for one in ClockRun.objects.filter(promise="security.audit")] == [""]


def test_who_is_bound_after_an_audit_hears_of_the_last_one_unless_it_is_too_old(cast: Cast, officer: Player) -> None:
    version = publish_profile(cast, "appreo", "1", when="2025-12-01 09:00")
    held = audited(officer, on=NOW.date() - timedelta(days=100))
    with cast.manager.at_work():
        for customer in (cast.merendaal, cast.hazelvoort):
            bind(version, by=cast.manager.actor, at=NOW + timedelta(minutes=1), tenant=customer.id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [LAST_AUDIT])
        assert cursor.fetchone()[0] > 0
    for customer, later in ((cast.merendaal, timedelta(hours=1)), (cast.hazelvoort, timedelta(days=300))):
        with tenancy.enter(Role.DESK, customer.id):
            note_last_audit.func(tenant=customer.id, at=NOW + later)
    with cast.owner.at_work():
        entry = JournalEntry.objects.get(kind="trust.audit.held")
        assert entry.subject_id == held.id
        runs = list(ClockRun.objects.filter(promise="security.audit").order_by("number"))
        assert [one.verdict for one in runs] == ["met", ""]
    with cast.stranger.at_work():
        assert not JournalEntry.objects.filter(kind="trust.audit.held").exists()
