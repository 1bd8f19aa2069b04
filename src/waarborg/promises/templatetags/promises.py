"""Words of the pages about promises."""

import difflib
import re

from django.utils import translation

from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pages import page_filter
from waarborg.promises.rules.agreement import Problem
from waarborg.promises.rules.difference import Verdict
from waarborg.promises.rules.difference.words import Entry
from waarborg.promises.rules.difference.words import kind_words as _kind
from waarborg.promises.rules.difference.words import verdict_words as _verdict

LEVELS = {
    "guarantee": ("garantie", "guarantee"),
    "target": ("streven, geen garantie", "target, not a guarantee"),
    "experience": ("ervaring, geen toezegging", "experience, not a commitment"),
}


@page_filter
def level_name(level: str) -> str:
    """What a level means, in words a customer reads."""
    return LEVELS[level][wording.tongue(translation.get_language()) == "en"]


@page_filter
def short_hash(sha256: str) -> str:
    """The ends of a hash, enough to compare by eye."""
    return f"{sha256[:8]}…{sha256[-8:]}"


@page_filter
def told(problem: Problem) -> str:
    """A problem with its hint, as one line."""
    return problem.say(wording.tongue(translation.get_language()))


_WAITS = {
    "announcement": ("wacht op de aankondiging", "awaits the announcement"),
    "delivery": ("wacht op bewijs van levering", "awaits proof of delivery"),
    "acceptance": ("wacht op akkoord van de klant", "awaits the customer's agreement"),
    "objection": ("wacht op het besluit op het bezwaar", "awaits the decision on the objection"),
    "leaving": ("er loopt een opzegging", "notice is running"),
}


@page_filter
def waits_for(wait: str) -> str:
    """What keeps an announced version back."""
    return _WAITS[wait][wording.tongue(translation.get_language()) == "en"]


_STATES = {"better": "better", "worse": "worse", "unclear": "unknown", "neutral": "same", "equal": "same"}


@page_filter
def verdict_state(verdict: Verdict) -> str:
    """The mark of what a change means for the customer."""
    return _STATES[verdict]


@page_filter
def verdict_words(verdict: Verdict, to_customer: object = None) -> str:
    """What a change means, said to the customer where `to_customer` holds."""
    return _verdict(verdict, wording.tongue(translation.get_language()), to_customer=bool(to_customer))


@page_filter
def kind_of_change(kind: str) -> str:
    return _kind(kind, wording.tongue(translation.get_language()))


@page_filter
def words_marked(entry: Entry) -> list[tuple[bool, str]]:
    """The new text in parts, each with whether it was not in the old one: whole words, never halves."""
    if not entry.old:
        return [(False, entry.new)]
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (entry.old, entry.new))
    parts = []
    for kind, _, _, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if start < end:
            parts.append((kind != "equal", "".join(new[start:end])))
    return parts


@page_filter
def draft_name(source: str) -> str:
    """What a draft calls itself, as far as it does already."""
    said = [re.search(rf"^{key}:[ \t]*(\S+)", source, re.MULTILINE) for key in ("agreement", "version")]
    return " ".join(found[1] for found in said if found)[:80] or "…"
