"""From plain text, lists and blocks to typed models: every misfit as a finding, whatever is left as a partial model."""

import re
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from waarborg.promises.rules.agreement.problems import MOST_PROBLEMS, Finding, Path, found, nearest

# Entries of these blocks stand on their own: one that cannot be read is left out, and the rest is still checked.
SECTIONS = ("components", "calendars", "schemes", "roles", "methods", "documents", "chapters", "promises", "terms")
# What stands in for a header that cannot be read, so that the promises below it are still checked.
_STAND_INS: dict[str, Any] = {
    "agreement": "unreadable",
    "amendment": "unreadable",
    "amends": "unreadable 0",
    "customer": "unreadable",
    "version": "0",
    "effective": "2000-01-01",
    "timezone": "Etc/UTC",
    "language": "nl",
    "provider": {"name": "-"},
    "nl": "-",
    "en": "-",
    "chapters": {},
}
_NOT_A_BLOCK = {"model_type", "model_attributes_type", "dict_type", "mapping_type"}
_NOT_A_LIST = {"tuple_type", "list_type"}


@dataclass
class Built:
    """What could be read. `broken` are the paths left out: a reference to them is not a second mistake."""

    model: Any = None
    findings: list[Finding] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)


def build(model: type[BaseModel], content: Any) -> Built:
    """Reads `content` as `model`; partial where there are findings, None where nothing could be read."""
    built = Built()
    if not isinstance(content, dict):
        built.findings.append(found("agreement.value.not-a-block"))
        return built
    kept = {key: dict(value) if isinstance(value, dict) else value for key, value in content.items()}
    for _ in range(3):
        try:
            built.model = model.model_validate(kept)
        except ValidationError as error:
            errors = error.errors(include_url=False)
            if not built.findings:
                built.findings.extend(_findings(model, content, errors[:MOST_PROBLEMS]))
            _leave_out(kept, errors, built.broken)
        else:
            break
    return built


def _leave_out(kept: dict[str, Any], errors: Iterable[Any], broken: set[Path]) -> None:
    for error in errors:
        loc = tuple(error["loc"])
        if not loc:
            continue
        head = str(loc[0])
        if head in SECTIONS and len(loc) > 1 and isinstance(kept.get(head), dict):
            kept[head].pop(loc[1], None)
            broken.add((head, loc[1]))
            continue
        broken.add((head,))
        if head in _STAND_INS:
            kept[head] = _STAND_INS[head]
        else:
            kept.pop(head, None)


def _findings(model: type[BaseModel], content: Any, errors: list[Any]) -> Iterable[Finding]:
    unknown = {tuple(error["loc"]) for error in errors if error["type"] == "extra_forbidden"}
    for error in errors:
        finding = _finding(model, content, error)
        if error["type"] == "missing" and _meant_by(unknown, tuple(error["loc"])):
            continue
        yield finding


def _meant_by(unknown: set[Path], missing: Path) -> bool:
    """Whether a key counts as missing only because it was misspelt next to it."""
    return any(path[:-1] == missing[:-1] and nearest(str(missing[-1]), [str(path[-1])]) for path in unknown)


def _finding(model: type[BaseModel], content: Any, error: Any) -> Finding:
    path, part = tuple(error["loc"]), "value"
    kind, value = error["type"], error["input"]
    if path and path[-1] == "[key]":
        path, part = path[:-1], "key"
    path = _as_written(content, path)
    if kind == "extra_forbidden":
        known = _keys_of(model, path[:-1])
        near = nearest(str(path[-1]), known)
        return found("agreement.key.unknown", *path, part="key", key=path[-1], near=near, known=known)
    if kind == "missing":
        return found("agreement.key.missing", *error["loc"][:-1], key=error["loc"][-1])
    if kind == "agreement":
        return _own(path, part, error["ctx"])
    if kind == "literal_error" and isinstance(value, str):
        known = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        return found("agreement.value.not-one-of", *path, value=value, known=known, near=nearest(value, known))
    if kind in _NOT_A_BLOCK:
        return found("agreement.value.not-a-block", *path)
    if kind in _NOT_A_LIST:
        return found("agreement.value.not-a-list", *path)
    if not isinstance(value, str):
        return found("agreement.value.not-text", *path)
    return found("agreement.value.unreadable", *path, value=value)


def _own(path: Path, part: Any, context: dict[str, Any]) -> Finding:
    params = dict(context["params"])
    path = (*path, *(params.pop("at", ())))
    part = params.pop("part", part)
    if candidates := params.pop("candidates", None):
        params["near"] = nearest(params["value"], candidates)
    return found(context["code"], *path, part=part, **params)


def _as_written(content: Any, path: Path) -> Path:
    """Without what reading put in: the list around a single word, the bound "" around a single credit."""
    written: list[str | int] = []
    for part in path:
        if isinstance(content, dict):
            content = content.get(part)
        elif isinstance(content, list) and isinstance(part, int) and part < len(content):
            content = content[part]
        else:
            break
        written.append(part)
    return tuple(written)


def _keys_of(model: type[BaseModel], path: Path) -> list[str]:
    """The keys that may stand in the block at `path`."""
    annotation: Any = model
    for part in path:
        block = _block_in(annotation)
        if block is not None and isinstance(part, str) and not _is_entry(annotation):
            field_ = next((f for name, f in block.model_fields.items() if (f.alias or name) == part), None)
            annotation = field_.annotation if field_ else None
        elif _is_entry(annotation):
            annotation = block
    block = _block_in(annotation)
    return [info.alias or name for name, info in block.model_fields.items()] if block else []


def _is_entry(annotation: Any) -> bool:
    """Whether the next part of a path chooses an entry of a dict or an item of a list."""
    origin = typing.get_origin(annotation)
    if origin in (dict, tuple, list):
        return True
    return origin is not None and any(_is_entry(argument) for argument in typing.get_args(annotation))


def _block_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(typing.get_args(annotation)):
        if (inner := _block_in(argument)) is not None:
            return inner
    return None
