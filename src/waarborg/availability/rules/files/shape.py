"""Holds content to a JSON Schema, and says at which place it differs and how to write it instead.

Of the schema language only what our own schemas use: type, properties, required, additionalProperties false, items,
enum, pattern, minimum, maximum, minItems, maxItems, dependentRequired, anyOf and $ref. So the schema that is published
and what is refused are one thing. Content comes from `content.read_json`.
"""

import difflib
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from waarborg.availability.rules.files.content import DIGITS, NoNumber, NotANumber
from waarborg.kernel.errors import BadInput

_KINDS: dict[str, tuple[str, str]] = {
    "object": ("een object tussen accolades", "an object between braces"),
    "array": ("een lijst", "a list"),
    "string": ("een tekst", "a text"),
    "integer": ("een geheel getal", "a whole number"),
    "number": ("een getal", "a number"),
    "null": ("null", "null"),
}


_TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "null": type(None)}


class UnknownKey(BadInput):
    code = "measure.file.unknown-key"
    nl = "“{key}” hoort hier niet."
    en = "“{key}” does not belong here."
    nl_way_out = "Bedoelde u “{near}”?"
    en_way_out = "Did you mean “{near}”?"


class Missing(BadInput):
    code = "measure.file.missing"
    nl = "Hier ontbreekt “{key}”."
    en = "“{key}” is missing here."
    nl_way_out = "Schrijf bijvoorbeeld {example}."
    en_way_out = "Write for example {example}."


class WrongKind(BadInput):
    code = "measure.file.wrong-kind"
    nl = "Hier hoort {expected_nl} te staan, niet {found_nl}."
    en = "This must be {expected_en}, not {found_en}."
    nl_way_out = "Schrijf bijvoorbeeld {example}."
    en_way_out = "Write for example {example}."


class NotAllowed(BadInput):
    code = "measure.file.not-allowed"
    nl = "“{value}” kan hier niet."
    en = "“{value}” is not possible here."
    nl_way_out = "Schrijf bijvoorbeeld {example}."
    en_way_out = "Write for example {example}."


class OutOfBounds(BadInput):
    code = "measure.file.out-of-bounds"
    nl = "{value} ligt niet tussen {least} en {most}."
    en = "{value} does not lie between {least} and {most}."
    nl_way_out = "Controleer het getal en de eenheid (unit)."
    en_way_out = "Check the number and its unit."


class WrongLength(BadInput):
    code = "measure.file.wrong-length"
    nl = "Deze lijst heeft {found} delen; het mogen er {least} tot {most} zijn."
    en = "This list has {found} parts; there may be {least} to {most}."
    nl_way_out = "Verdeel het over meer bestanden, of geef aantallen in plaats van losse metingen."
    en_way_out = "Split it over several files, or give counts instead of single measurements."


def check(content: Any, schema: Mapping[str, Any]) -> None:
    """Raises one of the refusals above, with the path of the place."""
    _check(content, schema, schema)


def _check(content: Any, rule: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    if isinstance(content, NoNumber):
        raise NotANumber(text=content, digits=DIGITS)
    while "$ref" in rule:
        rule = whole["$defs"][rule["$ref"].rpartition("/")[2]]
    if "anyOf" in rule:
        _any_of(content, rule, whole)
        return
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(content, kind) for kind in kinds):
        raise _wrong_kind(content, kinds, rule)
    if "enum" in rule and content not in rule["enum"]:
        raise NotAllowed(value=content, example=", ".join(str(one) for one in rule["enum"]))
    if isinstance(content, str) and "pattern" in rule and not re.fullmatch(rule["pattern"].strip("^$"), content):
        raise NotAllowed(value=content, example=_example(rule))
    if isinstance(content, int | Decimal) and not rule.get("minimum", content) <= content <= rule.get(
        "maximum", content
    ):
        raise OutOfBounds(value=content, least=rule.get("minimum", ""), most=rule.get("maximum", ""))
    if isinstance(content, list):
        _check_list(content, rule, whole)
    if isinstance(content, dict):
        _check_object(content, rule, whole)


def _check_list(content: list[Any], rule: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    least, most = rule.get("minItems", 0), rule.get("maxItems", len(content))
    if not least <= len(content) <= most:
        raise WrongLength(found=len(content), least=least, most=most)
    inner = rule.get("items")
    for number, one in enumerate(content if inner else ()):
        try:
            _check(one, inner, whole)  # type: ignore[arg-type]
        except BadInput as problem:
            raise problem.under(f"[{number}]") from None


def _check_object(content: Mapping[str, Any], rule: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    known = rule.get("properties", {})
    if rule.get("additionalProperties", True) is False:
        for key in content:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                raise UnknownKey(key=key, near=near[0] if near else ", ".join(known))
    needed = list(rule.get("required", ()))
    for key, others in rule.get("dependentRequired", {}).items():
        needed += others if key in content else ()
    for key in needed:
        if key not in content:
            raise Missing(key=key, example=f'"{key}": {_example(known.get(key, {}), whole)}')
    for key, one in content.items():
        if key in known:
            try:
                _check(one, known[key], whole)
            except BadInput as problem:
                raise problem.under(key) from None


def _any_of(content: Any, rule: Mapping[str, Any], whole: Mapping[str, Any]) -> None:
    """What is of the right kind is held to that alternative, so that the refusal goes as deep as the mistake."""
    kinds: list[str] = []
    for one in rule["anyOf"]:
        resolved = whole["$defs"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        kind = resolved["type"]
        if _is(content, kind):
            _check(content, resolved, whole)
            return
        kinds.append(kind)
    raise _wrong_kind(content, kinds, rule)


def _is(content: Any, kind: str) -> bool:
    if kind == "integer":
        return isinstance(content, int) and not isinstance(content, bool)
    if kind == "number":
        return isinstance(content, int | Decimal) and not isinstance(content, bool)
    return isinstance(content, _TYPES[kind])


def _wrong_kind(content: Any, kinds: list[str], rule: Mapping[str, Any]) -> WrongKind:
    found = next((_KINDS[kind] for kind in _KINDS if _is(content, kind)), (str(content).lower(),) * 2)
    wanted = [_KINDS[kind] for kind in dict.fromkeys(kinds)]
    return WrongKind(
        expected_nl=" of ".join(one[0] for one in wanted),
        expected_en=" or ".join(one[1] for one in wanted),
        found_nl=found[0],
        found_en=found[1],
        example=_example(rule),
    )


def _example(rule: Mapping[str, Any], whole: Mapping[str, Any] | None = None) -> str:
    if "$ref" in rule and whole is not None:
        rule = whole["$defs"][rule["$ref"].rpartition("/")[2]]
    examples = rule.get("examples") or rule.get("enum") or ["…"]
    one = examples[0]
    return one if isinstance(one, str) and one == "…" else _json(one)


def _json(one: Any) -> str:
    import json

    return json.dumps(one, ensure_ascii=False)
