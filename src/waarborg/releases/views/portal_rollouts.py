"""New versions for the own organisation: when its turn is, and an earlier or a later one."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang
from waarborg.releases.actions.rollouts.move import choose_wave
from waarborg.releases.models import Rollout, Turn, Wave
from waarborg.releases.permissions import CHOOSE_WAVE, READ
from waarborg.releases.queries import rollouts as reading
from waarborg.releases.rules import rollouts as rules
from waarborg.releases.views.rollouts import MARKS


@contact_only
@require_http_methods(["GET", "POST"])
def rollouts(request: HttpRequest) -> HttpResponse:
    """By POST `rollout` comes in wave `number` for this organisation. Five queries."""
    by, at = request.actor, clock.now()
    permissions.require(by, READ, tenant=by.tenant)
    refusal = None
    if request.method == "POST":
        try:
            choose_wave(*_chosen(request), by=by, at=at)
        except permissions.NotFound:
            raise
        except Refusal as found:
            refusal = found
        else:
            success(request, _("You have another turn."))
            return redirect("releases:rollouts")
    may_choose = permissions.may(by, CHOOSE_WAVE, tenant=by.tenant)
    context = {
        "page_title": _("New versions"),
        "lines": [_line(*one, may_choose) for one in reading.of_customer(by.tenant, at=at)],
        "refusal": refusal,
    }
    return render(request, "releases/rollouts.html", context, status=refusal.status if refusal else 200)


def _chosen(request: HttpRequest) -> tuple[UUID, int]:
    """Raises NotFound for what is no choice."""
    number = request.POST.get("number", "")
    try:
        rollout = UUID(request.POST.get("rollout", ""))
    except ValueError:
        raise permissions.NotFound() from None
    if not (number.isdecimal() and number.isascii() and len(number) < 4):
        raise permissions.NotFound()
    return rollout, int(number)


def _line(one: Rollout, waves: list[Wave], turn: Turn | None, may_choose: bool) -> dict[str, Any]:
    where = turn.wave if turn else waves[-1]
    ahead = [each for each in waves if each.started_at is None and each.number != where.number]
    return {
        "rollout": one,
        "mark": MARKS[one.state],
        "state": rules.call_state(one.state, lang()),
        "wave": where,
        "waves": len(waves),
        "turn": turn,
        "took": turn.took(clock.now()) if turn else None,
        "reason": rules.call_reason(turn.reason, lang()) if turn and turn.reason else "",
        "choices": ahead if may_choose and where.started_at is None and one.state != rules.DONE else [],
    }
