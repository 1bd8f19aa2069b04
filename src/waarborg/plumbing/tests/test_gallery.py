"""The gallery shows every component there is, and docs/design-system.md names each: folder, page and document agree."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from waarborg.plumbing.web.forms import Renderer

HERE = Path(__file__).parents[1]
PAGES = HERE / "jinja2"
DOCUMENT = HERE.parents[2] / "docs" / "design-system.md"
COMPONENTS = {path.stem for path in (PAGES / "components").glob("*.html")}
NAMED = re.compile(r'{% (?:include|extends) "([\w/]+\.html)" %}')
# A form is written by these; the gallery has one with problems, and one of several lines.
OF_FORMS = (Renderer.form_template_name, Renderer.field_template_name, Renderer.formset_template_name)


def brought_by(name: str, seen: set[str]) -> set[str]:
    """Every template that this one writes with, itself included."""
    if name not in seen:
        seen.add(name)
        for other in NAMED.findall((PAGES / name).read_text()):
            brought_by(other, seen)
    return seen


def test_every_component_stands_in_the_gallery() -> None:
    shown: set[str] = set()
    for name in ("gallery/page.html", *OF_FORMS):
        brought_by(name, shown)
    assert {Path(name).stem for name in shown if name.startswith("components/")} == COMPONENTS


def test_the_document_names_every_component_and_no_other() -> None:
    section = DOCUMENT.read_text().split("## Components", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`[^|]+) \|", section, re.M)
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row)) == sorted(COMPONENTS)


def test_every_component_says_what_it_is() -> None:
    assert [name for name in sorted(COMPONENTS) if not _text(name).startswith("{#")] == []


def _text(name: str) -> str:
    return (PAGES / "components" / f"{name}.html").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_gallery_is_written_out_in_both_languages(settings: Any, lang: str) -> None:
    settings.DEMO = True
    client = Client()
    client.cookies["waarborg_language"] = lang
    page = client.get("/gallery/").content.decode()
    assert f'<html lang="{lang}"' in page and 'id="typed-h"' in page
    # An id that stands twice is a label that leads elsewhere.
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted({one for one in ids if ids.count(one) > 1}) == []
