"""The check of translations finds what is missing, unfinished or names what the text does not."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("tool_messages", ROOT / "tools" / "messages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "HOUSE", tmp_path / "house")
    return module


def package(folder: Path, *, template: str = "", python: str = "", catalogue: str = "") -> None:
    home = folder / "house" / "desk"
    (home / "jinja2").mkdir(parents=True)
    (home / "locale" / "nl" / "LC_MESSAGES").mkdir(parents=True)
    (home / "__init__.py").write_text("")
    (home / "page.py").write_text(f"from django.utils.translation import gettext as _\n{python}\n")
    (home / "jinja2" / "page.html").write_text(template)
    (home / "locale" / "nl" / "LC_MESSAGES" / "django.po").write_text(CATALOGUE + catalogue)


def test_a_finished_catalogue_has_no_problems(messages: ModuleType, tmp_path: Path) -> None:
    package(
        tmp_path,
        template='<p>{{ _("Open") }}</p>\n  {% trans %}Hello {{ name }}{% endtrans %}',
        python='_("Close")',
        catalogue='msgid "Open"\nmsgstr "Openen"\n\nmsgid "Close"\nmsgstr "Sluiten"\n\n'
        'msgid "Hello %(name)s"\nmsgstr "Dag %(name)s"\n',
    )
    assert messages.check() == []
    assert messages.compile_changed() == 1
    assert messages.compile_changed() == 0


@pytest.mark.parametrize(
    ("catalogue", "problem"),
    [
        ("", "not in the catalogue"),
        ('msgid "Open %s"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Open %s"\nmsgstr "Openen %s"\n', "doubtful"),
        ('msgid "Open %s"\nmsgstr "Openen %(what)s"\n', "the translation names %(what)s"),
    ],
)
def test_an_unfinished_one_is_told_with_its_place(
    messages: ModuleType, tmp_path: Path, catalogue: str, problem: str
) -> None:
    package(tmp_path, python='_("Open %s")', catalogue=catalogue)
    found = messages.check()
    assert any(problem in line for line in found), found
    assert any(line.startswith("house/desk/") for line in found)
