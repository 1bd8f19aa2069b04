"""A mail server for tests: speaks as much SMTP (RFC 5321) as a client needs, keeps what it gets, refuses on demand."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Postbox(socketserver.ThreadingTCPServer):
    """`refuse` maps a recipient to the answer it gets; `deaf` closes every connection at once."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.received: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        self.deaf = False
        self.before_answer: Any = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: Postbox

    def handle(self) -> None:
        if self.server.deaf:
            return
        self._say("220 postbox.example.org")
        while line := self.rfile.readline().decode().strip():
            word = line[:4].upper()
            if word == "QUIT":
                return self._say("221 bye")
            if word == "DATA":
                self._say("354 go on")
                self._take()
            elif word == "RCPT":
                self._say(self.server.refuse.get(line[line.index("<") + 1 : line.index(">")], "250 ok"))
            else:
                self._say("250 ok")

    def _take(self) -> None:
        content = b""
        while not content.endswith(b"\r\n.\r\n"):
            content += self.rfile.readline()
        self.server.received.append(message_from_bytes(content[:-5], policy=policy.default))  # type: ignore[arg-type]
        if self.server.before_answer:
            self.server.before_answer()
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@contextmanager
def postbox() -> Iterator[Postbox]:
    with Postbox() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
