"""What the domain of the sender says of its mail, for staff."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.notices.actions.check_domain import ask_check
from waarborg.notices.permissions import LOOK
from waarborg.notices.queries.look import domain_of_sender, sender_row
from waarborg.notices.rules.mail_domain_words import words
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import menus
from waarborg.plumbing.web.reader import lang

# The marks of the design system: kept, at risk, broken, not known.
MARKS = {"good": "met", "doubt": "risk", "bad": "broken", "unknown": "plan"}


@staff_only
@require_http_methods(["GET", "POST"])
def domain(request: HttpRequest) -> HttpResponse:
    """What was found last; by POST it is looked up again, by a job. One query."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, LOOK)
    if request.method == "POST":
        ask_check(by=by, at=clock.now())
        success(request, _("The records are being looked up; refresh this page in a moment."))
        return redirect("notices:domain")
    held = sender_row()
    findings = [
        {
            "what": one["what"].upper(),
            "mark": MARKS[one["state"]],
            "text": words(one["what"], one["code"], one["params"], lang()),
        }
        for one in (held.findings if held else [])
    ]
    waiting = (
        held is not None and held.asked_at is not None and (held.checked_at is None or held.checked_at < held.asked_at)
    )
    context = {
        "domain": domain_of_sender(held),
        "held": held,
        "findings": findings,
        "waiting": waiting,
        "parts": menus.parts(request, "administration"),
        "parts_label": _("Administration"),
        "page_title": _("Mail of our domain"),
    }
    return render(request, "notices/domain.html", context)
