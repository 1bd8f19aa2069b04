"""`waarborg doctor`: what is wrong is named with its way out, and nothing else is."""

import json
import socketserver
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from waarborg.customers.tests.cast import Cast
from waarborg.plumbing import clock
from waarborg.project.doctor import backups, inside, surroundings
from waarborg.project.doctor.findings import SENTENCES, Finding
from waarborg.project.recovery import keeper
from waarborg.project.recovery.target import target
from waarborg.project.tests.running_group import unused_port

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def whiches(found: list[Finding]) -> list[str]:
    return [one.which for one in found]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, with the embedded database as far as settings go."""
    monkeypatch.setenv("WAARBORG_DATA", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("WAARBORG_BACKUP", raising=False)
    (tmp_path / "var").mkdir()
    return tmp_path / "var"


def test_every_sentence_is_said_in_both_languages_and_names_the_same() -> None:
    import string

    for name, states in SENTENCES.items():
        for which, (nl, en, nl_out, en_out) in states.items():
            parts = [{part for _, part, _, _ in string.Formatter().parse(text) if part} for text in (nl, en)]
            assert parts[0] == parts[1], (name, which)
            assert bool(nl_out) == bool(en_out) == (which.partition("-")[0] in ("note", "bad")), (name, which)


def test_settings_that_cannot_be_read_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAARBORG_PORT", "achtduizend")
    monkeypatch.setenv("WAARBORG_UPLOAD_MB", "0")
    monkeypatch.setenv("WAARBORG_SMPT", "smtp://example.nl")
    found = surroundings.settings()
    assert whiches(found) == ["bad", "bad", "note"]
    assert "WAARBORG_PORT" in found[0].say("nl")
    assert "toegestane waarde" in found[0].way_out("nl")
    assert "WAARBORG_SMPT" in found[2].say("en")


def test_keys_that_others_can_read_are_named(folder: Path) -> None:
    (folder / "secret-key").write_text("x" * 60)
    (folder / "secret-key").chmod(0o600)
    assert whiches(surroundings.key_files()) == ["good"]
    (folder / "secret-key").chmod(0o644)
    assert whiches(surroundings.key_files()) == ["bad"]


def test_back_ups_without_a_key_are_worth_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{folder}/target")
    assert whiches(surroundings.key_files()) == ["bad-recovery"]


def manifest(target: Path, ended: datetime) -> None:
    said = {"id": f"{ended:%Y%m%dT%H%M%SZ}", "started": ended.isoformat(), "ended": ended.isoformat()}
    said |= {"first": "0" * 24, "last": "0" * 24, "system": "1", "release": "1", "sha256": ""}
    (target / "base").mkdir(parents=True, exist_ok=True)
    (target / "base" / f"{said['id']}.json").write_text(json.dumps(said | {"major": 18, "schema": [], "size": 1}))


def test_the_age_of_the_newest_back_up_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert whiches(backups.backup(NOW)) == ["note"]
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{folder}/target")
    assert whiches(backups.backup(NOW)) == ["bad-none"]
    manifest(folder / "target", NOW - timedelta(hours=40))
    found, _beside = backups.backup(NOW)
    assert (found.which, found.say("en")) == ("bad", "The last whole back-up is 40 hours old.")
    manifest(folder / "target", NOW - timedelta(hours=3))
    assert whiches(backups.backup(NOW)) == ["good", "note-beside"]
    (folder / "target" / "base" / "x.json").write_text("{")
    assert whiches(backups.backup(NOW)) == ["good", "bad-unreadable", "note-beside"]
    (folder / "target" / "base" / "x.json").unlink()
    keeper.say(problem="The disk is full.")
    assert whiches(backups.backup(NOW)) == ["bad-trouble"]
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@b/c")
    assert whiches(backups.backup(NOW)) == ["skipped"]


def test_back_ups_on_the_disk_of_the_data_are_warned_about_and_an_unmounted_one_is_away(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper.say(base_ended=(NOW - timedelta(hours=3)).isoformat())
    if Path("/dev/shm").stat().st_dev == folder.stat().st_dev:
        pytest.skip("one file system only here")
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        for place, more in ((Path(elsewhere) / "target", []), (folder.parent / "mnt", ["note-beside"])):
            monkeypatch.setenv("WAARBORG_BACKUP", f"file://{place}")
            target().begin()
            manifest(place, NOW - timedelta(hours=3))
            assert whiches(backups.backup(NOW)) == whiches(backups.backup_by_its_word(NOW)) == ["good", *more]
    place.rename(place.with_name("unmounted"))
    (found,) = backups.backup(NOW)
    assert (found.which, str(place) in found.say("nl")) == ("bad-trouble", True)
    assert not place.exists()


def test_a_drill_that_failed_or_is_long_ago_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert whiches(backups.drill(NOW)) == ["skipped"]
    monkeypatch.setenv("WAARBORG_BACKUP", f"file://{folder}/target")
    assert whiches(backups.drill(NOW)) == ["note"]
    for days, good, which in ((3, True, "good"), (100, True, "note"), (3, False, "bad")):
        said = {"at": (NOW - timedelta(days=days)).isoformat(), "good": good, "problem": "x"}
        (folder / "drill.json").write_text(json.dumps(said))
        assert whiches(backups.drill(NOW)) == [which]


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]  # type: ignore[misc]
    finally:
        server.shutdown()
        server.server_close()


class Post(socketserver.StreamRequestHandler):
    """As much of a mail server as a greeting takes; it knows nobody."""

    def handle(self) -> None:
        self.wfile.write(b"220 post\r\n")
        for line in self.rfile:
            word = line.split()[0].upper()
            said = {b"EHLO": b"250-post\r\n250 AUTH PLAIN", b"AUTH": b"535 who?", b"QUIT": b"221 bye"}
            self.wfile.write(said.get(word, b"250 ok") + b"\r\n")
            if word == b"QUIT":
                return


def test_the_mail_server_is_greeted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAARBORG_SMTP", raising=False)
    assert whiches(surroundings.mail()) == ["note"]
    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post)) as port:
        monkeypatch.setenv("WAARBORG_SMTP", f"smtp://127.0.0.1:{port}")
        assert whiches(surroundings.mail()) == ["good"]
        monkeypatch.setenv("WAARBORG_SMTP", f"smtp://naam:geheim@127.0.0.1:{port}")
        (found,) = surroundings.mail()
        assert found.which == "bad"
        assert "geheim" not in found.say("nl")
    monkeypatch.setenv("WAARBORG_SMTP", f"smtp://127.0.0.1:{unused_port()}")
    assert whiches(surroundings.mail()) == ["bad"]


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def test_the_public_address_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAARBORG_URL", raising=False)
    assert whiches(surroundings.address()) == ["note"]
    with serving(HTTPServer(("127.0.0.1", 0), Site)) as port:
        monkeypatch.setenv("WAARBORG_URL", f"http://127.0.0.1:{port}")
        assert whiches(surroundings.address()) == ["good"]
        # It speaks no TLS.
        monkeypatch.setenv("WAARBORG_URL", f"https://127.0.0.1:{port}")
        assert whiches(surroundings.address()) == ["bad"]
    monkeypatch.setenv("WAARBORG_URL", f"http://127.0.0.1:{unused_port()}")
    assert whiches(surroundings.address()) == ["bad"]


@pytest.mark.django_db
def test_a_sound_database_is_said_to_be_sound(cast: Cast) -> None:
    for check in (inside.database, inside.roles, inside.migrations, inside.the_clock, inside.jobs):
        assert whiches(check()) == ["good"], check
    assert inside.dead_mail() == inside.sealed() == []


@pytest.mark.django_db
def test_a_schema_of_another_release_is_named(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    applied = inside.ask("SELECT app, name FROM django_migrations")
    monkeypatch.setattr(inside, "ask", lambda sql: [*applied, ("customers", "9999_later")])
    (found,) = inside.migrations()
    assert (found.which, "customers.9999_later" in found.say("en")) == ("bad-newer", True)


JOB = """
INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, scheduled_at)
VALUES ('default', 'customers.tidy-imports', 0, '{}', %s::procrastinate_job_status, now() - interval '1 hour')
"""


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "counted"), [("todo", {"late": 1, "stuck": 0}), ("doing", {"late": 0, "stuck": 1})])
def test_jobs_that_stay_behind_are_counted(status: str, counted: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(JOB, [status])
    (found,) = inside.jobs()
    assert (found.which, found.params) == ("bad", counted)


@pytest.mark.django_db
def test_a_journal_that_lies_ahead_of_the_machine_is_said(cast: Cast) -> None:
    from waarborg.customers.actions import add_person

    ahead = clock.real() + timedelta(minutes=5)
    with cast.owner.at_work():
        add_person(cast.merendaal, name="X", email="x@example.org", by=cast.owner.actor, at=ahead)
    with cast.manager.at_work(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_head SET last_recorded = %s", [ahead])
    assert whiches(inside.the_clock()) == ["bad"]


def test_the_page_names_where_back_ups_should_lie_without_the_key_to_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAARBORG_BACKUP", "s3://sleutel:geheim@opslag.example.org/emmer/map?region=eu-west-1")
    (found,) = backups.backup_by_its_word(NOW)
    assert (found.which, found.params["place"]) == ("bad-none", "opslag.example.org/emmer/map")
