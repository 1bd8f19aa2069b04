"""Words of the pages about promises: `{% load promises %}`."""

from django import template
from django.utils import translation

from waarborg.plumbing.web import wording
from waarborg.promises.rules.agreement import Problem

register = template.Library()

LEVELS = {
    "guarantee": ("garantie", "guarantee"),
    "target": ("streven, geen garantie", "target, not a guarantee"),
    "experience": ("ervaring, geen toezegging", "experience, not a commitment"),
}


@register.filter
def level_name(level: str) -> str:
    """What a level means, in words a customer reads."""
    return LEVELS[level][wording.tongue(translation.get_language()) == "en"]


@register.filter
def short_hash(sha256: str) -> str:
    """The ends of a hash, enough to compare by eye."""
    return f"{sha256[:8]}…{sha256[-8:]}"


@register.filter
def told(problem: Problem) -> str:
    """A problem with its hint, as one line."""
    return problem.say(wording.tongue(translation.get_language()))
