"""The desk's page of platforms: what came out, who tests it by when, and what was found."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.customers.models import Person
from waarborg.customers.queries import holders, provider
from waarborg.customers.rules.roles import RELEASE_MANAGER, SERVICE_MANAGER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang, zone
from waarborg.plumbing.web.wording import local_date
from waarborg.releases.actions.platforms import record_test, register
from waarborg.releases.forms.platforms import RegisterForm, TestForm
from waarborg.releases.permissions import KEEP_PLATFORMS, SEE
from waarborg.releases.queries.platforms import matrix
from waarborg.releases.views.public import row

USUAL = timedelta(days=14)


@staff_only
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """All of them; by POST `do` is register or test. Five queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_PLATFORMS if request.method == "POST" else SEE)
    house, today = provider(), local_date(at, zone())
    rows = matrix()
    people = _testers(house.id, at) if house else []
    do = request.POST.get("do", "")
    found: dict[str, Any] = {
        "register": RegisterForm(
            request.POST if do == "register" else None, people=people, initial={"due_on": today + USUAL}
        ),
        "test": TestForm(request.POST if do == "test" else None, rows=rows, lang=lang()),
    }
    status = 200
    if do in found:
        form, status = found[do], 422
        if form.is_valid() and house is not None:
            try:
                _carry_out(do, form.cleaned_data, house.id, by, at)
            except Refusal as refusal:
                status = refused(form, refusal)
            else:
                success(request, _("It has been kept."))
                return redirect("releases:platforms")
    owners = {one.id: one.name for one in Person.objects.filter(id__in={one.owner_id for one in rows})}
    context = {
        "page_title": _("Platforms"),
        "lines": [
            {**row(one, lang()), "owner": owners.get(one.owner_id, ""), "late": _late(one, today)} for one in rows
        ],
        "forms": found,
        "may_keep": permissions.may(by, KEEP_PLATFORMS),
    }
    return render(request, "releases/desk_platforms.html", context, status=status)


def _testers(house: UUID, at: Any) -> list[Person]:
    held = {one.id: one for role in (RELEASE_MANAGER, SERVICE_MANAGER) for one in holders(house, role, at=at)}
    return list(held.values())


def _late(one: Any, today: Any) -> bool:
    return not one.result and one.due_on < today


def _carry_out(do: str, given: dict[str, Any], house: UUID, by: Any, at: Any) -> None:
    """Raises as the actions."""
    if do == "register":
        register(
            given["platform"], given["version"], owner=UUID(given["owner"]), due_on=given["due_on"], provider=house,
            by=by, at=at,
        )  # fmt: skip
        return
    said = {name: given[name] for name in ("release", "remark_nl", "remark_en")}
    record_test(UUID(given["platform_version"]), given["result"], **said, by=by, at=at)
