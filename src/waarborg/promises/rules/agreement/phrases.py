"""Noun phrases: durations, targets, moments, conditions and cases in the words that stand inside a sentence."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.promise import Case
from waarborg.promises.rules.agreement.terms import Choice, Moment, Moments, Target
from waarborg.promises.rules.agreement.terms import target as read_target
from waarborg.promises.rules.agreement.values import Amount, Term
from waarborg.promises.rules.registry import Registry

_COMPARED = {
    ">=": ("ten minste", "at least"),
    "<=": ("hoogstens", "at most"),
    ">": ("meer dan", "more than"),
    "<": ("minder dan", "less than"),
}
_UNITS = {  # unit -> (nl one, nl more, en one, en more)
    "ms": ("milliseconde", "milliseconden", "millisecond", "milliseconds"),
    "s": ("seconde", "seconden", "second", "seconds"),
    "min": ("minuut", "minuten", "minute", "minutes"),
    "h": ("uur", "uur", "hour", "hours"),
    "days": ("dag", "dagen", "day", "days"),
    "months": ("maand", "maanden", "month", "months"),
    "business hours": ("werkuur", "werkuren", "business hour", "business hours"),
    "business days": ("werkdag", "werkdagen", "business day", "business days"),
}
PERIODS = {
    "week": ("week", "week"),
    "month": ("maand", "month"),
    "quarter": ("kwartaal", "quarter"),
    "year": ("jaar", "year"),
}


class Phrases:
    """The phrases of one agreement in one language."""

    def __init__(self, agreement: Agreement, registry: Registry, lang: str) -> None:
        self.agreement = agreement
        self.registry = registry
        self.lang = lang

    def pick(self, nl: str, en: str) -> str:
        return nl if self.lang == "nl" else en

    # ---- figures ---------------------------------------------------------------------------------------------------
    def number(self, value: Decimal | str) -> str:
        """As written, with the decimal sign of the language."""
        text = str(value)
        return text.replace(".", ",") if self.lang == "nl" else text

    def term(self, term: Term) -> str:
        if term.kind == "method":
            return self.method(term.duration.method)
        return term.duration.say(self.lang)

    def every(self, every: Term | str) -> str:
        return every.duration.say(self.lang) if isinstance(every, Term) else self.pick(*PERIODS[every])

    def target(self, target: Target) -> str:
        if target.comparison == "unstated":
            return self.pick("geen vast cijfer", "no stated figure")
        if target.comparison == "..":
            between = self.pick("tot en met", "to")
            low, high = self.number(target.low or Decimal(0)), self.number(target.high or Decimal(0))
            return f"{low} {between} {self.unit(high, target.unit)}"
        return f"{self.pick(*_COMPARED[target.comparison])} {self.figure(target)}"

    def bound(self, text: str) -> str:
        """A bound such as "< 99.5 %" as it stands in a remedy."""
        return self.target(read_target(text))

    def figure(self, target: Target) -> str:
        """The number of a comparison with its unit."""
        return self.unit(self.number(target.numbers[0]), target.unit)

    def unit(self, number: str, unit: str | None) -> str:
        if unit is None:
            return number
        if unit not in _UNITS:
            return f"EUR {number}" if unit == "EUR" else f"{number}\N{NO-BREAK SPACE}{unit}"
        at = (0 if self.lang == "nl" else 2) + (0 if number == "1" else 1)
        return f"{number} {_UNITS[unit][at]}"

    def amount(self, amount: Amount) -> str:
        number = self.number(amount.number)
        return f"{number}\N{NO-BREAK SPACE}%" if amount.is_share else f"{amount.currency} {number}"

    def date(self, date: dt.date) -> str:
        return f"{date.day} {_MONTHS[self.lang][date.month - 1]} {date.year}"

    # ---- names -----------------------------------------------------------------------------------------------------
    def name(self, kind: str, full: str) -> str:
        return self.registry.say(kind, full, self.lang)  # type: ignore[arg-type]

    def calendar(self, name: str) -> str:
        calendar = self.agreement.calendars.get(name)
        return calendar.say(self.lang) if calendar else name

    def calendars(self, names: Iterable[str]) -> str:
        return self.any_of([self.calendar(name) for name in names])

    def method(self, name: str) -> str:
        method = self.agreement.methods.get(name)
        return self.name("method", method.uses) if method else name

    def role(self, name: str) -> str:
        role = self.agreement.roles.get(name)
        return role.say(self.lang) if role else self.name("role", name)

    def all_of(self, parts: Sequence[str]) -> str:
        return self._joined(parts, self.pick("en", "and"))

    def any_of(self, parts: Sequence[str]) -> str:
        return self._joined(parts, self.pick("of", "or"))

    def _joined(self, parts: Sequence[str], word: str) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {word} {parts[-1]}"

    # ---- moments ---------------------------------------------------------------------------------------------------
    def moment(self, moment: Moment) -> str:
        anchor = self.name("event", moment.anchor)
        if self.registry.find("event", moment.anchor) is None:
            anchor = self.name("date", moment.anchor)
        if moment.relation == "next-month" or moment.amount is None:
            return self.pick(f"de eerste dag van de maand na {anchor}", f"the first day of the month after {anchor}")
        if moment.amount.duration.kind == "elapsed" and moment.amount.duration.amount == 0:
            return anchor
        amount = self.term(moment.amount)
        if moment.relation == "notice":
            return self.pick(f"{anchor} ten minste {amount} vooraf", f"{anchor} at least {amount} in advance")
        return f"{amount} {self.pick(*_RELATIONS[moment.relation])} {anchor}"

    def moments(self, moments: Moments, *, earliest: bool) -> str:
        """All of them (the last decides what is earliest, the first what is latest), or the first reached."""
        parts = [self.moment(moment) for moment in moments.items]
        if len(parts) == 1:
            return parts[0]
        if moments.any_of or not earliest:
            joined = self.any_of(parts) if moments.any_of else self.all_of(parts)
            return f"{joined}, {self.pick('wat het eerst komt', 'whichever comes first')}"
        return f"{self.all_of(parts)}, {self.pick('wat het laatst komt', 'whichever comes last')}"

    # ---- conditions ------------------------------------------------------------------------------------------------
    def conditions(self, conditions: Mapping[str, Choice]) -> str:
        return self.all_of([self.condition(name, choice) for name, choice in conditions.items()])

    def condition(self, name: str, choice: Choice) -> str:
        words = self.any_of([self.word(name, word) for word in choice.words])
        if choice.negated:
            words = self.pick(f"niet {words}", f"not {words}")
        if name in self.agreement.schemes or name in ("state", "component"):
            return words
        return f"{self.name('property', name)} {words}"

    def word(self, name: str, word: str) -> str:
        if name == "state":
            return self.name("state", word)
        if name == "component" and word in self.agreement.components:
            return self.agreement.components[word].say(self.lang)
        scheme = self.agreement.schemes.get(name)
        if scheme and word in scheme.values:
            return scheme.values[word].say(self.lang)
        return word

    # ---- cases -----------------------------------------------------------------------------------------------------
    def case(self, case: Case, *, alone: bool = False) -> str:
        """What a case is about."""
        if case.if_:
            return self.conditions(case.if_)
        return self.pick("alles", "everything") if alone else self.pick("al het andere", "anything else")

    def cases(self, cases: Sequence[Case]) -> str:
        """The cases that have a term, as one noun phrase: "1 uur (Spoed) of 4 werkuren (Storing)"."""
        timed = [case for case in cases if case.within.kind not in ("none", "unstated")]
        said = []
        for case in timed:
            about = [] if len(timed) == 1 and not case.if_ else [self.case(case)]
            if case.calendar and case.calendar != self.agreement.defaults.calendar:
                about.append(self.calendar(case.calendar))
            term = self.term(case.within)
            said.append(f"{term} ({', '.join(about)})" if about else term)
        return self.any_of(said)

    def untimed(self, cases: Sequence[Case]) -> list[str]:
        """A sentence for the cases without a clock, and one for those without a figure."""
        sentences = []
        for kind, nl, en in (
            ("none", "Voor {what} geldt geen termijn.", "There is no term for {what}."),
            (
                "unstated",
                "Voor {what} noemen wij geen termijn; wij meten de tijd wel.",
                "For {what} we state no term, but we do measure the time.",
            ),
        ):
            found = [self.case(case, alone=len(cases) == 1) for case in cases if case.within.kind == kind]
            if found:
                sentences.append(self.pick(nl, en).format(what=self.all_of(found)))
        return sentences


_RELATIONS = {"after": ("na", "after"), "before": ("voor", "before")}
_MONTHS = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
        *("augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
}
