"""Writing articles, with a preview, and from a ticket."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.catalogue.queries import items
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang
from waarborg.support.actions.articles.pictures import add_picture
from waarborg.support.actions.articles.write import write
from waarborg.support.forms.articles import ArticleForm, of_draft
from waarborg.support.models import ArticleDraft
from waarborg.support.permissions import ARTICLE_WRITE
from waarborg.support.queries import articles as reading
from waarborg.support.views.articles.showing import text_of


@staff_only
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, ARTICLE_WRITE)  # type: ignore[attr-defined]
    return _form(request, None, {"reach": "customers"}, _("New article"))


@staff_only
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, article: UUID) -> HttpResponse:
    permissions.require(request.actor, ARTICLE_WRITE)  # type: ignore[attr-defined]
    held = reading.at_desk(article)
    return _form(request, held, of_draft(held), _("Change the article"))


def _form(request: HttpRequest, held: ArticleDraft | None, initial: dict[str, Any], title: str) -> HttpResponse:
    form = ArticleForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial=initial,
        items=items(archived=False),
        lang=lang(),
    )
    status, preview = 422 if form.errors else 200, []
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            preview = _previews(form, held)
        else:
            try:
                done = _keep(request, form, held)
            except Refusal as refusal:
                refuse(form, refusal, lang())
                status = refusal.status
            else:
                success(request, _("The draft has been kept; only your colleagues see it."))
                return redirect("support:desk-article", article=done.article_id)
    trail = [{"label": _("Knowledge base"), "url": reverse("support:desk-articles")}]
    if held is not None:
        trail.append({"label": held.title(lang()), "url": reverse("support:desk-article", args=[held.article_id])})
    context = {
        "form": form,
        "held": held,
        "previews": preview,
        "pictures": sorted(reading.pictures(held.article_id)) if held else [],
        "page_title": title,
        "crumbs": [*trail, {"label": title}],
    }
    return render(request, "support/articles/write.html", context, status=status)


def _keep(request: HttpRequest, form: ArticleForm, held: ArticleDraft | None) -> ArticleDraft:
    """The draft with its pictures: all of it or nothing. Raises the refusals of the actions."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    with transaction.atomic():
        done = write(
            held.article_id if held else None, form.words(), form.meant(), revision=form.cleaned_data["revision"],
            by=by, at=at,
        )  # fmt: skip
        for upload in form.cleaned_data["pictures"]:
            add_picture(done.article_id, upload, name=upload.name or "", by=by, at=at)
    return done


def _previews(form: ArticleForm, held: ArticleDraft | None) -> list[dict[str, Any]]:
    words = form.words()
    pictures = reading.pictures(held.article_id) if held else {}
    both = ((one, getattr(words, f"title_{one}"), getattr(words, f"body_{one}")) for one in ("nl", "en"))
    return [
        {"title": title, "html": text_of(body, pictures, top=4), "spoken": one, "video": words.video}
        for one, title, body in both
        if title or body
    ]
