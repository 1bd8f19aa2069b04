"""Language, theme and single keys: choices of a browser, kept in cookies, changed by a form without script."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

THEMES = ("light", "dark")
# Kept by menu.js: the numbers of the parts of the main menu that are folded, with dots between them.
_FOLDS_COOKIE = "waarborg_folds"
_YEAR = 365 * 24 * 3600
_THEME_COOKIE = "waarborg_theme"
_KEYS_COOKIE = "waarborg_keys"
# How a page looks depends on these, beside the language's own.
COOKIES = (_THEME_COOKIE, _KEYS_COOKIE, _FOLDS_COOKIE)
_on_language: list[Callable[[HttpRequest, str], None]] = []


def on_language(tell: Callable[[HttpRequest, str], None]) -> None:
    """Register who is told when somebody chooses a language: where people are known, it is kept with them."""
    _on_language.append(tell)


def theme(request: HttpRequest) -> str:
    """`light` or `dark`; empty follows the device."""
    chosen = request.COOKIES.get(_THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def keys_on(request: HttpRequest) -> bool:
    """Whether single keys work on the desk."""
    return request.COOKIES.get(_KEYS_COOKIE) != "off"


def folded(request: HttpRequest) -> frozenset[str]:
    """The parts of the main menu that are folded in this browser, by their numbers from 1."""
    return frozenset(request.COOKIES.get(_FOLDS_COOKIE, "")[:100].split("."))


# Exempt: public pages carry no token, and all that a forged request could do is change how a page looks.
@csrf_exempt
@require_POST
def remember(request: HttpRequest) -> HttpResponse:
    """Keeps the choices that were sent (`language`, `theme`, `keys`; what is not known is left alone) and goes back."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, str(language))
        for tell in _on_language:
            tell(request, str(language))
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        _keep(request, response, _THEME_COOKIE, str(chosen))
    elif chosen == "system":
        response.delete_cookie(_THEME_COOKIE, samesite="Lax")
    if request.POST.get("keys") in ("on", "off"):
        _keep(request, response, _KEYS_COOKIE, request.POST["keys"])
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
