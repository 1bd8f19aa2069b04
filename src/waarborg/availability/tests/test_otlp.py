"""Histograms of OpenTelemetry: what a real exporter sent (`otlp_exports.json`), in both encodings, and what breaks."""

import base64
import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waarborg.availability.rules.otlp import as_json, as_protobuf
from waarborg.availability.rules.otlp.increments import advance, at_scale
from waarborg.availability.rules.otlp.points import CUMULATIVE, DELTA, Rejected, Series, Unreadable, point
from waarborg.availability.rules.response.figures import Promise, observe, respond
from waarborg.availability.rules.targets import length, share

# Written by the OpenTelemetry SDK for Python 1.45.2: 9 of 20 ms and 1 of 320 ms, nine times that, one of 3.5 s.
EXPORTS = json.loads((Path(__file__).parent / "otlp_exports.json").read_text())
SERIES = Series((("service.name", "office"),), ("web", ""), "http.server.request.duration", "s", ())
MEAN = Promise("mean", length("<= 50 ms"))
TWO_SECONDS = Promise("share", share(">= 99 %"), length("<= 2 s"))


def received(name):
    return [as_protobuf.read(base64.b64decode(one["protobuf"])) for one in EXPORTS[name]]


def added(points):
    """What a stream of points adds up to, and the outcome of each."""
    last, found, outcomes = {}, [], []
    for one in points:
        step = advance(last.get(one.stream), one)
        if step.last is not None:
            last[one.stream] = step.last
        outcomes.append(step.outcome)
        if step.added is not None:
            found.append(step.added)
    return found, outcomes


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_both_encodings_are_the_same_points(name):
    for one in EXPORTS[name]:
        binary = as_protobuf.read(base64.b64decode(one["protobuf"]))
        assert as_json.read(json.dumps(one["json"]).encode()) == binary
        assert (len(binary.points), binary.rejected, binary.ignored) == (1, [], 1)
        assert binary.points[0].series.attributes == (("http.route", "/clients"), ("ok", True))
        assert binary.points[0].series.resource == (("replica", 2), ("service.name", "office"))


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_what_was_recorded_comes_out_whatever_the_temporality_and_the_buckets(name):
    parts, outcomes = added([one.points[0] for one in received(name)])
    assert outcomes == ["added"] * 3
    assert [one.count for one in parts] == [10, 90, 1]
    assert [one.sum_ns for one in parts] == [500_000_000, 4_500_000_000, 3_500_000_000]
    hundred = respond(observe([one.buckets() for one in parts[:2]], MEAN), MEAN)
    assert (hundred.least, hundred.most, hundred.verdict) == (50_000_000, 50_000_000, "met")
    slow = respond(observe([one.buckets() for one in parts], TWO_SECONDS), TWO_SECONDS)
    assert (slow.count, slow.above, slow.verdict) == (101, (1, 1), "met")


def test_repeats_and_points_that_come_late_are_counted_once():
    first, second, third = (one.points[0] for one in received("cumulative"))
    parts, outcomes = added([first, first, third, second, third])
    assert outcomes == ["added", "repeated", "added", "covered", "repeated"]
    assert sum(one.count for one in parts) == 101


def made(counts, *, start=1, time=10, total=None, temporality=CUMULATIVE, **more):
    more = more or {"bounds": [1.0, 2.0]}
    return point(SERIES, temporality, start=start, time=time, count=sum(counts), total=total, counts=counts, **more)


def test_a_process_that_starts_anew_adds_all_and_the_old_one_may_still_report():
    old, last, new = made([1, 2, 0]), made([2, 2, 1], time=30), made([1, 0, 0], start=25, time=28)
    parts, outcomes = added([old, new, last])
    assert outcomes == ["added", "added", "added"]
    assert sum(one.count for one in parts) == 6


def test_a_counter_that_jumps_back_counts_anew_and_one_of_unknown_start_begins_at_nothing():
    assert added([made([5, 0, 0]), made([2, 0, 0], time=20)])[1] == ["added", "reset"]
    parts, outcomes = added([made([5, 0, 0], start=0), made([7, 0, 0], start=0, time=20)])
    assert (outcomes, [one.count for one in parts]) == (["baseline", "added"], [2])


