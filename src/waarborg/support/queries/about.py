"""What a customer may say that a report is about."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import SOLD

Choices = list[tuple[str, list[tuple[str, str]]]]


def about_choices(tenant: UUID, *, at: datetime, lang: str) -> Choices:
    """In groups: what was bought, and the windows of it. Two queries, one where nothing was bought."""
    offered = catalogue.about(tenant, at)
    bought = [(str(one.id), one.say(lang)) for one in offered if one.kind in SOLD]
    windows = [(str(one.id), one.say(lang)) for one in offered if one.kind not in SOLD]
    return [(heading, listed) for heading, listed in ((_("Bought"), bought), (_("Pages"), windows)) if listed]


def worth_asking(choices: Choices) -> bool:
    """Who bought one thing alone is not asked: it is about that."""
    return bool(choices) and len(choices[0][1]) > 1
