"""Settings from the environment: typed, and told with a sentence when they are wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from waarborg.project import environment
from waarborg.project.refusals import Misconfigured


def test_without_variables_every_setting_has_its_default() -> None:
    environment.check_all({})
    assert environment.read("WAARBORG_PORT", {}) == 8000
    assert environment.read("WAARBORG_HOST", {}) == "127.0.0.1"
    assert environment.read("WAARBORG_NOW", {}) is None


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("WAARBORG_PORT", "443", 443),
        ("WAARBORG_DEBUG", "1", True),
        ("WAARBORG_HOSTS", "a.example.nl, b.example.nl", ["a.example.nl", "b.example.nl"]),
        ("WAARBORG_DATA", "/srv/waarborg", Path("/srv/waarborg")),
        ("WAARBORG_NOW", "-90m", timedelta(minutes=-90)),
        ("WAARBORG_NOW", "+3d", timedelta(days=3)),
        ("WAARBORG_URL", "https://service.example.nl/", "https://service.example.nl"),
        ("DATABASE_URL", "postgresql://waarborg_app@db/waarborg", "postgresql://waarborg_app@db/waarborg"),
        ("WAARBORG_VIRUS_SCANNER", "unix:///run/clamd.ctl", "unix:///run/clamd.ctl"),
        ("WAARBORG_VIRUS_SCANNER", "tcp://127.0.0.1:3310", "tcp://127.0.0.1:3310"),
    ],
)
def test_a_good_value_gets_its_type(name: str, text: str, value: object) -> None:
    assert environment.read(name, {name: text}) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("WAARBORG_PORT", "0"),
        ("WAARBORG_PORT", "65536"),
        ("WAARBORG_PORT", "8000.0"),
        ("WAARBORG_PORT", "achtduizend"),
        ("WAARBORG_DEBUG", "yes"),
        ("WAARBORG_DATA", "relative/folder"),
        ("WAARBORG_NOW", "2026-10-30T16:30:00"),
        ("WAARBORG_NOW", "tomorrow"),
        ("WAARBORG_URL", "service.example.nl"),
        ("WAARBORG_URL", "https://service.example.nl/path"),
        ("WAARBORG_POSTGRES", "15"),
        ("WAARBORG_LOG_LEVEL", "loud"),
        ("WAARBORG_VIRUS_SCANNER", "/run/clamd.ctl"),
        ("WAARBORG_VIRUS_SCANNER", "http://127.0.0.1:3310"),
    ],
)
def test_a_wrong_value_is_told_with_name_value_and_what_is_allowed(name: str, text: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        environment.read(name, {name: text})
    for language, allowed in (("nl", "allowed_nl"), ("en", "allowed_en")):
        sentence = refused.value.say(language)
        assert name in sentence
        assert repr(text) in sentence
        assert refused.value.params[allowed] in sentence


@pytest.mark.parametrize("text", ["mysql://u:hunter2@db/waarborg", "postgresql://u:hunter2@db"])
def test_a_secret_is_never_told(text: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        environment.read("DATABASE_URL", {"DATABASE_URL": text})
    assert "hunter2" not in refused.value.say("nl") + refused.value.say("en") + str(refused.value.params)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("WAARBORG_SMTP", "smtp://u:ge%C3%A9im@mail.example.nl"),
        ("WAARBORG_MAIL_IN", "imaps://u:ge%C3%A9im@mail.example.nl"),
    ],
)
def test_a_password_that_signing_in_cannot_carry_is_told_at_the_start(name: str, text: str) -> None:
    with pytest.raises(Misconfigured) as refused:
        environment.read(name, {name: text})
    assert ("in ASCII" in refused.value.say("nl"), "%C3" in refused.value.say("nl")) == (True, False)


def test_every_variable_is_described_for_who_runs_the_product() -> None:
    text = (environment.root() / "docs" / "settings.md").read_text()
    assert [name for name in environment.VARIABLES if f"`{name}`" not in text] == []
