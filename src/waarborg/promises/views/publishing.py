"""Handing in an agreement file: tried out first, then a draft for somebody else to publish; mistakes by line."""

from dataclasses import dataclass
from typing import Any

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.guard import staff_only
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.actions.drafts import hand_in
from waarborg.promises.actions.hand_in_amendment import hand_in_amendment
from waarborg.promises.forms import PublishForm
from waarborg.promises.models import AgreementVersion
from waarborg.promises.queries.amendments import base_of
from waarborg.promises.queries.scope import unsupplied
from waarborg.promises.rules.agreement import Agreement, AgreementRefused, Loaded, Problem, load
from waarborg.promises.rules.agreement.enforcement import not_yet_enforced
from waarborg.promises.rules.registry import known
from waarborg.promises.views import amending

LONGEST_LINE = 88
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem with the line of the file that it is about, and how far the column lies in it."""

    problem: Problem
    message: str
    hint: str
    line: str
    mark: str


@staff_only
@require_http_methods(["GET", "POST"])
def publish_file(request: HttpRequest) -> HttpResponse:
    """The form; by POST the file is checked (`do=check`) or handed in: who made it does not publish it alone."""
    by, lang = request.actor, wording.tongue(get_language())  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.publish")
    form = PublishForm(request.POST or None, request.FILES or None) if request.method == "POST" else PublishForm()
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    source = form.source()
    loaded = load(source, name=form.name)
    base = base_of(loaded)
    if base is not None:
        return _amendment(request, form, base, source)
    told: dict[str, Any] = {"file": form.name, **_warned(loaded, source, lang)}
    if loaded.problems:
        return _page(request, form, status=422, problems=shown(loaded.problems, source, lang), **told)
    if request.POST.get("do") == "check":
        return _page(request, form, tried=_summary(loaded.require(), form.cleaned_data["documents"]), **told)
    try:
        made = hand_in(
            source,
            by=by,
            at=clock.now(),
            provider=by.tenant,
            name=form.name,
            documents=form.cleaned_data["documents"],
        )
    except AgreementRefused as refusal:
        return _page(request, form, status=422, problems=shown(refusal.problems, source, lang), **told)
    except Refusal as refusal:
        return _page(request, form, status=refusal.status, refusal=refusal, **told)
    if isinstance(made, AgreementVersion):
        success(request, _("%(version)s was published before, with this very content.") % {"version": str(made)})
        return redirect("promises:desk-version", agreement=made.agreement, version=made.version)
    success(request, _("The file has been handed in. Another service manager reads and publishes it."))
    return redirect("promises:draft", draft=made.id)


def _amendment(request: HttpRequest, form: PublishForm, base: AgreementVersion, source: bytes) -> HttpResponse:
    """The same for a file that says what was agreed with one customer: tried out, or handed in."""
    by, lang, at = request.actor, wording.tongue(get_language()), clock.now()  # type: ignore[attr-defined]
    documents = form.cleaned_data["documents"]
    loaded = amending.tried(base, source, name=form.name, at=at)
    told: dict[str, Any] = {"file": form.name, **_warned(loaded, source, lang)}
    if loaded.problems:
        return _page(request, form, status=422, problems=shown(loaded.problems, source, lang), **told)
    if request.POST.get("do") == "check":
        return _page(request, form, amending=amending.summary(base, loaded, documents), **told)
    try:
        made = hand_in_amendment(base, source, by=by, at=at, provider=by.tenant, name=form.name, documents=documents)
    except Refusal as refusal:
        return _page(request, form, status=refusal.status, refusal=refusal, **told)
    success(request, _("The file has been handed in. Another service manager reads and publishes it."))
    return redirect("promises:draft", draft=made.id)


def _warned(loaded: Loaded, source: bytes, lang: str) -> dict[str, Any]:
    return {"warnings": shown(loaded.warnings, source, lang), "unsupplied": shown(unsupplied(loaded), source, lang)}


def _page(request: HttpRequest, form: PublishForm, *, status: int = 200, **told: Any) -> HttpResponse:
    return render(request, "promises/publish.html", {"form": form, **told}, status=status)


def _summary(agreement: Agreement, documents: dict[str, bytes]) -> dict[str, Any]:
    missing = [one.file for one in agreement.documents.values() if one.file not in documents]
    return {
        "agreement": agreement,
        "promises": len(agreement.promises),
        "unenforced": len(not_yet_enforced(agreement, known())),
        "missing": missing,
    }


def shown(problems: tuple[Problem, ...], source: bytes, lang: str) -> list[Shown]:
    """Each problem beside its line of the file; bytes that are no text are shown as such."""
    lines = source.decode("utf-8-sig", "replace").splitlines()
    found = []
    for one in problems:
        number = one.place.line - 1
        line = lines[number].replace("\t", " ") if number < len(lines) else ""
        column = one.place.column - 1
        # A long line is shown around the place it is about.
        begin = max(0, column - LONGEST_LINE // 2) if len(line) > LONGEST_LINE else 0
        cut = "".join(letter if letter.isprintable() else UNREADABLE for letter in line[begin:][:LONGEST_LINE])
        message, hint = one.message(lang), one.hint(lang) or ""
        found.append(Shown(one, message, hint[:1].upper() + hint[1:], cut, " " * min(column - begin, len(cut)) + "^"))
    return found
