"""A fact that a check of the software vouches for: what the check came to in the month, by the customer's own journal.

Each day the check is carried out; the journal has an entry where it came out otherwise than before, and one at least
for each month. So the entries of the month say all there is to say of it: one outcome that failed breaks the promise
for the month; it holds where each one held. Where there is none, or one could not be had and none failed, nothing was
measured.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waarborg.kernel.instants import local, parse_instant, to_us
from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.phrases import Phrases
from waarborg.promises.rules.agreement.promise import Fact
from waarborg.promises.rules.checks import HOLDS, NOT_CARRIED_OUT, RECORDED, outcomes_of, verdict
from waarborg.promises.rules.replay.timeline import text_of
from waarborg.trust.rules.chain import Line
from waarborg.trust.rules.evidence import Question

TEXTS: dict[str, tuple[str, str]] = {
    "who": (
        "De software van {provider} controleert dit elke dag zelf, verantwoordelijk: {owner}{about}.",
        "The software of {provider} checks this every day by itself, responsible: {owner}{about}.",
    ),
    "about": (", bij {holder}", ", at {holder}"),
    "holds": ("Vanaf {moment}: in orde (regel {line}).", "From {moment}: in order (line {line})."),
    "fails": ("Vanaf {moment}: niet in orde (regel {line}).", "From {moment}: not in order (line {line})."),
    "fault": (
        "Vanaf {moment}: niet in orde: {fault} (regel {line}).",
        "From {moment}: not in order: {fault} (line {line}).",
    ),
    "not-carried-out": (
        "Vanaf {moment}: de controle kon niet worden uitgevoerd, dus weten wij het niet (regel {line}).",
        "From {moment}: the check could not be carried out, so we do not know (line {line}).",
    ),
}
WAITS = (
    "een controle op {name} die kon worden uitgevoerd",
    "a check on {name} that could be carried out",
)
# Beyond this many changes in a month the sentences stop; the outcomes themselves are all there.
TOLD = 40


@dataclass(frozen=True, slots=True)
class Seen:
    """One recorded outcome of a check: when, as which word, and the number of its line."""

    at_us: int
    word: str
    sequence: int


Outcomes = Mapping[str, Sequence[Seen]]


def outcomes_in(asked: Question, lines: Iterable[Line]) -> dict[str, list[Seen]]:
    """By check, what the journal says that it came to in the month, up to where the report ends, in order."""
    found: dict[str, list[Seen]] = {}
    for line in sorted((one for one in lines if one["kind"] == RECORDED), key=lambda one: int(one["sequence"])):
        at = to_us(parse_instant(line["at"]))
        if asked.month.from_us <= at <= asked.horizon:
            for check, word in sorted(outcomes_of(line["properties"], asked.registry).items()):
                found.setdefault(check, []).append(Seen(at, word, line["sequence"]))
    return found


def checked_block(fact: Fact, agreement: Agreement, asked: Question, outcomes: Outcomes) -> dict[str, Any] | None:
    """A checked fact as the month showed it, with its `verdict`; None where no outcome was recorded."""
    check = fact.source.check
    seen = outcomes.get(check or "", ())
    if check is None or not seen:
        return None
    return {
        "source": "check",
        "check": check,
        "owner": fact.owner,
        "holder": fact.holder,
        "outcomes": [{"at": text_of(one.at_us), "outcome": one.word, "sequence": one.sequence} for one in seen],
        "explanation": {lang: list(_lines(fact, check, agreement, asked, seen, lang)) for lang in ("nl", "en")},
        "verdict": verdict(one.word for one in seen),
    }


def waits_for_outcome(check: str, asked: Question) -> dict[str, str]:
    """What is needed to measure a fact whose check could not be carried out, as a noun phrase."""
    return {
        lang: WAITS[0 if lang == "nl" else 1].format(name=asked.registry.say("check", check, lang))
        for lang in ("nl", "en")
    }


def _lines(
    fact: Fact, check: str, agreement: Agreement, asked: Question, seen: Sequence[Seen], lang: str
) -> Iterator[str]:
    phrases = Phrases(agreement, asked.registry, lang)
    about = _say("about", lang, holder=fact.holder) if fact.holder else ""
    name = asked.registry.find("check", check)
    yield _say("who", lang, provider=agreement.provider.name, owner=phrases.role(fact.owner), about=about)
    if name is not None and name.say_looks(lang):
        yield name.say_looks(lang)
    before = ""
    told = 0
    for one in seen:
        if one.word != before and told < TOLD:
            fault = name.say_fault(one.word, lang) if name is not None else ""
            key = one.word if one.word in (HOLDS, NOT_CARRIED_OUT) else "fault" if fault else "fails"
            yield _say(key, lang, moment=_moment(one.at_us, asked, phrases), fault=fault, line=one.sequence)
            told += 1
        before = one.word


def _moment(us: int, asked: Question, phrases: Phrases) -> str:
    at = local(us, asked.month.zone)
    return f"{phrases.date(at.date())} {at:%H:%M}"


def _say(key: str, lang: str, **values: object) -> str:
    return TEXTS[key][0 if lang == "nl" else 1].format(**values)
