"""The desk's pages of features: all of them, one with its register, and what one customer said of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refused
from waarborg.access.guard import staff_only
from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import SOLD
from waarborg.customers.models import Organisation
from waarborg.customers.queries import holders, organisation
from waarborg.customers.rules.roles import ADMINISTRATOR, OWNER
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import access_log, clock, links, permissions
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.web.paging import cursor_of, page_of
from waarborg.plumbing.web.reader import lang
from waarborg.releases.actions.features.answer import keep_consent
from waarborg.releases.actions.features.keep import keep_feature
from waarborg.releases.actions.features.release import release_feature
from waarborg.releases.actions.features.switch_on import switch_on
from waarborg.releases.actions.features.tell import ARTICLE
from waarborg.releases.forms.features import ConsentForm, FeatureForm
from waarborg.releases.models import Feature
from waarborg.releases.permissions import KEEP_CONSENT, KEEP_FEATURES, RELEASE_FEATURES, SEE_FEATURES, SWITCH_ON
from waarborg.releases.queries import features as reading
from waarborg.releases.queries import manuals
from waarborg.releases.rules import features as rules

# By what the register says, the mark of the design system.
MARKS = {
    rules.EXPECTED: "plan", rules.AVAILABLE: "rest", rules.REQUESTED: "running",
    rules.CONSENTED: "risk", rules.ACTIVE: "holds", rules.DECLINED: "refused",
}  # fmt: skip


@staff_only
@require_safe
def features(request: HttpRequest) -> HttpResponse:
    """All features, the newest first, with how many customers said what. Two queries."""
    permissions.require(request.actor, SEE_FEATURES)
    found = reading.features(after=cursor_of(request.GET.get("after", "")), limit=reading.PAGE + 1)
    page = page_of(found, reading.PAGE, lambda one: (one.made_at, one.id))
    counts = reading.counts(page.rows)
    context = {
        "page_title": _("Features"),
        "lines": [_line(one, counts.get(one.id, {})) for one in page.rows],
        "more": page.more,
        "may_keep": permissions.may(request.actor, KEEP_FEATURES),
    }
    return render(request, "releases/desk_features.html", context)


def _line(held: Feature, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "feature": held,
        "name": held.say(lang()),
        "impact": rules.call_impact(held.impact, lang()),
        "part_of": held.item.say(lang()) if held.item else "",
        "counts": [
            (MARKS[said], rules.call_state(said, lang()), counts[said]) for said in rules.SAID if said in counts
        ],
    }


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, None)


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, feature: UUID) -> HttpResponse:
    permissions.require(request.actor, KEEP_FEATURES)
    return _form(request, reading.find(feature))


def _form(request: HttpRequest, held: Feature | None) -> HttpResponse:
    by, at = request.actor, clock.now()
    permissions.require(by, KEEP_FEATURES)
    posted = request.POST if request.method == "POST" else None
    sold = [one for one in catalogue.items(archived=False) if one.kind in SOLD]
    form = FeatureForm(posted, sold=sold, manuals=manuals.choices(lang()), lang=lang(), held=held)
    status = 422 if form.errors else 200
    if posted is not None and form.is_valid():
        try:
            made = keep_feature(
                held.id if held else None, form.described(), revision=form.cleaned_data["revision"], by=by, at=at
            )
        except Refusal as refusal:
            status = refused(form, refusal)
        else:
            success(request, _("The feature has been kept."))
            return redirect("releases:desk-feature", feature=made.id)
    title = held.say(lang()) if held else _("New feature")
    context = {"page_title": title, "form": form, "held": held, "crumbs": _crumbs(title)}
    return render(request, "releases/feature_form.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def feature(request: HttpRequest, feature: UUID) -> HttpResponse:
    """One feature, with the register: what each customer said. By POST it is released."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_FEATURES)
    held = reading.find(feature)
    refusal = None
    if request.method == "POST":
        try:
            release_feature(held.id, revision=_number(request.POST.get("revision", "")), by=by, at=at)
        except Refusal as found:
            refusal = found
        else:
            success(request, _("The feature has been released."))
            return redirect("releases:desk-feature", feature=held.id)
    manual = manuals.find([held.manual_id], lang()).get(held.manual_id) if held.manual_id else None
    context = {
        **_line(held, {}),
        "page_title": held.say(lang()),
        "about": held.about(lang()),
        "manual": manual,
        "manual_url": links.url_for(Ref(ARTICLE, manual.id)) if manual else "",
        "refusal": refusal,
        "may_keep": permissions.may(by, KEEP_FEATURES),
        "may_release": permissions.may(by, RELEASE_FEATURES) and not held.is_released,
        "crumbs": _crumbs(held.say(lang())),
        **_register(request, held, at),
    }
    return render(request, "releases/desk_feature.html", context, status=refusal.status if refusal else 200)


