"""What the isolation tests need to know of support (tests/isolation)."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from uuid import UUID

from waarborg.customers.tests.cast import Cast
from waarborg.promises.tests.agreements import profile, publish_and_bind
from waarborg.support.actions.bulk.hold import begin
from waarborg.support.actions.bulk.undo import remember
from waarborg.support.actions.bundle import propose
from waarborg.support.actions.crowding import declare_crowding
from waarborg.support.actions.referrals.keep import keep_referral
from waarborg.support.actions.snippets import keep_snippet
from waarborg.support.actions.tag import tag as put_on
from waarborg.support.actions.teams import keep_team
from waarborg.support.actions.views.keep import save_view
from waarborg.support.actions.widget import keep_widget
from waarborg.support.models import Enrolment, Ticket
from waarborg.support.tests.appointments.sessions import booked, on_duty
from waarborg.support.tests.articles import for_merendaal_alone
from waarborg.support.tests.call_backs.calls import written_as_it_is
from waarborg.support.tests.chats.talks import opened
from waarborg.support.tests.complaints.cases import filed
from waarborg.support.tests.extra.stretches import asked
from waarborg.support.tests.help.offers import booked as days_booked
from waarborg.support.tests.help.offers import kept, priced
from waarborg.support.tests.questions.asked import confirmed
from waarborg.support.tests.reports import at, reported
from waarborg.support.tests.sessions.dates import evaluation_planned


@cache
def ticket(cast: Cast) -> UUID:
    publish_and_bind(cast, profile("appreo"))
    return reported(cast, "2026-04-03 16:30").id


@cache
def team(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return keep_team(None, by=cast.manager.actor, at=at("2026-04-03 16:30"), name="Techniek", members=[]).id


@cache
def help_button(cast: Cast) -> UUID:
    with cast.manager.at_work():
        origins, moment = ["https://app.example.nl"], at("2026-04-03 16:30")
        return keep_widget(None, name="App", origins=origins, by=cast.manager.actor, at=moment).widget.id


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
def call_back(cast: Cast) -> UUID:
    """The agreement of the samples has no telephone hours."""
    ticket(cast)
    return written_as_it_is(cast, at("2027-12-31 10:00"), now=at("2026-04-03 16:58")).id


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


@cache
def session(cast: Cast) -> UUID:
    """For Merendaal alone."""
    ticket(cast)
    return evaluation_planned(cast, "2027-03-31 10:00", at=at("2026-04-03 16:56")).session_id


@cache
def enrolment(cast: Cast) -> UUID:
    with cast.agent.at_work():
        return Enrolment.objects.get(session_id=session(cast)).id


@cache
def referral(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return keep_referral(
            None,
            by=cast.manager.actor,
            at=at("2026-04-03 16:30"),
            name="Voorbeeldhulp",
            url="https://hulp.example.org/",
            what_nl="Excel",
            what_en="Excel",
        ).id


@cache
def crowding(cast: Cast) -> UUID:
    with cast.manager.at_work():
        return declare_crowding(by=cast.manager.actor, at=at("2026-04-03 16:30"), nl="Tot maandag.").id


@cache
def offer(cast: Cast) -> UUID:
    """Out of the catalogue: what is in it is for every customer."""
    ticket(cast)
    return kept(cast, "partner", "Voorbeeld Advies", at=at("2026-04-03 16:57"), offered=False).id


@cache
def help_booking(cast: Cast) -> UUID:
    ticket(cast)
    made = kept(cast, "consultancy", "Adviesdag", unit="day", at=at("2026-04-03 16:57"))
    priced(cast, made, "2026-04-03", "1050", at=at("2026-04-03 16:57"))
    return days_booked(cast, made, "2027-12-15", at=at("2026-04-03 16:58")).id


@cache
def visitor_question(cast: Cast) -> UUID:
    ticket(cast)
    return confirmed(cast, at("2026-04-03 16:59")).id


@cache
def bulk(cast: Cast) -> UUID:
    """Of the manager, who took nothing."""
    with cast.manager.at_work():
        return remember("take", [], by=cast.manager.actor, at=at("2026-04-03 16:30")).id


@cache
def sending(cast: Cast) -> UUID:
    """Of the manager, on no ticket."""
    with cast.manager.at_work():
        moment = at("2026-04-03 16:30")
        return begin("Storing", "message", by=cast.manager.actor, at=moment, wait=timedelta(seconds=20)).id


@cache
def view(cast: Cast) -> UUID:
    """Of the manager alone."""
    with cast.manager.at_work():
        return save_view("Mijn", {"view": "mine"}, by=cast.manager.actor, at=at("2026-04-03 16:30")).id


@cache
def extra(cast: Cast) -> UUID:
    """Written as it is: the agreement of the samples does not offer it."""
    ticket(cast)
    return asked(cast, at("2027-12-31 20:00"), now=at("2026-04-03 16:58")).id


SAMPLES = {
    "extra": extra,
    "view": view,
    "bulk": bulk,
    "sending": sending,
    "crowding": crowding,
    "widget": help_button,
    "snippet": snippet,
    # A signal that is not there: the address only leads to its customer.
    "signal": UUID(int=11),
    "referral": referral,
    "appointment": appointment,
    "call_back": call_back,
    "chat": chat,
    "article": article,
    "picture": UUID(int=7),
    "number": 1,
    "complaint": complaint,
    "ticket": ticket,
    "other": ticket,
    "act": "priority",
    "listed": "call-backs",
    "team": team,
    "tag": tag,
    # Last: it is of a later moment, and a journal goes forward.
    "bundle": bundle,
    "session": session,
    "enrolment": enrolment,
    "offer": offer,
    "help_booking": help_booking,
    "question": visitor_question,
}
_days = count()
# What is out, so that the audience that a test writes is one that a row may have.
ROWS = {
    "support_extra": {"ends_at": datetime(2027, 12, 31, 23, tzinfo=UTC)},
    "support_article": {"state": "published"},
    "support_help_booking": {"halves": 1},
    # An offer has one price from each day on.
    "support_help_price": {"from_on": lambda _tenant: date(2026, 4, 7) + timedelta(days=next(_days))},
    "support_session": {"state": "open", "ends_at": datetime(2026, 4, 7, 12, tzinfo=UTC)},
    "support_crowding": {"lifted_at": at("2026-04-03 17:00")},
}
PUBLIC = {
    # A visitor's own question, by the link in his mail.
    *("support:question-ask", "support:question-confirm"),
    *("support:help", "support:help-article", "support:article-picture"),
    # Another origin's requests, without cookies; a pass says who comes.
    *("support:widget-script", "support:widget-enter", "support:widget-articles", "support:widget-tickets"),
    *("support:widget-news", "support:widget-nonce", "support:widget-leave", "support:widget-chat"),
    *("support:widget-say", "support:widget-end", "support:widget-file"),
}
# What the lowest roles may look at, and where their forms are looked at (tests/isolation/test_urls.py).
SEES = {
    "customer.user": {
        "support:solutions",
        "support:contact",
        "support:referrals",
        "support:complaints-file",
        "support:tickets-file",
        "support:articles",
        "support:article",
        "support:complaints",
        "support:complaint-file",
        "support:contacts",
        "support:organisation",
        "support:tickets",
        "support:sessions",
        "support:followed",
        "support:colleague-questions",
        "support:help-offers",
    },
    "provider.support": {
        "support:desk-sessions",
        "support:desk-session",
        "support:desk-session-calendar",
        "support:evaluations",
        "support:article-from-ticket",
        "support:pick-article",
        "support:desk-tickets-file",
        "support:ticket-time",
        "support:queue-file",
        "support:list-file",
        "support:desk-articles",
        "support:desk-article",
        "support:new-article",
        "support:edit-article",
        "support:article-edition",
        "support:desk-appointments",
        "support:desk-appointment",
        "support:desk-appointment-file",
        "support:roster",
        "support:desk-call-backs",
        "support:desk-call-back",
        "support:desk-chats",
        "support:desk-chat",
        "support:desk-chat-say",
        "support:live-chat-log",
        "support:live-here",
        "support:live-drafts",
        "support:queue",
        "support:urgent-log",
        "support:urgent-for-caller",
        "support:calls",
        "support:desk-extra",
        "support:questions",
        "support:views",
        "support:question",
        "support:extra-keep",
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
        "support:mentions",
        "support:tags",
        "support:teams",
        "support:take-report",
        "support:follow",
        "support:give-team",
        "support:tag",
        *("support:mail", "support:mail-one", "support:not-sent"),
        "support:set-aside",
        "support:write-said",
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
    "customer.user": {
        "support:solutions",
        "support:article-judge",
        "support:complaint-file",
        "support:colleague-questions",
    },
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
        *("support:call-back-move", "support:call-back-cancel", "support:call-back-spoke", "support:call-back-nobody"),
        "support:call-back-take",
        "support:chat-take",
        "support:chat-hand-over",
        "support:chat-to-ticket",
        "support:live-chat-there",
        "support:live-here",
        "support:live-drafts",
        "support:bulk",
        "support:calls",
        "support:extra-keep",
        "support:question",
        "support:urgent-for-caller",
        "support:involve-developer",
        "support:issues",
        "support:pass-on",
        "support:views",
        "support:desk-readers",
        "support:set-aside",
        "support:write-said",
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
        *("support:mail-attach", "support:mail-open", "support:mail-dismiss", "support:mail-again"),
    },
}
