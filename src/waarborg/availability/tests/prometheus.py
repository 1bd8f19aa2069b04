"""A store of metrics over HTTP that answers range queries as Prometheus does: samples as they were scraped, at each
instant the newest of the last five minutes, series that ended, and the errors that its documentation names."""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOOKBACK = 300
MOST_POINTS = 11_000
STALE = "stale"
Labels = tuple[tuple[str, str], ...]
TOO_MANY = "query processing would load too many samples into memory in query execution"


@dataclass
class Prometheus:
    """`samples` by series: instants (seconds) and values as written, STALE where the series ended. `most` is how many
    values one query may load; `says` answers in its place while it is set."""

    address: str = ""
    samples: dict[Labels, list[tuple[float, Any]]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    most: int = 50_000_000
    says: Callable[[], tuple[int, bytes]] | None = None
    warnings: list[str] = field(default_factory=list)

    def scraped(self, instant: float, value: Any, **labels: str) -> None:
        key = tuple(sorted((name.replace("name__", "__name__"), one) for name, one in labels.items()))
        self.samples.setdefault(key, []).append((instant, value))

    def histogram(
        self, instant: float, name: str, bounds: Sequence[str], counts: Sequence[int], total: float, **labels: str
    ) -> None:
        """Counters of a classic histogram: `counts` are those of its buckets since the process began."""
        so_far = 0
        for bound, count in zip([*bounds, "+Inf"], counts, strict=True):
            so_far += count
            self.scraped(instant, f"{so_far}", name__=f"{name}_bucket", le=bound, **labels)
        self.scraped(instant, f"{so_far}", name__=f"{name}_count", **labels)
        self.scraped(instant, f"{total:g}", name__=f"{name}_sum", **labels)

    def ended(self, instant: float) -> None:
        for listed in self.samples.values():
            listed.append((instant, STALE))

    def answer(self, asked: Mapping[str, str]) -> tuple[int, bytes]:
        if self.says is not None:
            return self.says()
        start, end, step = (int(float(asked[one])) for one in ("start", "end", "step"))
        if (end - start) / step > MOST_POINTS:
            return _error(400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries.")
        matches = _matcher(asked["query"])
        if matches is None:
            return _error(400, "bad_data", 'invalid parameter "query": 1:1: parse error: unexpected end of input')
        result, loaded = [], 0
        for key, listed in self.samples.items():
            if not matches(dict(key)):
                continue
            said = [(at, value) for at in range(start, end + 1, step) if (value := _at(listed, at)) is not None]
            loaded += len(said)
            plain = [[at, value] for at, value in said if isinstance(value, str)]
            native = [[at, value] for at, value in said if not isinstance(value, str)]
            if said:
                kinds = {"values": plain, "histograms": native}
                result.append({"metric": dict(key), **{kind: one for kind, one in kinds.items() if one}})
        if loaded > self.most:
            return _error(422, "execution", TOO_MANY)
        whole: dict[str, Any] = {"status": "success", "data": {"resultType": "matrix", "result": result}}
        return 200, json.dumps(whole | ({"warnings": self.warnings} if self.warnings else {})).encode()


def _error(status: int, kind: str, said: str) -> tuple[int, bytes]:
    return status, json.dumps({"status": "error", "errorType": kind, "error": said}).encode()


def _at(listed: list[tuple[float, Any]], at: int) -> Any:
    place = bisect_right(listed, at, key=lambda one: one[0]) - 1
    if place < 0 or at - listed[place][0] > LOOKBACK or listed[place][1] == STALE:
        return None
    return listed[place][1]


def _matcher(query: str) -> Callable[[dict[str, str]], bool] | None:
    """A plain selector with = and =~, as far as this file asks it."""
    found = re.fullmatch(r"([a-zA-Z_:]\w*)?(?:\{(.*)\})?", query)
    if found is None or not query:
        return None
    wanted = re.findall(r'(\w+)(=~|=)"((?:[^"\\]|\\.)*)"', found[2] or "")
    wanted += [("__name__", "=", found[1])] if found[1] else []

    def matches(labels: dict[str, str]) -> bool:
        return all(
            re.fullmatch(text, labels.get(name, "")) is not None if how == "=~" else labels.get(name, "") == text
            for name, how, text in wanted
        )

    return matches


@contextmanager
def prometheus() -> Iterator[Prometheus]:
    store = Prometheus()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: one[0] for name, one in parse_qs(parts.query).items()}
            store.asked.append(asked)
            store.tokens.append(self.headers["Authorization"])
            known = parts.path == "/api/v1/query_range"
            status, body = store.answer(asked) if known else (404, b"404 page not found\n")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    store.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield store
    finally:
        server.shutdown()
        server.server_close()
