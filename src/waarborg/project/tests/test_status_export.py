"""The public status pages as files: whole, in two languages, and in need of nothing of ours."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.project import status_export
from waarborg.project.commandline import main
from waarborg.project.status_export import NotRendered, export

ADDRESS = re.compile(r'(?:href|src|action)="([^"]*)"')


@pytest.fixture(autouse=True)
def noon(settings: object) -> None:
    settings.CLOCK_OFFSET = at("12:00") - timezone.now()  # type: ignore[attr-defined]


@pytest.fixture
def stock(cast: Cast) -> Stock:
    made = make_stock(cast, at("00:01"))
    shown_to_all(cast, made.application)
    return made


def leads_nowhere(folder: Path) -> Iterator[tuple[str, str]]:
    """Relative addresses on pages that no file answers, and addresses that a server of ours would have to answer."""
    for page in folder.rglob("*.html"):
        for address in ADDRESS.findall(page.read_text()):
            parts = urlsplit(address)
            if parts.scheme or not parts.path:
                continue
            if address.startswith("/") or not (page.parent / parts.path).resolve().is_file():
                yield page.name, address


def test_every_address_on_every_page_is_answered_by_a_file_beside_it(cast: Cast, stock: Stock, tmp_path: Path) -> None:
    made = out(cast, stock)
    export(tmp_path / "new")
    assert list(leads_nowhere(tmp_path / "new")) == []
    for name in ("index.html", "en/index.html", f"incidents/{made.id}/index.html", "api/v2/summary.json", "feed.atom"):
        assert (tmp_path / "new" / name).is_file()
    assert list((tmp_path / "new" / "static" / "vendor" / "fonts").iterdir()) != []


def test_a_page_says_when_it_was_made_and_has_neither_script_nor_form(cast: Cast, stock: Stock, tmp_path: Path) -> None:
    out(cast, stock)
    export(tmp_path)
    dutch, english = (tmp_path / name / "index.html" for name in ("", "en"))
    assert "Storing: de applicatie" in dutch.read_text()
    assert "Outage: the application" in english.read_text()
    assert re.search(r"Stand van <time [^>]*>woensdag 8 april 2026 14:00", dutch.read_text())
    assert "vandaag" not in re.sub(r'<div class="w-axis.*?</div>', "", dutch.read_text())
    for word in ("<script", "<form", "csrf"):
        assert word not in dutch.read_text() + english.read_text()


def test_what_visitors_may_not_read_is_in_no_file(cast: Cast, stock: Stock, tmp_path: Path) -> None:
    out(cast, Stock(**{**vars(stock), "application": stock.database}), title="Alleen voor klanten")
    export(tmp_path)
    files = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.suffix in (".html", ".json", ".atom", ".rss")
    ]
    assert [path for path in files if "Alleen voor klanten" in path.read_text()] == []


def test_only_what_changed_is_written_again(cast: Cast, stock: Stock, tmp_path: Path) -> None:
    made = out(cast, stock)
    export(tmp_path)
    kept = (tmp_path / "static" / "waarborg" / "public.css").stat().st_mtime_ns
    resolved(cast, made, "02:00")
    changed = export(tmp_path)
    assert "api/v2/incidents.json" in changed
    assert f"incidents/{made.id}/index.html" in changed
    assert [name for name in changed if name.startswith("static/")] == []
    assert (tmp_path / "static" / "waarborg" / "public.css").stat().st_mtime_ns == kept


def test_a_page_that_cannot_be_made_leaves_what_stood_there(
    cast: Cast, stock: Stock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    out(cast, stock)
    monkeypatch.setattr(status_export, "DATA", (*status_export.DATA, "api/v2/unknown.json"))
    with pytest.raises(NotRendered):
        export(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_every_minute_it_is_kept_up_where_the_settings_name_a_folder(
    cast: Cast, stock: Stock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status_export.keep_up()
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("WAARBORG_STATUS_EXPORT", str(tmp_path / "kept"))
    status_export.keep_up()
    assert (tmp_path / "kept" / "index.html").is_file()


def test_a_folder_that_is_none_is_refused_with_its_name(
    cast: Cast, stock: Stock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["status", "export", str(tmp_path / "file"), "--lang", "nl"]) == 1
    assert f"In {tmp_path / 'file'} kan niet worden geschreven" in capsys.readouterr().err
