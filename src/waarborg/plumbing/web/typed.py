"""What somebody had typed in a form that could not be carried out, to be shown again on the page that says so.

For who works without script: with it the browser keeps a draft (drafts.py).
"""

from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

_SECRET = ("password", "current", "code", "token", "csrf")
_SHORTEST = 8


def typed(request: HttpRequest) -> list[str]:
    """The texts of this form, as they were sent: words, not choices or numbers, and never a password.

    Empty when the form came from another site: nobody else's words may stand on a page of ours.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    try:
        fields = request.POST
    except (UnreadablePostError, MultiPartParserError, RequestDataTooBig, SuspiciousOperation, BadRequest, OSError):
        return []
    return [
        value
        for name, value in fields.items()
        if isinstance(value, str)
        and len(value.strip()) >= _SHORTEST
        and len(value.split()) > 1
        and not any(word in name.lower() for word in _SECRET)
    ]


def page_before(request: HttpRequest) -> str:
    """The path of our own page on which this form stood, or nothing."""
    if not _is_ours(request):
        return ""
    parts = urlsplit(request.headers.get("Referer", ""))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_ours(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
