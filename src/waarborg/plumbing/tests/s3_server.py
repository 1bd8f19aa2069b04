"""As much of an S3-compatible store as the product asks for: put, get, delete and list, in memory, over HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Shelf(ThreadingHTTPServer):
    """`objects` by "/bucket/key"; `put` says of all when they came; `broken` answers 503 to everything."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects: dict[str, bytes] = {}
        self.put = "2026-04-07T09:42:00.000Z"
        self.broken = False

    @property
    def url(self) -> str:
        return f"s3+http://key:secret@127.0.0.1:{self.server_address[1]}/bucket/prefix?region=eu-west-1"


class _Handler(BaseHTTPRequestHandler):
    server: Shelf
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.broken:
            self.server.objects[unquote(urlsplit(self.path).path)] = body
        self._answer(b"")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if "list-type" in parse_qs(parts.query):
            return self._answer(self._listing(parts.path, parse_qs(parts.query).get("prefix", [""])[0]))
        found = self.server.objects.get(unquote(parts.path))
        if found is None:
            return self._answer(b"<Error><Code>NoSuchKey</Code></Error>", 404)
        self._answer(found)

    do_HEAD = do_GET

    def do_DELETE(self) -> None:
        self.server.objects.pop(unquote(urlsplit(self.path).path), None)
        self._answer(b"", 204)

    def _listing(self, bucket: str, prefix: str) -> bytes:
        start = f"{bucket.rstrip('/')}/"
        keys = sorted(key.removeprefix(start) for key in self.server.objects if key.startswith(start + prefix))
        contents = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>{self.server.put}</LastModified>"
            f"<Size>{len(self.server.objects[start + key])}</Size></Contents>"
            for key in keys
        )
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>".encode()

    def _answer(self, body: bytes, status: int = 200) -> None:
        if self.server.broken:
            body, status = b"<Error><Code>ServiceUnavailable</Code></Error>", 503
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", '"x"')
        self.send_header("Last-Modified", "Tue, 07 Apr 2026 09:42:00 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def shelf() -> Iterator[Shelf]:
    with Shelf() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
