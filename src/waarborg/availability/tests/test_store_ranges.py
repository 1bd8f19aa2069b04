"""What a Prometheus-compatible store says of a span: counters as they stand, and everything that is no whole answer."""

import json
from typing import Any

import pytest

from waarborg.availability.rules.otlp.progress import Progress
from waarborg.availability.rules.promql import call_complaint
from waarborg.availability.rules.store_ranges import (
    Span,
    Stream,
    address_of,
    are_matchers,
    goodness,
    histogram_query,
    is_name,
    points_of,
    read,
)

NAME = "http_seconds"


def matrix(*result: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": result}, **more}).encode()


def bucket(le: str, *values: str, step: int = 15, **labels: str) -> Stream:
    said = {"__name__": f"{NAME}_bucket", "le": le, "job": "web", **labels}
    return Stream(said, {1_000_005 + step * n: one for n, one in enumerate(values)})


def total(*values: str, **labels: str) -> Stream:
    said = {"__name__": f"{NAME}_sum", "job": "web", **labels}
    return Stream(said, {1_000_005 + 15 * n: one for n, one in enumerate(values)})


def added(*streams: Stream) -> tuple[list[tuple[int, tuple[int, ...], int | None]], dict[str, int]]:
    """What the points add one after the other: seconds, counts of the buckets, sum in ms; and why others do not."""
    points, rejected = points_of(streams, NAME, "s", source="a")
    progress = Progress()
    taken = [(one.time // 10**9, progress.take(one)) for one in points]
    return [
        (at, one.counts, None if one.sum_ns is None else one.sum_ns // 10**6) for at, one in taken if one is not None
    ], dict(rejected)


def test_a_span_is_asked_by_its_first_and_last_instant() -> None:
    span = Span(1_000_005, 1_000_065, 15)
    assert list(span.instants) == [1_000_005, 1_000_020, 1_000_035, 1_000_050, 1_000_065]
    assert span.first(2) == Span(1_000_005, 1_000_020, 15)
    asked = address_of("https://store.example.nl/prom/", histogram_query(NAME, 'job="web",'), span)
    assert asked == (
        "https://store.example.nl/prom/api/v1/query_range?query=%7B__name__%3D~%22http_seconds%28_bucket%7C_sum%29%3F%22"
        "%2Cjob%3D%22web%22%7D&start=1000005&end=1000065&step=15"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True), ('job="web"', True), ('job = "web", route=~"/a.*",', True), ('x!~"a\\"b"', True),
        ('job=web', False),
        ('job="a"} or up{job="b"', False), ('job="a" or b="c"', False), ('1a="b"', False), ('a="b\n"', False),
        ('a="\0"', False),
    ],
)  # fmt: skip
def test_what_chooses_series_stays_between_the_braces(text: str, expected: bool) -> None:
    assert are_matchers(text) is expected
    assert (is_name("a:b_c"), is_name('a"b'), is_name("1a"), is_name("")) == (True, False, False, False)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, matrix(), ""), (200, matrix(infos=["PromQL info: metric might not be a counter"]), ""),
        (200, matrix(warnings=["store b did not answer"]), "partial:store b did not answer"),
        (200, b'{"status":"success","data":{"resultType":"vector","result":[]}}', "else"), (200, b"<html>", "else"),
        (200, matrix({"metric": {}, "values": [["x", "1"]]}), "else"), (404, b"404 page not found", "else"),
        (401, b"", "stranger"), (403, matrix(), "stranger"), (413, b"", "too-much"),
        (422, b'{"status":"error","error":"query processing would load too many samples into memory"}', "too-much"),
        (400, b'{"status":"error","error":"exceeded maximum resolution of 11,000 points"}', "too-much"),
        (422, b'{"status":"error","error":"multiple matches"}', "query:multiple matches"),
        (503, b'{"status":"error","errorType":"timeout","error":"query timed out"}', "silent"), (502, b"", "silent"),
        (429, b"slow down", "silent"), (500, b"[" * 100_000, "silent"),
    ],
    ids=lambda one: str(one)[:40],
)  # fmt: skip
def test_an_answer_that_is_not_whole_is_used_for_nothing(status: int, body: bytes, expected: str) -> None:
    streams, said = read(status, body)
    assert (streams, said) == ([], expected)


def test_warnings_are_told_in_the_stores_own_words() -> None:
    said = call_complaint("partial:store b did not answer", "nl")
    assert said.startswith("De opslag gaf niet alles en zegt: store b did not answer Er wordt niets van geteld")
    assert call_complaint("too-much", "en").startswith("A single moment is more than the store gives at once")


def test_counters_are_subtracted_and_the_first_ones_are_nobodys() -> None:
    found, rejected = added(
        bucket("0.1", "90", "94", "94", "95"), bucket("1.0", "99", "104", "104", "106"),
        bucket("+Inf", "100", "105", "105", "108"), total("20.5", "23", "23", "30.25"),
    )  # fmt: skip
    assert found == [(1_000_020, (4, 1, 0), 2500), (1_000_050, (1, 1, 1), 7250)]
    assert rejected == {}


