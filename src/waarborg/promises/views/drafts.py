"""The editor of agreements: source with what is wrong at its line, the readable text, the difference, a back-test."""

import difflib
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.access.guard import staff_only
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock, permissions
from waarborg.plumbing.web import wording
from waarborg.promises.actions.drafts import EditedMeanwhile, publish_draft, save_draft, start_draft
from waarborg.promises.queries import drafts as reading
from waarborg.promises.queries import versions
from waarborg.promises.queries.publishers import somebody_else_publishes
from waarborg.promises.rules.agreement import AgreementRefused
from waarborg.promises.rules.agreement.rewrite import Unwritable, fields_of, promise_names, rewritten

DAYS = 90
MOST_LINES = 400


class FieldWords(NamedTuple):
    """How a field of a promise stands on the form; `rows` of a text of more than one line."""

    name: str
    label: Any
    hint: Any = ""
    rows: int = 0


FIELD_WORDS = (
    FieldWords("nl", gettext_lazy("Words in Dutch"), "", 3),
    FieldWords("en", gettext_lazy("Words in English"), "", 3),
    FieldWords("within", gettext_lazy("Term"), gettext_lazy("For example 4h, 4 business hours, 5 business days.")),
    FieldWords("pause", gettext_lazy("Pauses during"), gettext_lazy("Names of states, with commas between them.")),
    FieldWords("target", gettext_lazy("Target"), gettext_lazy("For example >= 99.9 %, <= 2 s, 2..4.")),
    FieldWords(
        "warn", gettext_lazy("Warnings"), gettext_lazy("A line each: when, a colon, whom. 75 %: provider.support"), 3
    ),
)


