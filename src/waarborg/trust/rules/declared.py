"""A fact that the provider declares: it stands in the agreement, signed with it; no more is claimed than that.

It holds from the day it was declared through the day before it has to be looked at again, or the last day it is
declared for, whichever comes first; after that it has expired. A newer version declares it again.
"""

import datetime as dt
from typing import Any

from waarborg.kernel.instants import local
from waarborg.promises.rules.agreement.declarations import last_day
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Fact
from waarborg.trust.rules.evidence import Question

TEXTS: dict[str, tuple[str, str]] = {
    "declared": (
        "{provider} verklaarde dit op {day}, verantwoordelijk: {owner}",
        "{provider} declared this on {day}, responsible: {owner}",
    ),
    "about": (", bij {holder}", ", at {holder}"),
    "holds": (
        "; de verklaring geldt tot en met {until}, en moet dan opnieuw zijn bekeken.",
        "; the declaration holds through {until}, and must have been looked at again by then.",
    ),
    "expired": (
        "; de verklaring gold tot en met {until} en is daarna niet opnieuw gedaan.",
        "; the declaration held through {until} and was not made again after that.",
    ),
    "idle": ("; op die dag was deze maand al voorbij.", "; this month was over by then."),
    "proof": (
        "Het bewijs is de overeenkomst zelf, versie {version}; een meting ligt er niet onder.",
        "The proof is the agreement itself, version {version}; no measurement stands behind it.",
    ),
}


def declared_block(fact: Fact, agreement: Agreement, asked: Question) -> dict[str, Any]:
    """A declared fact as it stood at the end of the month (or when the report was made), with its `verdict`."""
    declared = fact.source.declared
    if declared is None:
        raise ValueError(fact)
    until = last_day(fact, declared)
    today = local(asked.horizon, agreement.timezone).date()
    verdict = "idle" if today < declared else "holds" if today <= until else "expired"
    bound = next(one for _, one in reversed(asked.standing.versions) if one.agreement is agreement)
    return {
        "source": "declared",
        "owner": fact.owner,
        "holder": fact.holder,
        "declared": declared.isoformat(),
        "until": until.isoformat(),
        "review": None if fact.review is None else str(fact.review),
        "agreement": bound.sha256,
        "explanation": {
            lang: _lines(fact, declared, until, verdict, Phrases(agreement, asked.registry, lang))
            for lang in ("nl", "en")
        },
        "verdict": verdict,
    }


def _lines(fact: Fact, declared: dt.date, until: dt.date, verdict: str, phrases: Phrases) -> list[str]:
    lang = phrases.lang
    about = _say("about", lang, holder=fact.holder) if fact.holder else ""
    who = {"provider": phrases.agreement.provider.name, "owner": phrases.role(fact.owner) + about}
    said = _say("declared", lang, day=phrases.date(declared), **who)
    said += _say(verdict, lang, until=phrases.date(until))
    return [said, _say("proof", lang, version=phrases.agreement.version)]


def _say(key: str, lang: str, **values: object) -> str:
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)
