"""Every name refers to something that exists: in the registry, or in the agreement itself."""

from collections.abc import Iterable, Iterator

from waarborg.promises.rules.agreement.model import Agreement
from waarborg.promises.rules.agreement.problems import Finding, Path, found, nearest
from waarborg.promises.rules.agreement.references import Reference, of_agreement
from waarborg.promises.rules.registry import Registry

# kind of reference -> kinds of the registry in which it is looked up
_LOOKED_UP = {
    "subject": ("subject",),
    "event": ("event",),
    "state": ("state",),
    "act": ("act",),
    "date": ("date",),
    "moment": ("event", "date"),
    "indicator": ("indicator",),
    "register": ("register",),
    "check": ("check",),
    "formula": ("method",),
    "registered role": ("role",),
}
LABELS = {
    "subject": ("onderwerp", "subject"),
    "event": ("gebeurtenis", "event"),
    "state": ("toestand", "state"),
    "act": ("handeling", "act"),
    "date": ("datum", "date"),
    "moment": ("gebeurtenis of datum", "event or date"),
    "indicator": ("indicator", "indicator"),
    "register": ("register", "register"),
    "check": ("controle", "check"),
    "formula": ("methode", "method"),
    "method": ("methode", "method"),
    "registered role": ("rol", "role"),
    "role": ("rol", "role"),
    "property": ("eigenschap", "property"),
    "calendar": ("kalender", "calendar"),
    "component": ("onderdeel", "component"),
    "promise": ("belofte", "promise"),
    "clock": ("klok", "clock"),
    "rule": ("regel", "rule"),
    "measure": ("maatstaf", "measure"),
    "fact": ("feit", "fact"),
}


def label(kind: str) -> dict[str, str]:
    nl, en = LABELS[kind]
    return {"nl": nl, "en": en}


def one(kind: str) -> dict[str, str]:
    """The kind with its article."""
    nl, en = LABELS[kind]
    return {"nl": f"een {nl}", "en": f"{'an' if en[0] in 'aeiou' else 'a'} {en}"}


def check_names(agreement: Agreement, registry: Registry, broken: set[Path]) -> Iterator[Finding]:
    """`broken` are definitions that could not be read: a reference to one is no second mistake."""
    for reference in of_agreement(agreement):
        yield from _check(reference, agreement, registry, broken)
    yield from _settings(agreement, registry)
    yield from _circles(agreement)


def _check(reference: Reference, agreement: Agreement, registry: Registry, broken: set[Path]) -> Iterable[Finding]:
    kind, name, path = reference.kind, reference.name, reference.path
    if kind in _LOOKED_UP:
        return _registered(kind, name, path, registry)
    if kind in ("clock", "rule"):
        return _promise(kind, name, path, agreement, broken)
    if kind.startswith("word of "):
        return _word(kind.removeprefix("word of "), name, path, agreement)
    known: dict[str, Iterable[str]] = {
        "calendar": agreement.calendars,
        "method": agreement.methods,
        "component": agreement.components,
        "promise": agreement.promises,
        "role": (*agreement.roles, *registry.of_kind("role")),
        "property": (*agreement.schemes, *registry.of_kind("property"), "state", "component"),
    }
    section = {"role": "roles", "property": "schemes"}.get(kind, f"{kind}s")
    if name in known[kind] or {(section, name), (section,)} & broken:
        return ()
    return (_unknown(kind, name, path, known[kind]),)


def _registered(kind: str, name: str, path: Path, registry: Registry) -> Iterable[Finding]:
    wanted = _LOOKED_UP[kind]
    if any(registry.find(one, name) for one in wanted):  # type: ignore[arg-type]
        return ()
    candidates = [full for one in wanted for full in registry.of_kind(one)]  # type: ignore[arg-type]
    other = next((one for one, full in registry.names if full == name), None)
    if other is not None:
        near = _instead(kind, name, registry)
        return (
            found("agreement.reference.kind", *path, name=name, found=one(_own(other)), wanted=one(kind), near=near),
        )
    return (_unknown(kind, name, path, candidates),)


def _instead(kind: str, name: str, registry: Registry) -> str | None:
    """The event that opens the state, the state that the event opens, the event that the act writes."""
    state, act = registry.find("state", name), registry.find("act", name)
    if kind in ("event", "moment"):
        return state.opens[0] if state and state.opens else act.writes if act else None
    if kind == "state":
        return next(
            (one for (kind_, one), it in sorted(registry.names.items()) if kind_ == "state" and name in it.opens), None
        )
    if kind == "act":
        return next(
            (one for (kind_, one), it in sorted(registry.names.items()) if kind_ == "act" and it.writes == name), None
        )
    return None


def _own(kind: str) -> str:
    return "formula" if kind == "method" else kind


def _promise(kind: str, name: str, path: Path, agreement: Agreement, broken: set[Path]) -> Iterable[Finding]:
    promise = agreement.promises.get(name)
    if promise is None:
        if ("promises", name) in broken:
            return ()
        return (_unknown(kind, name, path, [one for one, it in agreement.promises.items() if kind in it.kinds]),)
    if promise.kinds and kind not in promise.kinds:
        return (found("agreement.reference.kind", *path, name=name, found=one(promise.kind), wanted=one(kind)),)
    return ()


def _word(scheme: str, word: str, path: Path, agreement: Agreement) -> Iterable[Finding]:
    if scheme not in agreement.schemes or word in agreement.schemes[scheme].values:
        return ()
    known = list(agreement.schemes[scheme].values)
    near = nearest(word, known)
    return (found("agreement.word.unknown", *path, scheme=scheme, word=word, known=known, near=near),)


def _unknown(kind: str, name: str, path: Path, candidates: Iterable[str]) -> Finding:
    return found("agreement.name.unknown", *path, kind=label(kind), name=name, near=nearest(name, candidates))


def _settings(agreement: Agreement, registry: Registry) -> Iterator[Finding]:
    for name, method in agreement.methods.items():
        formula = registry.find("method", method.uses)
        if formula is None or formula.settings is None:
            continue
        known = sorted(formula.settings)
        for key in method.settings:
            if key not in formula.settings:
                yield found(
                    "agreement.key.unknown", "methods", name, key, part="key", key=key, near=nearest(key, known),
                    known=["uses", *known],
                )  # fmt: skip


def _circles(agreement: Agreement) -> Iterator[Finding]:
    """A component inside itself, or a scheme word that in the end stands for itself."""
    for name in agreement.components:
        if name in _chain(name, {key: one.part_of for key, one in agreement.components.items()}):
            yield found("agreement.reference.circle", "components", name, "part_of", name=name)
    for scheme_name, scheme in agreement.schemes.items():
        otherwise = {word: value.else_ for word, value in scheme.values.items()}
        for word, value in scheme.values.items():
            path = ("schemes", scheme_name, "values", word, "else")
            if value.else_ is None:
                continue
            if value.else_ not in scheme.values:
                yield from _word(scheme_name, value.else_, path, agreement)
            elif word in _chain(word, otherwise):
                yield found("agreement.reference.circle", *path, name=word)
            elif value.if_ is None:
                yield found("agreement.key.missing", *path[:-1], key="if")


def _chain(start: str, step: dict[str, str | None]) -> set[str]:
    reached: set[str] = set()
    now = step.get(start)
    while now is not None and now not in reached:
        reached.add(now)
        now = step.get(now)
    return reached
