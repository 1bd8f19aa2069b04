"""With a database of the vendor's own nothing is copied or put back: that is refused, and says the way out."""

from pathlib import Path

import pytest

from waarborg.project.commandline import main

ROOT = Path(__file__).resolve().parents[5]
NL = (
    "Deze installatie gebruikt een eigen database (DATABASE_URL); daarvan maakt Waarborg geen reservekopie. "
    "Gebruik de middelen van die database, en kopieer de bestanden en de sleutels ernaast.\n"
)
EN = (
    "This installation uses a database of its own (DATABASE_URL); Waarborg makes no back-up of that. "
    "Use that database's own means, and copy the files and the keys beside it.\n"
)


@pytest.mark.parametrize(
    "words",
    [["restore"], ["restore", "--customer", "merendaal"], ["drill"], ["backup", "now"]],
    ids=" ".join,
)
def test_with_a_database_of_your_own_it_is_refused_and_says_the_way_out(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place, data = tmp_path / "backup", tmp_path / "var"
    place.mkdir()
    data.mkdir()
    monkeypatch.setenv("WAARBORG_DATA", str(data))
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{place}")
    monkeypatch.setenv("WAARBORG_SECRET_KEY", "x" * 64)
    monkeypatch.setenv("DATABASE_URL", "postgresql://waarborg_app@127.0.0.1:9/waarborg")
    for lang, told in (("nl", NL), ("en", EN)):
        assert main([*words, "--lang", lang]) == 1
        assert capsys.readouterr().err == told
    assert (list(place.iterdir()), list(data.iterdir())) == ([], [])


def test_the_guide_says_what_to_do_in_place_of_each() -> None:
    guide = (ROOT / "docs/runbooks/backups.md").read_text().partition("## A database of your own")[2]
    assert all(f"| `waarborg {word}`" in guide for word in ("backup", "restore", "drill", "upgrade"))
