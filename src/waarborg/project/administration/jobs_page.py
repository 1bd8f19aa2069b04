"""Jobs by state: what waits, runs, hangs or failed; run again, cancel."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.queue import deciding, looking
from waarborg.project.administration.frame import chosen, number, operator_only, shown


@operator_only("GET", "POST")
def page(request: HttpRequest) -> HttpResponse:
    """By POST: `do` is retry or cancel with `job`, or retry-all with `task`."""
    refusal = None
    if request.method == "POST":
        try:
            if said := _decide(request):
                success(request, said)
                return redirect(request.get_full_path())
        except Refusal as refused:
            refusal = refused
    state: Any = chosen(request, "state", looking.STATES)
    task = " ".join(request.GET.get("task", "").split())[:128].replace("\0", "")
    before = number(request.GET.get("before", ""))
    rows = looking.jobs(state, task=task, before=before, limit=looking.PAGE + 1)
    page, more = rows[: looking.PAGE], len(rows) > looking.PAGE
    counts = looking.counts()
    tabs = [
        {"label": words(one).capitalize(), "url": _url(one, task), "current": one == state, "count": counts[one]}
        for one in looking.STATES
    ]
    context = {
        "tabs": tabs,
        "state": state,
        "task": task,
        "rows": page,
        "failed_tasks": sorted({one.task for one in page}) if state == "failed" else [],
        "later_url": _url(state, task, page[-1].id) if more else "",
        "is_first": before is None,
        "first_url": _url(state, task),
        "refusal": refusal,
    }
    return shown(request, "jobs", context, refusal.status if refusal else 200)


def _url(state: str, task: str, before: int | None = None) -> str:
    asked = {"state": state, "task": task, "before": before}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def words(state: str) -> str:
    return {
        "waiting": _("waiting"),
        "planned": _("planned"),
        "running": _("running"),
        "stalled": _("stalled"),
        "failed": _("failed"),
        "cancelled": _("cancelled"),
    }[state]


def _decide(request: HttpRequest) -> str:
    """Does it and says so; an empty text for what asks nothing."""
    by: Any = request.actor  # type: ignore[attr-defined]
    do, job, at = request.POST.get("do"), number(request.POST.get("job", "")), clock.now()
    if do == "retry" and job is not None:
        deciding.retry(job, by=by, at=at)
        return _("Job %(job)s runs again.") % {"job": job}
    if do == "cancel" and job is not None:
        deciding.cancel(job, by=by, at=at)
        return _("Job %(job)s has been cancelled.") % {"job": job}
    if do == "retry-all" and (task := request.POST.get("task", "").replace("\0", "")):
        n = deciding.retry_all(task, by=by, at=at)
        return ngettext("%(n)s job runs again.", "%(n)s jobs run again.", n) % {"n": n}
    return ""
