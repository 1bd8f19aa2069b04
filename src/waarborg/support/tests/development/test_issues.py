"""Issues of the vendor's own tracker beside a ticket: by key and pattern, or by address, and never for the customer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from waarborg.customers.tests.cast import Cast, Player
from waarborg.plumbing.models import JournalEntry
from waarborg.plumbing.permissions import NotAllowed
from waarborg.plumbing.webhooks.offers import offered
from waarborg.promises.models import AgreementVersion
from waarborg.support.actions.development.issues import NoIssue, NoPattern, TooManyIssues, link_issue, unlink_issue
from waarborg.support.models import Ticket
from waarborg.support.rules import issues as rules
from waarborg.support.tests.reports import at, reported

Enter = Callable[[Player], Client]
WHEN = at("2026-04-07 11:00")
PATTERN = "https://issues.example.nl/browse/{key}"
ELSEWHERE = "https://git.example.nl/groep/product/-/issues/7"


@pytest.fixture(autouse=True)
def pattern(settings: Any) -> None:
    settings.ISSUE_LINK = PATTERN


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" WB-12 ", "WB-12"),
        ("#345", "#345"),
        ("groep/product#7", "groep/product#7"),
        (ELSEWHERE, ELSEWHERE),
        ("http://git.example.nl/7", ""),
        ("javascript:alert(1)", ""),
        ("https://", ""),
        ("https://naam:woord@git.example.nl/7", ""),
        ("WB-12 en WB-13", ""),
        ("-12", ""),
        ('WB"12', ""),
        ("W" * 61, ""),
        ("", ""),
    ],
)
def test_a_key_or_an_https_address_is_an_issue(typed: str, kept: str) -> None:
    assert rules.tidy(typed) == kept


def test_a_key_is_read_by_the_pattern_and_an_address_where_it_leads() -> None:
    assert rules.address("#345", PATTERN) == "https://issues.example.nl/browse/345"
    assert rules.address("groep/product#7", PATTERN) == "https://issues.example.nl/browse/groep/product%237"
    assert (rules.address(ELSEWHERE, ""), rules.address("WB-12", "")) == (ELSEWHERE, "")
    assert (rules.shown("WB-12"), rules.shown(ELSEWHERE)) == ("WB-12", "git.example.nl 7")


def now(cast: Cast, ticket: Ticket) -> Ticket:
    with cast.agent.at_work():
        found: Ticket = Ticket.objects.get(id=ticket.id)
    return found


def test_an_issue_is_linked_once_and_taken_off(cast: Cast, appreo: AgreementVersion) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        for issue in ("WB-12", "WB-12", ELSEWHERE):
            link_issue(ticket, issue, by=cast.agent.actor, at=WHEN)
    assert rules.listed(now(cast, ticket).issues) == ["WB-12", ELSEWHERE]
    # Who writes an answer has missed nothing that the customer reads.
    assert now(cast, ticket).revision == ticket.revision
    with cast.agent.at_work():
        unlink_issue(ticket, "WB-12", by=cast.agent.actor, at=WHEN)
        unlink_issue(ticket, "WB-12", by=cast.agent.actor, at=WHEN)
    assert rules.listed(now(cast, ticket).issues) == [ELSEWHERE]
    with cast.agent.at_work():
        said = list(
            JournalEntry.objects.filter(kind__contains="issue").order_by("sequence").values_list("kind", flat=True)
        )
    assert said == ["support.ticket.issue-linked"] * 2 + ["support.ticket.issue-unlinked"]
    assert not {"support.ticket.issue-linked", "support.ticket.issue-unlinked"} & set(offered(to_staff=False))


def test_what_is_refused_changes_nothing(cast: Cast, appreo: AgreementVersion, settings: Any) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    with cast.agent.at_work():
        with pytest.raises(NoIssue):
            link_issue(ticket, "niet dit", by=cast.agent.actor, at=WHEN)
        for number in range(rules.MOST):
            link_issue(ticket, f"WB-{number}", by=cast.agent.actor, at=WHEN)
        with pytest.raises(TooManyIssues):
            link_issue(ticket, "WB-99", by=cast.agent.actor, at=WHEN)
        settings.ISSUE_LINK = ""
        with pytest.raises(NoPattern) as caught:
            link_issue(ticket, "WB-98", by=cast.agent.actor, at=WHEN)
    assert "WAARBORG_ISSUE_LINK" in (caught.value.way_out("nl") or "")
    with cast.owner.at_work(), pytest.raises(NotAllowed):
        link_issue(ticket, ELSEWHERE, by=cast.owner.actor, at=WHEN)
    assert len(rules.listed(now(cast, ticket).issues)) == rules.MOST


def test_the_desk_links_it_and_the_customer_reads_nothing_of_it(
    cast: Cast, appreo: AgreementVersion, signed_in: Enter
) -> None:
    ticket = reported(cast, "2026-04-07 09:00")
    desk, portal = signed_in(cast.agent), signed_in(cast.support_contact)
    address = f"/desk/tickets/{ticket.id}/"
    assert desk.post(f"{address}issues/", {"issue": "WB-12"}).status_code == 302
    shown = desk.get(address).content.decode()
    assert '<a href="https://issues.example.nl/browse/WB-12" rel="noopener noreferrer">WB-12</a>' in shown
    assert "WB-12" not in portal.get(f"/portal/tickets/{ticket.id}/").content.decode()
    again = desk.post(f"{address}issues/", {"issue": "twee woorden"}, follow=True).content.decode()
    assert "Dit is geen nummer of adres van een issue. Vul een nummer in zoals WB-12" in again
    desk.post(f"{address}issues/", {"off": "WB-12"})
    assert now(cast, ticket).issues == ""
