"""What an operator copies is true: units, container file and proxy page name what exists."""

import argparse
import configparser
import importlib
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from waarborg.project import environment
from waarborg.project.commandline import known_commands

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
UNITS = sorted(path.name for path in PACKAGING.glob("*.service"))
CONTAINER = (PACKAGING / "Containerfile").read_text()
PROXY = (ROOT / "docs/runbooks/reverse-proxy.md").read_text()


def unit(name: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(PACKAGING / name)
    return found


def must_exist(words: list[str]) -> None:
    """A command of the product, with flags that it has."""
    assert words[0] in known_commands(), words
    module = importlib.import_module(f"waarborg.project.commands.{known_commands()[words[0]].stem}")
    parser = argparse.ArgumentParser()
    module.configure(parser)
    options = {"--json", "--lang"} | {option for action in parser._actions for option in action.option_strings}
    assert [word for word in words[1:] if word.startswith("-") and word not in options] == []


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_exists_with_settings_that_exist(name: str) -> None:
    service = unit(name)["Service"]
    program, *words = service["ExecStart"].split()
    assert program.endswith("/.venv/bin/waarborg")
    must_exist(words)
    for said in service["Environment"].split():
        setting, _, value = said.partition("=")
        environment.read(setting, {setting: value})
    for setting in re.findall(r"WAARBORG_[A-Z_]+", (PACKAGING / name).read_text()):
        assert setting in environment.VARIABLES, setting
    guide = unit(name)["Unit"]["Documentation"].removeprefix("file:/opt/waarborg/")
    assert (ROOT / guide).is_file()


def test_the_service_gives_the_supervisor_the_time_to_end_in_order() -> None:
    from waarborg.project.commands import down

    service = unit("waarborg.service")["Service"]
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) >= down._PATIENCE_SECONDS


def test_the_service_may_write_wherever_the_settings_say_that_back_ups_and_files_go() -> None:
    service = unit("waarborg.service")["Service"]
    # "strict" would make all of these read-only, whoever owns them.
    assert service["ProtectSystem"] == "full"
    closed = ("/usr", "/boot", "/efi", "/etc", "/home", "/root", "/run/user", "/tmp", "/var/tmp")
    documents = "".join(path.read_text() for path in (ROOT / "docs").rglob("*.md"))
    places = {*re.findall(r"file://(/[\w/-]+)", documents), "/var/lib/waarborg"}
    assert {"/mnt/backup", "/var/lib/waarborg/files"} <= places
    assert [place for place in places if place.startswith(closed)] == []


def test_a_command_beside_the_service_has_its_user_folder_and_settings(tmp_path: Path) -> None:
    stand_in = tmp_path / "systemd-run"
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    stand_in.chmod(0o755)
    words = ["sh", str(PACKAGING / "waarborg-command"), "restore", "--at", "2026-10-30T16:30:00 +01:00"]
    done = subprocess.run(words, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    given = done.stdout.splitlines()
    service = unit("waarborg.service")["Service"]
    for name in ("User", "WorkingDirectory", "Environment", "EnvironmentFile"):
        assert f"--property={name}={service[name]}" in given
    assert given[-4:] == [service["ExecStart"].split()[0], *words[2:]]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in PACKAGING.glob("*.*er*"):
        # The program is not installed where the test runs.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", path.read_text(), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(re.sub(r"^User=.*\n", "", text, flags=re.MULTILINE))
    for path in tmp_path.iterdir():
        done = subprocess.run(["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False)
        about = [line for line in done.stderr.splitlines() if path.name in line]
        assert about == [], done.stderr


def test_the_image_copies_what_is_there_and_all_that_set_up_needs() -> None:
    copied: set[str] = set()
    for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINER, re.MULTILINE):
        copied |= set(line.split()[:-1])
    assert [name for name in copied if not (ROOT / name).exists()] == []
    steps = (ROOT / "tools/setup").read_text()
    lists = {name for name in re.findall(r"\brequirements[\w-]*\.txt", steps) if "dev" not in name}
    assert lists <= copied
    assert {"Makefile", "pyproject.toml", "package-lock.json", "src", "tools"} <= copied
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {project["readme"], *project["license-files"]} <= copied


def test_the_image_starts_what_exists_on_a_python_that_is_new_enough() -> None:
    for words in re.findall(r'CMD \["waarborg", (.+)\]', CONTAINER):
        must_exist([word.strip(' "') for word in words.split(",")])
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    least = tuple(int(part) for part in wanted.removeprefix(">=").split("."))
    versions = {tuple(map(int, found)) for found in re.findall(r"python:(\d+)\.(\d+)", CONTAINER)}
    assert len(versions) == 1 and min(versions) >= least
    assert f"EXPOSE {environment.VARIABLES['WAARBORG_PORT'].default}\n" in CONTAINER
    for setting, value in re.findall(r"(WAARBORG_[A-Z_]+)=(\S+)", CONTAINER):
        environment.read(setting, {setting: value})


def test_the_proxy_page_speaks_of_what_the_program_reads() -> None:
    for setting, value in re.findall(r"^(WAARBORG_[A-Z_]+)=(\S+)$", PROXY, re.MULTILINE):
        environment.read(setting, {setting: value})
    port = environment.VARIABLES["WAARBORG_PORT"].default
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", PROXY)) == {port}
    limit = environment.VARIABLES["WAARBORG_UPLOAD_MB"].default
    assert f"client_max_body_size {limit}m;" in PROXY and f"max_size {limit}MB" in PROXY
    source = "".join(path.read_text() for path in (ROOT / "src/waarborg").rglob("*.py") if "tests" not in path.parts)
    assert '"/live/stream' in source and "X-Forwarded-For" in source and "HTTP_X_FORWARDED_PROTO" in source


def test_every_place_that_nginx_passes_on_passes_all_three_headers() -> None:
    for block in re.findall(r"location [^{]+\{([^}]+)\}", PROXY):
        assert set(re.findall(r"proxy_set_header (Host|X-\S+)", block)) == {
            "Host",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
        }
