"""Two versions beside each other, for the desk: any two."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries import compiled
from waarborg.promises.queries import versions as reading
from waarborg.promises.queries.differences import compared
from waarborg.promises.rules.difference.notice import notice


@staff_only
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Two versions by name (`old`, `new`), with the notice that the change needs; without them the form."""
    permissions.require(request.actor, "promises.agreement.read")  # type: ignore[attr-defined]
    versions = [one.version for one in reading.published(clock.now())]
    chosen = [_named(versions, request.GET.get(side, "")) for side in ("old", "new")]
    context: dict[str, object] = {
        "versions": versions,
        "old": chosen[0],
        "new": chosen[1],
        "crumbs": [{"label": _("Agreements"), "url": reverse("promises:desk-agreements")}, {"label": _("Compare")}],
    }
    if chosen[0] is not None and chosen[1] is not None:
        lang = wording.tongue(get_language())
        found = compared(chosen[0].sha256, chosen[1].sha256, lang, for_staff=True)
        old = compiled(chosen[0].sha256).agreement
        asks = found.difference.needs_notice
        context |= {
            "found": found,
            "needs_notice": asks,
            "notice": notice(old, told=clock.now()) if asks else None,
            "zone": old.timezone,
        }
    return render(request, "promises/compare.html", context)


def _named(versions: list[AgreementVersion], name: str) -> AgreementVersion | None:
    return next((one for one in versions if str(one) == name), None)
