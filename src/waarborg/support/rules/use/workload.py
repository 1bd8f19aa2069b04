"""The method `workload/1`: what a contact weighs. Pure and exact, because customers check it line by line (CL-09)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Factor = Literal["knowledge", "wording", "frequency", "topic"]
FACTORS: dict[Factor, dict[str, str]] = {
    "knowledge": {"nl": "basiskennis ontbrak", "en": "basic knowledge was missing"},
    "wording": {"nl": "de vraag was onduidelijk gesteld", "en": "the question was worded unclearly"},
    "frequency": {"nl": "dezelfde vraag kwam vaker", "en": "the same question came more often"},
    "topic": {"nl": "een specialistisch onderwerp", "en": "a specialist topic"},
}


@dataclass(frozen=True, slots=True)
class Workload:
    """Which channels count, and what each factor multiplies by; what is not named weighs once."""

    counts: frozenset[str]
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Workload":
        """From the settings of a method in an agreement."""
        weights = {name: Fraction(str(value)) for name, value in (settings.get("weights") or {}).items()}
        return cls(frozenset(settings.get("counts") or ()), weights)

    def weight(self, factors: Collection[str]) -> Fraction:
        product = Fraction(1)
        for name in factors:
            product *= self.weights.get(name, Fraction(1))
        return product

    def weighted(self, channel: str, minutes: int, factors: Collection[str]) -> Fraction:
        """Minutes of our work times the weights that apply; nothing by a channel that does not count."""
        return minutes * self.weight(factors) if channel in self.counts else Fraction(0)
