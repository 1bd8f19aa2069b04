"""Help from others: the list as customers read it, and how we keep it."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.guard import contact_only, staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.wording import tongue
from waarborg.support.actions.referrals.keep import keep_referral
from waarborg.support.forms.topics import ReferralForm
from waarborg.support.models import Referral
from waarborg.support.permissions import KEEP_REFERRALS, SEE_REFERRALS
from waarborg.support.queries.referrals import referrals as listed


@contact_only
@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Whom one can turn to for what we do not do; all of them third parties."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, SEE_REFERRALS, tenant=by.tenant)
    context = {"referrals": listed(), "lang": tongue(get_language())}
    return render(request, "support/referrals/portal.html", context)


@staff_only
@require_GET
def desk_referrals(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, KEEP_REFERRALS)  # type: ignore[attr-defined]
    context = {"referrals": list(Referral.objects.order_by("-listed", "name", "id")), "lang": tongue(get_language())}
    return render(request, "support/referrals/desk.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def referral(request: HttpRequest, referral: UUID | None = None) -> HttpResponse:
    """Add one, or change one."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, KEEP_REFERRALS)
    found = Referral.objects.filter(id=referral).first() if referral else None
    if referral and found is None:
        raise permissions.NotFound()
    names = ("name", "url", "what_nl", "what_en", "listed")
    form = ReferralForm(request.POST or None, initial={name: getattr(found, name) for name in names} if found else {})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            keep_referral(referral, by=by, at=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            success(request, _("It is kept; its link is tried in a moment."))
            return redirect("support:desk-referrals")
    heading = found.name if found else _("New pointer")
    crumbs = [{"label": _("Help from others"), "url": reverse("support:desk-referrals")}, {"label": heading}]
    context = {"form": form, "refusal": refusal, "act_heading": heading, "crumbs": crumbs}
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/list_form.html", context, status=status)
