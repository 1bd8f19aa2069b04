"""A difference in plain words, in Dutch or English: what was, what will be, and for whom that is better."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from waarborg.promises.rules.agreement import details
from waarborg.promises.rules.agreement.canonical import content_of
from waarborg.promises.rules.agreement.frame import Block, Document, Scheme, Wording
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.render import hours_words
from waarborg.promises.rules.agreement.terms import Choice
from waarborg.promises.rules.agreement.values import Term
from waarborg.promises.rules.agreement.wording import fill
from waarborg.promises.rules.difference.clocks import OTHER
from waarborg.promises.rules.difference.comparing import Change, Defined, Difference, Promised
from waarborg.promises.rules.difference.sides import OPEN_HOURS, Counted
from waarborg.promises.rules.difference.verdicts import Verdict
from waarborg.promises.rules.registry import Registry

VERDICT: dict[Verdict, tuple[str, str]] = {
    "better": ("beter voor {nl}", "better for {en}"),
    "worse": ("slechter voor {nl}", "worse for {en}"),
    "equal": ("gelijk voor {nl}", "the same for {en}"),
    "neutral": ("anders, niet beter of slechter", "different, neither better nor worse"),
    "unclear": ("anders: lees na wat het voor {nl} betekent", "different: read what it means for {en}"),
}
KIND = {"added": ("nieuw", "new"), "removed": ("vervalt", "falls away"), "changed": ("gewijzigd", "changed")}
_RUNNING = {
    "frozen": ("houden de versie waaronder zij begonnen", "keep the version under which they started"),
    "live": ("gaan mee met de nieuwste tijden", "follow the newest hours"),
}
_ON_CHANGE = {
    "from-start": ("telt opnieuw vanaf de melding", "counts anew from the report"),
    "from-change": ("een kortere termijn telt vanaf de wijziging", "a shorter term counts from the change"),
}
_VISIBLE = {
    "customer": ("u en wij", "you and we"),
    "public": ("iedereen", "everybody"),
    "internal": ("alleen onze eigen mensen", "only our own people"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One change in words. `label` names what changes, `old` and `new` are empty where there was or will be nothing."""

    key: str
    verdict: Verdict
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise or a definition that changes, in words. `old` and `new` are its whole text, to read side by side."""

    id: str
    kind: str
    verdict: Verdict
    title: str
    old: str
    new: str
    changes: tuple[Said, ...]


def promises_in_words(difference: Difference, registry: Registry, lang: str) -> list[Entry]:
    """Every promise that changes."""
    old, new = (Phrases(one, registry, lang) for one in (difference.old, difference.new))
    return [_promise(one, old, new) for one in difference.promises]


def definitions_in_words(difference: Difference, registry: Registry, lang: str) -> list[Entry]:
    """Every definition and text that changes."""
    old, new = (Phrases(one, registry, lang) for one in (difference.old, difference.new))
    return [_definition(one, old, new) for one in difference.definitions]


def _promise(one: Promised, old: Phrases, new: Phrases) -> Entry:
    before, after = (_text(one.id, phrases) for phrases in (old, new))
    own = {"nl": old.lang == "nl", "en": old.lang == "en"}
    # The text itself stands beside the list; that of the other language is for whoever reads that one.
    changes = tuple(_said(change, old, new) for change in one.changes if not (change.key in own and before != after))
    return Entry(one.id, one.kind, one.verdict, _chapter(one.id, new, old), before, after, changes)


def _text(name: str, phrases: Phrases) -> str:
    promise = phrases.agreement.promises.get(name)
    return fill(promise, phrases.agreement, phrases.registry, phrases.lang) if promise else ""


def _chapter(name: str, *sides: Phrases) -> str:
    chapter = name.partition(".")[0]
    found = next((one.agreement.chapters[chapter] for one in sides if chapter in one.agreement.chapters), None)
    return found.say(sides[0].lang) if found else chapter


def _definition(one: Defined, old: Phrases, new: Phrases) -> Entry:
    change = one.change
    before, after = (_value(change, value, phrases) for value, phrases in ((change.old, old), (change.new, new)))
    called = change.new or change.old
    name = called.say(old.lang) if isinstance(called, Wording) and one.section not in ("chapters", "terms") else one.id
    title = f"{change.about.say(old.lang)}: {name}" if name else change.about.say(old.lang)
    return Entry(f"{one.section}.{one.id}".rstrip("."), one.kind, one.verdict, title, before, after, ())


def _said(change: Change, old: Phrases, new: Phrases) -> Said:
    label = change.about.say(old.lang)
    if change.words:
        label += f" ({_where(change, new)})"
    before, after = (_value(change, value, phrases) for value, phrases in ((change.old, old), (change.new, new)))
    if before == after and isinstance(change.old, Counted) and isinstance(change.new, Counted):
        # The same term in other hours: then the hours are what changes.
        before, after = _in_hours(change.old, old), _in_hours(change.new, new)
    return Said(change.key, change.verdict, label, before, after)


def _where(change: Change, phrases: Phrases) -> str:
    """For which words: "Prioriteit 1 of Prioriteit 2", "al het andere"."""
    said = []
    for name, words in sorted(change.words.items()):
        named = [word for word in sorted(words) if word != OTHER]
        parts = [phrases.condition(name, Choice(tuple(named)))] if named else []
        if OTHER in words:
            parts.append(
                phrases.pick(f"andere {phrases.name('property', name)}", f"other {phrases.name('property', name)}")
            )
        said.append(phrases.any_of(parts))
    return phrases.all_of(said)


def _value(change: Change, value: Any, phrases: Phrases) -> str:
    if change.key == "clock.within":
        return _counted(value, phrases)
    if value is None or value == () or value == {}:
        return ""
    return str(SAID[change.about.form](value, phrases))


def _counted(value: Counted | None, phrases: Phrases) -> str:
    if value is None:
        return phrases.pick("geen termijn", "no term")
    said = phrases.term(value.term)
    if value.kind in OPEN_HOURS and value.calendar:
        said += f" ({phrases.calendar(value.calendar)})"
    if value.counting == "closing" and value.kind in ("days", "months", "business-days"):
        said += f", {phrases.pick('tot het einde van de dag', 'until the end of the day')}"
    return said


def _in_hours(value: Counted, phrases: Phrases) -> str:
    calendar = phrases.agreement.calendars.get(value.calendar or "")
    return f"{phrases.term(value.term)}: {hours_words(calendar, phrases)}" if calendar else _counted(value, phrases)


def _pair(table: dict[str, tuple[str, str]]) -> Callable[[Any, Phrases], str]:
    return lambda value, phrases: phrases.pick(*table[value])


def _all(kind: str) -> Callable[[Any, Phrases], str]:
    return lambda value, phrases: phrases.any_of([phrases.name(kind, name) for name in value])


def _warnings(value: Any, phrases: Phrases) -> str:
    return "; ".join(
        f"{phrases.pick('bij', 'at')} {warn.at}: {phrases.all_of([phrases.role(role) for role in warn.tell])}"
        for warn in value
    )


def _needs(value: Any, phrases: Phrases) -> str:
    return phrases.all_of(
        [phrases.pick("niet ", "not ") * need.negated + phrases.name("state", need.state) for need in value]
    )


def _source(value: Any, phrases: Phrases) -> str:
    if value.register_:
        return phrases.name("register", value.register_)
    if value.check:
        return phrases.name("check", value.check)
    until = phrases.pick(" tot ", " until ") + phrases.date(value.until) if value.until else ""
    return phrases.pick("verklaard op ", "declared on ") + phrases.date(value.declared) + until


def _review(value: Any, phrases: Phrases) -> str:
    return phrases.term(value) if isinstance(value, Term) else str(phrases.date(value))


def _scheme(value: Scheme, phrases: Phrases) -> str:
    def word(one: Any) -> str:
        criteria = f" ({one.criteria.say(phrases.lang)})" if one.criteria else ""
        return str(one.say(phrases.lang)) + criteria

    return "; ".join(word(one) for one in value.values.values())


def _document(value: Document, phrases: Phrases) -> str:
    return f"{value.say(phrases.lang)} ({value.file})"


def _plain(value: Any, phrases: Phrases) -> str:
    if isinstance(value, Block):
        return ", ".join(f"{key}: {one}" for key, one in content_of(value).items() if key not in ("nl", "en"))
    return str(value)


SAID: dict[str, Callable[[Any, Phrases], str]] = {
    "text": lambda value, phrases: str(value),
    "list": lambda value, phrases: ", ".join(value),
    "level": _pair(details.LEVELS),
    "kind": _pair(details.KINDS),
    "party": _pair({"provider": ("wij", "we"), "customer": ("u", "you")}),
    "conditions": lambda value, phrases: phrases.conditions(value),
    "wording": lambda value, phrases: value.say(phrases.lang),
    "definition": lambda value, phrases: value.say(phrases.lang),
    "yes-no": lambda value, phrases: phrases.pick("ja", "yes") if value else phrases.pick("nee", "no"),
    "room": lambda value, phrases: ", ".join(f"{key}: {room.text}" for key, room in value.items()),
    "visible": _pair(_VISIBLE),
    "warnings": _warnings,
    "remedy": lambda value, phrases: details.remedy_words(value, phrases),
    "events": _all("event"),
    "states": _all("state"),
    "acts": _all("act"),
    "every": lambda value, phrases: phrases.every(value),
    "date": lambda value, phrases: phrases.name("date", value),
    "running": _pair(_RUNNING),
    "on-change": _pair(_ON_CHANGE),
    "indicator": lambda value, phrases: value if value.startswith("clock ") else phrases.name("indicator", value),
    "over": _pair(details.OVER),
    "statistic": lambda value, phrases: value,
    "target": lambda value, phrases: phrases.target(value),
    "per": _pair(details.PER),
    "method": lambda value, phrases: phrases.method(value),
    "method-text": _plain,
    "allowed": _pair(details.ALLOWED),
    "roles": lambda value, phrases: phrases.any_of([phrases.role(one) for one in value]),
    "role": lambda value, phrases: phrases.role(value),
    "needs": _needs,
    "earliest": lambda value, phrases: phrases.moments(value, earliest=True),
    "latest": lambda value, phrases: phrases.moments(value, earliest=False),
    "calendars": lambda value, phrases: phrases.calendars(value),
    "limits": lambda value, phrases: "; ".join(details.limit_words(one, phrases) for one in value),
    "counting": _pair(details.COUNTING),
    "source": _source,
    "review": _review,
    "scheme": _scheme,
    "document": _document,
    "provider": lambda value, phrases: value.name,
    "counted": _counted,
}


def verdict_words(verdict: Verdict, lang: str, *, to_customer: bool = False) -> str:
    """What a change means, said to the customer or to the provider's own people."""
    nl, en = ("u", "you") if to_customer else ("de klant", "the customer")
    return VERDICT[verdict][0 if lang == "nl" else 1].format(nl=nl, en=en)


