"""Checks are carried out every day; the outcome goes to each customer's journal, each month and at each change."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from django.db import connections
from django.test import override_settings

from waarborg.customers.models import Authority
from waarborg.customers.rules.roles import SECURITY_OFFICER
from waarborg.customers.tests.cast import SINCE, Cast
from waarborg.plumbing import checks, clock, tenancy
from waarborg.plumbing.actors import SYSTEM
from waarborg.plumbing.checks import Outcome
from waarborg.plumbing.models import JournalEntry, OutboxMail
from waarborg.plumbing.tenancy import Role
from waarborg.promises.actions.check_facts import carry_out, in_use, keep, record_for
from waarborg.promises.actions.end_binding import end_binding
from waarborg.promises.models import AgreementVersion, CheckOutcome
from waarborg.promises.queries.board import board
from waarborg.promises.queries.checks import recorded_for, rows
from waarborg.promises.rules.checks import RECORDED
from waarborg.support.tests.reports import at

TLS, SECRETS, ISOLATION = "trust.tls-only", "access.secrets-encrypted", "access.isolation"


def our_own(names: Iterable[str]) -> list[str]:
    """Without those that the vendor's application tells of itself (trust/tests/test_functions.py), of public pages
    (project/tests/test_page_checks.py), of contracts (contracts/tests/test_sign_contract.py) and of releases
    (releases/tests/test_channels.py)."""
    others = ("application.", "availability.", "contracts.", "releases.")
    return [name for name in names if not name.startswith(others)]


def look(cast: Cast, when: datetime, names: list[str] | None = None) -> None:
    """What the two jobs of a night do, in that night."""
    with override_settings(CLOCK_OFFSET=when - clock.real()):
        found = carry_out(our_own(in_use(at=when)) if names is None else names, at=when)
        with tenancy.enter(Role.DESK):
            keep(found, by=SYSTEM, at=when)
        for customer in (cast.merendaal, cast.hazelvoort):
            with tenancy.enter(Role.DESK, customer.id):
                record_for(customer.id, by=SYSTEM, at=when)


def written(cast: Cast) -> list[tuple[datetime, dict[str, str]]]:
    with cast.manager.at_work():
        rows = JournalEntry.objects.filter(tenant_id=cast.merendaal.id, kind=RECORDED).order_by("sequence")
        return list(rows.values_list("at", "properties"))


@pytest.fixture
def plain(settings: object) -> None:
    """This installation as a trial on one computer, which the check of trust sees."""
    settings.PUBLIC_URL = "http://127.0.0.1:8000"  # type: ignore[attr-defined]


def test_the_checks_that_agreements_in_force_rest_on_are_the_live_ones(cast: Cast, appreo: AgreementVersion) -> None:
    assert in_use(at=at("2025-12-31 12:00")) == []
    used = in_use(at=at("2026-04-07 03:10"))
    assert our_own(used) == [ISOLATION, SECRETS, TLS]
    assert [one.partition(".")[2] for one in used if one.startswith("application.")] == [
        "mobile-app", "payroll-export", "planning-accelerators", "planning-views", "quality-forms",
    ]  # fmt: skip


def test_one_entry_a_customer_holds_all_outcomes_and_a_second_look_writes_none(
    cast: Cast, appreo: AgreementVersion, plain: None
) -> None:
    look(cast, at("2026-04-07 03:10"))
    look(cast, at("2026-04-08 03:10"))
    said = {ISOLATION: "holds", SECRETS: "holds", TLS: "plain"}
    assert written(cast) == [(at("2026-04-07 03:10"), said)]
    with cast.owner.at_work():
        assert recorded_for(cast.merendaal.id) == said
    with cast.stranger.at_work():
        assert recorded_for(cast.merendaal.id) == {}


def test_every_month_of_the_customer_has_an_entry_and_every_change_is_one(
    cast: Cast, appreo: AgreementVersion, plain: None, settings: object
) -> None:
    look(cast, at("2026-04-07 03:10"))
    # Midnight in Amsterdam makes the month, not that of the machine.
    look(cast, at("2026-04-30 23:50"))
    look(cast, at("2026-05-01 00:10"))
    settings.PUBLIC_URL = "https://localhost:9"  # type: ignore[attr-defined]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True  # type: ignore[attr-defined]
    look(cast, at("2026-05-02 03:10"))
    assert [(when, words[TLS]) for when, words in written(cast)] == [
        (at("2026-04-07 03:10"), "plain"),
        (at("2026-05-01 00:10"), "plain"),
        (at("2026-05-02 03:10"), "not-carried-out"),
    ]


def test_a_check_that_crashes_says_nothing_and_keeps_no_other_back(
    cast: Cast, appreo: AgreementVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(at: datetime) -> Outcome:
        with tenancy.enter(Role.DESK), connections["default"].cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        return Outcome(True, "-", "-")

    monkeypatch.setitem(checks._checks, ISOLATION, crash)
    look(cast, at("2026-04-07 03:10"), [ISOLATION, SECRETS, "harbour.unknown"])
    assert written(cast)[0][1] == {ISOLATION: "not-carried-out", SECRETS: "holds"}
    with cast.manager.at_work():
        held = CheckOutcome.objects.get(check_name=ISOLATION)
    assert "DataError" in held.nl and "DataError" in held.en


def test_what_was_looked_at_too_long_ago_is_not_recorded_as_of_today(cast: Cast, appreo: AgreementVersion) -> None:
    look(cast, at("2026-04-07 03:10"))
    with tenancy.enter(Role.DESK, cast.merendaal.id):
        assert record_for(cast.merendaal.id, by=SYSTEM, at=at("2026-05-03 03:10")) is False
    assert len(written(cast)) == 1


def test_after_the_end_nothing_is_recorded_any_more(cast: Cast, appreo: AgreementVersion) -> None:
    with cast.manager.at_work():
        end_binding(cast.merendaal.id, at("2026-04-16 00:00"), by=SYSTEM, at=at("2026-04-15 09:00"))
    look(cast, at("2026-04-16 03:10"))
    assert written(cast) == []


def test_who_answers_for_a_fact_is_told_once_of_what_fails(cast: Cast, appreo: AgreementVersion, plain: None) -> None:
    """Without a security officer the service managers are; the sentences of other checks are not in the mail."""
    look(cast, at("2026-04-07 03:10"))
    look(cast, at("2026-04-08 03:10"))
    with cast.manager.at_work():
        Authority.objects.create(
            tenant_id=cast.provider.id, person=cast.agent.person, role=SECURITY_OFFICER, starts_at=SINCE
        )
        CheckOutcome.objects.filter(check_name=TLS).update(word="holds")
    look(cast, at("2026-04-09 03:10"))
    with cast.manager.at_work():
        mails = list(
            OutboxMail.objects.filter(subject__contains="controle")
            .order_by("written", "id")
            .values_list("to_address", "body")
        )
    assert [to for to, _ in mails] == [cast.manager.person.email, cast.agent.person.email]
    assert "De versleutelde verbinding: niet in orde." in mails[0][1]
    assert "http://127.0.0.1:8000" in mails[0][1] and "/desk/checks/" in mails[0][1]
    assert "de scheiding tussen klanten" not in mails[0][1]


def test_staff_see_what_fails_first_with_what_rests_on_it(cast: Cast, appreo: AgreementVersion, plain: None) -> None:
    look(cast, at("2026-04-07 03:10"), [TLS, SECRETS])
    with cast.manager.at_work():
        found = [row for row in rows(at=at("2026-04-07 09:00"), lang="nl") if our_own([row.name])]
    assert [(row.name, row.state, row.used.customers) for row in found] == [
        (TLS, "broken", 2), (ISOLATION, "unknown", 2), (SECRETS, "holds", 2),
    ]  # fmt: skip
    assert found[0].promised == [
        ("appreo 2026.1", "Alle verkeer tussen u en onze servers is in beide richtingen versleuteld.")
    ]
    assert found[0].owners == "de beveiligingsfunctionaris"


def test_the_customers_page_says_of_each_fact_how_its_check_came_out_last(
    cast: Cast, appreo: AgreementVersion, plain: None
) -> None:
    def shown() -> dict[str, str]:
        with cast.owner.at_work():
            found = board(cast.merendaal.id, now=at("2026-04-07 09:00"), lang="nl")
        return {stand.id: stand.state for stand in found.stands}

    named = ("security.connection", "security.secrets-encrypted")
    assert {name: shown()[name] for name in named} == dict.fromkeys(named, "unknown")
    look(cast, at("2026-04-07 03:10"))
    assert {name: shown()[name] for name in named} == dict(zip(named, ("broken", "holds"), strict=True))