def test_a_coarser_scale_goes_on_where_the_finer_one_was():
    fine = made([1, 2, 3, 4], scale=3, offset=-3)
    assert at_scale(fine, 2).counts == (1, 5, 4)
    coarse = made([2, 5, 6], scale=2, offset=-2, time=20)
    parts, outcomes = added([fine, coarse])
    assert (outcomes, parts[1].counts) == (["added", "added"], (1, 0, 2))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"total": float("nan")}, "a length that is not a number"),
        ({"total": -1.0}, "a negative length"),
        ({"bounds": [2.0, 1.0]}, "bounds that do not fit its counts, or do not grow"),
        ({"bounds": [1.0, float("inf")]}, "a length that is not a number"),
        ({"bounds": [1.0]}, "bounds that do not fit its counts, or do not grow"),
        ({"temporality": 0}, "neither delta nor cumulative"),
        ({"start": 11}, "it ends before it begins"),
        ({"scale": 99, "offset": 0}, "a scale or bucket beyond what a number can be"),
        ({"scale": 2**31 - 1, "offset": 0}, "a scale or bucket beyond what a number can be"),
        ({"scale": 0, "offset": 1099}, "a scale or bucket beyond what a number can be"),
    ],
    ids=range(10),
)
def test_a_point_that_cannot_be_is_rejected_by_itself_with_its_reason(change, reason):
    with pytest.raises(Rejected) as rejected:
        made([1, 2, 3], **change if "bounds" in change or "scale" in change else {"bounds": [1.0, 2.0]} | change)
    assert str(rejected.value) == reason


def test_one_bad_point_does_not_take_the_others_with_it():
    content = EXPORTS["delta"][0]["json"]
    text = json.dumps(content)
    histogram = json.loads(text)["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["histogram"]
    good = histogram["dataPoints"][0]
    content = json.loads(text)
    points = [good, good | {"count": "11"}, good | {"sum": "NaN"}, good | {"flags": 1}, good | {"count": "x"}]
    content["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["histogram"]["dataPoints"] = points
    found = as_json.read(json.dumps(content).encode())
    assert len(found.points) == 1
    assert found.rejected == [
        "http.server.request.duration: the counts of its buckets are not its count",
        "http.server.request.duration: a length that is not a number",
        "http.server.request.duration: a number that is none",
    ]


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"resourceMetrics": 5}', b'{"resourceMetrics": [5]}', b"[" * 10_000], ids=range(5)
)
def test_json_that_is_no_such_message_is_refused(body):
    with pytest.raises(Unreadable):
        as_json.read(body)


def test_bytes_that_were_damaged_are_refused_or_read_and_never_break():
    whole = base64.b64decode(EXPORTS["exponential"][2]["protobuf"])
    chance = random.Random(5)
    unreadable = 0
    for _ in range(2000):
        damaged = bytearray(whole[: chance.randint(1, len(whole))])
        for _ in range(chance.randint(0, 3)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            as_protobuf.read(bytes(damaged))
        except Unreadable:
            unreadable += 1
    assert unreadable > 500
    assert as_protobuf.read(b"").points == []


STEPS = st.lists(st.tuples(*[st.integers(0, 5)] * 3), min_size=1, max_size=8)


@given(STEPS, st.lists(st.integers(0, 7), max_size=4), st.randoms())
def test_whatever_is_repeated_a_cumulative_stream_adds_up_to_its_deltas(steps, again, mixed):
    totals = [
        tuple(sum(step[bucket] for step in steps[: number + 1]) for bucket in range(3)) for number in range(len(steps))
    ]
    points = [made(list(total), time=10 + number) for number, total in enumerate(totals)]
    for number in again:
        if number < len(points):
            points.insert(mixed.randint(points.index(points[number]) + 1, len(points)), points[number])
    parts, _ = added(points)
    assert tuple(sum(one.counts[bucket] for one in parts) for bucket in range(3)) == totals[-1]
    deltas = [made(list(step), time=10 + number, temporality=DELTA) for number, step in enumerate(steps)]
    assert sum(one.count for one in added(deltas)[0]) == sum(one.count for one in parts)