def _register(request: HttpRequest, held: Feature, at: datetime) -> dict[str, Any]:
    """A page of it; of `?said=` one that customers may have said."""
    wanted = request.GET.get("said", "")
    rows = reading.register(
        held, at=at, state=wanted, after=_after(request.GET.get("after", "")), limit=reading.PAGE + 1
    )
    page = rows[: reading.PAGE]
    counts = reading.counts([held]).get(held.id, {})
    tabs = [{"label": _("All customers"), "url": "?", "count": "", "current": wanted not in rules.SAID}]
    tabs += [
        {"label": rules.call_state(one, lang()), "url": f"?said={one}", "count": counts.get(one, 0),
         "current": wanted == one}
        for one in rules.SAID
    ]  # fmt: skip
    last = page[-1][0] if len(rows) > reading.PAGE else None
    return {
        "tabs": tabs,
        "rows": [(one, shown(each)) for one, each in page],
        "more": f"{last.id}" if last else "",
        "wanted": wanted if wanted in rules.SAID else "",
    }


def _after(text: str) -> tuple[str, UUID] | None:
    """The customer before the page, from an address; None for none, and for what is none."""
    try:
        found = Organisation.objects.filter(id=UUID(text)).first() if text else None
    except ValueError:
        return None
    return (found.name, found.id) if found else None


def shown(one: reading.Held) -> dict[str, Any]:
    """What the register says of a customer, in the reader's words: with who, when and how."""
    said = one.choice
    facts: list[tuple[str, str, datetime]] = []
    if said is not None:
        if said.asked_at:
            facts.append((_("asked"), said.asked_name, said.asked_at))
        if said.consented_at:
            form = rules.call_form(said.consent_form, lang())
            facts.append((_("agreed (%(form)s)") % {"form": form}, said.consented_name, said.consented_at))
        if said.activated_at:
            facts.append((_("switched on"), said.activated_by or _("by its release"), said.activated_at))
        if said.declined_at:
            facts.append((_("declined"), said.declined_name, said.declined_at))
    facts.sort(key=lambda each: each[2])
    return {
        "held": one,
        "state": one.state,
        "mark": MARKS[one.state],
        "word": rules.call_state(one.state, lang()),
        "facts": facts,
        "why": said.why if said and said.said == rules.DECLINED else "",
    }


@staff_only
@require_http_methods(["GET", "POST"])
def customer(request: HttpRequest, feature: UUID, customer: UUID) -> HttpResponse:
    """What one customer said of a feature. By POST `do` is consent (written down) or switch-on."""
    by, at = request.actor, clock.now()
    permissions.require(by, SEE_FEATURES)
    held, house = reading.find(feature), organisation(customer)
    if house.kind != "customer":
        raise permissions.NotFound()
    access_log.read(by=by, tenant=house.id, what=house.ref, why=gettext_noop("feature"), at=at)
    people = {one.id: one.name for role in (OWNER, ADMINISTRATOR) for one in holders(house.id, role, at=at)}
    do = request.POST.get("do")
    if request.method == "POST":
        permissions.require(by, SWITCH_ON if do == "switch-on" else KEEP_CONSENT)
    form = ConsentForm(
        request.POST if do == "consent" else None, people=list(people.items()), lang=lang(), now=at
    )  # fmt: skip
    status, refusal = 422 if form.is_bound and form.errors else 200, None
    if do == "switch-on" or (do == "consent" and form.is_valid()):
        try:
            success(request, _act(do, held, house.id, form, by=by, at=at))
        except Refusal as found:
            status = refused(form, found) if do == "consent" else found.status
            refusal = None if do == "consent" else found
        else:
            return redirect("releases:feature-customer", feature=held.id, customer=house.id)
    said = reading.said_of(held, house.id)
    context = {
        "page_title": house.name,
        "house": house,
        "line": _line(held, {}),
        "shown": shown(said),
        "form": form,
        "refusal": refusal,
        "may_consent": permissions.may(by, KEEP_CONSENT) and _may_still(said),
        "may_switch": permissions.may(by, SWITCH_ON) and said.state == rules.CONSENTED,
        "crumbs": _crumbs(held.say(lang()), held.id, house.name),
    }
    return render(request, "releases/feature_customer.html", context, status=status)


def _may_still(said: reading.Held) -> bool:
    """Whether a consent makes a difference."""
    with_effect = said.feature.impact == rules.PROCESS and said.feature.is_released
    return with_effect and said.state not in (rules.CONSENTED, rules.ACTIVE)


def _act(do: str, held: Feature, tenant: UUID, form: ConsentForm, *, by: Actor, at: datetime) -> str:
    """What was done, in words."""
    if do == "switch-on":
        switch_on(held.id, tenant, by=by, at=at)
        return _("The feature is on. Whoever asked or agreed gets a mail.")
    given = form.cleaned_data
    keep_consent(held.id, tenant, UUID(given["person"]), given["form"], when=given["when"], by=by, at=at)
    return _("The consent has been written down.")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else -1


def _crumbs(name: str, feature: UUID | None = None, last: str = "") -> list[dict[str, str]]:
    found = [{"label": _("Features"), "url": reverse("releases:desk-features")}]
    if feature is None:
        return [*found, {"label": name}]
    return [*found, {"label": name, "url": reverse("releases:desk-feature", args=[feature])}, {"label": last}]
