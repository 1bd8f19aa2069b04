"""What is still needed before a report can say anything about a promise, as noun phrases."""

from waarborg.promises.rules.agreement.enforcement import planned_names
from waarborg.promises.rules.compiled import Compiled
from waarborg.promises.rules.registry import KINDS, Name, Registry

_OUTCOME = ("een vastgelegde uitkomst van de controle op {name}", "a recorded outcome of the check on {name}")


def waits(name: str, bound: Compiled, registry: Registry) -> dict[str, str]:
    """What is still needed to measure a promise; empty where its names all exist, and only reports do not count this
    kind of promise yet."""
    names = planned_names(name, bound.agreement, registry)
    found = [one for one in (_named(full, registry) for full in names) if one is not None]
    return {
        lang: ", ".join(dict.fromkeys(one.say(lang) for one in found)) or _check(name, bound, registry, lang)
        for lang in ("nl", "en")
    }


def _check(name: str, bound: Compiled, registry: Registry, lang: str) -> str:
    """A fact whose check exists waits for somebody to have carried it out, and to have written down what came of it."""
    fact = bound.promise(name).fact
    check = fact.source.check if fact else None
    if check is None:
        return ""
    return _OUTCOME[0 if lang == "nl" else 1].format(name=registry.say("check", check, lang))


def _named(full: str, registry: Registry) -> Name | None:
    return next((one for kind in KINDS.values() if (one := registry.find(kind, full)) is not None), None)
