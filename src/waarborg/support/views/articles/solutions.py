"""Solutions first (PX-85): what may answer a report that is being written, before it is sent.

With script the articles stand beside the form as it is typed; without, a button of the form leads here, and from here
the same report goes on its way.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import contact_only
from waarborg.plumbing import permissions
from waarborg.plumbing.web.reader import lang
from waarborg.support.permissions import ARTICLE_READ
from waarborg.support.queries.article_search import offered
from waarborg.support.views.articles.showing import in_list

# What of a long report is looked for: its title, and how it begins.
LOOKED_AT = 600
KEPT = 60


@contact_only
@require_http_methods(["GET", "POST"])
def solutions(request: HttpRequest) -> HttpResponse:
    """At most five articles; for htmx as a part of the page. Nothing that was typed is kept."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_READ, tenant=by.tenant)
    if request.method == "GET":
        return redirect("support:new")
    subject = request.POST.get("subject", "").replace("\x00", "")[:200]
    what = request.POST.get("what", "").replace("\x00", "")[:LOOKED_AT]
    context: dict[str, Any] = {"offered": in_list(offered(subject, what), lang())}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "support/articles/offered.html", context)
    typed = [(name, value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken"][:KEPT]
    context |= {"typed": typed, "files": bool(request.FILES), "page_title": _("Is the answer among these?")}
    return render(request, "support/articles/solutions.html", context)
