"""Scans for vulnerabilities are recorded each day, and what they find is closed in time with what shows it (PX-76)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waarborg.customers.rules import roles
from waarborg.customers.tests.cast import Cast, Player, make_player
from waarborg.plumbing import tenancy
from waarborg.plumbing.permissions import NotAllowed, NotFound
from waarborg.plumbing.tenancy import Role
from waarborg.promises.models import ClockRun
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.tests.announced import bound_to
from waarborg.support.tests.reports import at
from waarborg.trust.actions.record_assurance import (
    UnknownTheme,
    record_control,
    record_document,
    record_test,
)
from waarborg.trust.actions.record_scan import (
    Found,
    FoundTwice,
    NoEvidence,
    ScannedLater,
    UnknownSeverity,
    close_finding,
    note_scan,
    record_scan,
)
from waarborg.trust.assurance import Assurance
from waarborg.trust.models import Finding, Scan
from waarborg.trust.queries.scans import open_findings

Enter = Callable[[Player], Client]
OPENSSL = Found("CVE-2026-0001 openssl", "Geheugenfout in openssl", "high")
WEAK = Found("TLS-1", "Zwakke versleuteling", "low")


@pytest.fixture
def officer(cast: Cast) -> Player:
    return make_player(cast.provider, "D. Dummy", "d.dummy@example.nl", roles.SECURITY_OFFICER)


def scanned(officer: Player, when: str, *found: Found, now: str = "") -> Scan:
    with officer.at_work():
        made: Scan = record_scan("trivy", "productie", found, done_at=at(when), by=officer.actor, at=at(now or when))
    return made


def findings(officer: Player) -> list[tuple[str, date, bool]]:
    with officer.at_work():
        return [(one.key, one.due_on, one.closed_at is not None) for one in Finding.objects.order_by("key", "due_on")]


@pytest.mark.clause("PX-76")
def test_a_nightly_scan_finds_a_flaw_that_is_due_by_its_severity_and_closed_two_days_later(officer: Player) -> None:
    scanned(officer, "2026-10-01 02:10", OPENSSL, WEAK)
    # Found again the next night it is the same one, with the day that it had.
    scanned(officer, "2026-10-02 02:10", OPENSSL, WEAK)
    assert findings(officer) == [
        (OPENSSL.key, date(2026, 10, 8), False), (WEAK.key, date(2026, 12, 30), False),
    ]  # fmt: skip
    with officer.at_work():
        first, second = open_findings(today=date(2026, 10, 9))
        assert (first.finding.key, first.late, second.late) == (OPENSSL.key, 1, 0)
        assert first.finding.last_seen_at == at("2026-10-02 02:10")
        held = close_finding(first.finding.id, "Release 26.10.1", by=officer.actor, at=at("2026-10-03 02:10"))
        assert held.closed_at is not None
        assert held.closed_at - held.first_seen_at == timedelta(days=2)
        assert (held.evidence, held.closed_by) == ("Release 26.10.1", "D. Dummy")
        with pytest.raises(NotFound):
            close_finding(held.id, "Nog eens", by=officer.actor, at=at("2026-10-03 02:11"))
    # Where it comes back, it is another finding.
    scanned(officer, "2026-10-04 02:10", OPENSSL)
    assert findings(officer)[:2] == [(OPENSSL.key, date(2026, 10, 8), True), (OPENSSL.key, date(2026, 10, 11), False)]


def test_what_is_wrong_with_a_scan_leaves_nothing(cast: Cast, officer: Player) -> None:
    refused: tuple[tuple[type[Exception], tuple[Found, ...], str], ...] = (
        (ScannedLater, (), "2026-10-01 02:09"),
        (UnknownSeverity, (WEAK, Found("x", "x", "severe")), ""),
        (FoundTwice, (WEAK, WEAK), ""),
    )
    for problem, found, now in refused:
        with pytest.raises(problem):
            scanned(officer, "2026-10-01 02:10", *found, now=now)
    with pytest.raises(NotAllowed):
        scanned(cast.agent, "2026-10-01 02:10")
    with officer.at_work():
        assert (Scan.objects.count(), Finding.objects.count()) == (0, 0)
    scanned(officer, "2026-10-01 02:10", WEAK)
    with officer.at_work():
        held = Finding.objects.get()
        with pytest.raises(NoEvidence):
            close_finding(held.id, "  ", by=officer.actor, at=at("2026-10-01 03:00"))
    with cast.manager.at_work(), pytest.raises(NotAllowed):
        close_finding(held.id, "Klaar", by=cast.manager.actor, at=at("2026-10-01 03:00"))
    assert findings(officer) == [(WEAK.key, date(2026, 12, 30), False)]


@pytest.mark.clause("PX-76")
def test_a_day_without_a_scan_breaks_the_promise_to_whom_it_was_made(cast: Cast, officer: Player) -> None:
    bound_to(cast, "perplex-dbc", since="2026-10-01 00:00")

    def told(when: str) -> None:
        made = scanned(officer, when)
        # The second time it stands there already.
        for is_new in (True, False):
            with tenancy.enter(Role.DESK):
                assert note_scan(cast.merendaal.id, made.id, at=at(when)) is is_new

    told("2026-10-01 02:10")
    told("2026-10-02 02:05")
    # The one of the third night is seven hours late.
    told("2026-10-03 09:00")
    with cast.owner.at_work():
        rows = ClockRun.objects.filter(promise="security.scan").order_by("number")
        found = [(one.verdict, one.stopped_at) for one in rows]
    assert [verdict for verdict, _at in found][-3:] == ["met", "broken", ""]
    assert found[-2][1] == at("2026-10-03 09:00")


@pytest.mark.clause("PX-76")
def test_what_perplex_promises_of_its_security_is_enforced() -> None:
    found = not_yet_enforced(load(profile("perplex-dbc"), name="perplex-dbc.yaml").require(), known())
    names = {"security.scan", "security.layers", "security.penetration-test", "security.applicability"}
    assert not names & found.keys()


@pytest.mark.clause("PX-76")
def test_layers_tests_and_the_statement_of_applicability_are_published_until_they_end(
    cast: Cast, officer: Player, signed_in: Enter
) -> None:
    now = at("2026-04-07 11:42")
    given = {"holder": "Voorbeeld Audit", "evidence": "Rapport 2026-4", "on": date(2026, 3, 2)}
    with officer.at_work():
        with pytest.raises(UnknownTheme):
            record_control(nl="x", en="x", theme="weather", **given, by=officer.actor, at=now)  # type: ignore[arg-type]
        wall = record_control(
            nl="Wie door de eerste laag komt, stuit op de tweede", en="Behind the first layer stands the second",
            theme="layers", **given, by=officer.actor, at=now,
        )  # type: ignore[arg-type]  # fmt: skip
        record_test(nl="Inbraaktest met de hand", en="Penetration test by hand", **given, by=officer.actor, at=now)  # type: ignore[arg-type]
        record_document(
            nl="Verklaring bij NEN 7510", en="Statement to NEN 7510", theme="applicability", **given,
            by=officer.actor, at=now,
        )  # type: ignore[arg-type]  # fmt: skip
        assert Assurance.objects.count() == 3
    seen = Client().get("/trust/").content.decode()
    for text in ("Wie door de eerste laag", "Lagen van beveiliging", "Inbraaktest met de hand", "Verklaring van toep"):
        assert text in seen
    assert "Rapport 2026-4" not in seen
    desk = signed_in(officer)
    assert "Rapport 2026-4" in desk.get("/desk/trust/").content.decode()
    assert desk.post("/desk/trust/", {"do": "end", "measure": str(wall.id)}).status_code == 302
    assert "Wie door de eerste laag" not in Client().get("/trust/").content.decode()
    sent = {"do": "document", "nl": "x", "en": "x", "holder": "x", "evidence": "x", "on": "2026-03-02", "theme": "y"}
    assert desk.post("/desk/trust/", sent).status_code == 422
    assert desk.post("/desk/trust/", {**sent, "theme": "conduct"}).status_code == 302


def test_the_page_lists_what_is_open_and_closes_it(officer: Player, signed_in: Enter, settings: Any) -> None:
    settings.CLOCK_OFFSET = at("2026-10-09 10:00") - timezone.now()
    desk = signed_in(officer)
    assert "Er is nog geen scan vastgelegd" in desk.get("/desk/scans/").content.decode()
    asked = []
    for count in (1, 3):
        when = datetime(2026, 10, count, 2, 10, tzinfo=at("2026-10-01 00:00").tzinfo)
        extra = [Found(f"K-{count}-{one}", "Lek", "medium") for one in range(count)]
        scanned(officer, f"{when:%Y-%m-%d %H:%M}", OPENSSL, *extra)
        desk.get("/desk/scans/")
        with CaptureQueriesContext(connection) as queries:
            page = desk.get("/desk/scans/").content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert "Geheugenfout in openssl" in page and "te laat" in page
    with officer.at_work():
        held = Finding.objects.get(key=OPENSSL.key)
    assert desk.post("/desk/scans/", {"finding": str(held.id), "evidence": ""}).status_code == 422
    assert desk.post("/desk/scans/", {"finding": str(held.id), "evidence": "Release 26.10.1"}).status_code == 302
    assert "Release 26.10.1" in desk.get("/desk/scans/").content.decode()
    assert desk.post("/desk/scans/", {"finding": "x", "evidence": "x"}).status_code == 404
