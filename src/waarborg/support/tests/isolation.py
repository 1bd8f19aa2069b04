"""What the isolation tests need to know of support (tests/isolation)."""

from datetime import date
from functools import cache
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.bundle import propose
from waarborg.support.actions.snippets import keep_snippet
from waarborg.support.actions.tag import tag as put_on
from waarborg.support.actions.teams import keep_team
from waarborg.support.models import Ticket
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.articles import for_merendaal_alone
from waarborg.support.tests.chats.talks import opened
from waarborg.support.tests.complaints.cases import filed
from waarborg.support.tests.reports import at, reported


@cache
def ticket(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    return reported(cast, "2026-04-03 16:30").id


@cache
def team(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return keep_team(None, by=cast.manager.actor, at=at("2026-04-03 16:30"), name="Techniek", members=[]).id


@cache
def tag(cast: Cast) -> UUID:
    with cast.agent.at_work():
        borne = Ticket.objects.get(id=ticket(cast))
        return put_on(borne, "navraag", by=cast.agent.actor, at=at("2026-04-03 16:40")).id


@cache
def appointment(cast: Cast) -> UUID:
    ticket(cast)
    on_duty(cast)
    return booked(cast, "2026-04-08 10:00", now="2026-04-03 16:30").id


@cache
def chat(cast: Cast) -> UUID:
    ticket(cast)
    return opened(cast, "2026-04-03 16:30").id


@cache
def complaint(cast: Cast) -> UUID:
    return filed(cast, "2026-04-03 16:30", by=cast.support_contact).id


@cache
def article(cast: Cast) -> UUID:
    """For who has a product that Merendaal alone has."""
    return for_merendaal_alone(cast)


@cache
def bundle(cast: Cast) -> UUID:
    """Of a wish of its own, so that the ticket of the samples is still free."""
    wish = reported(cast, "2026-04-03 16:50", kind="wish", priority="p3")
    with cast.agent.at_work():
        day, when = date(2027, 9, 15), at("2026-04-03 16:55")
        made = propose(
            wish.tenant_id, [wish.id], day, by=cast.agent.actor, at=when, title="Wensen", zone="Europe/Amsterdam"
        )
    return made.id


@cache
def snippet(cast: Cast) -> UUID:
    with cast.agent.at_work():
        return keep_snippet(None, by=cast.agent.actor, at=at("2026-04-03 16:30"), name="Groet", nl="Dag {person}").id


SAMPLES = {
    "snippet": snippet,
    "appointment": appointment,
    "chat": chat,
    "article": article,
    "picture": UUID(int=7),
    "number": 1,
    "complaint": complaint,
    "ticket": ticket,
    "act": "priority",
    "team": team,
    "tag": tag,
    # Last: it is of a later moment, and a journal goes forward.
    "bundle": bundle,
}
# What is out, so that the audience that a test writes is one that a row may have.
ROWS = {"support_article": {"state": "published"}}
PUBLIC = {"support:help", "support:help-article", "support:article-picture"}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {
        "support:solutions",
        "support:contact",
        "support:complaints-file",
        "support:tickets-file",
        "support:articles",
        "support:article",
        "support:complaints",
        "support:complaint-file",
        "support:contacts",
        "support:organisation",
        "support:tickets",
    },
    "provider.support": {
        "support:article-from-ticket",
        "support:pick-article",
        "support:desk-tickets-file",
        "support:ticket-time",
        "support:queue-file",
        "support:desk-articles",
        "support:desk-article",
        "support:new-article",
        "support:edit-article",
        "support:article-edition",
        "support:desk-appointments",
        "support:desk-appointment",
        "support:desk-appointment-file",
        "support:roster",
        "support:desk-chats",
        "support:desk-chat",
        "support:desk-chat-say",
        "support:live-chat-log",
        "support:queue",
        "support:urgent-log",
        "support:opinions",
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
        "support:bundles",
        "support:snippets",
        "support:tags",
        "support:teams",
        "support:take-report",
        "support:follow",
        "support:give-team",
        "support:tag",
        "support:mail",
        "support:mail-one",
        "support:set-aside",
        "support:new-snippet",
        "support:snippet",
        "support:bundle-up",
        "support:desk-bundle",
        "support:link",
        "support:merge",
        "support:split",
        "support:go-on",
        "support:kind",
    },
}
WRITES = {
    "customer.user": {"support:solutions", "support:article-judge", "support:complaint-file"},
    "provider.support": {
        "support:article-from-ticket",
        "support:ticket-time",
        "support:desk-article",
        "support:new-article",
        "support:edit-article",
        "support:article-edition",
        "support:desk-chat-say",
        "support:appointment-begin",
        "support:appointment-finish",
        "support:appointment-move",
        "support:appointment-cancel",
        "support:roster",
        "support:chat-take",
        "support:chat-hand-over",
        "support:chat-to-ticket",
        "support:live-chat-there",
        "support:bulk",
        "support:desk-readers",
        "support:set-aside",
        "support:new-snippet",
        "support:snippet",
        "support:bundle-up",
        "support:desk-bundle",
        "support:link",
        "support:merge",
        "support:split",
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
        "support:follow",
        "support:give-team",
        "support:tag",
        "support:mail-attach",
        "support:mail-open",
        "support:mail-dismiss",
        "support:mail-again",
    },
}
