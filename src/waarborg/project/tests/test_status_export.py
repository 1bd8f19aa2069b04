"""The public status pages as files: whole, in two languages, and in need of nothing of ours."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from waarborg.availability.tests.incidents import at, out, resolved, shown_to_all
from waarborg.catalogue.tests.stock import Stock, make_stock
from waarborg.customers.tests.cast import Cast
from waarborg.notices.actions.change_look import change_look
from waarborg.plumbing.tests.s3_server import shelf
from waarborg.project import status_export
from waarborg.project.commandline import main
from waarborg.project.status_export import AT_MOST_EVERY, NotRendered, export

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


def test_a_page_says_when_it_was_made_and_has_no_form_and_one_small_script(
    cast: Cast, stock: Stock, tmp_path: Path
) -> None:
    out(cast, stock)
    export(tmp_path)
    dutch, english = (tmp_path / name / "index.html" for name in ("", "en"))
    assert "Storing: de applicatie" in dutch.read_text()
    assert "Outage: the application" in english.read_text()
    assert re.search(r"Stand van <time [^>]*>woensdag 8 april 2026 14:00", dutch.read_text())
    assert "vandaag" not in re.sub(r'<div class="w-axis.*?</div>', "", dutch.read_text())
    for word in ("<form", "csrf"):
        assert word not in dutch.read_text() + english.read_text()
    # It reads what the watcher outside writes; without script the instant above says of when the page is.
    own = '<script src="{}static/availability/outside.js" defer></script>'
    assert re.findall(r"<script.*?</script>", dutch.read_text(), re.DOTALL) == [own.format("./")]
    assert re.findall(r"<script.*?</script>", english.read_text(), re.DOTALL) == [own.format("../")]
    assert 'data-address="../platform.json"' in english.read_text()
    assert "script-src 'self'" in dutch.read_text()
    assert (tmp_path / "static" / "availability" / "outside.js").is_file()


def test_only_a_look_that_is_set_is_written_and_what_is_not_set_is_missed_nowhere(
    cast: Cast, stock: Stock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    export(tmp_path / "plain")
    assert [one.getMessage() for one in caplog.records if "Not Found" in one.getMessage()] == []
    assert not (tmp_path / "plain" / "brand").exists()
    with cast.manager.at_work():
        change_look("", "#0a5c36", by=cast.manager.actor, at=at("00:30"))
    export(tmp_path / "own")
    assert [one.name for one in (tmp_path / "own" / "brand").iterdir()] == ["style.css"]
    assert b"#0a5c36" in (tmp_path / "own" / "brand" / "style.css").read_bytes()
    assert [one.getMessage() for one in caplog.records if "Not Found" in one.getMessage()] == []


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


def follows() -> list[datetime]:
    """For when it is asked that the pages follow a change."""
    with connection.cursor() as cursor:
        asked = "SELECT args->>'not_before' FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'"
        cursor.execute(asked, [status_export.FOLLOW])
        return [datetime.fromisoformat(moment) for (moment,) in cursor.fetchall()]


def test_a_change_has_the_pages_written_at_the_next_five_seconds_once_for_all_until_then(
    cast: Cast, stock: Stock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = out(cast, stock), out(cast, stock, title="Nog een")
    assert follows() == []
    monkeypatch.setenv("WAARBORG_STATUS_EXPORT", str(tmp_path))
    resolved(cast, first, "02:00")
    resolved(cast, second, "02:30")
    (due,) = follows()
    assert (due.timestamp() % AT_MOST_EVERY, timedelta(0) < due - at("12:00") < timedelta(minutes=2)) == (0, True)
    status_export.follow()
    assert "Nog een" in (tmp_path / "index.html").read_text()


def test_after_a_change_old_incidents_are_left_as_they_stand(cast: Cast, stock: Stock, tmp_path: Path) -> None:
    made = out(cast, stock)
    resolved(cast, made, "02:00")
    export(tmp_path, since=at("11:00"))
    assert not (tmp_path / "incidents" / str(made.id)).exists()
    export(tmp_path, since=at("01:00"))
    assert (tmp_path / "incidents" / str(made.id) / "index.html").is_file()


def test_a_bucket_gets_the_same_files_with_their_kinds_and_only_what_changed(cast: Cast, stock: Stock) -> None:
    with shelf() as store:
        export(store.url)
        page, data = (store.objects[f"/bucket/prefix/{name}"] for name in ("index.html", "api/v2/summary.json"))
        assert "Alles werkt." in page.decode()
        assert b"All Systems Operational" in data
        store.objects.clear()
        out(cast, stock)
        changed = export(store.url)
        assert "index.html" in changed
        assert sorted(store.objects) == sorted(f"/bucket/prefix/{name}" for name in changed)
        assert [name for name in changed if name.startswith("static/")] == []


def test_a_folder_that_is_none_is_refused_with_its_name(
    cast: Cast, stock: Stock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["status", "export", str(tmp_path / "file"), "--lang", "nl"]) == 1
    assert f"In {tmp_path / 'file'} kan niet worden geschreven" in capsys.readouterr().err
