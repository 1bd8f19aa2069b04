"""Saving views of the queue, sharing them, putting them in order, and taking over those of a colleague who left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from waarborg.customers.models import Person
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import permissions
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.taken import taken
from waarborg.support.models import SavedView, ViewChoice
from waarborg.support.permissions import KEEP_VIEWS
from waarborg.support.rules.views.filters import MOST, Of, kept


class ViewNameTaken(Refusal):
    code = "support.view.name"
    nl = "U hebt al een weergave met de naam {name}."
    en = "You have a view with the name {name} already."
    nl_way_out = "Kies een andere naam, of verwijder eerst de oude."
    en_way_out = "Choose another name, or delete the old one first."


class NothingToSave(BadInput):
    code = "support.view.nothing"
    nl = "Deze weergave heeft geen naam, of laat gewoon alles zien."
    en = "This view has no name, or simply shows all."


class ViewsFull(Refusal):
    code = "support.view.full"
    nl = "U hebt al {most} weergaven."
    en = "You have {most} views already."
    nl_way_out = "Verwijder er eerst een."
    en_way_out = "Delete one first."


class OwnerIsThere(Refusal):
    code = "support.view.owner"
    nl = "Deze weergave is van {name}."
    en = "This view is of {name}."
    nl_way_out = "Bewaar haar onder een eigen naam om haar te wijzigen."
    en_way_out = "Save it under a name of your own to change it."


@action("support.view.keep")
def save_view(
    name: str, words: Mapping[str, str], *, by: Actor, at: datetime, shared: bool = False, of: Of = "queue"
) -> SavedView:
    """Keep what stands in the address of the queue, or of the list of all tickets, at the end of one's own.

    Raises NothingToSave, ViewNameTaken, ViewsFull, NotAllowed.
    """
    person = _person(by)
    found = kept(words, of)
    title = " ".join(name.split())[:60]
    if not title or not found:
        raise NothingToSave(path="name")
    own = SavedView.objects.filter(person_id=person)
    if own.count() >= MOST:
        raise ViewsFull(most=MOST)
    last = own.aggregate(last=Max("place"))["last"] or 0
    try:
        with transaction.atomic():
            made: SavedView = SavedView.objects.create(
                tenant_id=by.tenant,
                person_id=person,
                person_name=by.name,
                name=title,
                words=found,
                shared=shared,
                of=of,
                place=last + 1,
                changed_at=at,
            )
    except IntegrityError as error:
        if not taken(error, "support_view_name"):
            raise
        raise ViewNameTaken(name=title) from None
    return made


@action("support.view.keep")
def share_view(view: SavedView, shared: bool, *, by: Actor, at: datetime) -> SavedView:
    """For every colleague, or for oneself again; who opened with it then opens with all. Raises OwnerIsThere,
    NotAllowed."""
    held = _own(view, by)
    held.shared, held.changed_at = shared, at
    held.save(update_fields=["shared", "changed_at"])
    if not shared:
        ViewChoice.objects.filter(view=held).exclude(person_id=held.person_id).delete()
    return held


@action("support.view.keep")
def move_view(view: SavedView, where: Literal["up", "down"], *, by: Actor, at: datetime) -> None:
    """One place up or down among one's own; at the end nothing changes. Raises OwnerIsThere, NotAllowed."""
    held = _own(view, by)
    own = SavedView.objects.select_for_update().filter(person_id=held.person_id, of=held.of)
    rows = list(own.order_by("place", "name", "id"))
    here = next(number for number, one in enumerate(rows) if one.id == held.id)
    there = here + (-1 if where == "up" else 1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for number, one in enumerate(rows, start=1):
        one.place = number
    SavedView.objects.bulk_update(rows, ["place"])


@action("support.view.keep")
def open_with(view: SavedView | None, *, by: Actor, at: datetime, of: Of = "queue") -> None:
    """Its page opens with this view from now on; None: the page `of` opens with all.

    Raises NotFound for another's, NotAllowed.
    """
    person = _person(by)
    if view is None:
        ViewChoice.objects.filter(person_id=person, of=of).delete()
        return
    if not view.shared and view.person_id != person:
        raise permissions.NotFound()
    chosen = {"tenant_id": by.tenant, "view": view}
    ViewChoice.objects.update_or_create(person_id=person, of=view.of, defaults=chosen)


@action("support.view.keep")
def delete_view(view: SavedView, *, by: Actor, at: datetime) -> None:
    """Whose queue opened with it, opens with all. Raises OwnerIsThere, NotAllowed."""
    _own(view, by).delete()


@action("support.view.keep")
def take_over_view(view: SavedView, *, by: Actor, at: datetime) -> SavedView:
    """Make a shared view of a colleague who left one's own.

    Raises OwnerIsThere, ViewNameTaken, NotFound, NotAllowed.
    """
    person = _person(by)
    held: SavedView | None = SavedView.objects.select_for_update().filter(id=view.id, shared=True).first()
    if held is None:
        raise permissions.NotFound()
    if held.person_id == person:
        return held
    if Person.objects.filter(id=held.person_id, active=True).exists():
        raise OwnerIsThere(name=held.person_name)
    last = SavedView.objects.filter(person_id=person).aggregate(last=Max("place"))["last"] or 0
    held.person_id, held.person_name, held.place, held.changed_at = person, by.name, last + 1, at
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        if not taken(error, "support_view_name"):
            raise
        raise ViewNameTaken(name=held.name) from None
    return held


def _person(by: Actor) -> UUID:
    permissions.require(by, KEEP_VIEWS)
    if by.person is None or by.tenant is None:
        raise permissions.NotFound()
    return by.person


def _own(view: SavedView, by: Actor) -> SavedView:
    person = _person(by)
    held: SavedView | None = SavedView.objects.select_for_update().filter(id=view.id).first()
    if held is None or (held.person_id != person and not held.shared):
        raise permissions.NotFound()
    if held.person_id != person:
        raise OwnerIsThere(name=held.person_name)
    return held
