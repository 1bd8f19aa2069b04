"""Taking over files from another system: hand one in, point out its columns, see what would come in, decide."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from waarborg.access.forms import refuse
from waarborg.access.guard import staff_only
from waarborg.console.import_forms import ColumnsForm, HandInForm, MailboxForm
from waarborg.customers.actions.importing import staged, staged_archives
from waarborg.customers.actions.importing.archives import OPEN_DAYS, Archive, archives
from waarborg.customers.actions.importing.kinds import Kind, kinds
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
    both: dict[str, Kind | Archive] = {**kinds(), **archives()}
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    form = HandInForm(request.POST or None, request.FILES or None, kinds=both, lang=lang, limit=limit)
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
    if filled["kind"] in archives():
        return staged_archives.hand_in_archive(
            upload.read(),
            archive=archives()[filled["kind"]],
            name=upload.name or "",
            source=filled["source"],
            provider=house.id,
            by=by,
            at=clock.now(),
        )
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
        "kind": _kind(held, lang),
        "state": _state(held),
        "at": held.made_at,
        "by": held.by_name,
        "counts": held.counts,
    }


def _kind(held: Import, lang: str) -> str:
    found = {**kinds(), **archives()}.get(held.kind)
    return found.say(lang) if found else held.kind


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
    if found is None or found.kind not in {**kinds(), **archives()}:
        raise NotFound()
    given = request.POST if request.POST.get("do") == "columns" else None
    form: Any = _more(found, given) if found.kind in archives() else _columns(found, given)
    if request.method != "POST":
        return _page(request, found, form)
    do, at, refusal = request.POST.get("do"), clock.now(), None
    try:
        if do == "columns" and form.is_valid():
            if found.kind in archives():
                filled = form.cleaned_data
                staged_archives.say_more(found.id, filled["open_days"], filled["ours"], by=by, at=at)
            else:
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


def _more(held: Import, data: Any) -> Any:
    said = held.options
    initial = {"open_days": said.get("open_days", OPEN_DAYS), "ours": "\n".join(said.get("ours", ()))}
    return MailboxForm(data, initial=initial)


def _page(request: HttpRequest, held: Import, form: Any, *, refusal: Refusal | None = None) -> HttpResponse:
    lang = tongue(get_language())
    problems = [
        {**one, "said": one[lang], "out": one[f"{lang}_way_out"], "column": one["column"] or "–"}
        for one in held.problems
    ]
    context = {
        "page_title": held.name,
        "shown": held,
        "kind": _kind(held, lang),
        "state": _state(held),
        "busy": held.state in BUSY,
        "form": form,
        "problems": problems,
        "facts": [{"said": one[lang], "names": one["names"]} for one in held.facts],
        "guesses": held.kind in archives() and archives()[held.kind].guesses,
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
    page = "console/import_archive.html" if held.kind in archives() else "console/import_file.html"
    return render(request, page, context, status=bad)
