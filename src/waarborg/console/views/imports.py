"""Taking over files from another system: hand one in, point out its columns, see what would come in, decide."""

from typing import Any
from uuid import UUID

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.console.import_forms import ColumnsForm, HandInForm
from waarborg.customers.actions.importing import staged
from waarborg.customers.actions.importing.kinds import kinds
from waarborg.customers.models import Import
from waarborg.customers.permissions import IMPORT
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.web.wording import tongue

SHOWN = 50
BUSY = ("checking", "importing")


@staff_only
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The files that were handed in, newest first; by POST another one."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, IMPORT)
    lang = tongue(get_language())
    form = HandInForm(request.POST or None, request.FILES or None, kinds=kinds(), lang=lang)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                held = _hand_in(form.cleaned_data, by)
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                return redirect("import-file", held=held.id)
    context = {
        "page_title": _("Import"),
        "form": form,
        "rows": [_row(one, lang) for one in Import.objects.order_by("-made_at")[:SHOWN]],
        "crumbs": [{"label": _("Customers"), "url": reverse("access:customers")}, {"label": _("Import")}],
    }
    return render(request, "console/imports.html", context, status=status)


def _hand_in(filled: dict[str, Any], by: Any) -> Import:
    house, upload = provider(), filled["file"]
    if house is None:
        raise NotFound()
    return staged.hand_in(
        upload.read(),
        kind=kinds()[filled["kind"]],
        name=upload.name or "",
        source=filled["source"],
        provider=house.id,
        by=by,
        at=clock.now(),
        encoding=filled["encoding"],
        delimiter="\t" if filled["delimiter"] == "tab" else filled["delimiter"],
    )


def _row(held: Import, lang: str) -> dict[str, Any]:
    return {
        "url": reverse("import-file", args=[held.id]),
        "name": held.name,
        "kind": kinds()[held.kind].say(lang) if held.kind in kinds() else held.kind,
        "state": _state(held),
        "at": held.made_at,
        "by": held.by_name,
        "counts": held.counts,
    }


def _state(held: Import) -> str:
    return {
        "mapping": _("waits for its columns"),
        "checking": _("is being tried out"),
        "checked": _("waits for a decision"),
        "importing": _("is being imported"),
        "done": _("imported"),
        "failed": _("failed; nothing was imported"),
        "dropped": _("dropped"),
    }[held.state]


@staff_only
@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest, held: UUID) -> HttpResponse:
    """One file. By POST: `do` is columns, import, skip or drop."""
    by: Any = request.actor  # type: ignore[attr-defined]
    require(by, IMPORT)
    found: Import | None = Import.objects.filter(id=held).first()
    if found is None or found.kind not in kinds():
        raise NotFound()
    form = _columns(found, request.POST if request.POST.get("do") == "columns" else None)
    if request.method != "POST":
        return _page(request, found, form)
    do, at, refusal = request.POST.get("do"), clock.now(), None
    try:
        if do == "columns" and form.is_valid():
            staged.point_out(found.id, form.mapped, by=by, at=at)
            return redirect("import-file", held=held)
        if do in ("import", "skip"):
            staged.decide(found.id, skip_bad=do == "skip", by=by, at=at)
            return redirect("import-file", held=held)
        if do == "drop":
            staged.drop(found.id, by=by, at=at)
            success(request, _("%(name)s has been dropped; nothing was imported.") % {"name": found.name})
            return redirect("imports")
    except Refusal as refused:
        refusal = refused
    return _page(request, Import.objects.get(id=held), form, refusal=refusal)


def _columns(held: Import, data: Any) -> ColumnsForm:
    return ColumnsForm(
        data,
        kind=kinds()[held.kind],
        headings=held.headings,
        lang=tongue(get_language()),
        initial={f"c-{name}": str(place) for name, place in held.mapped.items()},
    )


def _page(request: HttpRequest, held: Import, form: ColumnsForm, *, refusal: Refusal | None = None) -> HttpResponse:
    lang = tongue(get_language())
    problems = [
        {**one, "said": one[lang], "out": one[f"{lang}_way_out"], "column": one["column"] or "–"}
        for one in held.problems
    ]
    context = {
        "page_title": held.name,
        "shown": held,
        "kind": kinds()[held.kind].say(lang),
        "state": _state(held),
        "busy": held.state in BUSY,
        "form": form,
        "problems": problems,
        "more": max(0, held.counts.get("bad", 0) - len(problems)),
        "delimiter": {";": _("semicolons"), ",": _("commas"), "\t": _("tabs")}.get(held.delimiter, held.delimiter),
        "refusal": refusal,
        "crumbs": [
            {"label": _("Customers"), "url": reverse("access:customers")},
            {"label": _("Import"), "url": reverse("imports")},
            {"label": held.name},
        ],
    }
    bad = refusal.status if refusal else 422 if form.is_bound and form.errors else 200
    return render(request, "console/import_file.html", context, status=bad)
