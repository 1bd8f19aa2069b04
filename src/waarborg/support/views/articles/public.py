"""The knowledge base for visitors: what is published for everybody, and nothing of it is noted."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.plumbing.actors import Actor
from waarborg.plumbing.web.reader import lang
from waarborg.support.queries import articles as reading
from waarborg.support.views.articles.portal import listing
from waarborg.support.views.articles.showing import shown


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Search and list; the number is counted from what is published (CL-14). Who is signed in has a page of his own."""
    by: Actor | None = request.actor  # type: ignore[attr-defined]
    if by is not None:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse("support:desk-articles" if by.is_staff else "support:articles") + query)
    context = {**listing(request), "count": reading.count(), "sign_in": reverse("account_login")}
    return render(request, "support/articles/public_list.html", context)


@require_safe
def article(request: HttpRequest, article: UUID) -> HttpResponse:
    by: Actor | None = request.actor  # type: ignore[attr-defined]
    found = reading.read(article)
    if by is not None:
        return redirect("support:desk-article" if by.is_staff else "support:article", article=found.id)
    language = lang()
    context = {
        "article": found,
        **shown(found, language, reading.pictures(found.id)),
        "crumbs": [{"label": _("Help"), "url": reverse("support:help")}, {"label": found.title(language)}],
    }
    return render(request, "support/articles/public_article.html", context)
