"""Rows of the audit page in words: what happened, who did it, to what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from waarborg.access.queries.audit import READS, SIGN_INS, WITHHELD, Row
from waarborg.access.roles import LABELS
from waarborg.access.rules import administrator_access
from waarborg.customers.models import Person
from waarborg.plumbing import links, tenancy
from waarborg.plumbing.journal import Ref
from waarborg.plumbing.journal.words import said
from waarborg.plumbing.tenancy import Role

# Subjects that are a person, by whose name they are told.
PEOPLE = ("customers.contact", "access.account", "person")


@dataclass(frozen=True, slots=True)
class Line:
    """`who` did it, `behalf` for whom; `about` what it concerned, with `url` where the reader can open it."""

    at: datetime
    who: str
    person: UUID | None
    behalf: str
    what: str
    about: str
    url: str | None
    more: str


def lines(rows: Sequence[Row], *, lang: str, portal: bool = True) -> list[Line]:
    """One query for the names of people, one for each kind of subject that has a page."""
    refs = [ref for row in rows for ref in (row.subject, *row.related)]
    people = {ref.id for ref in refs if ref.kind in PEOPLE}
    names = names_of(people | {one for row in rows for one in (row.person, row.on_behalf) if one})
    found = links.resolve((ref for ref in refs if ref.kind not in PEOPLE), portal=portal)
    return [_line(row, names, found, lang) for row in rows]


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, of the organisation's own people and of our staff, who are told by name wherever they act."""
    wanted = list(people)
    if not wanted:
        return {}
    with tenancy.enter(Role.DESK):
        return dict(Person.objects.filter(id__in=wanted).values_list("id", "name"))


def _line(row: Row, names: dict[UUID, str], found: dict[Ref, links.Link], lang: str) -> Line:
    label, url = _about(row, names, found)
    return Line(
        at=row.at,
        who=row.name or (names.get(row.person, "") if row.person else "") or _actor(row.actor_kind),
        person=row.person,
        behalf=names.get(row.on_behalf, "") if row.on_behalf else "",
        what=_what(row, lang),
        about=label,
        url=url,
        more=_more(row, lang),
    )


def _what(row: Row, lang: str) -> str:
    if row.kind == SIGN_INS:
        words = _("signed in")
    elif row.kind == READS:
        words = _("looked at your data")
    elif row.kind == WITHHELD:
        words = _("asked for something that is not there for them")
    else:
        words = said(row.kind, lang)
    return words[:1].upper() + words[1:]


def _about(row: Row, names: dict[UUID, str], found: dict[Ref, links.Link]) -> tuple[str, str | None]:
    for ref in (row.subject, *row.related):
        if ref in found:
            return found[ref].label, found[ref].url
        if ref.kind in PEOPLE and names.get(ref.id) and row.kind not in (SIGN_INS, WITHHELD) and ref.id != row.person:
            return names[ref.id], None
    return {
        "customers.organisation": _("the organisation"),
        "customers.contact": _("a person"),
        "plumbing.file": _("a file"),
        "plumbing.export": _("an export"),
    }.get(row.subject.kind, ""), None


def _more(row: Row, lang: str) -> str:
    """What the entry says besides, in words; readings say why."""
    told = row.properties
    if row.kind == "act.refused":
        return said(f"act {told.get('act', '')}", lang).removeprefix("act ")
    if "administrator-purpose" in told:
        return administrator_access.words(told["administrator-purpose"], lang)
    if "role" in told:
        role = told["role"]
        label = LABELS.get(role)
        return _(label) if label else role
    if row.why and row.kind == READS:
        return _(row.why)
    return row.why


def _actor(kind: str) -> str:
    return {"staff": _("Our staff"), "contact": _("Your organisation"), "robot": _("A program")}.get(kind, "Waarborg")
