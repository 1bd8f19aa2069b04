"""Access of support to an organisation's content: granted, watched and ended in the portal, used at the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.actions import support_grants as grants
from waarborg.access.forms import refuse
from waarborg.access.grant_forms import GrantForm
from waarborg.access.guard import contact_only
from waarborg.access.models import SupportRequest
from waarborg.access.permissions import END_GRANT, GIVE_GRANT, SEE_GRANTS
from waarborg.access.queries import audit
from waarborg.access.queries import support_grants as reading
from waarborg.access.rules.administrator_access import SUBJECT as ADMINISTRATORS
from waarborg.access.rules.support_grants import offered, until
from waarborg.access.views.audit_words import Line, lines, names_of
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, links
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.live import grant_for_page
from waarborg.plumbing.models import ContentGrant
from waarborg.plumbing.permissions import may, require
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.tenancy.content_words import content_words
from waarborg.plumbing.web.wording import tongue


@dataclass(frozen=True, slots=True)
class Shown:
    """A grant as pages show it. Grants keep the machine's time: `starts` and `ends` are in the page's."""

    grant: ContentGrant
    live: bool
    starts: datetime
    ends: datetime
    left_seconds: int
    by: str
    to: str
    what: list[str]
    about: links.Link | None
    purpose: str
    is_ours: bool
    is_planned: bool


@contact_only
def page(request: HttpRequest) -> HttpResponse:
    """What waits, what is live with everything that is done under it, what was; and a form to give access."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, SEE_GRANTS, tenant=by.tenant)
    form = _form(request if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                grants.give(by.tenant, **_given(form), by=by, at=clock.now())
            except Refusal as refusal:
                refuse(form, refusal, _lang())
                status = refusal.status
            else:
                success(request, _("Support has access from now on."))
                return HttpResponseRedirect(request.path)
    found = shown(reading.grants_of(by.tenant))
    live = [one for one in found if one.live]
    context = {
        "page_title": _("Access of support"),
        "form": form,
        "waiting": _asked(reading.waiting(by.tenant)),
        "live_grants": live,
        "planned": [one for one in found if one.is_planned],
        "past": [one for one in found if not one.live and not one.is_planned],
        "lines": _log(live),
        "may_give": may(by, GIVE_GRANT, tenant=by.tenant),
        "may_end": may(by, END_GRANT, tenant=by.tenant),
        "live": grant_for_page(request, [access_log.topic(by.tenant)]),
        "topic": access_log.topic(by.tenant),
    }
    return render(request, "access/support_access.html", context, status=status)


@contact_only
@require_GET
def one(request: HttpRequest, grant: UUID) -> HttpResponse:
    """One grant with everything that was done under it, also long after."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, SEE_GRANTS, tenant=by.tenant)
    (found,) = shown([reading.grant(grant, tenant=by.tenant)])
    context = {"page_title": _("Access of support"), "one": found, "lines": _log([found]), "may_end": False}
    return render(request, "access/support_grant.html", context)


@contact_only
@require_POST
def end(request: HttpRequest, grant: UUID) -> HttpResponse:
    """Close it at once."""
    by: Any = request.actor  # type: ignore[attr-defined]
    grants.end(reading.grant(grant, tenant=by.tenant), by=by, at=clock.now())
    success(request, _("Access has ended. Nobody of support sees these data any more."))
    return HttpResponseRedirect(reverse("access:support-access"))


@contact_only
@require_POST
def answer(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Grant what was asked, to who asked or to everybody of support, or decline."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = reading.asked(asked, tenant=by.tenant)
    if request.POST.get("answer") == "grant":
        everybody = request.POST.get("whom") == "everybody"
        grants.give(
            by.tenant,
            purpose=found.purpose,
            lasts=timedelta(hours=found.hours),
            person=None if everybody else found.asked_by,
            request=found,
            by=by,
            at=clock.now(),
        )
        success(request, _("Support has access from now on."))
    else:
        grants.decline(found, by=by, at=clock.now())
        success(request, _("Declined. Support gets no access."))
    return HttpResponseRedirect(reverse("access:support-access"))


def _lang() -> str:
    return tongue(translation.get_language())


def _form(request: HttpRequest | None) -> GrantForm:
    english = _lang() == "en"
    return GrantForm(
        request.POST if request else None,
        hours=offered(settings.SUPPORT_GRANT_HOURS),
        tables=[(table, words[english]) for table, words in content_words().items()],
        initial={"hours": 2},
    )


def _given(form: GrantForm) -> dict[str, Any]:
    filled = form.cleaned_data
    lasts = timedelta(hours=filled["hours"])
    if filled["until"]:
        lasts = until(timezone.make_naive(filled["until"]), zone_of(), at=clock.now())
    return {"purpose": filled["purpose"], "lasts": lasts, "tables": filled["tables"]}


def _asked(rows: Sequence[SupportRequest]) -> list[tuple[SupportRequest, links.Link | None]]:
    refs = {one.id: Ref(one.about_kind, one.about_id) for one in rows if one.about_id}
    found = links.resolve(refs.values(), portal=True)
    return [(one, found.get(refs[one.id]) if one.id in refs else None) for one in rows]


def shown(rows: Sequence[ContentGrant], *, portal: bool = True) -> list[Shown]:
    """Grants with names, words and times. One query for the names, one for each kind of what they are about."""
    real, offset, english = clock.real(), clock.offset(), _lang() == "en"
    names = names_of({person for one in rows for person in (one.granted_by, one.person) if person})
    refs = {one.id: Ref(one.about_kind, one.about_id) for one in rows if one.about_id}
    found = links.resolve(refs.values(), portal=portal)
    words = content_words()
    return [
        Shown(
            grant=one,
            live=reading.is_live(one, real=real),
            starts=one.starts_at + offset,
            ends=(min(one.revoked_at, one.ends_at) if one.revoked_at else one.ends_at) + offset,
            left_seconds=max(0, int((one.ends_at - real).total_seconds())),
            by=names.get(one.granted_by, ""),
            to=names.get(one.person, "") if one.person else _("everybody of support"),
            what=[words[table][english] for table in one.tables if table in words],
            about=found.get(refs[one.id]) if one.id in refs else None,
            purpose=reading.purpose_words(one.about_kind, one.purpose),
            is_ours=one.about_kind == ADMINISTRATORS,
            is_planned=one.revoked_at is None and one.starts_at > real,
        )
        for one in rows
    ]


def _log(found: Sequence[Shown]) -> list[Line]:
    """What our staff read and did of the organisation while these grants were live, the newest first."""
    if not found:
        return []
    wanted = audit.Wanted(staff=True, begins=min(one.starts for one in found), ends=max(one.ends for one in found))
    rows, _place = audit.page(found[0].grant.tenant_id, wanted, limit=200)
    return lines(rows, lang=_lang())
