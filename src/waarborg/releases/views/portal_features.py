"""Features of the own organisation: what it has, may ask for, and declined."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, links, permissions
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web.reader import lang
from waarborg.releases.actions.features.answer import consent, decline, request_feature
from waarborg.releases.actions.features.tell import ARTICLE
from waarborg.releases.permissions import CONSENT, DECLINE, REQUEST, USE
from waarborg.releases.queries import features as reading
from waarborg.releases.queries import manuals
from waarborg.releases.rules import features as rules
from waarborg.releases.views.features import shown


@contact_only
@require_http_methods(["GET", "POST"])
def features(request: HttpRequest) -> HttpResponse:
    """By POST `do` (request, consent or decline) is said of `feature`. Five queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, USE, tenant=by.tenant)
    refusal = None
    if request.method == "POST":
        try:
            success(request, _say(request))
        except permissions.NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            return redirect("releases:features")
    held = reading.of_customer(by.tenant, at=at)
    known = manuals.find([one.feature.manual_id for one in held if one.feature.manual_id], lang())
    may = {name: permissions.may(by, right, tenant=by.tenant) for name, right in _RIGHTS.items()}
    lines = [_line(one, known, may) for one in held]
    groups = [
        (
            _("Your choice"),
            [one for one in lines if one["state"] in (rules.AVAILABLE, rules.REQUESTED, rules.CONSENTED)],
        ),
        (_("You have this"), [one for one in lines if one["state"] == rules.ACTIVE]),
        (_("Declined by you"), [one for one in lines if one["state"] == rules.DECLINED]),
        (_("Coming"), [one for one in lines if one["state"] == rules.EXPECTED]),
    ]
    context = {
        "page_title": _("Features"),
        "groups": [(title, listed) for title, listed in groups if listed],
        "refusal": refusal,
    }
    return render(request, "releases/features.html", context, status=refusal.status if refusal else 200)


_RIGHTS = {"request": REQUEST, "consent": CONSENT, "decline": DECLINE}


def _say(request: HttpRequest) -> str:
    """What was said, in words. Raises NotFound for what is no feature or no answer."""
    try:
        feature = UUID(request.POST.get("feature", ""))
    except ValueError:
        raise permissions.NotFound() from None
    by, at = request.actor, clock.now()
    do = request.POST.get("do")
    if do == "request":
        request_feature(feature, by=by, at=at)
        return _("We have your request, and tell you when the feature is on.")
    if do == "consent":
        consent(feature, by=by, at=at)
        return _("Thank you. We switch the feature on for you.")
    if do == "decline":
        decline(feature, why=request.POST.get("why", ""), by=by, at=at)
        return _("The feature is off for you, and stays off.")
    raise permissions.NotFound()


def _line(one: reading.Held, known: dict[UUID, manuals.Manual], may: dict[str, bool]) -> dict[str, Any]:
    feature, said = one.feature, shown(one)
    manual = known.get(feature.manual_id) if feature.manual_id else None
    waits = one.state in (rules.AVAILABLE, rules.EXPECTED, rules.DECLINED)
    with_effect = feature.impact == rules.PROCESS and feature.is_released
    return {
        **said,
        "feature": feature,
        "name": feature.say(lang()),
        "about": feature.about(lang()),
        "impact": rules.call_impact(feature.impact, lang()) if feature.impact == rules.PROCESS else "",
        "manual": (manual.title, links.url_for(Ref(ARTICLE, manual.id), portal=True)) if manual else None,
        "can_request": may["request"] and waits,
        "can_consent": may["consent"] and with_effect and one.state in (rules.AVAILABLE, rules.REQUESTED),
        "can_decline": may["decline"] and feature.impact == rules.PROCESS and one.state != rules.DECLINED,
    }
