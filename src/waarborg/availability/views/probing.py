"""What comes in without a session: jobs that report under a secret address, and places that fetch their list and
deliver their results by a token. All of it lies outside any scope; a stranger gets 404 or 401 and learns nothing."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from waarborg.access.actions.attempts import spend
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.availability.actions.deliver import Delivered, deliver
from waarborg.availability.actions.ping import ping
from waarborg.availability.models import Place
from waarborg.availability.queries.probes import place_of, tasks_of
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.kernel.instants import to_us
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.tenancy import Role

MOST_BYTES = 4 * 1024 * 1024
# By the address it comes from: a machine may run many jobs, and a stranger guesses in vain.
PINGS = Limit(attempts=600, window=timedelta(minutes=1))
STRANGERS = Limit(attempts=30, window=timedelta(minutes=1))


class PlaceUnknown(Refusal):
    code = "availability.place.unknown"
    status = 401
    nl = "Deze meetplaats is niet bekend, of werd ingetrokken."
    en = "This probing place is not known, or was revoked."
    nl_way_out = "Maak op de pagina Metingen een nieuwe meetplaats en gebruik haar sleutel."
    en_way_out = "Make a new place on the page Probes and use its token."


class TooFast(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "availability.probe.too-fast"
    status = 429
    nl = "Dit gaat te snel; wacht {retry_after} s."
    en = "This is too fast; wait {retry_after} s."


class NotResults(BadInput):
    code = "availability.results.unreadable"
    nl = "Deze resultaten zijn niet te lezen."
    en = "These results cannot be read."


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def heartbeat(request: HttpRequest, token: str) -> HttpResponse:
    """A job ran."""
    return _heard(request, token, good=True)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def heartbeat_failed(request: HttpRequest, token: str) -> HttpResponse:
    """A job failed, and says so itself."""
    return _heard(request, token, good=False)


def _heard(request: HttpRequest, token: str, *, good: bool) -> HttpResponse:
    whose = visitor_address(request)
    spent = spend("heartbeat", whose, PINGS)
    if spent.over:
        return problems.as_json(TooFast(retry_after=spent.seconds))
    with tenancy.enter(Role.DESK):
        known = ping(token, good=good, at=clock.now())
    if not known:
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    return HttpResponse("OK\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_GET
def place_tasks(request: HttpRequest) -> HttpResponse:
    """What a place has to ask, and our clock in microseconds, so that it knows how far off its own is."""
    try:
        place = _place(request)
        with tenancy.enter(Role.DESK):
            tasks = [one.as_json() for one in tasks_of(place.id)]
        return JsonResponse({"now": to_us(clock.now()), "place": place.name, "tasks": tasks})
    except Refusal as refusal:
        return problems.as_json(refusal)


@csrf_exempt
@require_POST
def place_results(request: HttpRequest) -> HttpResponse:
    """Results of a place, each counted once however often it is delivered: (probe, start, took, good, why, status,
    days), instants in microseconds."""
    try:
        place = _place(request)
        results = _results(request)
        with tenancy.enter(Role.DESK):
            taken = deliver(place.id, results, at=clock.now())
        told = {"now": to_us(clock.now()), "new": taken.new, "known": taken.known, "refused": taken.refused}
        return JsonResponse(told)
    except Refusal as refusal:
        return problems.as_json(refusal)


def _place(request: HttpRequest) -> Place:
    """Raises PlaceUnknown, TooFast."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    with tenancy.enter(Role.DESK):
        found = place_of(token.strip()) if kind.lower() == "bearer" and token else None
    if found is None:
        spent = spend("place", visitor_address(request), STRANGERS)
        if spent.over:
            raise TooFast(retry_after=spent.seconds)
        raise PlaceUnknown()
    return found


def _results(request: HttpRequest) -> list[Delivered]:
    """Raises NotResults."""
    try:
        raw = request.body
        if len(raw) > MOST_BYTES:
            raise ValueError(len(raw))
        return [_result(row) for row in json.loads(raw)["results"]]
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        raise NotResults() from None


def _result(row: list[Any]) -> Delivered:
    probe, start, took, good, why, status, days = row
    numbers = [start, took, *(one for one in (status, days) if one is not None)]
    if any(type(one) is not int for one in numbers) or type(good) is not bool or type(why) is not str:
        raise ValueError(row)
    return Delivered(UUID(probe), start, took, good, why, status, days)
