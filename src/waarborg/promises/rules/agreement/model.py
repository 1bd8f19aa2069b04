"""The agreement and the amendment as a whole (keys: docs/agreement.schema.json)."""

from typing import Any

from pydantic import Field

from waarborg.promises.rules.agreement.frame import (
    Block,
    Calendar,
    Component,
    Counting,
    Defaults,
    Document,
    Language,
    Method,
    OnChange,
    Provider,
    Role,
    Running,
    Scheme,
    Visible,
    Warn,
    Wording,
)
from waarborg.promises.rules.agreement.promise import Case, Clock, Fact, Measure, Passage, Promise, Rule
from waarborg.promises.rules.agreement.values import Amends, Date, Id, PromiseId, Text, Version, Word, Zone


class Agreement(Block):
    agreement: Id
    version: Version
    effective: Date
    replaces: Version | None = None
    timezone: Zone
    language: Language
    provider: Provider
    nl: Text
    en: Text
    defaults: Defaults = Defaults()
    components: dict[Id, Component] = {}
    calendars: dict[Id, Calendar] = {}
    schemes: dict[Id, Scheme] = {}
    roles: dict[Id, Role] = {}
    methods: dict[Id, Method] = {}
    documents: dict[Id, Document] = {}
    chapters: dict[Id, Wording]
    promises: dict[PromiseId, Promise]
    terms: dict[PromiseId, Passage] = {}

    def say(self, lang: str) -> str:
        return self.nl if lang == "nl" else self.en

    @property
    def name(self) -> str:
        """What an amendment amends: id and version."""
        return f"{self.agreement} {self.version}"

    def in_chapter(self, chapter: str) -> list[str]:
        """The promises and texts of a chapter, in the order of the file."""
        return [name for name in (*self.promises, *self.terms) if name.split(".")[0] == chapter]

    # What a silent promise means. Only these fall back on `defaults`; the last word is that of docs/algorithms.
    def calendar_of(self, promise: Promise, case: Case | None = None) -> str | None:
        own = (case and case.calendar) or (promise.clock and promise.clock.calendar)
        return own or self.defaults.calendar

    def counting_of(self, promise: Promise, case: Case | None = None) -> Counting | str | None:
        own = (case and case.counting) or (promise.clock and promise.clock.counting)
        return own or (promise.rule and promise.rule.counting) or self.defaults.counting

    def running_of(self, promise: Promise) -> Running:
        return (promise.clock and promise.clock.running) or self.defaults.running or "frozen"

    def on_change_of(self, promise: Promise) -> OnChange:
        return (promise.clock and promise.clock.on_change) or self.defaults.on_change or "from-start"

    def visible_of(self, promise: Promise) -> Visible:
        return promise.visible or self.defaults.visible or "customer"

    def warn_of(self, promise: Promise) -> tuple[Warn, ...]:
        return self.defaults.warn if promise.warn is None else promise.warn

    def timezone_of(self, calendar: str) -> str:
        return self.calendars[calendar].timezone or self.timezone


class Amendment(Block):
    amendment: Id
    amends: Amends
    customer: Id
    effective: Date
    until: Date | None = None
    calendars: dict[Id, Calendar] = {}
    methods: dict[Id, Method] = {}
    documents: dict[Id, Document] = {}
    promises: dict[PromiseId, dict[Word, Any]] = Field(default_factory=dict)
    withdraws: tuple[Word, ...] = ()


__all__ = ["Agreement", "Amendment", "Case", "Clock", "Fact", "Measure", "Passage", "Promise", "Rule"]
