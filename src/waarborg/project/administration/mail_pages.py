"""Outgoing mail by state, and dead letters: mail and messages to webhooks that nothing tries again by itself."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from waarborg.access.actions.tell_again import tell_again
from waarborg.access.queries import sign_outs
from waarborg.console.views.webhooks import why
from waarborg.customers.models import Organisation
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.journal.words import said
from waarborg.plumbing.outbox import failures
from waarborg.plumbing.outbox import queries as outbox
from waarborg.plumbing.outbox import send_again as mail
from waarborg.plumbing.outbox.permissions import READ
from waarborg.plumbing.permissions import NotFound, may
from waarborg.plumbing.queue.permissions import LOOK_AFTER
from waarborg.plumbing.web.wording import tongue
from waarborg.plumbing.webhooks import again as hooks
from waarborg.plumbing.webhooks import queries as webhooks
from waarborg.project.administration.frame import chosen, identifier, operator_only, shown


@operator_only("GET", permission=READ)
def moved(request: HttpRequest) -> HttpResponse:
    """Where the desk's page of undelivered mail stood."""
    return redirect("administration:undelivered")


@operator_only("GET", permission=READ)
def outgoing(request: HttpRequest) -> HttpResponse:
    """The outbox, newest first; what is dead stands on a page of its own."""
    states = ("waiting", "retrying", "sent", "dropped", *(("kept",) if settings.DEMO else ()))
    state = chosen(request, "state", states)
    before = identifier(request.GET.get("before", ""))
    rows = outbox.in_state(state, before=before, limit=outbox.SHOWN + 1)
    counts = outbox.counts()
    page = rows[: outbox.SHOWN]
    context = {
        "tabs": [
            {
                "label": words(one).capitalize(),
                "url": f"?state={one}",
                "current": one == state,
                "count": counts.get(one),
            }
            for one in states
        ],
        "state": state,
        "rows": page,
        "names": names_of({one.tenant_id for one in page}),
        "dead": counts["dead"],
        "sends": bool(settings.MAIL_SERVER),
        "later_url": f"?state={state}&before={page[-1].id}" if len(rows) > outbox.SHOWN else "",
        "first_url": f"?state={state}",
        "is_first": before is None,
    }
    return shown(request, "mail", context)


def words(state: str) -> str:
    return {
        "waiting": _("waiting"),
        "retrying": _("retrying"),
        "sent": _("sent"),
        "dropped": _("given up"),
        "kept": _("kept (demonstration)"),
    }[state]


def names_of(tenants: set[Any]) -> dict[Any, str]:
    """Organisations by name, in one question."""
    return dict(Organisation.objects.filter(tenant_id__in=tenants).values_list("tenant_id", "name"))


@operator_only("GET", "POST", permission=READ)
def undelivered(request: HttpRequest) -> HttpResponse:
    """Dead letters. By POST: `do` is again or drop (with `reason`) for `one`, or all with `kind`.

    A service manager sends mail again, one by one; the rest is the operator's.
    """
    looks_after = may(request.actor, LOOK_AFTER)  # type: ignore[attr-defined]
    of = chosen(request, "of", ("mail", "webhooks", "sign-outs") if looks_after else ("mail",))
    refusal = None
    if request.method == "POST":
        try:
            success(request, DECIDE[of](request))
            return redirect(f"{request.path}?of={of}")
        except Refusal as refused:
            refusal = refused
    found = FOUND[of](request)
    context = {
        "of": of,
        "tabs": _kinds(of) if looks_after else [],
        "looks_after": looks_after,
        "refusal": refusal,
        "is_first": "before" not in request.GET,
        **found,
    }
    return shown(request, "undelivered", context, refusal.status if refusal else 200)


def _kinds(of: str) -> list[dict[str, Any]]:
    mails = outbox.counts()["dead"] if of != "mail" else None
    return [
        {"label": _("Mail"), "url": "?of=mail", "current": of == "mail", "count": mails},
        {"label": _("Webhooks"), "url": "?of=webhooks", "current": of == "webhooks", "count": None},
        {"label": _("Sign-outs"), "url": "?of=sign-outs", "current": of == "sign-outs", "count": sign_outs.given_up()},
    ]


