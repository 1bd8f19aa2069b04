"""The lists of support in the portal as files: the columns of each page, all its rows, of the reader's organisation."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.access.roles import LABELS
from waarborg.customers.models import Person
from waarborg.customers.permissions import SEE_ORGANISATIONS
from waarborg.customers.rules.roles import BREACH_CONTACT, CONTACT_LEVELS
from waarborg.plumbing import permissions
from waarborg.plumbing.sheets.lists import Asked, Offered, offer
from waarborg.plumbing.sheets.write import Cell
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web import wording
from waarborg.support.models import ColleagueQuestion, ExtraSupport
from waarborg.support.permissions import (
    ASK_CALL_BACK,
    ASK_COLLEAGUE,
    BOOK,
    BOOK_EXTRA,
    ENROL,
    ENROL_OTHERS,
    PROPOSE_EVALUATION,
)
from waarborg.support.queries import appointments, call_backs, evaluations, sessions
from waarborg.support.queries.people import asking_roles, held_roles
from waarborg.support.queries.sheets.rows import each, said
from waarborg.support.rules import lists as words
from waarborg.support.rules.extra.states import STATES as EXTRA
from waarborg.support.rules.sessions import kinds

Rows = Iterator[list[Cell]]


def _call_head() -> list[str]:
    return [_("When"), _("Number"), _("Subject"), _("Contact"), _("Telephone"), _("State"), _("Asked at")]


def _calls(asked: Asked) -> Rows:
    for one in each(call_backs.of(asked.by).order_by("-calls_at", "-id")):
        yield [
            one.calls_at, one.ticket.shown_number, one.ticket.subject, one.contact_name, one.phone,
            said(words.CALLS, one.state, asked.lang), one.asked_at,
        ]  # fmt: skip


def _appointment_head() -> list[str]:
    return [
        _("When"),
        _("Number"),
        _("Subject"),
        _("Contact"),
        _("Colleague"),
        _("State"),
        _("Began at"),
        _("Ended at"),
    ]


def _appointments(asked: Asked) -> Rows:
    for one in each(appointments.of(asked.by).order_by("-starts_at", "-id")):
        yield [
            one.starts_at, one.ticket.shown_number, one.ticket.subject, one.contact_name, one.agent_name,
            said(words.APPOINTMENTS, one.state, asked.lang), one.began_at, one.ended_at,
        ]  # fmt: skip


def _session_head() -> list[str]:
    return [_("From"), _("Until"), _("Title"), _("Kind"), _("Place"), _("Enrol until"), _("You come")]


def _sessions(asked: Asked) -> Rows:
    """What is offered, and what one comes to."""
    mine = {one.session_id: one.state for one in sessions.own(asked.by)}
    rows = sessions.open_to(asked.by).filter(state=kinds.OPEN)
    for one in each(rows.filter(Q(starts_at__gt=asked.at) | Q(id__in=mine)).order_by("starts_at", "id")):
        yield [
            one.starts_at, one.ends_at, one.title(asked.lang), said(kinds.KINDS, one.kind, asked.lang), one.place,
            one.enrol_until, said(kinds.ENROLMENTS, mine.get(one.id, ""), asked.lang),
        ]  # fmt: skip


def _followed_head() -> list[str]:
    return [_("Who"), _("Training"), _("When"), _("Counts until")]


def _followed(asked: Asked) -> Rows:
    """Of everybody for the contacts, of oneself for others."""
    sees_all = permissions.may(asked.by, ENROL_OTHERS, tenant=asked.tenant)
    for one in sessions.register(asked.tenant, on=wording.local_date(asked.at, zone_of())).lines:
        if sees_all or one.person_id == asked.by.person:
            yield [one.person_name, one.session.title(asked.lang), one.session.starts_at, one.counts_until]


def _evaluation_head() -> list[str]:
    return [_("Planned for"), _("Last held at"), _("State"), _("Planned by")]


def _evaluations(asked: Asked) -> Rows:
    for one in evaluations.of_customer(asked.tenant):
        state = kinds.HELD if one.held_at else one.session.state
        yield [one.session.starts_at, one.held_at, said(kinds.STATES, state, asked.lang), one.planned_by]


def _contact_head() -> list[str]:
    return [_("Name"), _("As what"), _("May ask us")]


def _contacts(asked: Asked) -> Rows:
    held, roles = held_roles(asked.tenant, at=asked.at), asking_roles(asked.tenant, at=asked.at)
    shown = roles | {*CONTACT_LEVELS, BREACH_CONTACT}
    for one in Person.objects.filter(tenant_id=asked.tenant, id__in=held, active=True).order_by("name", "id"):
        if held[one.id] & shown:
            named = ", ".join(str(_(LABELS[role])) for role in sorted(held[one.id]) if role in LABELS)
            yield [one.name, named, _("yes") if held[one.id] & roles else _("no")]


def _question_head() -> list[str]:
    return [_("Asked at"), _("Subject"), _("Asked by"), _("State"), _("Dealt with at"), _("By"), _("Ticket")]


def _questions(asked: Asked) -> Rows:
    """One's own; and for who answers them, those that wait."""
    rows = ColleagueQuestion.objects.select_related("ticket").filter(tenant_id=asked.tenant)
    answers = asked.by.roles & asking_roles(asked.tenant, at=asked.at)
    wanted = Q(person_id=asked.by.person) | Q(state="open") if answers else Q(person_id=asked.by.person)
    for one in each(rows.filter(wanted).order_by("-asked_at", "-id")):
        yield [
            one.asked_at, one.subject, one.person_name, said(words.COLLEAGUE, one.state, asked.lang), one.handled_at,
            one.handled_by, one.ticket.shown_number if one.ticket else "",
        ]  # fmt: skip


def _extra_head() -> list[str]:
    return [_("From"), _("Until"), _("Asked by"), _("Asked at"), _("State"), _("Minutes worked")]


def _extra(asked: Asked) -> Rows:
    for one in each(ExtraSupport.objects.filter(tenant_id=asked.tenant).order_by("-starts_at", "-id")):
        yield [
            one.starts_at, one.ends_at, one.requested_by_name, one.requested_at, said(EXTRA, one.state, asked.lang),
            one.minutes,
        ]  # fmt: skip


offer(
    {
        "call-backs": Offered(gettext_lazy("calls back"), ASK_CALL_BACK, _call_head, _calls),
        "appointments": Offered(gettext_lazy("appointments"), BOOK, _appointment_head, _appointments),
        "sessions": Offered(gettext_lazy("training and meetings"), ENROL, _session_head, _sessions),
        "followed": Offered(gettext_lazy("trainings followed"), ENROL, _followed_head, _followed),
        "evaluations": Offered(gettext_lazy("evaluation sessions"), PROPOSE_EVALUATION, _evaluation_head, _evaluations),
        "contacts": Offered(gettext_lazy("who may ask"), SEE_ORGANISATIONS, _contact_head, _contacts),
        "colleague-questions": Offered(
            gettext_lazy("questions to a colleague"), ASK_COLLEAGUE, _question_head, _questions
        ),
        "extra-support": Offered(gettext_lazy("extra support"), BOOK_EXTRA, _extra_head, _extra),
    }
)
