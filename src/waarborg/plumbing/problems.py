"""Refusals at the web's edge, rendered once: as a page, a fragment for htmx, or problem JSON (RFC 9457)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render as render_template
from django.utils import translation

from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing.permissions import NotFound
from waarborg.plumbing.web.typed import page_before, typed
from waarborg.plumbing.web.wording import tongue

# Where only programs come (plumbing/rest).
PROGRAMS = "/api/"


# How refusals are said below an address, where a standard has words of its own for that.
_dialects: dict[str, Callable[[HttpRequest, Refusal], HttpResponse]] = {}


def dialect(prefix: str, say: Callable[[HttpRequest, Refusal], HttpResponse]) -> None:
    """From now on refusals below `prefix` are answered by `say`."""
    _dialects[prefix] = say


_noting: list[Callable[[HttpRequest, Refusal], None]] = []


def note(by: Callable[[HttpRequest, Refusal], None]) -> None:
    """From now on `by` hears of every refusal just before it is told, in the scope that the request works in."""
    if by not in _noting:
        _noting.append(by)


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
    for noting in _noting:
        noting(request, refusal)
    lang = tongue(translation.get_language())
    own = next((say for prefix, say in _dialects.items() if request.path.startswith(prefix)), None)
    response: HttpResponse
    if own is not None:
        response = own(request, refusal)
    elif wants_json(request):
        response = as_json(refusal)
    else:
        response = _page(request, refusal, lang)
    response.headers["Cache-Control"] = "no-store"
    return _with_wait(response, refusal)


def as_json(refusal: Refusal) -> HttpResponse:
    """The refusal as a program gets it, in the request's language: for addresses outside any scope, which answer by
    themselves. `Retry-After` as `render` has it."""
    response = JsonResponse(
        document(refusal, tongue(translation.get_language())),
        status=refusal.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    return _with_wait(response, refusal)


def _with_wait(response: HttpResponse, refusal: Refusal) -> HttpResponse:
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


class TooMuchText(BadInput):
    """The words of a form are more than is read into memory."""

    code = "plumbing.form.too-much-text"
    status = 413
    nl = "Wat u invulde is samen langer dan {limit} MB. Er is niets opgeslagen."
    en = "What you filled in is longer than {limit} MB in all. Nothing was stored."
    nl_way_out = "Ga terug, kort het in, en stuur een lange tekst mee als bestand."
    en_way_out = "Go back, shorten it, and send a long text along as a file."


class TooManyFiles(BadInput):
    """More files in one form than are looked at."""

    code = "plumbing.form.too-many-files"
    status = 413
    nl = "U stuurde meer dan {limit} bestanden tegelijk. Er is niets opgeslagen."
    en = "You sent more than {limit} files at a time. Nothing was stored."
    nl_way_out = "Ga terug en kies er minder, of stuur ze samen in één zipbestand."
    en_way_out = "Go back and choose fewer, or send them together in one zip file."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: what can be told of a request that is too much is told, the rest is not to be read."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, TooMuchText(limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2))
    if isinstance(exception, TooManyFilesSent):
        return render(request, TooManyFiles(limit=settings.DATA_UPLOAD_MAX_NUMBER_FILES))
    if isinstance(exception, DisallowedHost):
        # Who asks for another name than ours gets no page of ours: nothing of whose machine this is, and no look in
        # the database for it.
        return HttpResponse("400\n", status=400, content_type="text/plain; charset=utf-8")
    return render_template(request, "400.html", status=400)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: who signed in or out in another tab goes back to the form, with the text at hand."""
    context = {"typed": typed(request), "page_before": page_before(request)}
    return render_template(request, "403_csrf.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404: the same answer as for what belongs to somebody else."""
    return render(request, NotFound())
