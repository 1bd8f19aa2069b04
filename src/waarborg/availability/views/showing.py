"""What pages about how things are share: sentences of the whole, a component as a line, an incident as its readers see
it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from waarborg.availability.models import Incident
from waarborg.availability.queries.status import Line, Status
from waarborg.availability.rules import days as rules
from waarborg.availability.rules.incidents import MARKS, RESOLVED, call_effect, call_phase, worst
from waarborg.plumbing.web import wording


def page(found: Status, language: str) -> dict[str, Any]:
    """The context of a page about everything: a headline, what goes on, each component, what was before."""
    return {
        "status": found,
        "state": MARKS[found.effect],
        "headline": headline(found, language),
        "sentence": _sentence(found, language),
        "groups": [
            {
                "name": group.node.say(language) if group.node else "",
                "apart": group.apart,
                "lines": [line(one, language) for one in group.lines],
            }
            for group in found.groups
        ],
        "running": [shown(one, found.at, language) for one in found.running],
        "earlier": [shown(one, found.at, language) for one in found.earlier],
        "first_day": found.lines[0].days[0][0] if found.lines else None,
        "lang": language,
    }


def headline(found: Status, language: str) -> str:
    """One sentence of how it is now."""
    hit = [one for one in found.own if one.effect]
    if not found.lines:
        return _("No component is shown here yet.")
    if not hit:
        return _("Everything works.")
    if len(hit) == 1:
        name = hit[0].node.say(language)
        words = {
            "degraded": _("Slower or limited: %(name)s"),
            "partial": _("Partial outage: %(name)s"),
            "down": _("Outage: %(name)s"),
        }
        return words[hit[0].effect] % {"name": name}
    return _("%(many)s components have a failure.") % {"many": wording.number(len(hit), language)}


def _sentence(found: Status, language: str) -> str:
    hit = [one for one in found.own if one.effect]
    rest = len(found.own) - len(hit)
    if not hit or not rest:
        return ""
    if rest == 1:
        return _("The other component works.")
    return _("The %(many)s other components work.") % {"many": wording.number(rest, language)}


def line(one: Line, language: str) -> dict[str, Any]:
    """A component: its name, how it is, its days as a picture with its words, and how long it was out."""
    bars = [(*rules.drawn(lasted), day_title(day, lasted, language)) for day, lasted in one.days]
    told = [title for _, us, title in bars if us]
    name = one.node.say(language)
    begins = _("%(name)s, %(days)s days.") % {"name": name, "days": len(one.days)}
    return {
        "id": one.node.id,
        "name": name[:1].upper() + name[1:],
        "effect": one.effect,
        "mark": MARKS[one.effect],
        "word": call_effect(one.effect, language),
        "bars": bars,
        "told": told,
        "label": f"{begins} {'; '.join(told) if told else _('No outage.')}",
        "out": wording.amount(one.out or one.limited, language) if one.out or one.limited else "",
        "limited": not one.out and bool(one.limited),
    }


def day_title(day: Any, lasted: dict[str, int], language: str) -> str:
    """A day in words, such as "12 maart: 23 minuten storing"; nothing for a day on which all went well."""
    if not lasted:
        return ""
    said = [f"{wording.amount(us, language)} {call_effect(effect, language)}" for effect, us in lasted.items()]
    return f"{wording.day(day, language, weekday=False)}: {wording.enumeration(said, language)}"


def shown(one: Incident, now: datetime, language: str) -> dict[str, Any]:
    """An incident as its reader sees it, with its outages and updates at hand."""
    outages = list(one.outages.all())
    effect = worst(outage.effect for outage in outages if one.ends_at is not None or outage.ends_at is None)
    lasted = round(((one.ends_at or now) - one.begins_at).total_seconds() * 1_000_000)
    names = dict.fromkeys(outage.component.say(language) for outage in outages)
    return {
        "incident": one,
        "title": one.title(language),
        "spoken": "en" if language == "en" and one.title_en else "nl",
        "effect": effect,
        "mark": MARKS[effect] if one.runs else "rest",
        "word": call_effect(effect, language) if one.runs else call_phase(RESOLVED, language).lower(),
        "lasted": wording.amount(lasted, language),
        "hits": wording.enumeration(list(names), language),
        "updates": [
            {
                "phase": call_phase(update.phase, language),
                "text": update.text(language),
                "spoken": "en" if language == "en" and update.text_en else "nl",
                "at": update.at,
            }
            for update in one.updates.all()
        ],
        "outages": [
            {
                "outage": outage,
                "name": outage.component.say(language),
                "word": call_effect(outage.effect, language),
                "mark": MARKS[outage.effect],
                "lasted": wording.amount(outage.lasted(now), language),
            }
            for outage in outages
        ],
    }
