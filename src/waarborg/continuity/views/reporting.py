"""Secret addresses: a job says that its back-up is done, or failed. Outside any scope; a stranger gets 404."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waarborg.access.actions.attempts import spend
from waarborg.access.queries.visitor import visitor_address
from waarborg.access.rules.throttling import Limit
from waarborg.continuity.actions.refusals import NotInOrder, NotMeasured
from waarborg.continuity.actions.report_run import Reported, report_at_address
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, problems, tenancy
from waarborg.plumbing.tenancy import Role

# By the address it comes from: a machine may make many back-ups, and a stranger guesses in vain.
REPORTS = Limit(attempts=600, window=timedelta(minutes=1))
UNSAID = "not said"


class TooFast(Refusal):
    """Carries `retry_after`, in seconds, for the header of that name."""

    code = "continuity.backup.too-fast"
    status = 429
    nl = "Dit gaat te snel; wacht {retry_after} s."
    en = "This is too fast; wait {retry_after} s."


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: HttpRequest, token: str) -> HttpResponse:
    """A back-up is complete now; `size` (bytes), `sha256`, `place`, `reference` and `began` (RFC 3339) may say more."""
    return _heard(request, token, succeeded=True)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def failed(request: HttpRequest, token: str) -> HttpResponse:
    """A back-up failed now; `reason` may say why."""
    return _heard(request, token, succeeded=False)


def _heard(request: HttpRequest, token: str, *, succeeded: bool) -> HttpResponse:
    spent = spend("backup-report", visitor_address(request), REPORTS)
    try:
        if spent.over:
            raise TooFast(retry_after=spent.seconds)
        at = clock.now()
        said = _said(request.POST or request.GET, succeeded=succeeded, at=at)
        with tenancy.enter(Role.DESK):
            made = report_at_address(token, said, at=at)
    except Refusal as refusal:
        return problems.as_json(refusal)
    if made is None:
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    return HttpResponse(f"{made.outcome}\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def _said(given: QueryDict, *, succeeded: bool, at: datetime) -> Reported:
    """Raises NotInOrder, NotMeasured."""
    size, began = given.get("size", "").strip(), given.get("began", "").strip()
    if size and not (size.isascii() and size.isdigit() and len(size) < 19):
        raise NotMeasured(path="size")
    try:
        since = datetime.fromisoformat(began) if began else None
    except ValueError:
        raise NotInOrder(path="began") from None
    if since is not None and since.tzinfo is None:
        raise NotInOrder(path="began")
    return Reported(
        at, began_at=since, succeeded=succeeded, reason="" if succeeded else given.get("reason", "").strip() or UNSAID,
        size=int(size) if size else None, sha256=given.get("sha256", ""), place=given.get("place", ""),
        reference=given.get("reference", ""),
    )  # fmt: skip
