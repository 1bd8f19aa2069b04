"""Shapes of the pages about complaints."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from jinja2 import pass_context
from jinja2.runtime import Context

from waarborg.plumbing.templatetags import waarborg as design
from waarborg.plumbing.web import marks, wording
from waarborg.plumbing.web.escaping import escape
from waarborg.plumbing.web.pages import page_filter
from waarborg.support.models import Complaint


@page_filter
@pass_context
def complaint_row(context: Context, complaint: Complaint, clock: Any, state: str) -> SafeString:
    """A complaint in the portal's list, with its clock (None where none runs)."""
    lang, zone, now = wording.tongue(translation.get_language()), design.zone_of(), context.get("now")
    stands = clock.state if clock else "rest"
    loud = " data-loud" if stands in ("late", "risk") else ""
    live = ""
    if clock and clock.due:
        words = wording.deadline(clock.due, lang, zone, now=now)
        live = f'{escape(clock.name)}: <time datetime="{clock.due.isoformat()}">{escape(words)}</time>'
    elif clock:
        live = f"{escape(clock.name)}: {escape(marks.word(clock.state, lang))}"
    where = reverse("support:complaint", kwargs={"complaint": complaint.id})
    return mark_safe(
        f'<li class="w-promise" data-state="{escape(stands)}"{loud}>{design.mark(stands)}'
        f'<p><a href="{where}">{escape(complaint.subject)}</a><br><span class="w-small w-faint">'
        f"{escape(complaint.shown_number)} · {design.time_mark(complaint.filed_at, lang, zone, now=now)} · "
        f"{escape(complaint.filed_by_name)}</span></p>"
        f'<span class="w-state">{escape(state)}</span><p class="w-live">{live}</p></li>'
    )


@page_filter
def complaint_text(complaint: Complaint, face: str) -> dict[str, Any]:
    """What was complained about, as the first message of the conversation."""
    return {
        "name": complaint.filed_by_name,
        "role": "",
        "at": complaint.filed_at,
        "text": complaint.what,
        "side": "them" if face == "desk" else "us",
        "note": False,
        "id": "what",
        "files": [],
    }
