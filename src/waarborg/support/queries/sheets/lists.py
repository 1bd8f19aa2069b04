"""The desk's other lists as files: all rows of each, however many there are. Texts that people wrote, but for the
subject, do not leave in a list."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.customers.models import Organisation
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.sheets import Cell
from waarborg.promises import queries as promises
from waarborg.support.models import ExtraSupport, Opinion, Session, UrgentCase, VisitorQuestion
from waarborg.support.permissions import (
    ANSWER_VISITOR,
    ARTICLE_SEE,
    CALL_BACK,
    FOLLOW_USE,
    KEEP_EXTRA,
    LOOK_ALONG,
    SEE_OPINIONS,
    SEE_SESSIONS,
)
from waarborg.support.queries import appointments, call_backs
from waarborg.support.queries.articles import drafts
from waarborg.support.queries.urgent import SCHEME, minutes_to_contact
from waarborg.support.queries.use import fair_use
from waarborg.support.rules import lists as words
from waarborg.support.rules.extra.states import STATES as EXTRA
from waarborg.support.rules.opinions import GRADES
from waarborg.support.rules.sessions import kinds

CHUNK = 2000
Kept = TypeVar("Kept", bound=Model)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the file, when, and in which language."""

    by: Actor
    at: datetime
    lang: str


