"""Public answers kept in memory: made once for many, made again after a change, told while nothing can be made."""

import asyncio
import gzip
from collections.abc import Callable
from typing import Any

import pytest

from waarborg.project.asgi_bridge import Reply
from waarborg.project.kept_answers import LEAST_SECONDS, SECONDS, STAND_IN_SECONDS, Kept, KeptAnswers, key_of, plain

PAGE = b"Alles werkt. " * 50
PUBLIC = [(b"content-type", b"text/html"), (b"cache-control", b"public, max-age=10"), (b"content-length", b"1")]
KEY = ("/status/",)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


class Product:
    """Answers what a test put there, and counts how often it was asked."""

    def __init__(self) -> None:
        self.reply: Reply | None = answered()
        self.asked = 0

    async def __call__(self) -> Reply | None:
        self.asked += 1
        await asyncio.sleep(0)
        return self.reply


def answered(body: bytes = PAGE, status: int = 200, headers: list[tuple[bytes, bytes]] | None = None) -> Reply:
    return Reply(status, PUBLIC if headers is None else headers, body, None, lambda: None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def product() -> Product:
    return Product()


@pytest.fixture
def answers(clock: Clock) -> KeptAnswers:
    return KeptAnswers(clock, clock)


def ask(answers: KeptAnswers, product: Product) -> Kept:
    found = asyncio.run(_of(answers, product))
    assert isinstance(found, Kept)
    return found


async def _of(answers: KeptAnswers, product: Product) -> Any:
    return await answers.get(KEY, product)


def test_many_who_ask_at_once_cost_one_answer(answers: KeptAnswers, product: Product) -> None:
    async def crowd() -> list[Any]:
        return await asyncio.gather(*(answers.get(KEY, product) for _ in range(100)))

    found = asyncio.run(crowd())
    assert product.asked == 1
    assert {one.body for one in found} == {PAGE}


def test_it_is_made_again_after_two_seconds(answers: KeptAnswers, product: Product, clock: Clock) -> None:
    ask(answers, product)
    clock.at += SECONDS - 0.01
    ask(answers, product)
    assert product.asked == 1
    clock.at += 0.01
    ask(answers, product)
    assert product.asked == 2


def test_a_change_is_told_at_once_but_not_made_more_than_four_times_a_second(
    answers: KeptAnswers, product: Product, clock: Clock
) -> None:
    ask(answers, product)
    product.reply = answered(b"Storing")
    answers.changed()
    assert ask(answers, product).body == PAGE
    clock.at += LEAST_SECONDS
    assert ask(answers, product).body == b"Storing"
    assert product.asked == 2


def test_a_change_while_the_answer_is_made_makes_it_old(answers: KeptAnswers, product: Product, clock: Clock) -> None:
    async def overtaken() -> Reply | None:
        answers.changed()
        return answered(b"van voor de wijziging")

    asyncio.run(_get(answers, overtaken))
    clock.at += LEAST_SECONDS
    assert ask(answers, product).body == PAGE


async def _get(answers: KeptAnswers, make: Callable[[], Any]) -> Any:
    return await answers.get(KEY, make)


@pytest.mark.clause("AP-22")
@pytest.mark.clause("SO-41")
@pytest.mark.parametrize("away", [answered(b"503", 503), None])
def test_while_the_product_answers_503_the_page_still_says_how_things_were(
    answers: KeptAnswers, product: Product, clock: Clock, away: Reply | None
) -> None:
    product.reply = answered(b"Storing sinds 14:03. Stand van 14:04.")
    ask(answers, product)
    product.reply = away
    clock.at += 60
    kept = ask(answers, product)
    assert answers.answer(kept, {})[0::2] == (200, b"Storing sinds 14:03. Stand van 14:04.")
    assert product.asked == 2
    clock.at += STAND_IN_SECONDS
    assert asyncio.run(_of(answers, product)) is away


@pytest.mark.parametrize(
    "reply",
    [
        answered(headers=[(b"cache-control", b"no-store")]),
        answered(headers=[*PUBLIC, (b"set-cookie", b"csrftoken=x")]),
        answered(status=404),
        Reply(200, PUBLIC, PAGE, iter(()), lambda: None),
    ],
    ids=["not public", "with a cookie", "not found", "long"],
)
def test_what_is_for_one_reader_is_kept_for_nobody(answers: KeptAnswers, product: Product, reply: Reply) -> None:
    async def two() -> list[Any]:
        return await asyncio.gather(answers.get(KEY, product), answers.get(KEY, product))

    product.reply = reply
    assert asyncio.run(two()) == [reply, reply]
    assert product.asked == 2
    assert answers.fresh(KEY) is None


def test_a_reader_who_leaves_takes_the_answer_away_from_nobody(answers: KeptAnswers, product: Product) -> None:
    async def one_leaves() -> Any:
        first = asyncio.create_task(answers.get(KEY, product))
        second = asyncio.create_task(answers.get(KEY, product))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(one_leaves()).body == PAGE
    assert product.asked == 1


def test_who_has_it_already_hears_only_that(answers: KeptAnswers, product: Product) -> None:
    kept = ask(answers, product)
    status, headers, body = answers.answer(kept, {})
    assert (status, body, dict(headers)[b"content-length"]) == (200, PAGE, str(len(PAGE)).encode())
    tag = dict(headers)[b"etag"]
    for asked in (tag, b"W/" + tag, b'"other", ' + tag, b"*"):
        status, headers, body = answers.answer(kept, {b"if-none-match": asked})
        assert (status, body, b"content-length" in dict(headers)) == (304, b"", False)
    for other in (b'"other"', b"", b"nonsense", b'W/"'):
        assert answers.answer(kept, {b"if-none-match": other})[0] == 200


def test_since_when_it_is_so_is_said_once_that_is_certain(answers: KeptAnswers, product: Product, clock: Clock) -> None:
    kept = ask(answers, product)
    assert b"last-modified" not in dict(answers.answer(kept, {})[1])
    clock.at += 2
    since = dict(answers.answer(kept, {})[1])[b"last-modified"]
    assert since == b"Mon, 12 Jan 1970 13:46:40 GMT"
    assert answers.answer(kept, {b"if-modified-since": since})[0] == 304
    for other in (b"Mon, 12 Jan 1970 13:46:39 GMT", b"yesterday", b"", b"\xff"):
        assert answers.answer(kept, {b"if-modified-since": other})[0] == 200
    # A tag that does not match outweighs any moment.
    assert answers.answer(kept, {b"if-modified-since": since, b"if-none-match": b'"x"'})[0] == 200


def test_it_stays_the_same_as_long_as_its_words_do(answers: KeptAnswers, product: Product, clock: Clock) -> None:
    first = ask(answers, product)
    clock.at += 60
    again = ask(answers, product)
    assert (again.tag, again.changed) == (first.tag, first.changed)
    product.reply = answered(b"Storing")
    clock.at += 60
    assert ask(answers, product).changed == first.changed + 120


def test_it_is_packed_for_who_takes_that(answers: KeptAnswers, product: Product) -> None:
    kept = ask(answers, product)
    _, headers, body = answers.answer(kept, {b"accept-encoding": b"br, gzip"})
    assert dict(headers)[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == PAGE


def request(path: str = "/status/", method: str = "GET", query: bytes = b"", **headers: str) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"path": path, "method": method, "query_string": query, "headers": raw, "scheme": "https"}


def key(scope: dict[str, Any]) -> Any:
    found = key_of(scope, session="session", choices=("language", "theme"))
    return found and found[0]


def test_thousands_who_ask_badly_cost_one_answer_and_get_the_whole_of_it(
    answers: KeptAnswers, product: Product, clock: Clock
) -> None:
    """Parts of a page are not told: who asks for one gets all of it (RFC 9110, 14.2), as does who sends nonsense."""
    bad = [
        {"range": "bytes=0-10"},
        {"range": "bytes=9-1,x"},
        {"if_none_match": '"nonsense'},
        {"if_modified_since": "de dag na morgen"},
        {"accept": "application/x-nothing;q=banana"},
        {"accept": "*/*, " * 900},
    ]
    keys = {key(request("/status/feed.atom", **bad[number % len(bad)])) for number in range(3000)}
    assert keys == {key(request("/status/feed.atom"))}

    async def crowd() -> list[Any]:
        return [await answers.get(one, product) for one in list(keys) * 3000]

    found = asyncio.run(crowd())
    assert (product.asked, len(found)) == (1, 3000)
    for one in bad:
        sent = dict(request(**one)["headers"])
        status, headers, body = answers.answer(found[0], sent)
        assert (status, body, dict(headers)[b"content-length"]) == (200, PAGE, str(len(PAGE)).encode())
    # A day to come is later than the last change: who has it has it all, once it is certain since when.
    clock.at += SECONDS
    assert answers.answer(found[0], {b"if-modified-since": b"Fri, 01 Jan 2100 00:00:00 GMT"})[0] == 304


def test_answers_are_told_apart_by_what_they_depend_on_and_nothing_else() -> None:
    plain_one = key(request())
    assert key(request(method="HEAD")) == plain_one
    assert key(request(query=b"cache=no")) == plain_one
    assert key(request(cookie="csrftoken=abc")) == plain_one
    differs = [
        request("/status/feed.atom"),
        request(accept_language="en"),
        request(host="status.voorbeeld.example"),
        request(cookie="language=en"),
        request(cookie="theme=dark"),
        request("/status/history/"),
        request("/status/history/", query=b"after=x"),
        request("/status/maintenance/"),
        request("/status/maintenance/", query=b"month=2026-12&zone=Asia/Tokyo"),
        request("/status/availability/"),
        request("/status/availability/", query=b"month=2026-09"),
    ]
    assert len({plain_one, *(key(one) for one in differs)}) == len(differs) + 1


def test_who_is_signed_in_and_who_changes_something_goes_to_the_product() -> None:
    for scope in (
        request(cookie="theme=dark; session=abc"),
        request(method="POST"),
        request("/desk/status/"),
        request(authorization="Bearer x"),
    ):
        assert key(scope) is None


def test_what_a_visitor_makes_up_about_proxies_makes_no_answer_of_its_own() -> None:
    def told(name: str, value: str) -> Any:
        scope = request()
        return {**scope, "headers": [*scope["headers"], (name.encode(), value.encode())]}

    for name in ("x-forwarded-host", "x-forwarded-for", "forwarded", "x-real-ip"):
        assert key(told(name, "kwaad.example")) == key(request())
    assert key(told("x-forwarded-proto", "https")) not in (None, key(request()))
    assert key(told("x-forwarded-proto", "gopher")) is None


def test_the_answer_for_all_is_asked_on_no_condition() -> None:
    scope = request(method="HEAD", query=b"a=b", if_none_match='"x"', accept_encoding="gzip", accept_language="nl")
    made = plain(scope)
    assert (made["method"], made["query_string"], made["headers"]) == ("GET", b"", [(b"accept-language", b"nl")])
