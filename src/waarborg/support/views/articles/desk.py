"""Articles for staff: the list by state, what must be looked at again, and one with what can be done to it."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web.reader import lang
from waarborg.plumbing.web.wording import percent
from waarborg.support.actions.articles import publish as acts
from waarborg.support.actions.articles.review import hand_over, reviewed
from waarborg.support.forms.articles import OwnerForm, ReviewForm
from waarborg.support.models import ArticleDraft
from waarborg.support.permissions import ARTICLE_PUBLISH, ARTICLE_SEE, ARTICLE_WRITE
from waarborg.support.queries import articles as reading
from waarborg.support.queries.article_figures import Month, figures
from waarborg.support.queries.people import colleagues
from waarborg.support.rules.articles import comparing, reach
from waarborg.support.views.articles.showing import shown, spoken_of, today, typed

SHOWN = ("published", "draft", "review", "withdrawn")


@staff_only
@require_GET
def articles(request: HttpRequest) -> HttpResponse:
    """A part of them, the last written first, and how much was solved without a ticket. Six queries."""
    by, day = request.actor, today()  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_SEE)
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "published"
    text, page = typed(request.GET.get("q", "")), request.GET.get("page", "1")
    number = min(int(page), 10_000) if page.isdecimal() and int(page) else 1
    lines, more = reading.listed(show, text=text, page=number, today=day)
    context = {
        "lines": [(one, one.draft.title(lang()), _whom(one.draft)) for one in lines],
        "show": show,
        "text": text,
        "more": number + 1 if more else 0,
        "tabs": _tabs(show, reading.counts(day)),
        "months": [(one, _share(one)) for one in figures(now=clock.now(), months=3)],
        "today": day,
        "may_write": permissions.may(by, ARTICLE_WRITE),
        "page_title": _("Knowledge base"),
    }
    return render(request, "support/articles/desk_list.html", context)


def _whom(draft: ArticleDraft) -> str:
    """For whom it is meant, by the name of the product where it is for who has that."""
    if draft.reach == reach.PRODUCT and draft.item:
        return _("customers with %(item)s") % {"item": draft.item.say(lang())}
    return reach.WORDS[draft.reach][lang()]


def _share(month: Month) -> str:
    return percent(month.answered, month.questions, lang(), 1) if month.questions else ""


def _tabs(show: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    words = {
        "published": _("Published"),
        "draft": _("Drafts"),
        "review": _("To look at again"),
        "withdrawn": _("Withdrawn"),
    }
    return [
        {"label": words[one], "url": f"?show={one}", "count": counts.get(one, 0), "current": one == show}
        for one in SHOWN
    ]


@staff_only
@require_http_methods(["GET", "POST"])
def article(request: HttpRequest, article: UUID) -> HttpResponse:
    """An article in both languages, and what can be done; by POST `do` says what."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_SEE)
    held, people, do = reading.at_desk(article), colleagues(at=clock.now()), request.POST.get("do", "")
    review = ReviewForm(request.POST if do == "reviewed" else None)
    owner = OwnerForm(
        request.POST if do == "hand-over" else None, colleagues=people, initial={"person": str(held.owner_id or "")}
    )
    status = 200
    if request.method == "POST":
        status = _act(request, held, do, review, owner)
        if status == 302:
            return redirect("support:desk-article", article=article)
    context = _context(request, reading.at_desk(article), review, owner)
    return render(request, "support/articles/desk_article.html", context, status=status)


def _act(request: HttpRequest, held: ArticleDraft, do: str, review: ReviewForm, owner: OwnerForm) -> int:
    """Do what was asked; answers 302 when it is done."""
    by, at, which = request.actor, clock.now(), held.article_id  # type: ignore[attr-defined]
    form = {"reviewed": review, "hand-over": owner}.get(do)
    if form is not None and not form.is_valid():
        return 422
    try:
        if do == "publish":
            acts.publish(which, by=by, at=at)
            success(request, _("The article has been published; whoever may read it finds it now."))
        elif do == "withdraw":
            acts.withdraw(which, by=by, at=at)
            success(request, _("The article has been withdrawn."))
        elif do == "reviewed":
            reviewed(which, again_on=review.cleaned_data["again_on"], by=by, at=at)
            success(request, _("Noted: it is right as it stands."))
        elif do == "hand-over":
            hand_over(which, owner.cleaned_data["person"], by=by, at=at)
            success(request, _("Noted who answers for it."))
        else:
            return 422
    except Refusal as refusal:
        if form is None:
            raise
        refuse(form, refusal, lang())
        return refusal.status
    return 302


def _context(request: HttpRequest, held: ArticleDraft, review: ReviewForm, owner: OwnerForm) -> dict[str, Any]:
    by, language, live = request.actor, lang(), held.article.is_live  # type: ignore[attr-defined]
    pictures = reading.pictures(held.article_id)
    said = [one for one in ("nl", "en") if getattr(held, f"title_{one}")]
    return {
        "held": held,
        "article": held.article,
        "title": held.title(language),
        "title_spoken": spoken_of(held, language),
        "reach": _whom(held),
        "item": held.item.say(language) if held.item and held.reach != reach.PRODUCT else "",
        "previews": [shown(held, one, pictures, top=4) for one in said],
        "editions": reading.editions(held.article_id),
        "owner_left": held.owner_id not in reading.active([held.owner_id]),
        "due": live and held.review_on is not None and held.review_on <= today(),
        "comments": reading.comments(held.article_id),
        "review": review,
        "owner": owner,
        "may_write": permissions.may(by, ARTICLE_WRITE),
        "may_publish": permissions.may(by, ARTICLE_PUBLISH),
        "crumbs": [
            {"label": _("Knowledge base"), "url": reverse("support:desk-articles")},
            {"label": held.title(language)},
        ],
    }


@staff_only
@require_http_methods(["GET", "POST"])
def edition(request: HttpRequest, article: UUID, number: int) -> HttpResponse:
    """An earlier edition beside the draft, line by line; by POST it becomes the draft again."""
    by, language = request.actor, lang()  # type: ignore[attr-defined]
    permissions.require(by, ARTICLE_SEE)
    held, old = reading.at_desk(article), reading.edition(article, number)
    if request.method == "POST":
        acts.put_back(article, number, by=by, at=clock.now())
        success(request, _("The earlier text is the draft now; publish it when it is right."))
        return redirect("support:desk-article", article=article)
    texts = [
        (label, comparing.compare(_whole(old, one), _whole(held, one)))
        for one, label in (("nl", _("Dutch")), ("en", _("English")))
    ]
    context = {
        "held": held,
        "old": old,
        "texts": [(label, lines) for label, lines in texts if lines],
        "may_write": permissions.may(by, ARTICLE_WRITE),
        "page_title": _("Edition %(number)s") % {"number": number},
        "crumbs": [
            {"label": _("Knowledge base"), "url": reverse("support:desk-articles")},
            {"label": held.title(language), "url": reverse("support:desk-article", args=[article])},
            {"label": _("Edition %(number)s") % {"number": number}},
        ],
    }
    return render(request, "support/articles/edition.html", context)


def _whole(held: Any, one: str) -> str:
    return "\n".join(part for part in (getattr(held, f"title_{one}"), getattr(held, f"body_{one}")) if part)
