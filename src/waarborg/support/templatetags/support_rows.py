"""Rows of the lists of tickets. In Python, because fifty of them as a template are most of a
page's time."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.support.rules import states


@lru_cache(maxsize=16)
def address(name: str, prefix: str) -> str:
    """The address of any ticket, with {} for which; `prefix` is where the product is mounted."""
    marked = UUID(int=0)
    return reverse(name, kwargs={"ticket": marked}).replace(str(marked), "{}")


@page_filter
@pass_context
def desk_row(context: Context, ticket: Any, organisation: str) -> SafeString:
    """A row of all tickets at the desk."""
    lang = wording.tongue(translation.get_language())
    reported = design.time_mark(ticket.reported_at, lang, design.zone_of(), now=context.get("now"))
    where = address("support:desk-ticket", get_script_prefix()).format(ticket.id)
    return mark_safe(
        f'<tr data-row><td class="num w-nowrap">{escape(ticket.shown_number)}</td>'
        f'<th scope="row"><a href="{where}">{escape(ticket.subject)}</a></th><td>{escape(organisation)}</td>'
        f'<td class="w-nowrap">{escape(states.STAFF_STATES[ticket.state][lang])}</td>'
        f'<td class="w-nowrap">{reported}</td></tr>'
    )


@page_filter
@pass_context
def portal_row(context: Context, ticket: Any, clock: Any, reported_word: str) -> SafeString:
    """A ticket in the portal's list, with its next clock (None where none runs)."""
    lang, zone, now = wording.tongue(translation.get_language()), design.zone_of(), context.get("now")
    state = clock.state if clock else "rest"
    loud = " data-loud" if state in ("late", "risk") else ""
    mark = state if clock else "met" if ticket.state == "resolved" else "rest"
    live = ""
    if clock and clock.due:
        words = wording.deadline(clock.due, lang, zone, now=now)
        live = f'{escape(clock.name)}: <time datetime="{clock.due.isoformat()}">{escape(words)}</time>'
    elif clock:
        live = f"{escape(clock.name)}: {escape(marks.word(clock.state, lang))}"
    where = address("support:ticket", get_script_prefix()).format(ticket.id)
    return mark_safe(
        f'<li class="w-promise" data-state="{escape(state)}"{loud}>{design.mark(mark)}'
        f'<p><a href="{where}">{escape(ticket.subject)}</a><br><span class="w-small w-faint">'
        f"{escape(ticket.shown_number)} · {escape(reported_word)} "
        f"{design.time_mark(ticket.reported_at, lang, zone, now=now)} · {escape(ticket.reporter_name)}</span></p>"
        f'<span class="w-state">{escape(states.STATES[ticket.state][lang])}</span><p class="w-live">{live}</p></li>'
    )
