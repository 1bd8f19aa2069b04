"""Webhooks of one's own organisation: all, one with what it was told, one message with each attempt. On both faces."""

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import contact_only, staff_only
from waarborg.console.rights_words import DOMAINS
from waarborg.console.webhook_forms import AgainForm, WebhookForm
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.journal.words import said
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.web.wording import tongue
from waarborg.plumbing.webhooks import again, manage
from waarborg.plumbing.webhooks.models import Attempt, Endpoint, Message
from waarborg.plumbing.webhooks.offers import offered
from waarborg.plumbing.webhooks.permissions import MANAGE

SHOWN = 25
STATES = ("waiting", "delivered", "dead", "dropped")
FACES = {
    "contact": {
        "shell": "portal.html",
        "tokens": "access:tokens",
        "list": "webhooks",
        "one": "webhook",
        "message": "webhook-message",
    },
    "staff": {
        "shell": "desk.html",
        "tokens": "access:desk-tokens",
        "list": "desk-webhooks",
        "one": "desk-webhook",
        "message": "desk-webhook-message",
    },
}


def _face(request: HttpRequest) -> dict[str, str]:
    actor: Any = request.actor
    require(actor, MANAGE, tenant=actor.tenant)
    return FACES[actor.kind]


def _kinds(request: HttpRequest, lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Below the words of each domain, what it tells."""
    known = offered(to_staff=request.actor.is_staff)  # type: ignore[attr-defined]
    return [
        (DOMAINS[domain][lang != "nl"], [(kind, f"{said(kind, lang)} ({kind})") for kind in kinds])
        for domain, kinds in groupby(known, key=lambda kind: kind.partition(".")[0])
    ]


def _shown(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page that may hold a secret is kept by nobody on the way."""
    response = render(request, f"console/{name}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _list(request: HttpRequest) -> HttpResponse:
    """The organisation's webhooks; by POST another one, whose secret is shown once."""
    by: Any = request.actor
    face, lang = _face(request), tongue(get_language())
    form = WebhookForm(request.POST or None, kinds=_kinds(request, lang))
    status, secret = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                secret = manage.add_endpoint(**form.cleaned_data, by=by, at=clock.now())[1]
                status = 200
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
    rows = [
        {"hook": one, "url": reverse(face["one"], args=[one.id]), "state": state_words(one.state)}
        for one in Endpoint.objects.filter(tenant_id=by.tenant, visitor=False).order_by("id")
    ]
    context: dict[str, Any] = {
        "page_title": _("Webhooks"),
        "shell": face["shell"],
        "rows": rows,
        "secret": secret,
    }
    back = reverse(face["list"])
    context |= {"crumbs": [_above(face), {"label": _("Webhooks")}], "form": None if secret else form, "back": back}
    return _shown(request, "webhooks", context, status)


def _above(face: dict[str, str]) -> dict[str, Any]:
    return {"label": _("API tokens"), "url": reverse(face["tokens"])}


def state_words(state: str) -> str:
    return {
        "on": _("on"),
        "off": _("switched off"),
        "gone": _("switched off by itself: the address is gone (410)"),
        "failed": _("switched off by itself: nothing was accepted for five days"),
    }[state]


def message_words(state: str) -> str:
    return {
        "waiting": _("waits"),
        "delivered": _("delivered"),
        "dead": _("not delivered"),
        "dropped": _("given up"),
    }[state]


def _found(request: HttpRequest, webhook: UUID) -> Endpoint:
    """Raises NotFound for another organisation's."""
    by: Any = request.actor
    found: Endpoint | None = Endpoint.objects.filter(id=webhook, tenant_id=by.tenant, visitor=False).first()
    if found is None:
        raise NotFound()
    return found


def _one(request: HttpRequest, webhook: UUID) -> HttpResponse:
    """One webhook. By POST: `do` is save, test, on, off, rotate, again or remove."""
    face = _face(request)
    found, lang = _found(request, webhook), tongue(get_language())
    do = request.POST.get("do") if request.method == "POST" else None
    form = WebhookForm(
        request.POST if do == "save" else None,
        kinds=_kinds(request, lang),
        initial={"url": found.url, "kinds": found.kinds},
    )
    since = AgainForm(request.POST if do == "again" else None)
    refusal, secret = None, ""
    try:
        if do == "rotate":
            found, secret = manage.rotate_secret(found, by=request.actor, at=clock.now())
        elif do in ACTS and ACTS[do](request, found, form, since):
            return redirect(face["list"]) if do == "remove" else redirect(face["one"], webhook=webhook)
    except Refusal as refused:
        if do == "save":
            refuse(form, refused, lang)
        else:
            refusal = refused
    bad = any(one.is_bound and one.errors for one in (form, since))
    context = _page(request, found, face) | {"form": form, "since": since, "refusal": refusal, "secret": secret}
    return _shown(request, "webhook", context, refusal.status if refusal else 422 if bad else 200)


def _page(request: HttpRequest, found: Endpoint, face: dict[str, str]) -> dict[str, Any]:
    state = request.GET.get("state", "")
    rows = Message.objects.filter(tenant_id=found.tenant_id, endpoint=found).order_by("-id")
    rows = rows.filter(state=state) if state in STATES else rows
    after = request.GET.get("after", "")
    rows = rows.filter(id__lt=after) if _is_identifier(after) else rows
    page = list(rows[: SHOWN + 1])
    here, nobody = reverse(face["one"], args=[found.id]), UUID(int=0)
    address = reverse(face["message"], args=[found.id, nobody])
    lines = [_line(one, address.replace(str(nobody), str(one.id))) for one in page[:SHOWN]]
    return {
        "page_title": _("Webhook"),
        "shell": face["shell"],
        "hook": found,
        "state": state_words(found.state),
        "lines": lines,
        "busy": any(one.state == "waiting" and one.attempts == 0 for one in page[:SHOWN]) and found.state == "on",
        "tabs": [_tab("", _("All"), state), *(_tab(one, message_words(one), state) for one in STATES)],
        "later_url": f"?state={state}&after={page[SHOWN - 1].id}#log" if len(page) > SHOWN else "",
        "is_first": "after" not in request.GET,
        "here": here,
        "back": reverse(face["list"]),
        "crumbs": [_above(face), {"label": _("Webhooks"), "url": reverse(face["list"])}, {"label": _("Webhook")}],
    }


def _tab(state: str, label: str, current: str) -> dict[str, Any]:
    return {"label": label.capitalize(), "url": f"?state={state}#log", "current": state == current, "count": None}


def _line(one: Message, url: str) -> dict[str, Any]:
    return {"message": one, "url": url, "state": message_words(one.state), "why": why(one.failure, one.answer)}


def why(failure: str, answer: int | None) -> str:
    """What came back, in words; an empty text for what was taken."""
    return {
        "": "",
        "status": _("answered %(status)s") % {"status": answer},
        "redirect": _("answered %(status)s: nobody is led on to another address") % {"status": answer},
        "gone": _("answered 410: gone for good"),
        "inside": _("lies in a network that is not asked"),
        "name": _("the name does not exist"),
        "no-answer": _("nobody answers there"),
        "slow": _("no answer within five seconds"),
        "broken": _("the connection broke off, or no answer came within five seconds"),
        "tls": _("the certificate is not right"),
        "large": _("the answer is too large"),
        "secret": _("its secret cannot be read any more: have a new one made"),
    }.get(failure, failure)


def _is_identifier(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _save(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    if form.is_valid():
        manage.change_endpoint(found, **form.cleaned_data, by=request.actor, at=clock.now())
        success(request, _("The webhook has been changed."))
    return form.is_valid()


def _test(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    manage.try_out(found, by=request.actor, at=clock.now())
    success(request, _("A trial is on its way. What comes back stands below in a moment."))
    return True


def _on(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    manage.change_endpoint(found, on=True, by=request.actor, at=clock.now())
    success(request, _("The webhook is on. It hears of what happened meanwhile."))
    return True


def _off(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    manage.change_endpoint(found, on=False, by=request.actor, at=clock.now())
    success(request, _("The webhook is off. Nothing is sent until you switch it on."))
    return True


def _again(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    if not since.is_valid():
        return False
    moment = clock.real() - timedelta(hours=since.cleaned_data["hours"])
    only_failed = since.cleaned_data["only_failed"]
    n = again.send_again_since(found, moment, only_failed=only_failed, by=request.actor, at=clock.now())
    told = ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", n) % {"n": n}
    success(request, told if n else _("There is nothing to send again."))
    return True


def _remove(request: HttpRequest, found: Endpoint, form: WebhookForm, since: AgainForm) -> bool:
    manage.remove_endpoint(found, by=request.actor, at=clock.now())
    success(request, _("The webhook has been removed."))
    return True


Act = Callable[[HttpRequest, Endpoint, WebhookForm, AgainForm], bool]
ACTS: dict[str | None, Act] = {
    "save": _save,
    "test": _test,
    "on": _on,
    "off": _off,
    "again": _again,
    "remove": _remove,
}


def _message(request: HttpRequest, webhook: UUID, message: UUID) -> HttpResponse:
    """One message with each attempt. By POST once more."""
    face = _face(request)
    found = _found(request, webhook)
    rows = Message.objects.select_related("endpoint").filter(tenant_id=found.tenant_id, endpoint=found)
    one = rows.filter(id=message).first()
    if one is None:
        raise NotFound()
    refusal = None
    if request.method == "POST":
        try:
            again.send_again(one, by=request.actor, at=clock.now())
            success(request, _("The message is sent again."))
            return redirect(face["message"], webhook=webhook, message=message)
        except Refusal as refused:
            refusal = refused
    context = {
        "page_title": one.kind,
        "shell": face["shell"],
        "message": one,
        "state": message_words(one.state),
        "attempts": [{"attempt": a, "why": why(a.failure, a.answer)} for a in attempts_of(one)],
        "about": Organisation.objects.filter(tenant_id=one.about).first() if one.about else None,
        "refusal": refusal,
        "crumbs": [
            _above(face),
            {"label": _("Webhooks"), "url": reverse(face["list"])},
            {"label": _("Webhook"), "url": reverse(face["one"], args=[found.id])},
            {"label": one.kind},
        ],
    }
    return _shown(request, "webhook_message", context, refusal.status if refusal else 200)


def attempts_of(message: Message) -> list[Attempt]:
    """The newest fifty."""
    return list(Attempt.objects.filter(tenant_id=message.tenant_id, message=message).order_by("-at")[:50])


_both = require_http_methods(["GET", "POST"])
portal_list, desk_list = contact_only(_both(_list)), staff_only(_both(_list))
portal_one, desk_one = contact_only(_both(_one)), staff_only(_both(_one))
portal_message, desk_message = contact_only(_both(_message)), staff_only(_both(_message))
