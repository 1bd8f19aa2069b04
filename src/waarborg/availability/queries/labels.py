"""What incidents are called where other pages lead to them."""

from uuid import UUID

from django.utils.translation import get_language

from waarborg.availability.models import Alarm, Incident, IncidentTemplate, Roster, Work
from waarborg.plumbing.web.wording import tongue


def labels(identifiers: list[UUID]) -> dict[UUID, str]:
    """One query."""
    lang = tongue(get_language())
    return {one.id: one.title(lang) for one in Incident.objects.filter(id__in=identifiers)}


def work_labels(identifiers: list[UUID]) -> dict[UUID, str]:
    """One query."""
    lang = tongue(get_language())
    return {one.id: one.title(lang) for one in Work.objects.filter(id__in=identifiers)}


def alarm_labels(identifiers: list[UUID]) -> dict[UUID, str]:
    """One query."""
    lang = tongue(get_language())
    return {one.id: one.title(lang) for one in Alarm.objects.filter(id__in=identifiers)}


def roster_labels(identifiers: list[UUID]) -> dict[UUID, str]:
    """One query."""
    return dict(Roster.objects.filter(id__in=identifiers).values_list("id", "name"))


def template_labels(identifiers: list[UUID]) -> dict[UUID, str]:
    """One query."""
    return dict(IncidentTemplate.objects.filter(id__in=identifiers).values_list("id", "name"))
