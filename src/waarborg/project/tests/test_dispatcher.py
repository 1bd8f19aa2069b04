"""The dispatcher in front of the pages: bodies are read first, streams cost no thread, static files are compressed."""

import gzip
import http.client
import json
import socket
import time
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from django.core import signing

from waarborg.project.tests.running_group import Group, until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("running-group")]


def address(group: Group) -> tuple[str, int]:
    parts = urlsplit(group.url)
    return str(parts.hostname), int(parts.port or 80)


def ask(group: Group, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*address(group), timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, named, encode_chunked="Transfer-Encoding" in named)
    answer = connection.getresponse()
    found = answer.status, {name.title(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def secret_of(group: Group) -> str:
    return (group.folder / "var" / "secret-key").read_text().strip()


def signed(group: Group, salt: str, topics: list[str], session: str = "") -> str:
    body = {"t": topics, "s": session, "a": time.time()}
    return signing.dumps(body, key=secret_of(group), salt=salt)


def database(group: Group) -> psycopg.Connection[Any]:
    folder = group.folder / "var" / "postgres-18" / "socket"
    return psycopg.connect(host=str(folder), user="waarborg_app", dbname="waarborg", autocommit=True)


class Ended(AssertionError):
    """The stream is closed: its page comes back with a new ticket."""


class Stream:
    """An open event stream, read line by line."""

    def __init__(self, group: Group, topics: list[str], *, session: str = "", last: str = "", query: str = "") -> None:
        query = query or urlencode({"ticket": signed(group, "waarborg.live.ticket", topics, session), "last": last})
        self._connection = http.client.HTTPConnection(*address(group), timeout=30)
        self._connection.request("GET", f"/live/stream?{query}")
        self._answer = self._connection.getresponse()
        self.status = self._answer.status

    def next(self) -> dict[str, str]:
        """The next event; comments and settings are passed over."""
        fields: dict[str, str] = {}
        while True:
            raw = self._answer.readline()
            if not raw:
                raise Ended
            line = raw.decode().rstrip("\n")
            if not line and "event" in fields:
                return fields
            if line and not line.startswith((":", "retry")):
                name, _, value = line.partition(": ")
                fields[name] = value

    def until(self, identifier: str) -> list[dict[str, str]]:
        """The events up to and with that one. A worker that was only just started first says ``stale``."""
        events = [self.next()]
        while events[-1].get("id") != identifier:
            events.append(self.next())
        return [event for event in events if event["event"] != "stale"]

    def close(self) -> None:
        self._connection.close()


def announce(group: Group, topic: str) -> str:
    with database(group) as connection, connection.transaction():
        found = connection.execute("SELECT pg_current_xact_id()::text").fetchone()
        assert found
        news = json.dumps({"id": found[0], "topic": topic, "event": "changed"})
        connection.execute("SELECT pg_notify('waarborg_live', %s)", [news])
    return str(found[0])


def heard_again(group: Group, topic: str) -> bool:
    """Whether a page that comes back hears what happens: a worker that only now listens again ends its stream too."""
    stream = Stream(group, [topic])
    try:
        return stream.until(announce(group, topic))[-1]["event"] == "changed"
    except Ended:
        return False
    finally:
        stream.close()


def test_a_body_in_chunks_arrives_whole(group: Group) -> None:
    form = urlencode({"filler": "x" * 300_000, "grant": signed(group, "waarborg.live.page", ["desk.queue"])}).encode()
    pieces = [form[start : start + 7_001] for start in range(0, len(form), 7_001)]
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Transfer_Encoding": "chunked"}
    status, _, ticket = ask(group, "POST", "/live-ticket", iter(pieces), **headers)
    assert status == 200
    opened = signing.loads(ticket.decode(), key=secret_of(group), salt="waarborg.live.ticket")
    assert (opened["t"], opened["s"]) == (["desk.queue"], "")


@pytest.mark.parametrize(("language", "words"), [("nl", "Dit bestand is te groot"), ("en", "This file is too large")])
def test_a_body_above_the_limit_is_refused_before_it_is_sent(group: Group, language: str, words: str) -> None:
    with socket.create_connection(address(group), timeout=30) as line:
        head = [
            "POST / HTTP/1.1",
            "Host: localhost",
            f"Accept-Language: {language}",
            f"Content-Length: {200 * 1024**2}",
        ]
        line.sendall("\r\n".join([*head, "", ""]).encode())
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 413
        page = answer.read().decode()
        assert words in page
        assert "50 MB" in page


def test_a_body_that_grows_above_the_limit_is_refused_as_a_problem_for_programs(group: Group) -> None:
    pieces = (b"x" * 1024 * 1024 for _ in range(60))
    headers = {"Transfer_Encoding": "chunked", "Accept": "application/json", "Accept_Language": "en"}
    try:
        status, answered, body = ask(group, "POST", "/live-ticket", pieces, **headers)
    except (BrokenPipeError, ConnectionResetError):
        return  # refused while we were still sending: the connection is closed
    assert (status, answered["Content-Type"]) == (413, "application/problem+json")
    assert json.loads(body)["code"] == "project.request.413"


def test_senders_that_never_finish_hold_up_nobody(group: Group) -> None:
    with ExitStack() as lines:
        for _ in range(20):
            line = lines.enter_context(socket.create_connection(address(group), timeout=30))
            line.sendall(b"POST /live-ticket HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nhalf")
        for _ in range(5):
            assert ask(group, "GET", "/health")[0] == 200


def test_open_streams_hold_up_nobody(group: Group) -> None:
    streams = [Stream(group, [f"topic.{number}"]) for number in range(50)]
    assert {stream.status for stream in streams} == {200}
    for _ in range(5):
        assert ask(group, "GET", "/health")[0] == 200
    for stream in streams:
        stream.close()


def test_a_stream_hears_its_topics_and_no_others(group: Group) -> None:
    stream = Stream(group, ["desk.queue", "ticket.7"])
    announce(group, "ticket.2")
    identifier = announce(group, "ticket.7")
    assert stream.until(identifier) == [{"id": identifier, "event": "changed", "data": "ticket.7"}]
    stream.close()


def test_a_change_between_the_page_and_its_stream_is_told(group: Group) -> None:
    query = urlencode({"ticket": signed(group, "waarborg.live.ticket", ["ticket.3"])})
    identifier = announce(group, "ticket.3")
    late = Stream(group, [], query=query)
    event = late.next()
    assert event["event"] == "stale" or event["id"] == identifier
    late.close()


def test_a_stream_that_comes_back_hears_what_it_missed(group: Group) -> None:
    first = announce(group, "ticket.1")
    missed = announce(group, "ticket.1")
    # Whichever worker answers: it heard the same announcements in the same order, or says that it does not know.
    again = Stream(group, ["ticket.1"], last=first)
    events = [again.next()]
    while events[-1]["event"] != "stale" and events[-1]["id"] != missed:
        events.append(again.next())
    assert [event.get("id") for event in events] in ([first, missed], [None])
    again.close()


def test_a_stream_that_was_away_too_long_is_told_to_fetch_everything(group: Group) -> None:
    stream = Stream(group, ["ticket.1"], last="1")
    assert stream.next() == {"event": "stale", "data": ""}
    stream.close()


def test_signing_out_ends_the_streams_of_that_session_alone(group: Group) -> None:
    ended, other = Stream(group, ["ticket.1"], session="a" * 32), Stream(group, ["ticket.1"], session="b" * 32)
    with database(group) as connection:
        connection.execute("SELECT pg_notify('waarborg_live', %s)", [json.dumps({"end": "a" * 32})])
    while ended.next()["event"] != "end":
        pass
    identifier = announce(group, "ticket.1")
    assert {event["event"] for event in other.until(identifier)} == {"changed"}
    other.close()


def test_a_false_or_old_ticket_opens_nothing(group: Group) -> None:
    assert ask(group, "GET", "/live/stream?ticket=nonsense")[0] == 403
    grant = signed(group, "waarborg.live.page", ["ticket.1"])
    assert ask(group, "GET", f"/live/stream?{urlencode({'ticket': grant})}")[0] == 403
    past = time.time() - 61
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: past)
        old = signed(group, "waarborg.live.ticket", ["ticket.1"])
    assert ask(group, "GET", f"/live/stream?{urlencode({'ticket': old})}")[0] == 403


def test_a_grant_of_another_session_gives_no_ticket(group: Group) -> None:
    grant = signed(group, "waarborg.live.page", ["ticket.1"], session="c" * 32)
    assert ask(group, "POST", "/live-ticket", urlencode({"grant": grant}))[0] == 403


def test_static_files_are_compressed_and_kept_for_ever_under_their_hashed_name(group: Group) -> None:
    names = json.loads((group.folder / "var" / "static" / "staticfiles.json").read_text())["paths"]
    plain, hashed = "waarborg/base.css", names["waarborg/base.css"]
    status, headers, body = ask(group, "GET", f"/static/{hashed}", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert gzip.decompress(body) == (group.folder / "var" / "static" / hashed).read_bytes()
    assert ask(group, "GET", f"/static/{plain}")[1]["Cache-Control"] == "public, max-age=300"
    assert ask(group, "HEAD", f"/static/{plain}")[2] == b""
    for path in ("/static/nothing.css", "/static/../secret-key", "/static/%2e%2e/secret-key"):
        assert ask(group, "GET", path)[0] == 404


def test_a_header_with_an_underscore_cannot_pose_as_another(group: Group) -> None:
    with socket.create_connection(address(group), timeout=30) as line:
        line.sendall(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\nX_Forwarded_For: 192.0.2.1\r\n\r\n")
        answer = http.client.HTTPResponse(line)
        answer.begin()
        assert answer.status == 200
    assert ask(group, "GET", "/metrics", X_Forwarded_For="192.0.2.1")[0] == 404


def test_a_lost_database_makes_streams_fetch_everything_once_it_is_back(group: Group) -> None:
    stream = Stream(group, ["ticket.1"])
    stream.until(announce(group, "ticket.1"))
    folder = group.folder / "var" / "postgres-18" / "socket"
    with psycopg.connect(host=str(folder), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN waarborg_live%'"
        )
    assert stream.next()["event"] == "stale"
    # Its session may have ended while nobody listened: the page comes back with a new ticket, or does not.
    assert stream.next()["event"] == "end"
    stream.close()
    until(lambda: heard_again(group, "ticket.1"))
    until(group.healthy)


def test_an_announcement_that_nobody_can_read_ends_no_stream(group: Group) -> None:
    """Whoever has a connection may say anything on the channel."""
    stream = Stream(group, ["desk.queue"])
    with database(group) as connection:
        for said in ("nonsense", '{"tenant": "x"}', "[]", '"a"', "1"):
            connection.execute("SELECT pg_notify('waarborg_live', %s)", [said])
        connection.execute(
            "SELECT pg_notify('waarborg_live', %s)",
            [json.dumps({"id": "after", "topic": "desk.queue", "event": "changed"})],
        )
    assert stream.until("after")[-1] == {"id": "after", "event": "changed", "data": "desk.queue"}
    stream.close()


def test_what_visitors_read_of_how_things_are_comes_from_memory_and_is_not_sent_twice(group: Group) -> None:
    status, headers, page = ask(group, "GET", "/status/", Accept_Language="nl", Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"], headers["Cache-Control"].split(",")[0]) == (200, "gzip", "public")
    assert "Stand van" in gzip.decompress(page).decode()
    assert "Set-Cookie" not in headers
    tag = ask(group, "GET", "/status/api/v2/summary.json")[1]["Etag"]
    again = ask(group, "GET", "/status/api/v2/summary.json", If_None_Match=f'"other", W/{tag}')
    assert (again[0], again[2]) == (304, b"")
    bare = ask(group, "HEAD", "/status/api/v2/summary.json?at=now")
    assert (bare[0], bare[2], bare[1]["Access-Control-Allow-Origin"]) == (200, b"", "*")
    # Who is signed in is no visitor: his own page is asked for, whatever is kept.
    assert ask(group, "GET", "/status/", Cookie="waarborg_session=nobody")[1].get("Etag") is None