@staff_only
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """Drafts that wait; by POST another begins with the text of a version (`agreement`, `version`)."""
    by = request.actor  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.publish")
    published = [one.version for one in versions.published(clock.now())]
    house = provider()
    if request.method == "POST" and house is not None:
        chosen = next((one for one in published if str(one) == request.POST.get("from")), None)
        source = bytes(versions.find(chosen.agreement, chosen.version).source).decode() if chosen else ""
        made = start_draft(source, by=by, at=clock.now(), provider=house.id)
        return redirect("promises:draft", draft=made.id)
    context = {
        "drafts": reading.drafts(),
        "versions": published,
        "crumbs": [{"label": _("Agreements"), "url": reverse("promises:desk-agreements")}, {"label": _("Drafts")}],
    }
    return render(request, "promises/drafts.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The editor. By POST: `do` is save, check, try or publish; whatever is refused, the text stays."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    permissions.require(by, "promises.agreement.publish")
    held = reading.draft(draft)
    if request.method != "POST":
        return _page(request, held, held.source, held.revision)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    revision, do = _number(request.POST.get("revision", "")), request.POST.get("do")
    if do == "write":
        source = _written(request, source)
    try:
        if do == "save":
            save_draft(draft, source, revision, by=by, at=now)
            success(request, _("The draft has been saved."))
            return redirect("promises:draft", draft=draft)
        if do == "publish":
            version = publish_draft(draft, revision, by=by, at=now, alone="alone" in request.POST)
            success(request, _("%(version)s has been published.") % {"version": version})
            return redirect("promises:desk-version", agreement=version.agreement, version=version.version)
    except AgreementRefused as refusal:
        return _page(request, held, source, revision, status=refusal.status)
    except Refusal as refusal:
        # Whoever takes over the other text saves on top of it: the next save is a new one.
        if isinstance(refusal, EditedMeanwhile):
            held = reading.draft(draft)
            return _page(request, held, source, held.revision, refusal=refusal, theirs=held.source)
        return _page(request, held, source, revision, refusal=refusal)
    return _page(request, held, source, revision, tries=do == "try")


@staff_only
@require_POST
def check(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The pane beside a text that is being written. Saves nothing."""
    permissions.require(request.actor, "promises.agreement.publish")  # type: ignore[attr-defined]
    reading.draft(draft)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    return render(request, "promises/draft_pane.html", _pane(source))


@staff_only
@require_POST
def fields(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The form of one promise, as its source says it now. Saves nothing."""
    permissions.require(request.actor, "promises.agreement.publish")  # type: ignore[attr-defined]
    held = reading.draft(draft)
    source = request.POST.get("source", "").replace("\r\n", "\n")
    return render(request, "promises/draft_fields.html", {"draft": held, **_fields(request, source)})


@staff_only
@require_POST
def write(request: HttpRequest, draft: UUID) -> HttpResponse:
    """What was filled in, written into the source: the pane, with the source that it speaks of. Saves nothing."""
    permissions.require(request.actor, "promises.agreement.publish")  # type: ignore[attr-defined]
    reading.draft(draft)
    source = _written(request, request.POST.get("source", "").replace("\r\n", "\n"))
    return render(request, "promises/draft_pane.html", _pane(source) | {"rewritten": source})


def _written(request: HttpRequest, source: str) -> str:
    """The source with the fields of the chosen promise; as it is where that cannot be found in it."""
    given = {key.removeprefix("f-"): str(value) for key, value in request.POST.items() if key.startswith("f-")}
    try:
        return rewritten(source, request.POST.get("promise", ""), given)
    except Unwritable:
        return source


def _fields(request: HttpRequest, source: str) -> dict[str, Any]:
    """The form beside the source: the promises there are, the chosen one, and its fields with label and hint."""
    names, chosen = promise_names(source), request.POST.get("promise", "")
    if chosen not in names:
        return {"promise_names": names, "promise": "", "promise_fields": []}
    labels = {one.name: one for one in FIELD_WORDS}
    found = [(labels[name], text) for name, text in fields_of(source, chosen).items()]
    return {"promise_names": names, "promise": chosen, "promise_fields": found}


def _pane(source: str) -> dict[str, Any]:
    return {"beside": reading.beside(source, wording.tongue(get_language()))}


def _differing(mine: str, theirs: str) -> list[str]:
    """The lines that differ: what stands only in the own text begins with -, what was saved with +."""
    found = difflib.unified_diff(mine.splitlines(), theirs.splitlines(), n=1, lineterm="")
    return [line for line in found if not line.startswith(("---", "+++"))][:MOST_LINES]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _page(
    request: HttpRequest,
    held: Any,
    source: str,
    revision: int,
    *,
    refusal: Refusal | None = None,
    theirs: str | None = None,
    tries: bool = False,
    status: int | None = None,
) -> HttpResponse:
    by: Any = request.actor  # type: ignore[attr-defined]
    own_work = str(by.person) in held.writers and held.published is None
    told = _pane(source) | _fields(request, source)
    pane = told["beside"]
    if tries and pane.agreement is not None and pane.before is not None:
        last = clock.now().date()
        lang = wording.tongue(get_language())
        told["tried"] = reading.tried(pane.agreement, pane.before, last - timedelta(days=DAYS), last, lang)
        told["has_tried"] = True
    told |= {
        "draft": held,
        "source": source,
        "revision": revision,
        "numbers": "\n".join(str(number) for number in range(1, source.count("\n") + 2)),
        "refusal": refusal,
        "files": reading.files(held),
        "theirs": theirs,
        "differing": [] if theirs is None else _differing(source, theirs),
        "days": DAYS,
        "own_work": own_work,
        "nobody_else": own_work and not somebody_else_publishes(by, at=clock.now()),
        "crumbs": [
            {"label": _("Agreements"), "url": reverse("promises:desk-agreements")},
            {"label": _("Drafts"), "url": reverse("promises:drafts")},
            {"label": _("Draft")},
        ],
    }
    return render(request, "promises/draft.html", told, status=status or (refusal.status if refusal else 200))
