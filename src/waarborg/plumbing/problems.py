"""Refusals at the web's edge, rendered once: as a page, a fragment for htmx, or problem JSON (RFC 9457)."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render as render_template
from django.utils import translation

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.typed import page_before, typed
from waarborg.plumbing.web.wording import tongue

# Where only programs come (plumbing/rest).
PROGRAMS = "/api/"


class SignInFirst(Refusal):
    """For programs: people are sent to the sign-in page instead."""

    code = "plumbing.sign-in-first"
    status = 401
    nl = "Log eerst in."
    en = "Sign in first."


class NotHere(Refusal):
    """What stands at this address cannot be asked this."""

    code = "plumbing.method"
    status = 405
    nl = "Dit adres kent {method} niet."
    en = "This address does not know {method}."


def wants_json(request: HttpRequest) -> bool:
    """Programs get JSON, whatever they say they accept."""
    if request.path.startswith(PROGRAMS):
        return True
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "text/html" not in accepted


def document(refusal: Refusal, lang: str) -> dict[str, Any]:
    """RFC 9457 members (type, title, status, detail) and beside them the stable code, the way out, and of input that is
    wrong in places, which (`errors`, each with `at` and `detail`)."""
    found: dict[str, Any] = {
        "type": f"urn:waarborg:refusal:{refusal.code}",
        "title": refusal.code,
        "status": refusal.status,
        "detail": refusal.say(lang),
        "code": refusal.code,
    }
    way_out = refusal.way_out(lang)
    found |= {"way_out": way_out} if way_out else {}
    faults = getattr(refusal, "faults", ())
    if not faults and isinstance(refusal, BadInput) and refusal.path:
        faults = ((f"#/{refusal.path}", {lang: refusal.say(lang)}),)
    return found | ({"errors": [{"at": at, "detail": said[lang]} for at, said in faults]} if faults else {})


def render(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal in the request's language, with `Retry-After` where it has a `retry_after` (whole seconds)."""
    lang = tongue(translation.get_language())
    if wants_json(request):
        response: HttpResponse = JsonResponse(
            document(refusal, lang),
            status=refusal.status,
            content_type="application/problem+json",
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        response = _page(request, refusal, lang)
    response.headers["Cache-Control"] = "no-store"
    retry_after = refusal.params.get("retry_after")
    if isinstance(retry_after, int):
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(request: HttpRequest, refusal: Refusal, lang: str) -> HttpResponse:
    context = {
        "refusal": refusal,
        "text": refusal.say(lang),
        "way_out": refusal.way_out(lang),
        "code": refusal.code,
        "status": refusal.status,
        "typed": typed(request),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render_template(request, "components/refusal.html", context, status=refusal.status)
    template = "404.html" if isinstance(refusal, NotFound) else "refusal.html"
    return render_template(request, template, context, status=refusal.status)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: who signed in or out in another tab goes back to the form, with the text at hand."""
    context = {"typed": typed(request), "page_before": page_before(request)}
    return render_template(request, "403_csrf.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404: the same answer as for what belongs to somebody else."""
    return render(request, NotFound())
