"""What people call the subjects of a report: numbers, never texts."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from waarborg.support.models import Complaint, Ticket
from waarborg.support.rules.complaints import states
from waarborg.support.rules.numbers import shown


def _tickets(ids: list[UUID]) -> Mapping[UUID, str]:
    rows = Ticket.objects.filter(id__in=ids).values_list("id", "number")
    return {identifier: shown(number) for identifier, number in rows}


def _complaints(ids: list[UUID]) -> Mapping[UUID, str]:
    rows = Complaint.objects.filter(id__in=ids).values_list("id", "number")
    return {identifier: states.shown(number) for identifier, number in rows}


def _bundles(ids: list[UUID]) -> Mapping[UUID, str]:
    """Of a bundle, which has no number of its own, the first ticket in it."""
    rows = Ticket.objects.filter(bundle_id__in=ids).order_by("-number").values_list("bundle_id", "number")
    return {identifier: shown(number) for identifier, number in rows}


NUMBERED: dict[str, Callable[[list[UUID]], Mapping[UUID, str]]] = {
    "support.ticket": _tickets,
    "support.complaint": _complaints,
    "support.bundle": _bundles,
}


def numbers(subjects: Iterable[str]) -> dict[str, str]:
    """Of subjects written `kind:id`, their numbers; one query for each kind that has any."""
    by_kind: dict[str, list[UUID]] = {}
    for subject in dict.fromkeys(subjects):
        kind, _, identifier = subject.partition(":")
        if kind in NUMBERED:
            by_kind.setdefault(kind, []).append(UUID(identifier))
    return {
        f"{kind}:{identifier}": number
        for kind, ids in by_kind.items()
        for identifier, number in NUMBERED[kind](ids).items()
    }
