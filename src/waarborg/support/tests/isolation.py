"""What the isolation tests need to know of support (tests/isolation)."""

from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.tag import tag as put_on
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Ticket
from waarborg.support.tests.complaints.cases import filed
from waarborg.support.tests.reports import at, reported


@cache
def ticket(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    return reported(cast, "2026-04-03 16:30").id


@cache
def complaint(cast: Cast) -> UUID:
    return filed(cast, "2026-04-03 16:30", by=cast.support_contact).id


@cache
def team(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return keep_team(None, by=cast.manager.actor, at=at("2026-04-03 16:30"), name="Techniek", members=[]).id


@cache
def tag(cast: Cast) -> UUID:
    with cast.agent.at_work():
        borne = Ticket.objects.get(id=ticket(cast))
        return put_on(borne, "navraag", by=cast.agent.actor, at=at("2026-04-03 16:40")).id


SAMPLES = {"complaint": complaint, "ticket": ticket, "act": "priority", "team": team, "tag": tag}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {"support:complaints", "support:complaint-file", "support:contacts", "support:organisation", "support:tickets"},
    "provider.support": {
        "support:queue",
        "support:desk-tickets",
        "support:desk-ticket",
        "support:about",
        "support:answer",
        "support:assign",
        "support:note",
        "support:prioritise",
        "support:desk-reopen",
        "support:start",
        "support:take",
        "support:choose-customer",
        "support:desk-readers",
        "support:tags",
        "support:teams",
        "support:follow",
        "support:give-team",
        "support:tag",
        "support:set-aside",
        "support:go-on",
        "support:kind",
        "support:take-report",
    },
}
WRITES = {
    "customer.user": {"support:complaint-file"},
    "provider.support": {
        "support:bulk",
        "support:desk-readers",
        "support:follow",
        "support:give-team",
        "support:tag",
        "support:set-aside",
        "support:go-on",
        "support:kind",
        "support:about",
        "support:answer",
        "support:assign",
        "support:note",
        "support:prioritise",
        "support:desk-reopen",
        "support:start",
        "support:take",
        "support:take-report",
    },
}
