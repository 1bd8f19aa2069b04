"""Documents are true where a program can tell: links, commands, settings, screenshots, both languages alike."""

import argparse
import importlib
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def test_every_setting_is_described_where_it_is_looked_for() -> None:
    text = (ROOT / "docs/runbooks/running.md").read_text()
    table = text.split("## Settings", 1)[1].split("\n## ", 1)[0]
    assert [name for name in environment.VARIABLES if f"`{name}`" not in table] == []


def test_defaults_in_the_table_of_settings_are_the_real_ones() -> None:
    table = (ROOT / "docs/runbooks/running.md").read_text().split("## Settings", 1)[1].split("\n## ", 1)[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        names, said = re.findall(r"`([A-Z_]+)`", cells[0]), re.findall(r"`([^`]+)`", cells[1]) if len(cells) > 1 else []
        for variable, default in zip(names, said, strict=False):
            real = environment.VARIABLES[variable].default
            if real:
                assert default == real, variable


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
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    listed = (ROOT / "docs/adr/0001-dependencies.md").read_text().lower()
    wanted = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        wanted += [one for one in group if isinstance(one, str)]
    names = [re.split(r"[\[<>=!~ ]", one)[0].lower() for one in wanted]
    assets = json.loads((ROOT / "package.json").read_text())
    names += [one.rsplit("/")[-1] for kind in ("dependencies", "devDependencies") for one in assets[kind]]
    assert [name for name in names if name not in listed] == []


def test_every_decision_is_in_the_list() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text()
    assert [path.name for path in (ROOT / "docs/adr").glob("0*.md") if path.name not in listed] == []