# Whose a row is (None for what is ours), and its cells.
Row = tuple[UUID | None, list[Cell]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its name, who may see it, the names of its columns, and its rows."""

    name: str | Promise
    permission: str
    head: Callable[[], list[str]]
    rows: Callable[[Asked], Iterator[Row]]


def _said(said: Any, word: str, lang: str) -> str:
    return said[word][lang] if word in said else word


def _each(rows: QuerySet[Kept]) -> Iterator[Kept]:
    return rows.iterator(chunk_size=CHUNK)


def _names() -> dict[UUID, str]:
    """Of all customers: they are few beside rows. One query."""
    return dict(Organisation.objects.values_list("id", "name"))


def _call_head() -> list[str]:
    head = [_("When"), _("Number"), _("Subject"), _("Customer"), _("Contact"), _("Telephone"), _("Who calls")]
    return [*head, _("State"), _("Tries"), _("Asked at"), _("Over since")]


def _calls(asked: Asked) -> Iterator[Row]:
    names = _names()
    for one in _each(call_backs.of(asked.by).order_by("-calls_at", "-id")):
        yield one.tenant_id, [
            one.calls_at, one.ticket.shown_number, one.ticket.subject, names.get(one.tenant_id, ""), one.contact_name,
            one.phone, one.caller_name, _said(words.CALLS, one.state, asked.lang), one.tries, one.asked_at, one.done_at,
        ]  # fmt: skip


def _appointment_head() -> list[str]:
    head = [_("When"), _("Number"), _("Subject"), _("Customer"), _("Contact"), _("Colleague"), _("State")]
    return [*head, _("Permission given at"), _("Began at"), _("Ended at")]


def _appointments(asked: Asked) -> Iterator[Row]:
    names = _names()
    for one in _each(appointments.of(asked.by).order_by("-starts_at", "-id")):
        yield one.tenant_id, [
            one.starts_at, one.ticket.shown_number, one.ticket.subject, names.get(one.tenant_id, ""), one.contact_name,
            one.agent_name, _said(words.APPOINTMENTS, one.state, asked.lang), one.permitted_at, one.began_at,
            one.ended_at,
        ]  # fmt: skip


def _urgent_head() -> list[str]:
    head = [_("Called urgent at"), _("Number"), _("Subject"), _("Customer"), _("Kind"), _("Called urgent by")]
    return [*head, _("Written down by"), _("How it went on"), _("First contact at"), _("Minutes to first contact")]


def _urgent(asked: Asked) -> Iterator[Row]:
    names, kinds_of = _names(), {}
    for one in _each(UrgentCase.objects.select_related("ticket").order_by("-marked_at", "-id")):
        key = (one.tenant_id, one.category)
        if key not in kinds_of:
            kinds_of[key] = promises.scheme_word(*key[:1], SCHEME, key[1], at=asked.at, lang=asked.lang)
        yield one.tenant_id, [
            one.marked_at, one.ticket.shown_number, one.ticket.subject, names.get(one.tenant_id, ""), kinds_of[key],
            one.marked_by_name, one.written_by_name, _said(words.URGENT, one.basis, asked.lang), one.contacted_at,
            minutes_to_contact(one),
        ]  # fmt: skip


def _opinion_head() -> list[str]:
    return [_("Given at"), _("Number"), _("Subject"), _("Customer"), _("Opinion"), _("Given by")]


def _opinions(asked: Asked) -> Iterator[Row]:
    names = _names()
    for one in _each(Opinion.objects.select_related("ticket").order_by("-given_at", "-id")):
        yield one.tenant_id, [
            one.given_at, one.ticket.shown_number, one.ticket.subject, names.get(one.tenant_id, ""),
            _said(GRADES, one.grade, asked.lang), one.by_name,
        ]  # fmt: skip


def _extra_head() -> list[str]:
    head = [_("From"), _("Until"), _("Customer"), _("Asked by"), _("Asked at"), _("Who"), _("State")]
    return [*head, _("Minutes worked"), _("Price of an hour"), _("Currency")]


def _extra(asked: Asked) -> Iterator[Row]:
    names = _names()
    for one in _each(ExtraSupport.objects.order_by("-starts_at", "-id")):
        yield one.tenant_id, [
            one.starts_at, one.ends_at, names.get(one.tenant_id, ""), one.requested_by_name, one.requested_at,
            one.staff_name, _said(EXTRA, one.state, asked.lang), one.minutes, one.an_hour, one.currency,
        ]  # fmt: skip


def _session_head() -> list[str]:
    head = [_("From"), _("Until"), _("Title"), _("Kind"), _("State"), _("For whom"), _("Place"), _("Places")]
    return [*head, _("Taken"), _("Host")]


def _sessions(asked: Asked) -> Iterator[Row]:
    for one in _each(Session.objects.order_by("-starts_at", "-id")):
        yield one.customer_id, [
            one.starts_at, one.ends_at, one.title(asked.lang), _said(kinds.KINDS, one.kind, asked.lang),
            _said(kinds.STATES, one.state, asked.lang), _said(kinds.REACHES, one.reach, asked.lang), one.place,
            one.places, one.taken, one.host_name,
        ]  # fmt: skip


def _question_head() -> list[str]:
    return [_("Number"), _("Subject"), _("Who"), _("E-mail"), _("Asked at"), _("State"), _("Dealt with at"), _("By")]


def _questions(asked: Asked) -> Iterator[Row]:
    for one in _each(VisitorQuestion.objects.exclude(confirmed_at=None).order_by("-confirmed_at", "-id")):
        yield None, [
            one.shown_number, one.subject, one.name, one.email, one.asked_at,
            _said(words.QUESTIONS, one.state, asked.lang), one.done_at, one.done_by,
        ]  # fmt: skip


def _article_head() -> list[str]:
    head = [_("Title"), _("State"), _("Version"), _("Owner"), _("Review on"), _("Written at"), _("Published at")]
    return [*head, _("Opened"), _("It helped"), _("It did not help")]


def _articles(asked: Asked) -> Iterator[Row]:
    for one in _each(drafts().defer("body_nl", "body_en").order_by("-written_at", "-id")):
        kept = one.article
        yield None, [
            one.title(asked.lang), _said(words.ARTICLES, kept.state, asked.lang), kept.edition, one.owner_name,
            one.review_on, one.written_at, kept.published_at, kept.opened, kept.helped, kept.unhelped,
        ]  # fmt: skip


def _use_head() -> list[str]:
    return [_("Customer"), _("Use"), _("Times the average"), _("Weighted minutes"), _("Size")]


def _use(asked: Asked) -> Iterator[Row]:
    """Of the last twelve months; times the average only where enough customers make one."""
    for tenant, (one, organisation) in fair_use(asked.at).items():
        ratio = None if one.ratio is None else _figure(one.ratio, 3)
        yield tenant, [
            organisation.name, _said(words.USE, one.state, asked.lang), ratio, _figure(one.used.amount, 1),
            one.used.size,
        ]  # fmt: skip


def _figure(exact: Fraction, places: int) -> Decimal:
    return Decimal(round(exact, places).numerator) / round(exact, places).denominator


LISTS: Mapping[str, Listed] = {
    "call-backs": Listed(gettext_lazy("calls back"), CALL_BACK, _call_head, _calls),
    "appointments": Listed(gettext_lazy("appointments"), LOOK_ALONG, _appointment_head, _appointments),
    "urgent": Listed(gettext_lazy("urgent cases"), "support.ticket.read", _urgent_head, _urgent),
    "opinions": Listed(gettext_lazy("opinions"), SEE_OPINIONS, _opinion_head, _opinions),
    "extra-support": Listed(gettext_lazy("extra support"), KEEP_EXTRA, _extra_head, _extra),
    "sessions": Listed(gettext_lazy("training and meetings"), SEE_SESSIONS, _session_head, _sessions),
    "questions": Listed(gettext_lazy("questions of visitors"), ANSWER_VISITOR, _question_head, _questions),
    "articles": Listed(gettext_lazy("articles"), ARTICLE_SEE, _article_head, _articles),
    "use": Listed(gettext_lazy("use of support"), FOLLOW_USE, _use_head, _use),
}
