"""Public answers kept in memory for some seconds: how things are is asked most when the database has least to spare.

Only what its view calls public (`Cache-Control: public`), for who is not signed in. An answer is made once, however
many wait for it; it is made again when something changed, and after two seconds in any case. While the product cannot
make it (5xx), the last one is told, which says of when it is. Free of Django: `make` is whatever answers.
"""

import asyncio
import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import formatdate, parsedate_to_datetime
from typing import Any, Final

from waarborg.project.asgi_bridge import Reply

BELOW: Final = "/status/"
# Pages whose address says what stands on them; what others send along is no reason to make an answer again.
PAGED: Final = ("/status/history/", "/status/maintenance/", "/status/availability/", "/status/availability/method/")
SECONDS: Final = 2.0
# However fast changes follow each other, an answer is not made more often than this.
LEAST_SECONDS: Final = 0.25
# How long the last answer stands in for one that cannot be made.
STAND_IN_SECONDS: Final = 3600.0
_MOST, _LARGEST = 512, 1024 * 1024
# A moment that was told in the second of a change could name either side of it.
_STABLE_SECONDS = 2
# Headers that an answer may depend on; what else is sent along is not passed on when it is made.
_TELLING: Final = (b"host", b"x-forwarded-proto", b"accept-language")
_PASSED: Final = (*_TELLING, b"cookie", b"user-agent", b"x-forwarded-for")
_SCHEMES: Final = (b"", b"http", b"https")
_OWN = (b"content-length", b"etag", b"last-modified", b"date", b"connection", b"vary")