def kind_words(kind: str, lang: str) -> str:
    return KIND[kind][0 if lang == "nl" else 1]


def summary(difference: Difference, lang: str) -> str:
    """One sentence: how many of the promises become better, worse, otherwise."""
    if not difference:
        return "Beide versies beloven hetzelfde." if lang == "nl" else "Both versions promise the same."
    agreement: Agreement = difference.new
    counts = [(difference.count(verdict), words) for verdict, words in _COUNTED[lang].items()]
    told = ", ".join(f"{number} {words}" for number, words in counts if number)
    many = len(agreement.promises)
    if lang == "nl":
        return f"Van de {many} beloften: {told or 'geen enkele anders'}; {difference.same} blijven gelijk."
    return f"Of the {many} promises: {told or 'none different'}; {difference.same} stay the same."


_COUNTED: dict[str, dict[Verdict, str]] = {
    "nl": {
        "better": "beter voor de klant", "worse": "slechter", "unclear": "anders, zelf te beoordelen",
        "neutral": "anders zonder beter of slechter", "equal": "anders geschreven",
    },
    "en": {
        "better": "better for the customer", "worse": "worse", "unclear": "different, to be judged by reading",
        "neutral": "different without better or worse", "equal": "written differently",
    },
}  # fmt: skip


def as_mapping(difference: Difference, registry: Registry, lang: str) -> dict[str, Any]:
    """The shape of `waarborg agreement diff --json`."""

    def entries(found: Iterable[Entry]) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "kind": one.kind,
                "verdict": one.verdict,
                "old": one.old,
                "new": one.new,
                "changes": [
                    {"verdict": said.verdict, "label": said.label, "old": said.old, "new": said.new}
                    for said in one.changes
                ],
            }
            for one in found
        ]

    keys = {one.id: [change.key for change in one.changes] for one in difference.promises}
    promises = entries(promises_in_words(difference, registry, lang))
    for one in promises:
        one["keys"] = keys[one["id"]]
    return {
        "old": difference.old.name,
        "new": difference.new.name,
        "summary": summary(difference, lang),
        "needs_notice": difference.needs_notice,
        "same": difference.same,
        "promises": promises,
        "definitions": entries(definitions_in_words(difference, registry, lang)),
    }
