"""Tells the browser that a form was taken, so that it lets go of what it kept of it (static/waarborg/drafts.js)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

COOKIE = "sent"
# A form with files is sent by the page itself (static/waarborg/send.js): it is told where to go, and goes there.
ASKED, LEADS_TO = "X-Waarborg-Send", "X-Waarborg-To"
SECONDS = 120
_ASKED = f"HTTP_{ASKED.upper().replace('-', '_')}"


def sent(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A redirection after a form of somebody signed in means that it was taken; everything else leaves it with them.

    Innermost: whoever is sent to the sign-in page instead has no actor.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code in (302, 303) and getattr(request, "actor", None):
            # Read by the script, so not for the server alone; it holds an address of this site and nothing else.
            response.set_cookie(COOKIE, request.path, max_age=SECONDS, secure=request.is_secure(), samesite="Lax")
        if request.META.get(_ASKED) and response.has_header("Location"):
            response.headers[LEADS_TO] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response

    return middleware
