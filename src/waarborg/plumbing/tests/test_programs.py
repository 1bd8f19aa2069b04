"""What is not on the machine is passed over by who tries something, and never where everything is to be shown."""

import pytest

from waarborg.plumbing.tests import programs


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CI", "WAARBORG_POSTGRES", "PATH"):
        monkeypatch.delenv(name, raising=False)


def test_a_test_without_its_program_is_skipped() -> None:
    with pytest.raises(pytest.skip.Exception, match="no Node on this machine"):
        programs.absent("Node")


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("WAARBORG_POSTGRES", "18")])
def test_it_fails_where_everything_is_to_be_shown(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(pytest.fail.Exception, match="no Chromium on this machine"):
        programs.absent("Chromium")
