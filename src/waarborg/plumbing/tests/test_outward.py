"""What somebody outside names as an address is asked outside only, briefly, and never where it leads on to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from waarborg.plumbing import outward, tenancy
from waarborg.plumbing.outward import OutOfReach, ask, is_askable
from waarborg.plumbing.tenancy import Role


@contextmanager
def server(*pieces: bytes, wait: float = 0) -> Iterator[int]:
    """Answers one caller with these bytes, a while apart."""
    listening = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        line, _ = listening.accept()
        line.recv(65536)
        for piece in pieces:
            line.sendall(piece)
            done.wait(wait)
        line.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        done.set()
        listening.close()


@pytest.fixture
def inside(settings: Any) -> None:
    settings.INSIDE_HOSTS = frozenset({"127.0.0.1"})


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://user:word@example.org/",
        "ftp://example.org/",
        "https:///x",
        "javascript:alert(1)",
        "https://example.org:99999/",
        "https://example.org/#x",
        "",
    ],
)
def test_an_address_that_is_not_plainly_https_is_not_asked(url: str) -> None:
    assert not is_askable(url)
    with pytest.raises(OutOfReach) as refused:
        ask(url)
    assert refused.value.why == "address"


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "10.0.0.5",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
        ),
        *("[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.5]", "[2002:7f00:1::]", "localhost"),
        *("100.64.0.1", "224.0.0.1", "2130706433", "0x7f000001", "127.1"),
    ],
)
def test_nothing_of_our_own_network_is_asked(host: str) -> None:
    with pytest.raises(OutOfReach) as refused:
        ask(f"https://{host}/")
    assert refused.value.why in ("inside", "name")


def test_a_name_with_one_address_inside_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.5", 443))]
    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(OutOfReach) as refused:
        ask("https://rebinding.example/")
    assert refused.value.why == "inside"


def test_a_host_that_is_allowed_inside_is_asked_and_not_followed(inside: None) -> None:
    with server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as port:
        assert ask(f"http://127.0.0.1:{port}/x?y=1").status == 302
    with server(b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"a": 1}') as port:
        assert ask(f"http://127.0.0.1:{port}/", data=b"a=1").json() == {"a": 1}


@pytest.mark.parametrize("body", [b"[1]", b"x", b"", b"[" * 100_000])
def test_what_is_no_object_is_no_answer(inside: None, body: bytes) -> None:
    with server(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body) as port, pytest.raises(OutOfReach):
        ask(f"http://127.0.0.1:{port}/").json()


def test_too_much_or_too_slow_is_broken_off(inside: None, monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    with server(head, b"x" * 600_000) as port, pytest.raises(OutOfReach) as refused:
        ask(f"http://127.0.0.1:{port}/")
    assert refused.value.why == "large"
    monkeypatch.setattr(outward, "SECONDS", 0.3)
    with server(head, *[b"x"] * 50, wait=0.05) as port, pytest.raises(OutOfReach) as refused:
        ask(f"http://127.0.0.1:{port}/")
    assert refused.value.why in ("slow", "broken")


def test_what_is_no_http_is_broken(inside: None) -> None:
    with server(b"SSH-2.0-x\r\n") as port, pytest.raises(OutOfReach) as refused:
        ask(f"http://127.0.0.1:{port}/")
    assert refused.value.why == "broken"


def test_nothing_is_asked_while_a_transaction_is_open(db: None) -> None:
    with tenancy.enter(Role.PUBLIC), pytest.raises(RuntimeError):
        ask("https://example.org/")
