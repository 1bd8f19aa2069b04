"""What is supplied: adding to it, changing it, ending it and bringing it back."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from waarborg.catalogue import permissions, queries
from waarborg.catalogue.events import ADDED, ARCHIVED, CHANGED, RESTORED
from waarborg.catalogue.models import Dependency, Item
from waarborg.catalogue.rules.kinds import COMPONENT, KINDS, PARENTS, SHOWN, WINDOW, called
from waarborg.catalogue.rules.tree import circle
from waarborg.kernel.errors import BadInput, Refusal
from waarborg.plumbing import journal
from waarborg.plumbing.actions import action
from waarborg.plumbing.actors import Actor
from waarborg.plumbing.permissions import NotFound, require
from waarborg.plumbing.taken import taken

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
CHANGEABLE = frozenset({"nl", "en", "nl_about", "en_about", "parent", "third_party", "route", "shown_publicly"})
LONGEST = {"nl": 120, "en": 120, "nl_about": 500, "en_about": 500, "route": 200}
# Two dependencies written at once could close a circle that neither sees.
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('waarborg.catalogue.dependencies'))"


class BadKey(BadInput):
    code = "catalogue.item.key"
    nl = "Het woord is 1 tot 60 kleine letters en cijfers, met streepjes ertussen."
    en = "The word has 1 to 60 small letters and digits, with hyphens between."
    nl_way_out = "Schrijf het zoals overeenkomsten het noemen, zoals care-plans."
    en_way_out = "Write it as agreements name it, such as care-plans."


class KeyTaken(Refusal):
    code = "catalogue.item.key-taken"
    nl = "Er is al iets dat overeenkomsten “{key}” noemen."
    en = "There is something already that agreements call “{key}”."
    nl_way_out = "Kies een ander woord, of haal het bestaande terug uit het archief."
    en_way_out = "Choose another word, or bring the existing one back from the archive."


class NameMissing(BadInput):
    code = "catalogue.item.name"
    nl = "Elke taal heeft een naam van 1 tot 120 tekens nodig."
    en = "Each language needs a name of 1 to 120 characters."


class TooLong(BadInput):
    code = "catalogue.item.too-long"
    nl = "Hier passen ten hoogste {most} tekens."
    en = "At most {most} characters fit here."


class WrongPlace(BadInput):
    code = "catalogue.item.under"
    nl = "Dit kan daar niet onder staan: een {kind} staat onder {under}."
    en = "It cannot stand under that: a {kind} stands under {under}."
    nl_way_out = "Kies waar het onder staat."
    en_way_out = "Choose what it stands under."


class NotOfThisKind(BadInput):
    code = "catalogue.item.not-of-this-kind"
    nl = "Alleen een onderdeel kan van een derde zijn, en alleen een venster heeft een pagina."
    en = "Only a component can be a third party's, and only a window has a page."


class NotForVisitors(BadInput):
    code = "catalogue.item.not-for-visitors"
    nl = "Alleen een groep of een onderdeel kan op de openbare statuspagina staan."
    en = "Only a group or a component can stand on the public status page."


class InCircle(Refusal):
    code = "catalogue.item.circle"
    nl = "Dan had dit onderdeel uiteindelijk zichzelf nodig: {way}."
    en = "Then this component would in the end need itself: {way}."
    nl_way_out = "Haal een van deze afhankelijkheden weg."
    en_way_out = "Take one of these dependencies away."


@action("catalogue.item.add")
def add_item(
    kind: str, key: str, *, provider: UUID, by: Actor, at: datetime, parent: Item | None = None, **said: Any
) -> Item:
    """Add to what is supplied; `said` are the other fields of CHANGEABLE.

    Raises NotAllowed, BadKey, KeyTaken, NameMissing, TooLong, WrongPlace, NotOfThisKind, NotForVisitors.
    """
    require(by, permissions.MANAGE)
    if kind not in KINDS:
        raise NotFound()
    if not is_key(key):
        raise BadKey(path="key")
    if said.keys() - CHANGEABLE:
        raise TypeError(f"an item has no {', '.join(sorted(said.keys() - CHANGEABLE))}")
    made = Item(tenant_id=provider, kind=kind, key=key, parent=parent, **_tidy(said))
    _require_right(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if not taken(error):
            raise
        raise KeyTaken(key=key, path="key") from None
    _note(ADDED, made, by=by, at=at, data=_told(made))
    return made


@action("catalogue.item.change")
def change_item(item: Item, *, by: Actor, at: datetime, **changes: Any) -> Item:
    """Change fields of CHANGEABLE; its word and kind stay, because agreements name it by them. What stays the same
    writes nothing. Raises NotAllowed, NameMissing, TooLong, WrongPlace, NotOfThisKind, NotForVisitors."""
    require(by, permissions.MANAGE)
    if changes.keys() - CHANGEABLE:
        raise TypeError(f"an item has no changeable {', '.join(sorted(changes.keys() - CHANGEABLE))}")
    held = _locked(item)
    different = {name: value for name, value in _tidy(changes).items() if getattr(held, name) != value}
    if not different:
        return held
    for name, value in different.items():
        setattr(held, name, value)
    _require_right(held)
    held.save(update_fields=["audience" if name == "shown_publicly" else name for name in different])
    _note(CHANGED, held, by=by, at=at, data={name: str(_plain(value)) for name, value in different.items()})
    return held


@action("catalogue.item.change")
def set_needs(item: Item, needs: Iterable[Item], *, by: Actor, at: datetime) -> None:
    """A component does not work without exactly these. Raises NotAllowed, NotOfThisKind, InCircle."""
    require(by, permissions.MANAGE)
    wanted = {one.id: one for one in needs}
    if item.kind != COMPONENT or any(one.kind != COMPONENT for one in wanted.values()):
        raise NotOfThisKind()
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    edges = queries.dependencies()
    before = set(edges.get(item.id, ()))
    if before == wanted.keys():
        return
    way = circle({**edges, item.id: list(wanted)}, item.id)
    if way is not None:
        names = Item.objects.in_bulk(way)
        raise InCircle(
            way={lang: " → ".join(names[one].say(lang) for one in way) for lang in ("nl", "en")}, path="needs"
        )
    Dependency.objects.filter(component=item).exclude(needs_id__in=wanted).delete()
    Dependency.objects.bulk_create(
        Dependency(tenant_id=item.tenant_id, component=item, needs=one)
        for identifier, one in wanted.items()
        if identifier not in before
    )
    _note(CHANGED, item, by=by, at=at, data={"needs": " ".join(sorted(one.key for one in wanted.values()))})


@action("catalogue.item.archive")
def archive_item(item: Item, *, by: Actor, at: datetime) -> Item:
    """It is no longer supplied: nobody new gets it, who has it keeps it until that ends. Twice is once."""
    require(by, permissions.MANAGE)
    held = _locked(item)
    if held.archived_at is None:
        held.archived_at = at
        held.save(update_fields=["archived_at"])
        _note(ARCHIVED, held, by=by, at=at)
    return held


@action("catalogue.item.restore")
def restore_item(item: Item, *, by: Actor, at: datetime) -> Item:
    """It is supplied again. Twice is once."""
    require(by, permissions.MANAGE)
    held = _locked(item)
    if held.archived_at is not None:
        held.archived_at = None
        held.save(update_fields=["archived_at"])
        _note(RESTORED, held, by=by, at=at)
    return held


def is_key(word: str) -> bool:
    """Whether agreements can name something by this word."""
    return len(word) <= 60 and _KEY.fullmatch(word) is not None


def _locked(item: Item) -> Item:
    held: Item = Item.objects.select_for_update(of=("self",)).select_related("parent").get(id=item.id)
    return held


def _tidy(said: dict[str, Any]) -> dict[str, Any]:
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in said.items()}


def _require_right(one: Item) -> None:
    for lang in ("nl", "en"):
        if not getattr(one, lang):
            raise NameMissing(path=lang)
    for name, most in LONGEST.items():
        if len(getattr(one, name)) > most:
            raise TooLong(most=most, path=name)
    under = PARENTS[one.kind]
    if (one.parent.kind if one.parent else None) not in (under or (None,)):
        said = {lang: (" / ".join(called(kind, lang) for kind in under) or "-") for lang in ("nl", "en")}
        raise WrongPlace(kind={lang: called(one.kind, lang) for lang in ("nl", "en")}, under=said, path="parent")
    above = one.parent
    while above is not None:
        if above.id == one.id:
            raise InCircle(way={lang: f"{one.say(lang)} → {one.say(lang)}" for lang in ("nl", "en")}, path="parent")
        above = above.parent
    if (one.third_party and one.kind != COMPONENT) or (one.route and one.kind != WINDOW):
        raise NotOfThisKind()
    if one.shown_publicly and one.kind not in SHOWN:
        raise NotForVisitors(path="shown_publicly")


def _plain(value: Any) -> Any:
    return value.key if isinstance(value, Item) else value


def _told(one: Item) -> dict[str, str]:
    fields = ("nl", "en", "nl_about", "en_about", "route")
    told = {name: getattr(one, name) for name in fields if getattr(one, name)}
    told |= {"under": one.parent.key} if one.parent else {}
    told |= {"third_party": "yes"} if one.third_party else {}
    return told | ({"shown_publicly": "yes"} if one.shown_publicly else {})


def _note(kind: str, one: Item, *, by: Actor, at: datetime, data: dict[str, str] | None = None) -> None:
    journal.record(
        kind,
        tenant=one.tenant_id,
        subject=one.ref,
        by=by,
        at=at,
        properties={"kind": one.kind, "key": one.key},
        data=data,
    )
