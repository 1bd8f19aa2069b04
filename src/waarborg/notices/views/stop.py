"""No more mail of a kind, by the link in a mail: a page with a button, and for mail programs one POST (RFC 8058).

Looking changes nothing, because scanners of mail look at every link.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from waarborg.notices.actions.prefer import stop
from waarborg.notices.queries.portal import by_token
from waarborg.notices.rules.kinds import kind
from waarborg.plumbing import clock, tenancy
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.tenancy import Role
from waarborg.plumbing.web.reader import lang

LONGEST = 400


# A mail program has no cookie and no token of ours: the address itself is the right, and gives only this.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    with tenancy.enter(Role.DESK):
        found = by_token(token[:LONGEST])
    done = False
    if request.method == "POST":
        with tenancy.enter(Role.DESK, found.tenant):
            stop(found, by=Actor(kind="contact", tenant=found.tenant, person=found.person), at=clock.now())
        done = True
    context = {
        "kind": kind(found.kind).words(lang()),
        "done": done,
        "page_title": _("No more mail of this kind"),
    }
    return render(request, "notices/stop.html", context)
