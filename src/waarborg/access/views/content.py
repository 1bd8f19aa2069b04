"""A customer's content at the desk: asked for, and seen for as long as the customer's grant is live."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import error, success
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from waarborg.access.actions import support_grants as grants
from waarborg.access.grant_forms import AskForm
from waarborg.access.guard import staff_only
from waarborg.access.permissions import ASK_GRANT
from waarborg.access.queries.support_grants import live
from waarborg.access.rules.support_grants import offered
from waarborg.access.views.support_access import shown
from waarborg.customers import queries as customers
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, links
from waarborg.plumbing.export.make import REQUEST
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.models import ExportArchive, SealedFile, StoredFile
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.web.wording import tongue

SHOWN = 100
# What a ticket's page sends along: the one kind of thing that access is asked for.
TICKET = "support.ticket"


@staff_only
@require_GET
def page(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Everything of row class content that the customer's live grant shows; without one, a refusal and no rows."""
    by: Any = request.actor  # type: ignore[attr-defined]
    found = customers.organisation(customer)
    grant = grants.open_content(found.id, by=by, at=clock.now())
    access_log.read(by=by, tenant=found.id, what=grants.ref(grant), why=grant.purpose, at=clock.now())
    sealed = list(SealedFile.objects.filter(tenant_id=found.id).values_list("file_id", flat=True)[:SHOWN])
    context = {
        "page_title": _("Content of %(name)s") % {"name": found.name},
        "shown": found,
        "one": shown([grant], portal=False)[0],
        "files": list(StoredFile.objects.filter(tenant_id=found.id, id__in=sealed).order_by("-stored")),
        "exports": list(ExportArchive.objects.filter(tenant_id=found.id).order_by("-made")[:SHOWN]),
        "may_export": may(by, REQUEST, tenant=found.id),
    }
    response = render(request, "access/content.html", context)
    # Nothing of it stays in the browser when the grant is over.
    response.headers["Cache-Control"] = "no-store"
    return response


@staff_only
@require_GET
def of_grant(request: HttpRequest, grant: UUID) -> HttpResponse:
    """From a grant, as a link in a list gives it, to what it opens."""
    held = live().filter(id=grant).first()
    if held is None:
        raise grants.NoGrant()
    return HttpResponseRedirect(reverse("access:content", args=[held.tenant_id]))


@staff_only
@require_POST
def ask(request: HttpRequest, customer: UUID) -> HttpResponse:
    """Ask the customer, usually from a ticket, and go back there."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, ASK_GRANT)
    found = customers.organisation(customer)
    about = _ticket(request.POST.get("ticket", ""))
    form = AskForm(request.POST, hours=offered(settings.SUPPORT_GRANT_HOURS))
    if form.is_valid():
        try:
            grants.ask(
                found.id,
                **form.cleaned_data,
                about=about.ref if about else None,
                # The number alone: what a ticket is about does not travel by mail.
                label=about.label.partition(" ")[0] if about else "",
                by=by,
                at=clock.now(),
            )
        except Refusal as refusal:
            error(request, refusal.say(tongue(translation.get_language())))
        else:
            success(request, _("Asked. The customer has mail, and answers in the portal."))
    else:
        error(request, _("Say what you need access for, and for how long."))
    return HttpResponseRedirect(about.url if about and about.url else reverse("access:customer", args=[found.id]))


def _ticket(text: str) -> links.Link | None:
    if not text:
        return None
    try:
        ref = Ref(TICKET, UUID(text))
    except ValueError:
        raise NotFound() from None
    return links.resolve([ref]).get(ref)
