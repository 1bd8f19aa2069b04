"""What a customer may say that a report is about."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from waarborg.catalogue import queries as catalogue
from waarborg.catalogue.rules.kinds import COMPONENT, SOLD, WINDOW

Choices = list[tuple[str, list[tuple[str, str]]]]


def about_choices(tenant: UUID, *, at: datetime, lang: str) -> Choices:
    """In groups: what was bought, the components it runs on, and its windows. Two queries, one where nothing was
    bought."""
    offered = catalogue.about(tenant, at)
    groups = ((_("Bought"), SOLD), (_("Components"), (COMPONENT,)), (_("Pages"), (WINDOW,)))
    found = [
        (heading, [(str(one.id), one.say(lang)) for one in offered if one.kind in kinds]) for heading, kinds in groups
    ]
    return [(heading, listed) for heading, listed in found if listed]


def worth_asking(choices: Choices) -> bool:
    """Who can name one thing alone is not asked: it is about that."""
    return sum(len(listed) for _heading, listed in choices) > 1
