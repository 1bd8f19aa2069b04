"""What import contracts do not see also points downwards: foreign keys, addresses by name, templates by name."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver
from tests.architecture.house import HOUSE, ROOT, may_know, package_of, python_files, templates

URL_TAG = re.compile(r"""(?:\{%\s*url\s+|\burl_(?:for|if)\()["']([^"']+)["']""")
USES_TEMPLATE = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
URL_CALLS = frozenset({"reverse", "reverse_lazy", "redirect", "resolve_url"})
TEMPLATE_CALLS = frozenset({"render", "render_to_string", "get_template", "TemplateResponse"})


def ours(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "waarborg" else None


def test_foreign_keys_point_downwards() -> None:
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not getattr(field, "remote_field", None) or field.auto_created or target is None:
                continue
            package, other = ours(model), ours(target)
            if package and other and not may_know(package, other):
                wrong.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert wrong == []


def addresses() -> dict[str, str]:
    """Every name of an address, and the package whose view it leads to."""

    def walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, str]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and pattern.name:
                module = (pattern.callback.__module__ or "").split(".")
                yield f"{space}{pattern.name}", module[1] if module[0] == "waarborg" else ""

    return dict(walk(get_resolver(), ""))


def named_addresses() -> Iterator[tuple[str, str, str]]:
    for path in templates().values():
        for name in URL_TAG.findall(path.read_text()):
            yield str(path.relative_to(ROOT)), package_of(path), name
    for path in python_files():
        for name in first_texts(path.read_text(), URL_CALLS, position=0):
            if not name.startswith(("/", "http", ".")):
                yield str(path.relative_to(ROOT)), package_of(path), name


def first_texts(source: str, calls: frozenset[str], *, position: int) -> Iterator[str]:
    """Literal texts handed to one of these functions at that position."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and len(node.args) > position:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = node.args[position]
            if name in calls and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def test_addresses_named_exist_and_are_of_the_same_or_a_lower_package() -> None:
    known = addresses()
    wrong = []
    for place, package, name in named_addresses():
        if name not in known:
            wrong.append(f"{place}: no address is called {name}")
        elif known[name] and not may_know(package, known[name]):
            wrong.append(f"{place}: {name} is of {known[name]}, above {package}")
    assert wrong == []


def used_templates() -> Iterator[tuple[str, str, str]]:
    for path in templates().values():
        for name in USES_TEMPLATE.findall(path.read_text()):
            yield str(path.relative_to(ROOT)), package_of(path), name
    for path in python_files():
        source = path.read_text()
        names = [*first_texts(source, TEMPLATE_CALLS, position=0), *first_texts(source, TEMPLATE_CALLS, position=1)]
        for name in names:
            if name.endswith((".html", ".txt", ".xml", ".svg")):
                yield str(path.relative_to(ROOT)), package_of(path), name


def test_templates_used_exist_and_are_of_the_same_or_a_lower_package() -> None:
    known = templates()
    wrong = []
    for place, package, name in used_templates():
        plain = name.partition("#")[0]
        if plain in known and not may_know(package, package_of(known[plain])):
            wrong.append(f"{place}: {plain} is of {package_of(known[plain])}, above {package}")
        if plain not in known:
            try:
                get_template(plain)
            except Exception as error:
                wrong.append(f"{place}: {plain}: {type(error).__name__}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(templates()))
def test_every_template_can_be_read(name: str) -> None:
    if name.endswith((".html", ".txt", ".xml", ".svg")):
        get_template(name)


def test_no_two_packages_have_a_template_of_one_name() -> None:
    seen: dict[str, list[str]] = {}
    for path in sorted(HOUSE.glob("*/jinja2/**/*.html")):
        name = path.relative_to(HOUSE / package_of(path) / "jinja2").as_posix()
        seen.setdefault(name, []).append(package_of(path))
    assert {name: where for name, where in seen.items() if len(where) > 1} == {}
