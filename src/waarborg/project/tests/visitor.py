"""Somebody at the portal, by HTTP: with cookies, forms as the page gave them, and files."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from uuid import uuid4


class Visitor:
    """Keeps what a browser keeps. `path` is where the last answer came from, `page` what it said."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.path = self.page = ""

    def get(self, path: str) -> bytes:
        return self._ask(urllib.request.Request(self._url + path))

    def send(self, fields: dict[str, str], *, file: tuple[str, bytes] | None = None) -> None:
        """The form of the page that was opened last, to that page itself; what it hides goes along."""
        boundary = uuid4().hex
        body = b"".join(
            _part(boundary, f'name="{name}"', value.encode()) for name, value in {**self._hidden(), **fields}.items()
        )
        if file:
            body += _part(boundary, f'name="files"; filename="{file[0]}"', file[1])
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        self._ask(urllib.request.Request(self._url + self.path, body + f"--{boundary}--\r\n".encode(), headers))

    def signs_in(self, email: str, password: str) -> None:
        self.get("/accounts/sign-in/")
        self.send({"email": email, "password": password})
        assert "/sign-in/" not in self.path, self.page

    def _hidden(self) -> dict[str, str]:
        form = self.page.partition("<main")[2]
        found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
        return dict(reversed(found))

    def _ask(self, request: urllib.request.Request) -> bytes:
        with self._opener.open(request, timeout=20) as answer:
            body: bytes = answer.read()
            if answer.headers.get_content_type() == "text/html":
                self.path, self.page = urllib.parse.urlsplit(answer.url).path, body.decode()
        return body


def _part(boundary: str, about: str, content: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: form-data; {about}\r\n\r\n".encode() + content + b"\r\n"
