"""Whether a copy is still the text that binds: a file is looked at and not kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.contracts.forms import CopyForm
from waarborg.contracts.queries.copies import check
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.wording import tongue


@contact_only
@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """By POST a file; the answer says which version it is, and what differs from the one in force."""
    by = request.actor
    permissions.require(by, "promises.agreement.read", tenant=by.tenant)
    asked = request.method == "POST"
    form, found = CopyForm(request.POST, request.FILES) if asked else CopyForm(), None
    if asked and form.is_valid():
        content = form.cleaned_data["file"].read()
        found = check(content, tenant=by.tenant, at=clock.now(), lang=tongue(get_language()))
        if found is None:
            raise permissions.NotFound()
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "contracts/copy.html", {"form": form, "found": found}, status=status)
