"""The page on which staff declare that it is exceptionally crowded, and that it is over."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.support.actions.crowding import declare_crowding, lift_crowding
from waarborg.support.forms.crowding import CrowdingForm
from waarborg.support.permissions import DECLARE_CROWDING
from waarborg.support.queries.crowding import crowded, crowdings


@staff_only
@require_http_methods(["GET", "POST"])
def crowding(request: HttpRequest) -> HttpResponse:
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, DECLARE_CROWDING)
    form = CrowdingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declare_crowding(by=by, at=clock.now(), **form.cleaned_data)
        except Refusal as refused:
            return _page(request, form, refused)
        success(request, _("Declared. Whoever waits for an answer to a question gets one mail."))
        return redirect("support:crowding")
    return _page(request, form)


@staff_only
@require_POST
def lift(request: HttpRequest, crowding: UUID) -> HttpResponse:
    try:
        lift_crowding(crowding, by=request.actor, at=clock.now())  # type: ignore[attr-defined]
    except Refusal as refused:
        if isinstance(refused, permissions.NotFound | permissions.NotAllowed):
            raise
        return _page(request, CrowdingForm(), refused)
    success(request, _("It is over. Customers no longer read of it."))
    return redirect("support:crowding")


def _page(request: HttpRequest, form: CrowdingForm, refusal: Refusal | None = None) -> HttpResponse:
    found = crowdings()
    context = {
        "form": form,
        "refusal": refusal,
        "current": next((one for one in found if one.lifted_at is None), None),
        "before": [one for one in found if one.lifted_at is not None],
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "support/crowding.html", context, status=status)


def crowded_words() -> str:
    """What customers read while it is crowded; nothing otherwise. One query."""
    found = crowded()
    return found.say(wording.tongue(get_language())) if found else ""
