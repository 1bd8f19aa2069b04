"""More lists of the desk as files: mail, chats, bundles, evaluations, bookings, and what the desk keeps for itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from waarborg.plumbing.mail_in.models import MailIn, State
from waarborg.support.models import Bundle, Chat, HelpBooking, Referral, Snippet
from waarborg.support.queries.evaluations import duties
from waarborg.support.queries.sheets.rows import Asked, Row, each, names, said
from waarborg.support.queries.teams import tags, teams
from waarborg.support.rules import lists as words
from waarborg.support.rules.bundles import STATES as BUNDLES
from waarborg.support.rules.mail.why import why
from waarborg.support.rules.states import PURPOSES

# What the tabs of the page of mail show; `other` became something, was put aside, or needed nobody.
MAIL_TABS = {
    "held": (State.HELD,),
    "unreadable": (State.UNREADABLE,),
    "bounced": (State.BOUNCED,),
    "other": (State.TAKEN, State.IGNORED, State.DISMISSED, State.WAITING),
}
HALVES_A_DAY = 2


def mail_head() -> list[str]:
    head = [_("Received at"), _("From"), _("Name"), _("Subject"), _("State"), _("Why"), _("Customer")]
    return [*head, _("Mailbox"), _("Decided at"), _("Decided by")]


def mails(asked: Asked) -> Iterator[Row]:
    """Of the tab that is shown; all tabs where none is named."""
    known = names()
    rows = MailIn.objects.order_by("-received", "-id")
    tab = MAIL_TABS.get(asked.shown.get("show", ""))
    for one in each(rows.filter(state__in=tab) if tab else rows):
        # Nobody's yet is ours, and was looked at by nobody else.
        tenant = None if one.tenant_id == asked.by.tenant else one.tenant_id
        whose = known.get(tenant, "") if tenant else ""
        yield tenant, [
            one.received, one.sender, one.sender_name, one.subject, said(words.MAILS, one.state, asked.lang),
            why(one.state, one.reason, one.about, asked.lang)[0], whose, one.mailbox, one.decided, one.decided_by,
        ]  # fmt: skip


def chat_head() -> list[str]:
    head = [_("Begun at"), _("Number"), _("Subject"), _("Customer"), _("Contact"), _("Colleague"), _("Taken at")]
    return [*head, _("Ended at"), _("How it ended")]


def chats(asked: Asked) -> Iterator[Row]:
    """Those that go on and all that were."""
    known = names()
    for one in each(Chat.objects.select_related("ticket").order_by("-opened_at", "-id")):
        yield one.tenant_id, [
            one.opened_at, one.ticket.shown_number, one.ticket.subject, known.get(one.tenant_id, ""), one.contact_name,
            one.agent_name, one.taken_at, one.ended_at, said(words.CHATS, one.ended_how, asked.lang),
        ]  # fmt: skip


def bundle_head() -> list[str]:
    head = [_("Proposed at"), _("Title"), _("Customer"), _("State"), _("Proposed for"), _("Chosen by the customer")]
    return [*head, _("Agreed for"), _("Proposed by"), _("Confirmed by"), _("Delivered at")]


def bundles(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(Bundle.objects.order_by("-proposed_at", "-id")):
        yield one.tenant_id, [
            one.proposed_at, one.title, known.get(one.tenant_id, ""), said(BUNDLES, one.state, asked.lang),
            one.proposed_for, one.confirmed_for, one.agreed_for, one.proposed_by, one.confirmed_by, one.delivered_at,
        ]  # fmt: skip


def evaluation_head() -> list[str]:
    return [
        _("Customer"),
        _("Due by"),
        _("Planned for"),
        _("Planned by"),
        _("Last held at"),
        _("Reminded at"),
        _("Proposed at"),
        _("Who looks after it"),
    ]


def evaluations(asked: Asked) -> Iterator[Row]:
    for one in duties(at=asked.at):
        planned = one.planned
        yield one.tenant, [
            one.name, one.due, planned.session.starts_at if planned else None, planned.planned_by if planned else "",
            one.last, one.ask.reminded_at if one.ask else None, one.ask.proposed_at if one.ask else None,
            one.keeper.name if one.keeper else "",
        ]  # fmt: skip


def booking_head() -> list[str]:
    head = [_("First day"), _("Days"), _("What"), _("Customer"), _("At the customer's"), _("Amount"), _("Currency")]
    return [*head, _("Kilometres"), _("Booked at"), _("Booked by")]


def bookings(asked: Asked) -> Iterator[Row]:
    known = names()
    for one in each(HelpBooking.objects.select_related("offer").order_by("-booked_at", "-id")):
        yield one.tenant_id, [
            one.begins_on, one.halves / HALVES_A_DAY, one.offer.title(asked.lang), known.get(one.tenant_id, ""),
            _("yes") if one.on_site else _("no"), one.amount, one.currency, one.kilometres, one.booked_at,
            one.booked_by,
        ]  # fmt: skip


def tag_head() -> list[str]:
    return [_("Label"), _("In use"), _("Live tickets")]


def tag_rows(asked: Asked) -> Iterator[Row]:
    for one in tags():
        yield None, [one.word, _("yes") if one.active else _("no"), one.live or 0]  # type: ignore[attr-defined]


def team_head() -> list[str]:
    return [_("Team"), _("In use"), _("Members")]


def team_rows(asked: Asked) -> Iterator[Row]:
    for one in teams():
        yield None, [one.team.name, _("yes") if one.team.active else _("no"), ", ".join(one.members)]


def snippet_head() -> list[str]:
    return [
        _("Text"), _("In use"), _("Does"), _("Label"), _("To me"), _("Team"), _("Priority"), _("Waits for"), _("Why"),
        _("In Dutch"), _("In English"),
    ]  # fmt: skip


def snippets(asked: Asked) -> Iterator[Row]:
    """Texts of ours, with their words: they are what another desk takes over."""
    for one in each(Snippet.objects.select_related("team").order_by("-active", "name", "id")):
        in_use = _("yes") if one.active else _("no")
        parts = [one.tag, _("yes") if one.to_me else _("no"), one.team.name if one.team else ""]
        parts += [one.priority, one.for_whom, one.why]
        yield None, [one.name, in_use, said(PURPOSES, one.purpose, asked.lang), *parts, one.nl, one.en]


def referral_head() -> list[str]:
    return [_("Name"), _("Address"), _("What for"), _("On the list"), _("Tried at"), _("Works")]


def referrals(asked: Asked) -> Iterator[Row]:
    for one in each(Referral.objects.order_by("-listed", "name", "id")):
        works = "" if one.works is None else _("yes") if one.works else _("no")
        what = one.what_en if asked.lang == "en" else one.what_nl
        yield None, [one.name, one.url, what, _("yes") if one.listed else _("no"), one.checked_at, works]
