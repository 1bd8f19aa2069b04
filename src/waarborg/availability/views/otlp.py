"""POST /v1/metrics: what exporters of OpenTelemetry send (OTLP/HTTP), acknowledged once it is committed.

Outside any scope: who comes, comes with an API token of one of the provider's own people, with the scope metrics:write.
Whatever a sender may try again is answered by 503 with Retry-After, since clients drop a message that gets a 500.
"""

from dataclasses import replace

import structlog
from django.conf import settings
from django.db import DatabaseError, DataError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from waarborg.access.actions.tokens import note_use
from waarborg.access.bearer import TokenNeeded, TokenRefused
from waarborg.access.middleware import actor_of
from waarborg.access.queries.networks import NotFromHere, shown
from waarborg.access.queries.tokens import Held, held
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.networks import permits
from waarborg.availability.actions.take_metrics import Taken, take_metrics
from waarborg.availability.rules.otlp import answers
from waarborg.availability.rules.otlp.points import Received, Unreadable
from waarborg.customers.queries import standing
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.rest.scopes import ScopeMissing
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.wording import tongue

log = structlog.stdlib.get_logger(__name__)
SCOPE = "metrics:write"
# Exporters wait this long before they try again; a commit that failed has left nothing behind.
TRY_AGAIN_SECONDS = 5


class NotNow(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "availability.metrics.not-now"
    status = 503
    nl = "De meetwaarden zijn nu niet te bewaren; er is niets van geteld."
    en = "The metrics cannot be kept now; nothing of them was counted."
    nl_way_out = "Stuur ze over {retry_after} s opnieuw."
    en_way_out = "Send them again in {retry_after} s."


class NotReadable(Refusal):
    code = "availability.metrics.not-countable"
    status = 400
    nl = "In dit bericht staan getallen die niet te tellen zijn."
    en = "There are numbers in this message that cannot be counted."


@csrf_exempt
@never_cache
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """200 with what was not counted, if anything; refusals as google.rpc.Status in the sender's own form."""
    kind = answers.JSON
    try:
        kind = answers.kind_of(request.headers.get("Content-Type", ""))
        taken = _take(request, kind)
    except Refusal as refusal:
        return _refused(refusal, kind)
    taken.after_commit()
    return HttpResponse(answers.accepted(taken.rejected, kind), content_type=kind)


def _take(request: HttpRequest, kind: str) -> Taken:
    token = _token(request)
    body = answers.unpacked(request.read(), request.headers.get("Content-Encoding", ""), limit=settings.OTLP_LIMIT)
    try:
        received = answers.read(body, kind)
    except Unreadable:
        log.warning("metrics were not readable", kind=kind, size=len(body))
        raise
    try:
        return _count(received, token)
    except DataError as error:
        raise NotReadable() from error
    except DatabaseError as error:
        log.warning("metrics could not be kept", error=str(error))
        raise NotNow(retry_after=TRY_AGAIN_SECONDS) from error


def _token(request: HttpRequest) -> Held:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise TokenNeeded()
    try:
        found = held(token.strip())
    except DatabaseError as error:
        raise NotNow(retry_after=TRY_AGAIN_SECONDS) from error
    # What customers measure themselves is no proof of ours.
    if found is None or not found.is_staff:
        raise TokenRefused()
    if SCOPE not in found.scopes:
        raise ScopeMissing(scope=SCOPE)
    address = visitor_address(request)
    if not permits(found.allowed, found.denied, address):
        raise NotFromHere(address=shown(address))
    return found


def _count(received: Received, token: Held) -> Taken:
    at = clock.now()
    note_use(token.id, token.used_at, now=clock.real())
    with tenancy.enter(Role.DESK, token.tenant):
        person = standing(tenant=token.tenant, person=token.person, at=at)
        if person is None or person.organisation_kind != "provider":
            raise TokenRefused()
        actor = replace(actor_of(token, person), token=token.id, scopes=token.scopes)
        return take_metrics(received, provider=token.tenant, by=actor, at=at)


def _refused(refusal: Refusal, kind: str) -> HttpResponse:
    said = refusal.say(tongue(translation.get_language()))
    answer = HttpResponse(answers.refused(refusal.status, said, kind), status=refusal.status, content_type=kind)
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    retry_after = refusal.params.get("retry_after")
    if retry_after is not None:
        answer.headers["Retry-After"] = str(retry_after)
    return answer