Headers = list[tuple[bytes, bytes]]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with its headers as they go out; `changed` is since when its body is this one (seconds, epoch)."""

    headers: Headers
    body: bytes
    packed: bytes
    tag: bytes
    changed: int
    begun: float
    number: int


class KeptAnswers:
    """Of one worker. `now` is a clock of whole and parts of seconds that never goes back."""

    def __init__(self, now: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time) -> None:
        self._now, self._wall = now, wall
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Kept | Reply | None]] = {}
        self._number = 0

    def changed(self) -> None:
        """Something that answers tell of changed: what is kept is made again when it is asked for."""
        self._number += 1

    def fresh(self, key: Key) -> Kept | None:
        """What may be told without asking anybody."""
        held = self._kept.get(key)
        if held is None:
            return None
        age = self._now() - held.begun
        if age < LEAST_SECONDS or (age < SECONDS and held.number == self._number):
            return held
        return None

    async def get(self, key: Key, make: Callable[[], Awaitable[Reply | None]]) -> Kept | Reply | None:
        """The answer of that key: a kept one, else what `make` gave this reader alone (None: it had no time).

        Raises what `make` raises.
        """
        held = self.fresh(key)
        if held is not None:
            return held
        making = self._making.get(key)
        if making is not None:
            found = await asyncio.shield(making)
            # What may not be kept is for one reader: it could hold something of his.
            return found if isinstance(found, Kept) else await make()
        making = asyncio.get_running_loop().create_task(self._make(key, make))
        self._making[key] = making
        making.add_done_callback(lambda _: self._making.pop(key, None))
        # One reader who leaves takes the answer away from nobody else.
        return await asyncio.shield(making)

    async def _make(self, key: Key, make: Callable[[], Awaitable[Reply | None]]) -> Kept | Reply | None:
        begun, number = self._now(), self._number
        before = self._kept.get(key)
        made = await make()
        if made is None or made.status >= 500:
            stands_in = before is not None and begun - before.begun < STAND_IN_SECONDS
            return before if stands_in else made
        if not _may_be_kept(made):
            self._kept.pop(key, None)
            return made
        kept = self._keep(made, before, begun, number)
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return kept

    def _keep(self, made: Reply, before: Kept | None, begun: float, number: int) -> Kept:
        tag = f'"{hashlib.sha256(made.body).hexdigest()[:32]}"'.encode()
        if before is not None and before.tag == tag:
            return replace(before, headers=_outward(made, tag), begun=begun, number=number)
        packed = gzip.compress(made.body, 5, mtime=0)
        packed = packed if len(packed) < len(made.body) else b""
        return Kept(_outward(made, tag), made.body, packed, tag, int(self._wall()), begun, number)

    def answer(self, kept: Kept, headers: Mapping[bytes, bytes]) -> tuple[int, Headers, bytes]:
        """What goes out to who asked with these headers: 200, or 304 where he has it already (RFC 9110, 13.1)."""
        out = kept.headers
        stable = self._wall() - kept.changed >= _STABLE_SECONDS
        if stable:
            out = [*out, (b"last-modified", formatdate(kept.changed, usegmt=True).encode())]
        if _has_it(kept, headers, stable=stable):
            return 304, out, b""
        if kept.packed and b"gzip" in headers.get(b"accept-encoding", b""):
            return 200, [*out, (b"content-encoding", b"gzip"), _length(kept.packed)], kept.packed
        return 200, [*out, _length(kept.body)], kept.body


def _length(body: bytes) -> tuple[bytes, bytes]:
    return b"content-length", str(len(body)).encode()


def _outward(made: Reply, tag: bytes) -> Headers:
    own = [(name, value) for name, value in made.headers if name not in _OWN]
    return [*own, (b"vary", b"Accept-Language, Accept-Encoding, Cookie"), (b"etag", tag)]


def _may_be_kept(made: Reply) -> bool:
    names = dict(made.headers)
    public = b"public" in names.get(b"cache-control", b"") and b"set-cookie" not in names
    return made.status == 200 and made.more is None and public and len(made.body) <= _LARGEST


def _has_it(kept: Kept, headers: Mapping[bytes, bytes], *, stable: bool) -> bool:
    """Tags first: who sends one is judged by it alone. What cannot be read is as if it were not there."""
    tags = headers.get(b"if-none-match")
    if tags is not None:
        asked = {one.strip().removeprefix(b"W/") for one in tags.split(b",")}
        return kept.tag in asked or b"*" in asked
    since = headers.get(b"if-modified-since")
    if since is None or not stable:
        return False
    try:
        return parsedate_to_datetime(since.decode("latin-1")).timestamp() >= kept.changed
    except (ValueError, TypeError, OverflowError):
        return False


def key_of(
    scope: Mapping[str, Any], *, session: str, choices: tuple[str, ...]
) -> tuple[Key, dict[bytes, bytes]] | None:
    """What tells answers to this request apart, with its headers; None where it is no business of ours: another place,
    a method that changes something, or somebody who is signed in (`session` is the name of that cookie, `choices` the
    names of those that change how a page looks)."""
    path = scope["path"]
    if not path.startswith(BELOW) or scope["method"] not in ("GET", "HEAD"):
        return None
    headers = dict(scope["headers"])
    # Who asks for a part gets the whole (RFC 9110, 14.2): otherwise each such request would be made anew.
    if b"authorization" in headers:
        return None
    # Made-up schemes would each be an answer of its own.
    if headers.get(b"x-forwarded-proto", b"") not in _SCHEMES:
        return None
    cookies = headers.get(b"cookie", b"").decode("latin-1")
    chosen = ("",) * len(choices)
    if cookies:
        sent = dict(part.strip().partition("=")[::2] for part in cookies.split(";"))
        if session in sent:
            return None
        chosen = tuple(sent.get(name, "") for name in choices)
    query = scope["query_string"] if path in PAGED else b""
    asked = tuple(headers.get(name, b"")[:100] for name in _TELLING)
    return (path, query, asked, scope.get("scheme"), chosen), headers


def plain(scope: Mapping[str, Any]) -> dict[str, Any]:
    """The request as it is made for everybody: a whole answer, on no condition."""
    headers = [(name, value) for name, value in scope["headers"] if name in _PASSED]
    query = scope["query_string"] if scope["path"] in PAGED else b""
    return {**scope, "method": "GET", "query_string": query, "headers": headers}
