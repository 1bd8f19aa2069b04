"""Links: how a subject of any package is shown, so that a lower one can print it without knowing its package.

A package registers its kinds in AppConfig.ready; `{{ ref|link }}` prints one, `resolve` many in one
query a kind.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from waarborg.plumbing.journal import Ref

# Labels of those ids that the scope may see; an id left out is not shown.
Labels = Callable[[list[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Kind:
    url_name: str
    labels: Labels
    argument: str
    portal_name: str


@dataclass(frozen=True, slots=True)
class Link:
    """A subject as a reader sees it; `url` is None where there is no page for it."""

    ref: Ref
    label: str
    url: str | None


_kinds: dict[str, Kind] = {}


def register(kind: str, *, url_name: str, labels: Labels, argument: str = "", portal_name: str = "") -> None:
    """Show subjects of `kind` ("support.ticket") at the page `url_name`, which takes the id as `argument`.

    `portal_name` is the page by which a customer sees the same; without it a customer reads the label alone.

    `labels(ids)` answers with one query, in the scope under way. `argument` is the last part of the kind if left out.
    """
    _kinds[kind] = Kind(url_name, labels, argument or kind.rpartition(".")[2].replace("-", "_"), portal_name)


def url_for(ref: Ref, *, portal: bool = False) -> str | None:
    """The address of a subject, for staff or in the portal, without asking whether the reader may see it.

    None for a kind that has no page there.
    """
    kind = _kinds.get(ref.kind)
    name = kind and (kind.portal_name if portal else kind.url_name)
    return reverse(name, kwargs={kind.argument: ref.id}) if kind and name else None


def resolve(refs: Iterable[Ref], *, portal: bool = False) -> dict[Ref, Link]:
    """Label and address of each subject that the scope may see, one query for each kind. Others are left out."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        if ref.kind in _kinds:
            by_kind[ref.kind].append(ref.id)
    found = {}
    for name, ids in by_kind.items():
        for identifier, label in _kinds[name].labels(ids).items():
            ref = Ref(name, identifier)
            found[ref] = Link(ref, label, url_for(ref, portal=portal))
    return found