def test_a_counter_that_begins_anew_counts_all_it_has_since() -> None:
    found, _ = added(bucket("0.1", "90", "3", "5"), bucket("+Inf", "100", "4", "6"), total("20", "1", "1.5"))
    assert found == [(1_000_020, (3, 1), 1000), (1_000_035, (2, 0), 500)]


def test_an_instant_without_all_of_its_values_is_made_good_by_the_next() -> None:
    found, rejected = added(
        bucket("0.1", "90", "NaN", "96"), bucket("+Inf", "100", "105", "107"), total("20", "+Inf", "22")
    )
    assert found == [(1_000_035, (6, 1), 2000)]
    torn, _ = added(bucket("0.1", "90", "106", "96"), bucket("+Inf", "100", "105", "107"))
    assert (torn, rejected) == ([(1_000_035, (6, 1), None)], {})


def test_what_is_no_counter_is_left_out_and_said() -> None:
    reckoned = "a count that is no whole number; ask for the counters themselves"
    assert added(bucket("0.1", "1.333"), bucket("+Inf", "4"))[1] == {f"{NAME}: {reckoned}": 1}
    assert added(bucket("0.1", "1"))[1] == {f"{NAME}: no bucket without end": 1}
    assert added(bucket("oops", "1"), total("1"))[1] == {
        f"{NAME}: a bucket without a bound": 1, f"{NAME}: a sum without buckets": 1,
    }  # fmt: skip
    assert added(Stream({"__name__": NAME}, {1: "1"}))[1]["http_seconds: no histogram"] == 1


def test_labels_become_attributes_and_each_process_is_counted_by_itself() -> None:
    points, _ = points_of(
        [
            bucket("0.1", "1", route="/clients", instance="a"), bucket("+Inf", "1", route="/clients", instance="a"),
            bucket("0.1", "5", route="/clients", instance="b"), bucket("+Inf", "5", route="/clients", instance="b"),
        ],
        NAME, "ms", source="one", ahead=3600,
    )  # fmt: skip
    assert [(one.series.resource, one.series.attributes) for one in points] == [
        ((("instance", "a"), ("job", "web")), (("route", "/clients"),)),
        ((("instance", "b"), ("job", "web")), (("route", "/clients"),)),
    ]
    assert (points[0].bounds, points[0].time, points[0].start) == ((100_000,), 1_003_605 * 10**9, 0)


def native(count: str, *buckets: list[Any], **more: str) -> dict[str, Any]:
    return {"count": count, "sum": "4.5", "buckets": list(buckets), **more}


def test_native_histograms_are_read_by_their_scale() -> None:
    low, mid, high = 2.0**-0.5, 1.0, 2.0**0.5
    said = {
        15: native("3", [3, "-0.001", "0.001", "1"], [0, str(low), str(mid), "2"]),
        30: native("6", [3, "-0.001", "0.001", "1"], [0, str(low), str(mid), "3"], [0, str(mid), str(high), "2"]),
    }
    points, rejected = points_of([Stream({"__name__": NAME}, {}, said)], NAME, "s", source="a")
    assert [(one.scale, one.offset, one.counts, one.zero, one.zero_ns) for one in points] == [
        (1, -1, (2,), 1, 10**6), (1, -1, (3, 2), 1, 10**6),
    ]  # fmt: skip
    progress = Progress()
    progress.take(points[0])
    grown = progress.take(points[1])
    assert grown is not None
    assert (grown.counts, grown.zero, dict(rejected)) == ((1, 2), 0, {})


@pytest.mark.parametrize(
    ("bucket_said", "why"),
    [
        ([0, "0.1", "0.5", "1"], "native buckets with bounds of their own; have the store keep the classic ones"),
        ([1, "-2", "-1", "1"], "a negative length"), ([0, "1", "2", "0.5"], "a count that is no whole number"),
        (["x"], "a native histogram that cannot be read"), ([0, "1", "Inf", "1"], "a native histogram that cannot"),
    ],
    ids=str,
)  # fmt: skip
def test_a_native_histogram_that_nobody_can_subtract_is_left_out(bucket_said: list[Any], why: str) -> None:
    _, rejected = points_of([Stream({"__name__": NAME}, {}, {15: native("1", bucket_said)})], NAME, "s", source="a")
    [(said, count)] = rejected.items()
    assert (said.startswith(f"{NAME}: {why}"), count) == (True, 1), said


def test_a_probe_is_good_where_every_value_is_and_nobody_can_say_where_one_is_no_number() -> None:
    streams = [
        Stream({"instance": "a"}, {0: "1", 60: "1", 120: "NaN", 180: "1", 240: "+Inf"}),
        Stream({"instance": "b"}, {0: "1", 60: "0", 120: "1", 300: "1"}),
    ]
    assert goodness(streams, 1.0) == {0: True, 60: False, 180: True, 300: True}
    assert goodness([], 1.0) == {}
