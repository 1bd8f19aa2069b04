"""What every package, model and command declares about itself."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from tests.architecture.house import HOUSE, ROOT, layers, packages

from waarborg.plumbing import data_catalogue
from waarborg.project import commandline


def test_every_package_has_its_place_in_the_stack() -> None:
    known = set().union(*layers())
    assert [name for name in packages() if name not in known] == []


def test_the_description_of_the_house_names_every_package() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    assert [name for name in packages() if not re.search(rf"\b{name}/?`?\b", text)] == []


def test_every_table_of_ours_declares_its_row_class() -> None:
    declared = {entry.model for entry in data_catalogue.entries()}
    ours = [model for model in apps.get_models() if model.__module__.startswith("waarborg.") and model._meta.managed]
    assert [model._meta.label for model in ours if model not in declared] == []


def test_every_table_of_a_domain_begins_with_its_name() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("waarborg.")]
    domains = [model for model in ours if model._meta.app_label != "plumbing"]
    wrong = [model._meta.label for model in domains if not model._meta.db_table.startswith(f"{model._meta.app_label}_")]
    assert wrong == []


def test_an_act_is_named_as_permissions_and_events_are() -> None:
    named = {
        found for path in HOUSE.rglob("*.py") for found in re.findall(r'^ *@action\("([^"]+)"', path.read_text(), re.M)
    }
    assert len(named) > 200
    assert [act for act in sorted(named) if not re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)+", act)] == []


@pytest.mark.parametrize("name", sorted(commandline.known_commands()))
def test_every_command_declares_itself(name: str) -> None:
    literals = commandline._literals(commandline.known_commands()[name])
    assert literals["NAME"] == name
    assert isinstance(literals["NEEDS_DJANGO"], bool)
    assert literals["HELP"] == literals["HELP"].strip()


def test_what_does_not_need_the_framework_does_not_load_it() -> None:
    modules = ["waarborg.project.commandline", "waarborg.project.group.supervisor"]
    for name, file in commandline.known_commands().items():
        if not commandline._literals(file)["NEEDS_DJANGO"]:
            modules.append(f"waarborg.project.commands.{name.replace('-', '_')}")
    program = f"import sys, importlib\nfor m in {modules!r}: importlib.import_module(m)\nprint('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_is_called_after_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "shared", "core", "base"}
    names = [path for path in HOUSE.rglob("*") if path.stem in empty and (path.suffix == ".py" or path.is_dir())]
    # Where Django looks for a database backend: the name is its own.
    names = [path for path in names if path != HOUSE / "plumbing" / "database" / "base.py"]
    assert [str(path.relative_to(ROOT)) for path in names if "jinja2" not in path.parts] == []
