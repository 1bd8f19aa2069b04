"""Accounting methods as agreements name them: `availability.uptime/1`, `availability.exclusion/1`.

A method is data. The calculation reads it, and `say` prints it for the agreement and the report from the same fields,
so that what is printed cannot differ from what is done. A new way of counting is a new version; old ones stay.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

from waarborg.availability.rules.probing import Probing
from waarborg.availability.rules.targets import millionths
from waarborg.availability.rules.timeline import DEGRADED, OUTAGE, PARTIAL, TROUBLES, WHOLE
from waarborg.availability.rules.words import number_text, said
from waarborg.kernel.durations import parse_duration
from waarborg.kernel.errors import BadInput
from waarborg.kernel.words import listed

UPTIME: Final = "availability.uptime/1"
EXCLUSION: Final = "availability.exclusion/1"
ALWAYS: Final = "always"
CALENDAR: Final = "calendar"  # the one that is given with the figures, without a name
CAUSES: Final = ("maintenance", "new-version", "customer-fault", "agreed", "force-majeure")
_PERCENTAGE = re.compile(r"(\d{1,3}(?:\.\d{1,12})?) ?%", re.ASCII)
_WEIGHT = re.compile(r"\d(?:\.\d{1,6})?", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)


class UnknownMethod(BadInput):
    code = "availability.method.unknown"
    nl = "“{uses}” is geen meetmethode die wij kennen."
    en = "“{uses}” is not an accounting method that we know."
    nl_way_out = "Kies uit {known}."
    en_way_out = "Choose from {known}."


class UnsuitableSetting(BadInput):
    code = "availability.method.unsuitable-setting"
    nl = "“{value}” past niet bij deze instelling van de meetmethode."
    en = "“{value}” does not suit this setting of the accounting method."
    nl_way_out = "Schrijf bijvoorbeeld {example}."
    en_way_out = "Write for example {example}."


class UnknownSetting(BadInput):
    code = "availability.method.unknown-setting"
    nl = "De meetmethode {uses} heeft geen instelling “{key}”."
    en = "The accounting method {uses} has no setting “{key}”."
    nl_way_out = "Kies uit {known}."
    en_way_out = "Choose from {known}."


@dataclass(frozen=True, slots=True)
class UptimeMethod:
    """What is down, how heavily, of which time, and how much must be known. Weights and coverage are millionths."""

    hours: str = ALWAYS
    weights: tuple[tuple[str, int], ...] = ((OUTAGE, WHOLE), (PARTIAL, WHOLE), (DEGRADED, 0))
    coverage: int = 990_000
    excludes: tuple[str, ...] = ()
    counts: str | None = None
    probing: Probing | None = None
    uses: str = UPTIME

    def say(self, lang: str) -> list[str]:
        """The method in sentences, for the agreement and the report."""
        lines = [said("method", lang, uses=self.uses)]
        key = f"hours-{self.hours}" if self.hours in (ALWAYS, CALENDAR) else "hours-of"
        lines.append(said(key, lang, calendar=self.hours))
        weighing = [
            said("weighs", lang, state=said(state, lang), weight=number_text(Decimal(weight * 100) / WHOLE, lang))
            for state, weight in self.weights
            if weight
        ]
        nothing = [said(state, lang) for state, weight in self.weights if not weight]
        lines.append(said("down", lang, states=listed(weighing, lang)))
        if nothing:
            lines.append(said("weighs-nothing", lang, states=listed(nothing, lang)))
        lines.append(said("largest", lang))
        lines.append(said("coverage", lang))
        lines.append(said("coverage-least", lang, share=number_text(Decimal(self.coverage * 100) / WHOLE, lang)))
        names = [said(f"cause-{one}", lang) if one in CAUSES else one for one in self.excludes]
        lines.append(said("excludes" if names else "excludes-nothing", lang, names=listed(names, lang)))
        if self.probing is not None:
            lines += _probing(self.probing, lang)
        return [*lines, said("rounding", lang)]


def _probing(probing: Probing, lang: str) -> list[str]:
    every = number_text(Decimal(probing.every) / 10**6, lang)
    silent = number_text(Decimal(probing.patience) / 10**6, lang)
    place = "place-down-once" if probing.failures == 1 else "place-down"
    return [
        said("probed", lang, every=every),
        said(place, lang, failures=probing.failures),
        said("component-down", lang, places=probing.places),
        said("silence", lang, silent=silent),
    ]


@dataclass(frozen=True, slots=True)
class ExclusionMethod:
    """For which causes downtime may be left out, and whether that needs evidence."""

    causes: tuple[str, ...] = CAUSES
    evidence: bool = True
    uses: str = EXCLUSION

    def say(self, lang: str) -> list[str]:
        """The method in sentences."""
        causes = listed([said(f"cause-{cause}", lang) for cause in self.causes], lang)
        return [
            said("method", lang, uses=self.uses),
            said("causes", lang, causes=causes),
            said("evidence-required" if self.evidence else "evidence-free", lang),
        ]


Method: TypeAlias = UptimeMethod | ExclusionMethod
UPTIME_SETTINGS = (
    "hours", "down", "weights", "coverage", "excludes", "counts", "every", "failures", "places", "silence",
)  # fmt: skip
EXCLUSION_SETTINGS = ("causes", "evidence")


def method(uses: str, settings: Mapping[str, Any]) -> Method:
    """The method of an agreement, from its settings as they stand in the file.

    Raises UnknownMethod, UnknownSetting and UnsuitableSetting, with the setting as path.
    """
    if uses == UPTIME:
        return uptime(settings)
    if uses == EXCLUSION:
        return exclusion(settings)
    raise UnknownMethod(uses=uses, known=f"{UPTIME}, {EXCLUSION}", path="uses")


def uptime(settings: Mapping[str, Any]) -> UptimeMethod:
    """`availability.uptime/1` from its settings. Raises as method."""
    _known(settings, UPTIME, UPTIME_SETTINGS)
    weights = {OUTAGE: WHOLE, PARTIAL: WHOLE, DEGRADED: 0}
    if "down" in settings:
        weights = dict.fromkeys(TROUBLES, 0) | dict.fromkeys(_words(settings, "down", TROUBLES), WHOLE)
    given = settings.get("weights", {})
    if not isinstance(given, Mapping):
        raise UnsuitableSetting(value=given, example="{{degraded: 0}}", path="weights")
    for state, weight in given.items():
        if state not in TROUBLES:
            raise UnsuitableSetting(value=state, example=", ".join(TROUBLES), path="weights")
        weights[state] = _weight(weight, f"weights.{state}")
    coverage = _PERCENTAGE.fullmatch(str(settings.get("coverage", "99 %")))
    if coverage is None:
        raise UnsuitableSetting(value=settings["coverage"], example="99 %", path="coverage")
    try:
        least = millionths(coverage[1])
    except BadInput as problem:
        raise problem.under("coverage") from None
    counts = settings.get("counts")
    return UptimeMethod(
        hours=str(settings.get("hours", ALWAYS)),
        weights=tuple((state, weights[state]) for state in TROUBLES),
        coverage=least,
        excludes=_words(settings, "excludes", None),
        counts=None if counts is None else str(counts),
        probing=_probing_of(settings),
    )


def exclusion(settings: Mapping[str, Any]) -> ExclusionMethod:
    """`availability.exclusion/1` from its settings. Raises as method."""
    _known(settings, EXCLUSION, EXCLUSION_SETTINGS)
    evidence = settings.get("evidence", "required")
    if evidence not in ("required", "none"):
        raise UnsuitableSetting(value=evidence, example="required", path="evidence")
    causes = _words(settings, "causes", CAUSES) if "causes" in settings else CAUSES
    return ExclusionMethod(causes, evidence == "required")


def _known(settings: Mapping[str, Any], uses: str, known: tuple[str, ...]) -> None:
    for key in settings:
        if key not in known:
            raise UnknownSetting(uses=uses, key=key, known=", ".join(known), path=str(key))


def _words(settings: Mapping[str, Any], key: str, allowed: tuple[str, ...] | None) -> tuple[str, ...]:
    given = settings.get(key, ())
    if not isinstance(given, list | tuple):
        raise UnsuitableSetting(value=given, example=f"[{', '.join(allowed or ())}]", path=key)
    for number, word in enumerate(given):
        if allowed is not None and word not in allowed:
            raise UnsuitableSetting(value=word, example=", ".join(allowed), path=f"{key}[{number}]")
    return tuple(str(word) for word in given)


def _weight(given: Any, path: str) -> int:
    text = str(given)
    weight = Decimal(text) * WHOLE if _WEIGHT.fullmatch(text) else Decimal(-1)
    if not 0 <= weight <= WHOLE:
        raise UnsuitableSetting(value=given, example="0, 0.3, 1", path=path)
    return int(weight)


def _probing_of(settings: Mapping[str, Any]) -> Probing | None:
    if "every" not in settings:
        for key in ("failures", "places", "silence"):
            if key in settings:
                raise UnsuitableSetting(value=settings[key], example="every: 60 s", path=key)
        return None
    silence = _length(settings, "silence") if "silence" in settings else None
    return Probing(_length(settings, "every"), _count(settings, "failures"), _count(settings, "places"), silence)


def _count(settings: Mapping[str, Any], key: str) -> int:
    text = str(settings.get(key, 1))
    if not _NUMBER.fullmatch(text):
        raise UnsuitableSetting(value=text, example="2", path=key)
    return int(text)


def _length(settings: Mapping[str, Any], key: str) -> int:
    try:
        found = parse_duration(str(settings[key]))
    except BadInput as problem:
        raise problem.under(key) from None
    if found.kind != "elapsed":
        raise UnsuitableSetting(value=settings[key], example="60 s", path=key)
    return found.amount
