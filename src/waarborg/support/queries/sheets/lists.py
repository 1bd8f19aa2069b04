"""The desk's other lists as files: all rows of each, however many there are. Texts that people wrote, but for the
subject, do not leave in a list."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from waarborg.promises import queries as promises
from waarborg.support.models import ExtraSupport, Opinion, Session, UrgentCase, VisitorQuestion
from waarborg.support.permissions import (
    ANSWER_CHAT,
    ANSWER_VISITOR,
    ARTICLE_SEE,
    CALL_BACK,
    FOLLOW_USE,
    KEEP_EXTRA,
    KEEP_HELP,
    KEEP_REFERRALS,
    LOOK_ALONG,
    READ_MAIL,
    SEE_OPINIONS,
    SEE_SESSIONS,
)
from waarborg.support.queries import appointments, call_backs
from waarborg.support.queries.articles import drafts
from waarborg.support.queries.sheets import kept
from waarborg.support.queries.sheets.rows import Asked, Listed, Row, each, names, said
from waarborg.support.queries.urgent import SCHEME, minutes_to_contact
from waarborg.support.queries.use import fair_use
from waarborg.support.rules import lists as words
from waarborg.support.rules.extra.states import STATES as EXTRA
from waarborg.support.rules.opinions import GRADES
from waarborg.support.rules.sessions import kinds


def _call_head() -> list[str]:
    head = [_("When"), _("Number"), _("Subject"), _("Customer"), _("Contact"), _("Telephone"), _("Who calls")]
    return [*head, _("State"), _("Tries"), _("Asked at"), _("Over since")]


def _calls(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(call_backs.of(asked.by).order_by("-calls_at", "-id")):
        yield one.tenant_id, [
            one.calls_at, one.ticket.shown_number, one.ticket.subject, known.get(one.tenant_id, ""), one.contact_name,
            one.phone, one.caller_name, said(words.CALLS, one.state, asked.lang), one.tries, one.asked_at, one.done_at,
        ]  # fmt: skip


def _appointment_head() -> list[str]:
    head = [_("When"), _("Number"), _("Subject"), _("Customer"), _("Contact"), _("Colleague"), _("State")]
    return [*head, _("Permission given at"), _("Began at"), _("Ended at")]


def _appointments(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(appointments.of(asked.by).order_by("-starts_at", "-id")):
        yield one.tenant_id, [
            one.starts_at, one.ticket.shown_number, one.ticket.subject, known.get(one.tenant_id, ""), one.contact_name,
            one.agent_name, said(words.APPOINTMENTS, one.state, asked.lang), one.permitted_at, one.began_at,
            one.ended_at,
        ]  # fmt: skip


def _urgent_head() -> list[str]:
    head = [_("Called urgent at"), _("Number"), _("Subject"), _("Customer"), _("Kind"), _("Called urgent by")]
    return [*head, _("Written down by"), _("How it went on"), _("First contact at"), _("Minutes to first contact")]


def _urgent(asked: Asked) -> Iterator[Row]:
    known, kinds_of = names(), {}
    for one in each(UrgentCase.objects.select_related("ticket").order_by("-marked_at", "-id")):
        key = (one.tenant_id, one.category)
        if key not in kinds_of:
            kinds_of[key] = promises.scheme_word(*key[:1], SCHEME, key[1], at=asked.at, lang=asked.lang)
        yield one.tenant_id, [
            one.marked_at, one.ticket.shown_number, one.ticket.subject, known.get(one.tenant_id, ""), kinds_of[key],
            one.marked_by_name, one.written_by_name, said(words.URGENT, one.basis, asked.lang), one.contacted_at,
            minutes_to_contact(one),
        ]  # fmt: skip


def _opinion_head() -> list[str]:
    return [_("Given at"), _("Number"), _("Subject"), _("Customer"), _("Opinion"), _("Given by")]


def _opinions(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(Opinion.objects.select_related("ticket").order_by("-given_at", "-id")):
        yield one.tenant_id, [
            one.given_at, one.ticket.shown_number, one.ticket.subject, known.get(one.tenant_id, ""),
            said(GRADES, one.grade, asked.lang), one.by_name,
        ]  # fmt: skip


def _extra_head() -> list[str]:
    head = [_("From"), _("Until"), _("Customer"), _("Asked by"), _("Asked at"), _("Who"), _("State")]
    return [*head, _("Minutes worked"), _("Price of an hour"), _("Currency")]


def _extra(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(ExtraSupport.objects.order_by("-starts_at", "-id")):
        yield one.tenant_id, [
            one.starts_at, one.ends_at, known.get(one.tenant_id, ""), one.requested_by_name, one.requested_at,
            one.staff_name, said(EXTRA, one.state, asked.lang), one.minutes, one.an_hour, one.currency,
        ]  # fmt: skip


def _session_head() -> list[str]:
    head = [_("From"), _("Until"), _("Title"), _("Kind"), _("State"), _("For whom"), _("Place"), _("Places")]
    return [*head, _("Taken"), _("Host")]


def _sessions(asked: Asked) -> Iterator[Row]:
    for one in each(Session.objects.order_by("-starts_at", "-id")):
        yield one.customer_id, [
            one.starts_at, one.ends_at, one.title(asked.lang), said(kinds.KINDS, one.kind, asked.lang),
            said(kinds.STATES, one.state, asked.lang), said(kinds.REACHES, one.reach, asked.lang), one.place,
            one.places, one.taken, one.host_name,
        ]  # fmt: skip


def _question_head() -> list[str]:
    return [_("Number"), _("Subject"), _("Who"), _("E-mail"), _("Asked at"), _("State"), _("Dealt with at"), _("By")]


def _questions(asked: Asked) -> Iterator[Row]:
    for one in each(VisitorQuestion.objects.exclude(confirmed_at=None).order_by("-confirmed_at", "-id")):
        yield None, [
            one.shown_number, one.subject, one.name, one.email, one.asked_at,
            said(words.QUESTIONS, one.state, asked.lang), one.done_at, one.done_by,
        ]  # fmt: skip


def _article_head() -> list[str]:
    head = [_("Title"), _("State"), _("Version"), _("Owner"), _("Review on"), _("Written at"), _("Published at")]
    return [*head, _("Opened"), _("It helped"), _("It did not help")]


def _articles(asked: Asked) -> Iterator[Row]:
    for one in each(drafts().defer("body_nl", "body_en").order_by("-written_at", "-id")):
        article = one.article
        yield None, [
            one.title(asked.lang), said(words.ARTICLES, article.state, asked.lang), article.edition, one.owner_name,
            one.review_on, one.written_at, article.published_at, article.opened, article.helped, article.unhelped,
        ]  # fmt: skip


def _use_head() -> list[str]:
    return [_("Customer"), _("Use"), _("Times the average"), _("Weighted minutes"), _("Size")]


def _use(asked: Asked) -> Iterator[Row]:
    """Of the last twelve months; times the average only where enough customers make one."""
    for tenant, (one, organisation) in fair_use(asked.at).items():
        ratio = None if one.ratio is None else _figure(one.ratio, 3)
        yield tenant, [
            organisation.name, said(words.USE, one.state, asked.lang), ratio, _figure(one.used.amount, 1),
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
    "mail": Listed(gettext_lazy("mail"), READ_MAIL, kept.mail_head, kept.mails),
    "chats": Listed(gettext_lazy("chats"), ANSWER_CHAT, kept.chat_head, kept.chats),
    "bundles": Listed(gettext_lazy("bundles"), "support.bundle.see", kept.bundle_head, kept.bundles),
    "evaluations": Listed(gettext_lazy("evaluation sessions"), SEE_SESSIONS, kept.evaluation_head, kept.evaluations),
    "bookings": Listed(gettext_lazy("bookings of help"), KEEP_HELP, kept.booking_head, kept.bookings),
    "tags": Listed(gettext_lazy("labels"), "support.ticket.tag", kept.tag_head, kept.tag_rows),
    "teams": Listed(gettext_lazy("teams"), "support.ticket.assign", kept.team_head, kept.team_rows),
    "snippets": Listed(gettext_lazy("texts to insert"), "support.snippet.keep", kept.snippet_head, kept.snippets),
    "referrals": Listed(gettext_lazy("help from others"), KEEP_REFERRALS, kept.referral_head, kept.referrals),
}
