"""The knowledge base for customers: search, read, say whether it helped."""

from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from waarborg.access.guard import contact_only
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.paging import cursor_of
from waarborg.plumbing.web.reader import lang
from waarborg.support.actions.articles.judge import judge, opened
from waarborg.support.forms.articles import JudgeForm
from waarborg.support.permissions import ARTICLE_JUDGE, ARTICLE_READ
from waarborg.support.queries import articles as reading
from waarborg.support.queries.article_search import Found, search
from waarborg.support.views.articles.showing import in_list, next_page, shown, typed


@contact_only
@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """What was searched for (`q`), what belongs to a page of the application (`screen`), or what is used most and what
    is new."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_READ, tenant=by.tenant)
    return render(request, "support/articles/portal_list.html", listing(request))


def listing(request: HttpRequest) -> dict[str, object]:
    """The context of a list of articles, in the portal and for visitors. At most six queries."""
    text, screen, language = typed(request.GET.get("q", "")), request.GET.get("screen", "")[:200], lang()
    found = search(text) if text else Found([], {})
    context: dict[str, object] = {
        "text": text,
        "screen": screen,
        "found": in_list(found.articles, language),
        "instead": [(word, near) for word, near in found.instead.items()],
        "page_title": _("Help"),
    }
    if text:
        return context
    after = cursor_of(request.GET.get("after", ""))
    newest = reading.newest(reading.PAGE + 1, after=after, screen=screen.replace("\x00", ""))
    used = [] if after or screen else reading.most_used()
    return context | {
        "newest": in_list(newest[: reading.PAGE], language),
        "used": in_list([one for one in used if one.opened], language),
        "more": next_page(newest, reading.PAGE),
    }


@contact_only
@require_safe
def article(request: HttpRequest, article: UUID) -> HttpResponse:
    """One article; opening it is noted once a day. `?from=report`: the reader was about to report something."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_READ, tenant=by.tenant)
    found = reading.read(article)
    if request.method == "GET":
        opened(found, by=by, at=at)
    return _page(request, article)


def _page(request: HttpRequest, article: UUID, *, form: JudgeForm | None = None) -> HttpResponse:
    by, language = request.actor, lang()  # type: ignore[attr-defined]
    found = reading.read(article)
    said = reading.judged(found, by, clock.now())
    context = {
        "article": found,
        **shown(found, language, reading.pictures(found.id)),
        "said": said,
        "form": form or JudgeForm(initial={"comment": said.comment if said else ""}),
        "from_report": request.GET.get("from") == "report" or request.POST.get("source") == "report",
        "may_judge": permissions.may(by, ARTICLE_JUDGE, tenant=by.tenant),
        "may_ask": permissions.may(by, "support.ticket.open", tenant=by.tenant),
        "crumbs": [{"label": _("Help"), "url": reverse("support:articles")}, {"label": found.title(language)}],
    }
    return render(request, "support/articles/portal_article.html", context, status=422 if form else 200)


@contact_only
@require_http_methods(["POST"])
def judged(request: HttpRequest, article: UUID) -> HttpResponse:
    """Whether it answered the question: one click, and a comment where somebody wants to give one."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_JUDGE, tenant=by.tenant)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form=form)
    filled = form.cleaned_data
    source = filled["source"] or "article"
    judge(article, helped=filled["helped"], source=source, comment=filled["comment"], by=by, at=clock.now())
    if filled["helped"] and source == "report":
        success(request, _("Good that it is solved. Nothing was reported, so you need not do anything."))
        return redirect("support:tickets")
    if not filled["comment"]:
        success(request, _("Thank you: it has been noted."))
    else:
        success(request, _("Thank you: we read every comment."))
    back = reverse("support:article", args=[article])
    return redirect(f"{back}?from=report#judge" if source == "report" else f"{back}#judge")
