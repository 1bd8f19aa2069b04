"""The desk's pages of what is supplied: the tree, one thing of it, a new one."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.actions.keep_item import add_item, archive_item, change_item, restore_item, set_needs
from waarborg.catalogue.forms import ItemForm, refuse
from waarborg.catalogue.guard import staff_only
from waarborg.catalogue.models import Item
from waarborg.catalogue.rules.kinds import COMPONENT, KINDS, PARENTS, SOLD, called
from waarborg.customers.queries import provider
from waarborg.kernel.errors import Refusal
from waarborg.plumbing import clock
from waarborg.plumbing.permissions import NotFound, may, require
from waarborg.plumbing.web.wording import tongue

SHOWN = 50


@staff_only
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that is supplied, each under what it belongs to. Two queries."""
    by, lang = request.actor, tongue(get_language())  # type: ignore[attr-defined]
    require(by, permissions.READ)
    archived = request.GET.get("show") == "archive"
    tree, many = queries.tree(), queries.counts(clock.now())
    rows = [
        {
            "node": node,
            "depth": depth,
            "name": node.say(lang),
            "kind": called(node.kind, lang),
            "url": reverse("catalogue:item", args=[node.kind, node.key]),
            "many": many.get(node.id, 0) if node.kind in SOLD else None,
        }
        for depth, node in tree.in_order()
        if node.archived is archived
    ]
    context = {
        "page_title": _("Catalogue"),
        "rows": rows,
        "archived": archived,
        "tabs": [
            {"label": _("Supplied"), "url": "?", "current": not archived},
            {"label": _("Archive"), "url": "?show=archive", "current": archived},
        ],
        "may_manage": may(by, permissions.MANAGE),
    }
    return render(request, "catalogue/catalogue.html", context)


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Something new: first of which kind, then what it is."""
    by, lang = request.actor, tongue(get_language())  # type: ignore[attr-defined]
    require(by, permissions.MANAGE)
    every, house = queries.items(archived=False), provider()
    # Nothing can stand under what is not there yet.
    there = {one.kind for one in every}
    kinds = [one for one in KINDS if not PARENTS[one] or there.intersection(PARENTS[one])]
    kind = request.GET.get("kind", "")
    if kind not in kinds:
        kind = kinds[min(1, len(kinds) - 1)]
    under = next((one for one in every if str(one.id) == request.GET.get("under")), None)
    form = _form(request.POST or None, kind, every, lang, initial={"parent": under.id if under else None})
    if house is None:
        raise NotFound()
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            said, needs = _said(form, every)
            made = add_item(kind, provider=house.id, by=by, at=clock.now(), **said)
            if needs:
                set_needs(made, needs, by=by, at=clock.now())
        except Refusal as refusal:
            refuse(form, refusal, lang)
            status = refusal.status
        else:
            success(request, _("%(name)s has been added.") % {"name": made.say(lang)})
            return redirect("catalogue:catalogue")
    tabs = [{"label": called(one, lang).capitalize(), "url": f"?kind={one}", "current": one == kind} for one in kinds]
    context = {"page_title": _("Add to the catalogue"), "form": form, "tabs": tabs, "crumbs": _crumbs(_("Add"))}
    return render(request, "catalogue/add.html", context, status=status)


@staff_only
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_kind: str, item_word: str) -> HttpResponse:
    """One thing: what it is, what it needs, who has it. By POST changed, or with `do` archived or brought back."""
    by, lang, at = request.actor, tongue(get_language()), clock.now()  # type: ignore[attr-defined]
    require(by, permissions.READ)
    found = queries.called(item_kind, item_word)
    if found is None:
        raise NotFound()
    do = request.POST.get("do")
    if do in ("archive", "restore"):
        return _put_away(request, found, do, by=by, at=at, lang=lang)
    every = [one for one in queries.items(archived=False) if one.id != found.id]
    needs = queries.needs_of(found) if found.kind == COMPONENT else []
    form = _form(request.POST or None, found.kind, every, lang, known=True, initial=_initial(found, needs))
    status = 200
    if form.is_bound:
        require(by, permissions.MANAGE)
        status = 422
        if form.is_valid():
            try:
                said, wanted = _said(form, every)
                change_item(found, by=by, at=at, **said)
                if "needs" in form.fields:
                    set_needs(found, wanted, by=by, at=at)
            except Refusal as refusal:
                refuse(form, refusal, lang)
                status = refusal.status
            else:
                success(request, _("The details have been changed."))
                return redirect("catalogue:item", found.kind, found.key)
    buyers = queries.buyers(found.id, at)
    context = {
        "page_title": found.say(lang),
        "shown": found,
        "kind": called(found.kind, lang),
        "form": form,
        "needs": [one.say(lang) for one in needs],
        "buyers": buyers[:SHOWN],
        "more": max(0, len(buyers) - SHOWN),
        "many": len(buyers),
        "may_manage": may(by, permissions.MANAGE),
        "crumbs": _crumbs(found.say(lang)),
    }
    return render(request, "catalogue/item.html", context, status=status)


def _put_away(request: HttpRequest, found: Item, do: str, *, by: Any, at: Any, lang: str) -> HttpResponse:
    if do == "archive":
        archive_item(found, by=by, at=at)
        success(request, _("%(name)s is in the archive: nobody new gets it.") % {"name": found.say(lang)})
    else:
        restore_item(found, by=by, at=at)
        success(request, _("%(name)s is supplied again.") % {"name": found.say(lang)})
    return redirect("catalogue:item", found.kind, found.key)


def _form(data: Any, kind: str, every: list[Item], lang: str, **rest: Any) -> ItemForm:
    parents = [one for one in every if one.kind in PARENTS[kind]]
    components = [one for one in every if one.kind == COMPONENT]
    return ItemForm(data, kind=kind, parents=parents, components=components, lang=lang, **rest)


def _initial(found: Item, needs: list[Item]) -> dict[str, Any]:
    fields = ("nl", "en", "nl_about", "en_about", "route", "third_party", "shown_publicly")
    return {name: getattr(found, name) for name in fields} | {
        "parent": found.parent_id,
        "needs": [str(one.id) for one in needs],
    }


def _said(form: ItemForm, every: list[Item]) -> tuple[dict[str, Any], list[Item]]:
    said = dict(form.cleaned_data)
    by_id = {one.id: one for one in every}
    if "parent" in said:
        said["parent"] = by_id[said["parent"]]
    return said, [by_id[one] for one in said.pop("needs", [])]


def _crumbs(last: str) -> list[dict[str, str]]:
    return [{"label": _("Catalogue"), "url": reverse("catalogue:catalogue")}, {"label": last}]
