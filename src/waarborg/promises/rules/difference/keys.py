"""The declared order of every key of an agreement. A key that is not declared here fails a test, so none is forgotten.

Per model: key -> how it is compared, its name in both languages, and how its value is said. JUDGED marks keys that are
compared together with others, by `clocks` (when a clock applies and how soon it falls due) or by `frames`.
"""

from dataclasses import dataclass

from waarborg.promises.rules.difference import orders
from waarborg.promises.rules.difference.orders import Order

JUDGED = "judged elsewhere"


@dataclass(frozen=True, slots=True)
class Key:
    """`form` names the way a value is said (`words.SAID`)."""

    nl: str
    en: str
    order: Order
    form: str = "text"

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en


Table = dict[str, Key | str]

PROMISE: Table = {
    "nl": Key("Nederlandse tekst", "Dutch text", orders.neutral),
    "en": Key("Engelse tekst", "English text", orders.neutral),
    "clauses": Key("Bron", "Source", orders.neutral, "list"),
    "level": Key("Soort toezegging", "Kind of commitment", orders.level, "level"),
    "by": Key("Wie eraan gehouden is", "Who is bound by it", orders.obliged, "party"),
    "if_": Key("Geldt voor", "Applies to", orders.applies, "conditions"),
    "unless": Key("Geldt niet voor", "Does not apply to", orders.excepts, "conditions"),
    "reading": Key("Onze lezing", "Our reading", orders.unclear, "wording"),
    "offered": Key("Pas na afname", "Only once taken up", orders.offered, "yes-no"),
    "negotiable": Key("Per klant te kiezen", "Open to agreement per customer", orders.neutral, "room"),
    "visible": Key("Wie dit leest", "Who reads this", orders.visible, "visible"),
    "warn": Key("Waarschuwing vooraf", "Warning beforehand", orders.neutral, "warnings"),
    "remedy": Key("Als wij ons er niet aan houden", "If we do not keep it", orders.remedy, "remedy"),
    "clock": JUDGED,
    "measure": JUDGED,
    "rule": JUDGED,
    "fact": JUDGED,
}
CLOCK: Table = {
    "from_": Key("Begint bij", "Starts at", orders.members(more="better"), "events"),
    "until": Key("Stopt bij", "Stops at", orders.members(more="worse"), "events"),
    "pause": Key("Staat stil tijdens", "Pauses during", orders.members(more="worse"), "states"),
    "void": Key("Vervalt bij", "Ends without a verdict at", orders.members(more="worse"), "events"),
    "within": Key("Termijn", "Term", orders.unclear, "counted"),
    "cases": JUDGED,
    "every": Key("Elke", "Every", orders.every, "every"),
    "due": Key("Datum", "Date", orders.unclear, "date"),
    "calendar": JUDGED,
    "counting": JUDGED,
    "running": Key("Lopende termijnen", "Terms that already run", orders.unclear, "running"),
    "on_change": Key("Bij een andere indeling", "When its class changes", orders.on_change, "on-change"),
}
CASE: Table = {"if_": JUDGED, "within": JUDGED, "calendar": JUDGED, "counting": JUDGED}
MEASURE: Table = {
    "of": Key("Wij meten", "We measure", orders.unclear, "indicator"),
    "where": Key("Waarbij", "Where", orders.unclear, "conditions"),
    "over": Key("Over", "Over", orders.unclear, "over"),
    "statistic": Key("Maat", "Statistic", orders.statistic, "statistic"),
    "good": Key("Goed is", "Good is", orders.target, "target"),
    "per": Key("Per", "Per", orders.unclear, "per"),
    "target": Key("Norm", "Target", orders.target, "target"),
    "method": Key("Rekenwijze", "Method", orders.unclear, "method"),
    "sample": Key("Ten minste zoveel gevallen", "At least so many cases", orders.sample),
}
RULE: Table = {
    "act": Key("Handeling", "Act", orders.unclear, "acts"),
    "allowed": Key("Wanneer dat mag", "When that is allowed", orders.allowed, "allowed"),
    "who": Key("Door", "By", orders.actors, "roles"),
    "where": Key("Bij", "Where", orders.unclear, "conditions"),
    "needs": Key("Alleen bij", "Only with", orders.condition, "needs"),
    "earliest": Key("Niet eerder dan", "No earlier than", orders.earliest, "earliest"),
    "latest": Key("Uiterlijk", "No later than", orders.latest, "latest"),
    "inside": Key("Binnen", "Inside", orders.inside, "calendars"),
    "limit": Key("Grens", "Limit", orders.limits, "limits"),
    "counting": Key("Telt", "Counts", orders.unclear, "counting"),
    "refusal": Key("Bij weigering", "When refused", orders.neutral, "wording"),
    "instead": Key("In plaats daarvan", "Instead", orders.neutral, "list"),
    "waiver": Key("Ontheffing door", "Waived by", orders.exemption, "roles"),
    "yields_to": Key("Wijkt voor", "Yields to", orders.exemption, "list"),
}
LIMIT: Table = dict.fromkeys(("count", "sum", "per", "same", "at_most", "at_least"), JUDGED)
FACT: Table = {
    "source": Key("Blijkt uit", "Shown by", orders.unclear, "source"),
    "owner": Key("Verantwoordelijk", "Owner", orders.neutral, "role"),
    "holder": Key("Houder", "Holder", orders.unclear),
    "review": Key("Opnieuw bekeken", "Reviewed", orders.review, "review"),
}
REMEDY: Table = dict.fromkeys(("credit", "of", "cap", "claim", "opens"), JUDGED)
AGREEMENT: Table = {
    # Every version has a name and a date of its own: they are the heading of a difference, never a change.
    **dict.fromkeys(("agreement", "version", "effective", "replaces"), JUDGED),
    "timezone": Key("Tijdzone", "Time zone", orders.unclear),
    "language": Key("Taal die voorgaat", "Language that leads", orders.unclear),
    "provider": Key("Leverancier", "Provider", orders.unclear, "provider"),
    "nl": Key("Nederlandse titel", "Dutch title", orders.neutral),
    "en": Key("Engelse titel", "English title", orders.neutral),
    # What a silent promise takes, and when a calendar is open, is judged at each promise that it touches.
    **dict.fromkeys(("defaults", "calendars", "promises"), JUDGED),
    "components": Key("Onderdeel", "Component", orders.unclear, "definition"),
    "schemes": Key("Indeling", "Classes", orders.unclear, "scheme"),
    "roles": Key("Rol", "Role", orders.unclear, "definition"),
    "methods": Key("Rekenwijze", "Method", orders.unclear, "method-text"),
    "documents": Key("Document", "Document", orders.unclear, "document"),
    "chapters": Key("Hoofdstuk", "Chapter", orders.neutral, "wording"),
    "terms": Key("Tekst", "Text", orders.unclear, "wording"),
}
WORDING: Table = {"nl": JUDGED, "en": JUDGED}

