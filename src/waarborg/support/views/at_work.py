"""What the page of a ticket at the desk does by itself: say that one is there, and keep what one types. Without script
neither is there, and nothing is missing."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.plumbing import clock
from waarborg.support.actions import at_work
from waarborg.support.queries import at_work as reading
from waarborg.support.queries import tickets
from waarborg.support.rules.at_work import PARTS
from waarborg.support.rules.states import PURPOSES


@staff_only
@require_http_methods(["GET", "POST"])
def here(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """Who else is there. What is sent says that the reader is (`part`: he writes that) or, with `gone`, is no more."""
    by, at = request.actor, clock.now()  # type: ignore[attr-defined]
    found = tickets.find(by, ticket)
    if request.method == "POST":
        if "gone" in request.POST:
            at_work.go(found, by=by)
            return HttpResponse(status=204)
        typed = request.POST.get("part", "")
        at_work.be_here(found, by=by, at=at, part=typed if typed in PARTS else None)  # type: ignore[arg-type]
    answer = render(request, "support/here.html", {"others": reading.others(found, by, now=at)})
    answer.headers["Cache-Control"] = "no-store"
    return answer


class DraftForm(forms.Form):
    """Of an answer as long as an answer may be."""

    part = forms.ChoiceField(choices=[(one, one) for one in PARTS])
    text = forms.CharField(max_length=20_000, required=False, strip=False)
    purpose = forms.ChoiceField(choices=[(one, one) for one in PURPOSES], required=False)


@staff_only
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """One's own drafts for a ticket, as data; or keep one."""
    by = request.actor  # type: ignore[attr-defined]
    found = tickets.find(by, ticket)
    if request.method == "POST":
        form = DraftForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=422)
        at_work.keep_draft(found, by=by, at=clock.now(), **form.cleaned_data)
        return HttpResponse(status=204)
    held = {part: {"text": one.text, "purpose": one.purpose} for part, one in reading.drafts(found, by).items()}
    answer = JsonResponse(held)
    answer.headers["Cache-Control"] = "no-store"
    return answer
