"""A browser as small as can be, so that a bench measures the server and not itself: one kept connection, cookies."""

import re
import socket
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """One connection to one server. Answers are (status, body); cookies are kept, redirections are not followed."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.location = ""
        self._socket: socket.socket | None = None
        self._rest = b""

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path, b"")

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        return self._ask("POST", path, urlencode(fields).encode())

    def submit(self, path: str, fields: dict[str, str]) -> tuple[int, bytes]:
        """Open the page, then send its form: as a person does."""
        _status, page = self.get(path)
        found = TOKEN.search(page.decode())
        if found is None:
            raise RuntimeError(f"no form on {path}")
        return self.post(path, {"csrfmiddlewaretoken": found.group(1), **fields})

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
        self._socket, self._rest = None, b""

    def _ask(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept: text/html",
            "Accept-Language: nl",
        ]
        lines.append(f"Origin: http://127.0.0.1:{self.port}")
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return self._answer()

    def _answer(self) -> tuple[int, bytes]:
        held = self._rest
        while (end := held.find(b"\r\n\r\n")) < 0:
            held += self._more()
        head, held = held[:end].decode("latin-1"), held[end + 4 :]
        status, length = int(head[9:12]), None
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            name = name.lower()
            if name == "content-length":
                length = int(value)
            elif name == "set-cookie":
                key, _, worth = value.strip().split(";", 1)[0].partition("=")
                self.cookies[key] = worth
            elif name == "location":
                self.location = value
            elif name == "transfer-encoding":
                length = -1
        if length == -1:
            return status, self._chunks(held)
        while len(held) < (length or 0):
            held += self._more()
        body, self._rest = held[: length or 0], held[length or 0 :]
        return status, body

    def _chunks(self, held: bytes) -> bytes:
        body = b""
        while True:
            while (end := held.find(b"\r\n")) < 0:
                held += self._more()
            size = int(held[:end], 16)
            while len(held) < end + 2 + size + 2:
                held += self._more()
            body, held = body + held[end + 2 : end + 2 + size], held[end + 4 + size :]
            if size == 0:
                self._rest = held
                return body

    def _more(self) -> bytes:
        if self._socket is None:
            raise RuntimeError("not connected")
        piece = self._socket.recv(1 << 18)
        if not piece:
            self.close()
            raise ConnectionError("the server closed the connection")
        return piece