# Every model of an agreement; those below are compared whole, as the value of the key under which they stand.
ORDER: dict[str, Table] = {
    "Agreement": AGREEMENT,
    "Promise": PROMISE,
    "Clock": CLOCK,
    "Case": CASE,
    "Measure": MEASURE,
    "Rule": RULE,
    "Limit": LIMIT,
    "Fact": FACT,
    "Remedy": REMEDY,
    "Wording": WORDING,
    "Passage": WORDING | {"clauses": JUDGED},
    "Source": dict.fromkeys(("register_", "where", "check", "declared", "until"), JUDGED),
    "Warn": dict.fromkeys(("at", "tell"), JUDGED),
    "Provider": dict.fromkeys(("name", "registered"), JUDGED),
    "Defaults": dict.fromkeys(("calendar", "counting", "running", "on_change", "visible", "warn"), JUDGED),
    "Component": WORDING | dict.fromkeys(("part_of", "counted"), JUDGED),
    "Calendar": WORDING
    | dict.fromkeys(("timezone", "weekly", "recurring", "holidays", "closed", "open", "deviations", "changes"), JUDGED),
    "CalendarChange": dict.fromkeys(("from_", "weekly", "holidays", "closed", "open"), JUDGED),
    "Holidays": dict.fromkeys(("preset", "except_", "add"), JUDGED),
    "Recurring": dict.fromkeys(("first", "lasts", "repeat"), JUDGED),
    "Scheme": dict.fromkeys(("of", "set_by", "values"), JUDGED),
    "SchemeValue": WORDING | dict.fromkeys(("criteria", "if_", "else_"), JUDGED),
    "Role": WORDING | {"is_": JUDGED},
    "Method": {"uses": JUDGED},
    "Document": WORDING | dict.fromkeys(("kind", "file", "sha256", "if_", "accepted_by"), JUDGED),
}
