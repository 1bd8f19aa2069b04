"""Mail handed over by a relay: a POST of the mail as it came, signed, for who has no mailbox that can be fetched from.

Signed as our own webhooks are (Standard Webhooks 1.0): HMAC-SHA256 over `id.timestamp.body`, in base64, after `v1,`.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, problems
from waarborg.plumbing.mail_in.arrive import LIMIT, Come, arrive, too_large

log = structlog.stdlib.get_logger(__name__)
# A stamp may be this far from our clock. A signed mail that is sent again later is told by its bytes anyway.
TOLERANCE = timedelta(minutes=5)
MAILBOX = "webhook"
_BEGINS = "whsec_"


class NotSwitchedOn(Refusal):
    code = "plumbing.mail-in.off"
    status = 404
    nl = "Hier wordt geen mail aangenomen."
    en = "No mail is accepted here."


class NotSigned(Refusal):
    """One answer for a signature that is missing, wrong or too old: nobody learns which."""

    code = "plumbing.mail-in.signature"
    status = 401
    nl = "De handtekening klopt niet, of het tijdstip erin is meer dan vijf minuten oud."
    en = "The signature is not right, or its timestamp is more than five minutes old."
    nl_way_out = "Teken `id.tijdstip.mail` met WAARBORG_MAIL_IN_SECRET en kijk of de klok gelijk loopt."
    en_way_out = "Sign `id.timestamp.mail` with WAARBORG_MAIL_IN_SECRET and look whether the clock is right."


@csrf_exempt
@never_cache
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """202 with the number under which the mail is kept; 200 where it was here already. Outside any scope."""
    try:
        return _take(request)
    except Refusal as refusal:
        log.warning("mail was not accepted", code=refusal.code)
        return problems.as_json(refusal)


def _take(request: HttpRequest) -> HttpResponse:
    secret = settings.MAIL_IN_SECRET
    if not secret:
        raise NotSwitchedOn()
    size = int(request.headers.get("Content-Length") or 0)
    if size > LIMIT:
        raise too_large(size)
    raw = request.read()
    # In real time: the relay's clock is no demonstration's.
    require_signed(request, raw, secret, now=clock.real())
    at = clock.now()
    kept = arrive([Come(raw, at)], mailbox=MAILBOX, at=at)
    if not kept:
        return JsonResponse({"kept": None, "known": True}, status=200)
    return JsonResponse({"kept": str(kept[0].id), "known": False}, status=202)


def require_signed(request: HttpRequest, body: bytes, secret: str, *, now: datetime) -> None:
    """Raises NotSigned."""
    identifier = request.headers.get("webhook-id", "")
    stamp = request.headers.get("webhook-timestamp", "")
    if not identifier or not stamp.isdecimal() or len(stamp) > 12:
        raise NotSigned()
    if abs(now - clock.from_unix(int(stamp))) > TOLERANCE:
        raise NotSigned()
    made = base64.b64encode(hmac.digest(_key(secret), f"{identifier}.{stamp}.".encode() + body, hashlib.sha256))
    given = request.headers.get("webhook-signature", "").split()[:10]
    if not any(hmac.compare_digest(one.removeprefix("v1,").encode(), made) for one in given if one.startswith("v1,")):
        raise NotSigned()


def _key(secret: str) -> bytes:
    """As in our own webhooks: base64 after `whsec_`; any other text is its own bytes."""
    return base64.b64decode(secret.removeprefix(_BEGINS)) if secret.startswith(_BEGINS) else secret.encode()
