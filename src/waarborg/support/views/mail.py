"""The desk's page of mail that came in: what waits for somebody, with why, and what can be done about it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, permissions
from waarborg.plumbing.mail_in import queries as mails
from waarborg.plumbing.mail_in.message import Unreadable, parse
from waarborg.plumbing.mail_in.models import MailIn
from waarborg.support.actions.mail import place
from waarborg.support.forms.mail import AttachForm, DismissForm, OpenForm
from waarborg.support.permissions import PLACE_MAIL, READ_MAIL
from waarborg.support.queries import mail as reading
from waarborg.support.queries.sheets.kept import MAIL_TABS
from waarborg.support.rules.mail.why import why

# Of a mail nobody can read, so much is shown of its bytes.
_FIRST = 4000


@staff_only
@require_GET
def mail_list(request: HttpRequest) -> HttpResponse:
    """One page of one kind, newest first. Four queries."""
    permissions.require(request.actor, READ_MAIL)
    shown = request.GET.get("show", "held")
    shown = shown if shown in MAIL_TABS else "held"
    rows = mails.in_state(MAIL_TABS[shown], before=_uuid(request.GET.get("before", "")), limit=mails.PAGE + 1)
    counts = mails.counts()
    labels = {
        "held": _("To decide"),
        "unreadable": _("Unreadable"),
        "bounced": _("Returned"),
        "other": _("All other"),
    }
    page, lang = reverse("support:mail"), get_language()
    return render(
        request,
        "support/mail/list.html",
        {
            "tabs": [
                {"label": label, "url": f"{page}?show={one}", "current": one == shown, "count": counts.get(one)}
                for one, label in labels.items()
            ],
            "shown": shown,
            "rows": [(one, why(one.state, one.reason, one.about, lang)[0]) for one in rows[: mails.PAGE]],
            "later": f"{page}?show={shown}&before={rows[mails.PAGE - 1].id}" if len(rows) > mails.PAGE else "",
            "mailboxes": mails.mailboxes(),
        },
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@staff_only
@require_GET
def show_mail(request: HttpRequest, received: UUID) -> HttpResponse:
    """One mail: what it says as text, why it stands here, and the ways out."""
    permissions.require(request.actor, READ_MAIL)
    return _page(request, mails.find(received))


def _page(request: HttpRequest, mail: MailIn, *, refusal: Refusal | None = None, **forms: Any) -> HttpResponse:
    by, at, lang = request.actor, clock.now(), get_language()
    access_log.read(by=by, tenant=mail.tenant_id, what=mail.ref, why=_("Mail that came in"), at=at)
    search = " ".join(request.GET.get("q", mail.sender).replace("\x00", "").split())[:100]
    people = reading.who_may_ask(search, at=at)
    said, do = why(mail.state, mail.reason, mail.about, lang)
    context = {
        "mail": mail,
        "told": _told(mail),
        "why": said,
        "do": do,
        "search": search,
        "people": people,
        "attach_form": forms.get("attach") or AttachForm(),
        "open_form": forms.get("open") or OpenForm(people=people),
        "dismiss_form": forms.get("dismiss") or DismissForm(),
        "may_place": permissions.may(by, PLACE_MAIL) and mail.state in place.UNDECIDED,
        "refusal": refusal,
        "crumbs": [{"label": _("Mail"), "url": reverse("support:mail")}, {"label": mail.subject or _("no subject")}],
    }
    status = refusal.status if refusal else 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "support/mail/one.html", context, status=status)


def _told(mail: MailIn) -> dict[str, Any]:
    """What it says, as text and never as HTML; of what cannot be read, how its bytes begin."""
    try:
        raw = mails.raw_of(mail)
    except FileNotFoundError:
        return {}
    try:
        parsed = parse(raw)
    except Unreadable:
        return {"bytes": raw[:_FIRST].decode("ascii", "replace").replace("\0", "\ufffd")}
    return {"new": parsed.new, "quoted": parsed.quoted, "files": [(one.name, len(one.content)) for one in parsed.files]}


@staff_only
@require_POST
def place_mail(request: HttpRequest, received: UUID, act: str) -> HttpResponse:
    """Attach it, make it a ticket, put it aside, or have it read again."""
    permissions.require(request.actor, PLACE_MAIL)
    found, by, at = mails.find(received), request.actor, clock.now()
    form: Any = _form(request, act, found)
    if form is not None and not form.is_valid():
        return _page(request, found, **{act: form})
    try:
        if act == "attach":
            ticket = place.attach(found, form.cleaned_data["number"], by=by, at=at)
        elif act == "open":
            tenant, person = map(UUID, form.cleaned_data["person"].split())
            ticket = place.open_for(found, tenant, person, by=by, at=at)
        elif act == "dismiss":
            place.dismiss(found, form.cleaned_data["reason"], by=by, at=at)
            success(request, _("The mail was put aside."))
            return redirect("support:mail")
        else:
            place.read_again(found, by=by, at=at)
            success(request, _("The mail is read again now."))
            return redirect("support:mail")
    except Refusal as refusal:
        return _page(request, mails.find(received), refusal=refusal)
    success(request, _("The mail stands at %(number)s.") % {"number": ticket.shown_number})
    return redirect("support:desk-ticket", ticket=ticket.id)


def _form(request: HttpRequest, act: str, mail: MailIn) -> Any:
    if act == "attach":
        return AttachForm(request.POST)
    if act == "open":
        search = request.GET.get("q", mail.sender)[:100]
        return OpenForm(request.POST, people=reading.who_may_ask(search, at=clock.now()))
    return DismissForm(request.POST) if act == "dismiss" else None
