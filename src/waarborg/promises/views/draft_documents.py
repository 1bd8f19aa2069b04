"""Documents beside a draft: attached, looked at, taken off."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.actions.draft_documents import attach, detach
from waarborg.promises.forms import AttachForm
from waarborg.promises.queries import draft_documents as enclosing
from waarborg.promises.queries import drafts as reading


@staff_only
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, draft: UUID) -> HttpResponse:
    """What the text names and what is there; by POST `do` is attach, or detach with `file`. `?show=` reads one."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.publish")
    held = reading.draft(draft)
    lang = wording.tongue(get_language())
    rows, status = enclosing.enclosed(held, lang), 200
    attaching = request.method == "POST" and request.POST.get("do") == "attach"
    form = AttachForm(
        request.POST if attaching else None, request.FILES if attaching else None, names=[one.file for one in rows]
    )
    if request.method == "POST" and not attaching:
        detach(draft, request.POST.get("file", ""), by=by, at=at)
        success(request, _("The document has been taken off."))
        return redirect("promises:draft-documents", draft=draft)
    if attaching:
        try:
            if form.is_valid():
                attach(draft, form.name, form.content(), by=by, at=at)
                success(request, _("%(name)s is attached.") % {"name": form.name})
                return redirect("promises:draft-documents", draft=draft)
            status = 422
        except Refusal as refusal:
            refuse(form, refusal, lang)
            status = refusal.status
    show = request.GET.get("show", "")
    context = {
        "draft": held,
        "rows": rows,
        "form": form,
        "show": show,
        "text": enclosing.as_text(enclosing.attached(held, show)) if show else None,
        "page_title": _("Documents of the draft"),
        "crumbs": [
            {"label": _("Agreements"), "url": reverse("promises:desk-agreements")},
            {"label": _("Drafts"), "url": reverse("promises:drafts")},
            {"label": _("Draft"), "url": reverse("promises:draft", args=[draft])},
            {"label": _("Documents")},
        ],
    }
    return render(request, "promises/draft_documents.html", context, status=status)


@staff_only
@require_safe
def file(request: HttpRequest, draft: UUID) -> HttpResponse:
    """An attached document (`?file=`), as a download, always."""
    permissions.require(request.actor, "promises.agreement.publish")  # type: ignore[attr-defined]
    name = request.GET.get("file", "")
    content = enclosing.attached(reading.draft(draft), name)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)
