"""Licences of the own organisation: what was bought, and taking it into use after the terms were shown."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.contracts.actions.activate_licence import activate, show_terms
from waarborg.contracts.permissions import ACTIVATE
from waarborg.contracts.queries.licences import held, terms_for
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.wording import tongue
from waarborg.promises.queries import readable


@contact_only
@require_http_methods(["GET", "POST"])
def licences(request: HttpRequest) -> HttpResponse:
    """By POST `purchase` is taken into use; `seen` says that the terms on this page were shown."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, ACTIVATE, tenant=by.tenant)
    refusal = None
    if request.method == "POST":
        purchase = _identifier(request.POST.get("purchase", ""))
        try:
            if request.POST.get("seen"):
                show_terms(purchase, by=by, at=at)
            activate(purchase, by=by, at=at)
        except permissions.NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            success(request, _("The licence is active."))
            return redirect("contracts:licences")
    version, lang = terms_for(by.tenant, at=at), tongue(get_language())
    context: dict[str, Any] = {
        "version": version,
        "text": _read(version.sha256, lang) if version else None,
        "rows": [(one, one.purchase.item.say(lang)) for one in held(by.tenant, at=at)] if version else [],
        "refusal": refusal,
    }
    return render(request, "contracts/licences.html", context, status=refusal.status if refusal else 200)


def _read(sha256: str, lang: str) -> list[tuple[Any, list[Any]]]:
    """Chapters with the articles that customers read."""
    text = readable(sha256, lang)
    found = [(one, [article for article in one.articles if not text.is_internal(article.id)]) for one in text.chapters]
    return [(chapter, articles) for chapter, articles in found if articles]


def _identifier(text: str) -> UUID:
    """Raises NotFound."""
    try:
        return UUID(text)
    except ValueError:
        raise permissions.NotFound() from None
