"""Tickets as rows of a file: all of a list, in the order of the page."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from waarborg.customers.models import Organisation
from waarborg.plumbing.sheets import Cell
from waarborg.promises import queries as promises
from waarborg.support.models import Attachment, Team, Ticket
from waarborg.support.queries.complaints import visible as visible_complaints
from waarborg.support.queries.queue import Line
from waarborg.support.rules import numbers, states
from waarborg.support.rules.channels import CHANNELS
from waarborg.support.rules.complaints import states as complaint_states

CHUNK = 2000
# Texts that people wrote, but for the subject, do not leave in a list.
TICKET = (
    "id", "tenant_id", "number", "subject", "kind", "priority", "state", "channel", "reporter_name", "assignee_name",
    "team_id", "reported_at", "picked_up_at", "resolved_at",
)  # fmt: skip


def ticket_head(*, staff: bool) -> list[str]:
    head = [_("Number"), _("Subject"), _("Kind"), _("Priority"), _("State"), _("Channel"), _("Reported by")]
    head += [_("Reported at"), _("Picked up at"), _("Resolved at"), _("Attachments")]
    return [*head, _("Customer"), _("Handled by"), _("Team")] if staff else head


# The name of a priority by customer and word; a word that no agreement knows stays as it is.
Named = Callable[[UUID, str], str]


def priorities(tenants: Collection[UUID], *, at: datetime, lang: str) -> Named:
    """Each as the agreement of that customer names it. One query in all, or three."""
    words: dict[tuple[UUID, str], str] = {}
    for tenant, bound in promises.standings(tenants).items():
        scheme = bound.at(at).agreement.schemes.get("priority")
        if scheme is not None:
            words.update({(tenant, word): value.say(lang) for word, value in scheme.values.items()})
    return lambda tenant, word: words.get((tenant, word), word)


def ticket_rows(
    rows: QuerySet[Ticket], *, at: datetime, lang: str, staff: bool, seen: Callable[[UUID], object]
) -> Iterator[list[Cell]]:
    """Newest first, two thousand to a query. `seen` hears of each customer whose row goes along."""
    names: dict[UUID, str] = {}
    teams = dict(Team.objects.values_list("id", "name")) if staff else {}
    words = states.STAFF_STATES if staff else states.STATES
    for part in _parts(rows.values_list(*TICKET, named=True)):
        named = priorities({one.tenant_id for one in part}, at=at, lang=lang)
        files = _files([one.id for one in part])
        for one in part:
            cells: list[Cell] = [
                numbers.shown(one.number),
                one.subject,
                _said(states.KINDS, one.kind, lang),
                named(one.tenant_id, one.priority),
                _said(words, one.state, lang),
                _said(CHANNELS, one.channel, lang),
                one.reporter_name,
                *(one.reported_at, one.picked_up_at, one.resolved_at),
                "; ".join(files.get(one.id, ())),
            ]
            seen(one.tenant_id)
            if staff:
                cells += [_name(one.tenant_id, names), one.assignee_name, teams.get(one.team_id, "")]
            yield cells


def _files(tickets: Sequence[UUID]) -> dict[UUID, list[str]]:
    """The names of what was sent with each, in the order in which it came. One query."""
    found: dict[UUID, list[str]] = {}
    rows = Attachment.objects.filter(message__ticket_id__in=tickets).order_by("id")
    for ticket, name in rows.values_list("message__ticket_id", "name"):
        found.setdefault(ticket, []).append(name)
    return found


def complaint_head(*, staff: bool) -> list[str]:
    head = [_("Number"), _("Complaint"), _("State"), _("Outcome"), _("Filed by"), _("Filed at"), _("Handled by")]
    return [*head, _("Customer")] if staff else head


def complaint_rows(by: Any, *, lang: str, seen: Callable[[UUID], object]) -> Iterator[list[Cell]]:
    """Those that this reader may see; for staff never one about himself."""
    names: dict[UUID, str] = {}
    for one in _keyset(visible_complaints(by)):
        outcome = one.appeal_outcome or one.outcome
        cells: list[Cell] = [
            one.shown_number,
            one.subject,
            _said(complaint_states.STATES, one.state, lang),
            _said(complaint_states.OUTCOMES, outcome, lang),
            one.filed_by_name,
            one.filed_at,
            one.handler_name,
        ]
        seen(one.tenant_id)
        yield [*cells, _name(one.tenant_id, names)] if by.is_staff else cells


def queue_head() -> list[str]:
    head = [_("Number"), _("Subject"), _("Customer"), _("Priority"), _("Clock"), _("Due at"), _("State of the clock")]
    return [*head, _("Why here"), _("Handled by"), _("Reported at")]


def queue_rows(
    lines: Iterable[Line], *, named: Named, state: Callable[[str], str], why: Callable[[Any], str]
) -> Iterator[list[Cell]]:
    for line in lines:
        one, clock = line.ticket, line.clock
        yield [
            numbers.shown(one.number),
            one.subject,
            line.organisation,
            named(one.tenant_id, one.priority),
            clock.name if clock else "",
            clock.due if clock else None,
            state(clock.state) if clock else "",
            why(line.why),
            one.assignee_name,
            one.reported_at,
        ]


def _keyset(rows: QuerySet[Any]) -> Iterator[Any]:
    for part in _parts(rows):
        yield from part


def _parts(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """From the highest number down, so that a page of it costs the same at the end as at the beginning."""
    ordered, last = rows.order_by("-number"), None
    while True:
        part = list((ordered if last is None else ordered.filter(number__lt=last))[:CHUNK])
        yield part
        if len(part) < CHUNK:
            return
        last = part[-1].number


def _said(words: Any, word: str, lang: str) -> str:
    return words[word][lang] if word in words else word


def _name(tenant: UUID, names: dict[UUID, str]) -> str:
    """All names at the first one asked for: customers are few beside tickets."""
    if not names:
        names.update(Organisation.objects.values_list("id", "name"))
    return names.get(tenant, "")