def _dead_mail(request: HttpRequest) -> dict[str, Any]:
    before = identifier(request.GET.get("before", ""))
    rows = outbox.in_state("dead", before=before, limit=outbox.SHOWN + 1)
    page = rows[: outbox.SHOWN]
    names = names_of({one.tenant_id for one in page})
    return {
        "heaps": [{"heap": one, "why": failures.words(one.failure)} for one in outbox.heaps()],
        "lines": [
            {
                "id": one.id,
                "at": one.written,
                "what": one.subject,
                "to": f"{one.to_name} <{one.to_address}>" if one.to_name else one.to_address,
                "customer": names.get(one.tenant_id, ""),
                "why": failures.words(one.failure),
                "attempts": one.attempts,
            }
            for one in page
        ],
        "later_url": _later("mail", rows, page),
    }


def _not_told(request: HttpRequest) -> dict[str, Any]:
    """Sign-outs that an application did not take."""
    found = sign_outs.not_taken()
    return {"sign_outs": [{"held": one, "why": why(one.failure, one.answer)} for one in found]}


def _tell_again(request: HttpRequest) -> str:
    tell_again(_one(request), by=request.actor)  # type: ignore[attr-defined]
    return _("The application is told again.")


def _dead_hooks(request: HttpRequest) -> dict[str, Any]:
    rows = webhooks.dead(before=identifier(request.GET.get("before", "")), limit=webhooks.SHOWN + 1)
    page, lang = rows[: webhooks.SHOWN], tongue(get_language())
    names = names_of({one.tenant_id for one in page})
    return {
        "heaps": [{"heap": one, "why": _heaped(one.failure)} for one in webhooks.heaps()],
        "lines": [
            {
                "id": one.id,
                "at": one.written_at,
                "what": said(one.kind, lang),
                # An address may hold what only its owner should know.
                "to": one.endpoint.url.partition("?")[0],
                "customer": names.get(one.tenant_id, ""),
                "why": why(one.failure, one.answer),
                "attempts": one.attempts,
            }
            for one in page
        ],
        "later_url": _later("webhooks", rows, page),
    }


def _heaped(failure: str) -> str:
    """Of many messages at once, whatever each was answered."""
    return {"status": _("answered with an error"), "redirect": _("answered with another address")}.get(
        failure, why(failure, None)
    )


def _later(of: str, rows: list[Any], page: list[Any]) -> str:
    return f"?{urlencode({'of': of, 'before': page[-1].id})}" if len(rows) > len(page) else ""


def _decide_mail(request: HttpRequest) -> str:
    by: Any = request.actor  # type: ignore[attr-defined]
    do, at = request.POST.get("do"), clock.now()
    if do == "all":
        return _gone_again(mail.send_all_again(request.POST.get("kind", "").replace("\0", ""), by=by, at=at))
    one = outbox.find(_one(request))
    if do == "drop":
        mail.drop(one, reason=request.POST.get("reason", ""), by=by, at=at)
        return _("The message has been given up.")
    mail.send_again(one, by=by, at=at)
    return _gone_again(1)


def _decide_hooks(request: HttpRequest) -> str:
    by: Any = request.actor  # type: ignore[attr-defined]
    do, at = request.POST.get("do"), clock.now()
    if do == "all":
        return _gone_again(hooks.send_all_again(request.POST.get("kind", "").replace("\0", ""), by=by, at=at))
    one = webhooks.find(_one(request))
    if do == "drop":
        hooks.drop(one, reason=request.POST.get("reason", ""), by=by, at=at)
        return _("The message has been given up.")
    hooks.send_again(one, by=by, at=at)
    return _gone_again(1)


def _one(request: HttpRequest) -> Any:
    """Raises NotFound."""
    found = identifier(request.POST.get("one", ""))
    if found is None:
        raise NotFound()
    return found


def _gone_again(n: int) -> str:
    return ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", n) % {"n": n}


FOUND = {"mail": _dead_mail, "webhooks": _dead_hooks, "sign-outs": _not_told}
DECIDE = {"mail": _decide_mail, "webhooks": _decide_hooks, "sign-outs": _tell_again}
