"""What pages about notices share: the reader's language, the zone, a form that was refused, paging by instant."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language

from waarborg.access.forms import refuse
from waarborg.kernel.errors import Refusal
from waarborg.notices.models import Notice
from waarborg.notices.rules.kinds import kind
from waarborg.notices.rules.placeholders import fill
from waarborg.plumbing.templatetags.waarborg import zone_of
from waarborg.plumbing.web.wording import tongue


def lang() -> str:
    return tongue(get_language())


def zone() -> str:
    return zone_of()


def refused(form: forms.Form, refusal: Refusal) -> int:
    """Say the refusal in the form; answers the status of the page."""
    refuse(form, refusal, lang())
    return refusal.status


def cursor_of(text: str) -> tuple[datetime, UUID] | None:
    """The row before the page, from an address; None for none, and for what is none."""
    moment, _, identifier = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(identifier)) if at.tzinfo else None
    except ValueError:
        return None


def cursor(moment: datetime | None, held: Notice) -> str:
    return f"{moment.isoformat()}_{held.id}" if moment else ""


def in_list(held: Notice, language: str, values: dict[str, str]) -> dict[str, Any]:
    """A notice as a line: its text is not read for that."""
    return {
        "notice": held,
        "kind": kind(held.kind).words(language),
        "title": fill(held.title(language), values),
        "spoken": language if language == "nl" or held.title_en else "nl",
    }


def shown(held: Notice, language: str, values: dict[str, str]) -> dict[str, Any]:
    """A notice as its reader sees it, in one language."""
    text = fill(held.body(language), values)
    return {**in_list(held, language, values), "text": text, "reason": held.reason(language)}
