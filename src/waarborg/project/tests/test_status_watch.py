"""The watcher outside: what it writes beside the exported pages, and when."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from waarborg.kernel.errors import Refusal
from waarborg.plumbing.tests.s3_server import shelf
from waarborg.project.commandline import main
from waarborg.project.status_places import Folder, kind_of, place_at
from waarborg.project.status_watch import NAME, NotAnAddress, Seen, address_of, answers, last_seen, watch

FIRST = datetime(2026, 10, 30, 13, 3, tzinfo=UTC)


class Day:
    """A clock that each look moves ten seconds on, and a platform that is silent in one stretch of it."""

    def __init__(self, folder: Path, *, silent: range) -> None:
        self.folder, self.silent, self.seconds = folder, silent, 0
        self.told: list[tuple[int, str, str | None]] = []

    def now(self) -> datetime:
        return FIRST + timedelta(seconds=self.seconds)

    def ask(self, _address: str) -> bool:
        return self.seconds not in self.silent

    def sleep(self, seconds: float) -> None:
        found = json.loads((self.folder / NAME).read_text())
        self.told.append((self.seconds, found["platform"], found["since"]))
        self.seconds += round(seconds)

    def run(self, rounds: int) -> Seen:
        return watch("x", Folder(self.folder), every=10, now=self.now, ask=self.ask, sleep=self.sleep, rounds=rounds)


@pytest.mark.clause("SO-41")
def test_a_minute_of_silence_is_told_with_when_it_began_and_its_end_at_once(tmp_path: Path) -> None:
    day = Day(tmp_path, silent=range(60, 180))
    day.run(22)
    assert day.told[11:13] == [(110, "answers", None), (120, "silent", "2026-10-30T13:04:00Z")]
    assert day.told[17:19] == [(170, "silent", "2026-10-30T13:04:00Z"), (180, "answers", None)]


def test_less_than_a_minute_is_no_silence(tmp_path: Path) -> None:
    day = Day(tmp_path, silent=range(60, 119))
    day.run(20)
    assert {platform for _, platform, _ in day.told} == {"answers"}


def test_what_is_no_news_is_written_once_a_minute(tmp_path: Path) -> None:
    day = Day(tmp_path, silent=range(0))
    day.run(6)
    assert json.loads((tmp_path / NAME).read_text())["checked"] == "2026-10-30T13:03:00Z"
    day.seconds = 60
    day.run(1)
    assert json.loads((tmp_path / NAME).read_text())["checked"] == "2026-10-30T13:04:00Z"


def test_a_watcher_that_begins_anew_goes_on_with_the_silence_it_knew(tmp_path: Path) -> None:
    Day(tmp_path, silent=range(1000)).run(8)
    known = last_seen(Folder(tmp_path))
    assert (known.since, known.platform) == (FIRST, "silent")
    later = Day(tmp_path, silent=range(100_000))
    later.seconds = 5000
    assert later.run(1).since == FIRST


@pytest.mark.parametrize("stands", [b"", b"[]", b"{", b'{"since": 3}', b'{"since": "soon"}'])
def test_what_cannot_be_read_there_is_as_if_nothing_were(tmp_path: Path, stands: bytes) -> None:
    (tmp_path / NAME).write_bytes(stands)
    assert last_seen(Folder(tmp_path)) == Seen()


class Platform(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def platform() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Platform)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_platform_that_fails_or_is_not_there_does_not_answer(platform: ThreadingHTTPServer) -> None:
    address = address_of(f"http://127.0.0.1:{platform.server_address[1]}/")
    for status, right in ((200, True), (404, True), (503, False)):
        platform.status = status  # type: ignore[attr-defined]
        assert answers(address) is right
    platform.shutdown()
    platform.server_close()
    assert answers(address) is False


@pytest.mark.parametrize("url", ["", "service.example.org", "file:///etc/passwd", "ftp://service.example.org"])
def test_what_is_no_address_of_a_platform_is_refused(url: str) -> None:
    with pytest.raises(NotAnAddress):
        address_of(url)


def test_the_command_looks_once_and_says_what_it_saw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["status", "watch", "--url", "http://127.0.0.1:9", "--dir", str(tmp_path), "--once"]
    assert main([*words, "--lang", "nl"]) == 0
    assert capsys.readouterr().out == "Het platform antwoordt niet.\n"
    long_ago = Seen(FIRST, FIRST + timedelta(minutes=2))
    Folder(tmp_path).replace(NAME, long_ago.written())
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["since"] == "2026-10-30T13:03:00Z"


def test_a_bucket_is_a_place_too() -> None:
    with shelf() as store:
        place = place_at(store.url)
        assert place.read(NAME) is None
        assert place.replace(NAME, b"{}")
        assert not place.replace(NAME, b"{}")
        assert place.read(NAME) == b"{}"
        assert store.objects == {f"/bucket/prefix/{NAME}": b"{}"}
        store.broken = True
        with pytest.raises(Refusal):
            place.replace(NAME, b"[]")


def test_a_file_has_the_kind_of_its_name_and_a_logo_of_its_bytes() -> None:
    assert kind_of("index.html", b"") == "text/html; charset=utf-8"
    assert kind_of("static/vendor/fonts/x.woff2", b"") == "font/woff2"
    assert kind_of("brand/logo", b"\x89PNG...") == "image/png"
    assert kind_of("brand/logo", b"<svg/>") == "image/svg+xml"
    assert kind_of("x.unknown", b"") == "application/octet-stream"
