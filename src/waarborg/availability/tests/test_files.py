"""The files of `waarborg measure`: schemas, examples, and everything that cannot be meant."""

import json
from pathlib import Path

import jsonschema
import pytest

import waarborg
from waarborg.availability.rules.accounting import Unmeasurable
from waarborg.availability.rules.explain import explain
from waarborg.availability.rules.files.availability import measured
from waarborg.availability.rules.files.content import read_json
from waarborg.availability.rules.files.response import timed
from waarborg.availability.rules.files.schemas import SCHEMAS, schema_text
from waarborg.availability.tests.times import S
from waarborg.kernel.errors import BadInput

DOCS = Path(waarborg.__file__).parents[2] / "docs"
EXAMPLES = sorted((DOCS / "examples").glob("*.json"))
APRIL = {"month": "2026-04", "timezone": "Europe/Amsterdam", "target": ">= 99.9 %"}
NIGHT = {"from": "2026-04-12 22:00", "until": "2026-04-13 02:00"}
WORK = {"announced": "2026-04-01 12:00", "window": NIGHT, "actual": NIGHT}
MEAN = {"statistic": "mean", "target": "<= 50 ms"}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_published_schema_is_the_one_that_is_held_to(name):
    assert (DOCS / f"measure-{name}.schema.json").read_text() == schema_text(name)
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_fits_the_schema_and_gives_a_figure(file):
    kind = file.stem.partition("-")[0]
    jsonschema.Draft202012Validator(SCHEMAS[kind]()).validate(json.loads(file.read_text()))
    content = read_json(file.read_bytes())
    verdict = measured(content).account.verdict if kind == "availability" else timed(content).response.verdict
    assert (
        verdict
        == {
            "availability-october": "broken",
            "availability-service-hours": "broken",
            "availability-spring-night": "met",
            "response-mean": "met",
            "response-opening": "not-measured",
        }[file.stem]
    )


def hours(content):
    return measured(APRIL | content).account


def test_local_times_are_of_the_files_zone_and_an_hour_that_comes_twice_begins_early_and_ends_late():
    found = measured(
        APRIL | {"month": "2026-10", "outages": [{"from": "2026-10-25 02:30", "until": "2026-10-25 02:40"}]}
    ).account
    assert found.down // 10**6 == (60 + 10) * 60 * S
    end = hours({"outages": [{"from": "2026-04-30 23:00", "until": "2026-04-30 24:00"}]})
    assert end.down // 10**6 == 3600 * S


def test_an_outage_without_an_end_still_lasts_at_the_end_of_the_month():
    assert hours({"outages": [{"from": "2026-04-30T21:59:00Z"}]}).down // 10**6 == 60 * S
    assert hours({"outages": [{"from": "2026-06-30T21:59:00Z"}]}).down == 0


def test_exclusions_need_evidence_and_maintenance_is_left_out_once():
    outage = {"outages": [NIGHT]}
    claim = NIGHT | {"cause": "customer-fault"}
    assert hours(outage | {"exclusions": [claim]}).agreed == 720 * 3600 * S
    proven = hours(
        outage | {"exclusions": [claim | {"evidence": "ticket 17"}], "notice": "5 days", "maintenance": [WORK]}
    )
    assert (proven.agreed, proven.down, proven.planned // 10**6) == (716 * 3600 * S, 0, 4 * 3600 * S)


def test_floats_of_an_exporter_do_not_miss_what_is_exact():
    times = b'[{"value":0.020000000000000004,"count":90},{"value":0.32,"count":10}]'
    raw = b'{"statistic":"mean","target":"<= 50 ms","unit":"s","samples":%s}' % times
    found = timed(read_json(raw)).response
    assert (found.least, found.verdict) == (50_000_000, "met")


def test_measurements_outside_the_month_are_left_out_and_counted():
    samples = [{"value": 20, "at": "2026-04-30T21:59:59Z"}, {"value": 900, "at": "2026-04-30T22:00:00Z", "count": 3}]
    found = timed(APRIL | MEAN | {"samples": samples})
    assert (found.response.count, found.outside) == (1, 3)


BAD = [
    ({"month": "2026-13"}, "availability.month.unreadable", ""),
    ({"month": 2026}, "measure.file.wrong-kind", "month"),
    ({"timezone": "Europe/Amsterdm"}, "kernel.zone.unknown", "timezone"),
    ({"target": "99.9"}, "availability.target.unreadable-share", "target"),
    ({"target": [">= 99.9 %", ">= 99.99999 %"]}, "availability.target.too-fine", "target[1]"),
    ({"target": ">= 99.9999 %", "method": {"every": "60 s"}}, "availability.target.unmeasurable", "target"),
    ({"through": "2027-04"}, "availability.period.too-long", ""),
    ({"outage": []}, "measure.file.unknown-key", ""),
    ({"outages": [{"until": "2026-04-12 22:00"}]}, "measure.file.missing", "outages[0]"),
    ({"outages": [{"from": "yesterday"}]}, "measure.file.not-allowed", "outages[0].from"),
    ({"outages": [NIGHT, {"from": "2026-04-31 22:00"}]}, "kernel.date.unreadable", "outages[1].from"),
    ({"outages": [{"from": "2026-04-12 24:30"}]}, "measure.time.unreadable", "outages[0].from"),
    ({"outages": [NIGHT | {"state": "slow"}]}, "measure.file.not-allowed", "outages[0].state"),
    ({"unknowns": [{"from": NIGHT["until"], "until": NIGHT["from"]}]}, "measure.interval.reversed", "unknowns[0]"),
    ({"unknowns": [{"from": NIGHT["from"], "until": NIGHT["from"]}]}, "measure.interval.empty", "unknowns[0]"),
    ({"maintenance": [WORK]}, "measure.file.missing", ""),
    ({"notice": "2 business days", "maintenance": [WORK]}, "measure.notice.needs-calendar", "notice"),
    ({"notice": "-5 days", "maintenance": [WORK]}, "kernel.duration.negative", "notice.lead"),
    ({"notice": "same business day", "maintenance": [WORK]}, "kernel.lead.unsuitable", "notice.lead"),
    ({"notice": "none", "maintenance": [{"window": NIGHT}]}, "measure.file.missing", "maintenance[0]"),
    (
        {"notice": "none", "maintenance": [WORK | {"changes": [{"announced": "2026-03-01 12:00", "window": None}]}]},
        "availability.maintenance.out-of-order",
        "maintenance[0].changes[0].announced",
    ),
    (
        {
            "notice": "none",
            "maintenance": [WORK | {"window": {"from": "2027-03-28 02:10", "until": "2027-03-28 02:50"}}],
        },
        None,
        "",
    ),
    (
        {
            "notice": "none",
            "maintenance": [WORK | {"window": {"from": "2027-03-28 02:10", "until": "2027-03-28 03:05"}}],
        },
        "measure.interval.skipped-by-the-clock",
        "maintenance[0].window",
    ),
    (
        {"notice": "none", "maintenance_hours": {"weekly": {"mon": ["22:00-06:00"]}}, "maintenance": [WORK]},
        "kernel.calendar.hours-reversed",
        "maintenance_hours[0].weekly.mon[0]",
    ),
    (
        {"calendar": {"weekly": {"mon": ["09:00-17:00", "16:00-18:00"]}}},
        "kernel.calendar.hours-overlap",
        "calendar.weekly.mon",
    ),
    ({"method": {"hours": "office"}}, "measure.method.hours-disagree", "method.hours"),
    ({"method": {"weights": {"degraded": "NaN"}}}, "availability.method.unsuitable-setting", "method.weights.degraded"),
    ({"method": {"every": "60 s", "failures": 0}}, "measure.file.out-of-bounds", "method.failures"),
    ({"exclusion": {"causes": ["weather"]}}, "measure.file.not-allowed", "exclusion.causes[0]"),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_meant_is_refused_at_its_place_with_a_way_out(change, code, path):
    if code is None:  # it moves forward by the gap, whole
        assert measured(APRIL | change).works[0].parts
        return
    with pytest.raises(BadInput) as refused:
        measured(APRIL | change)
    assert (refused.value.code, refused.value.path) == (code, path)
    assert refused.value.way_out("nl") and refused.value.way_out("en") and refused.value.say("nl")


BAD_TIMES = [
    ({"samples": [20, -1]}, "measure.file.out-of-bounds", "samples[1]"),
    ({"samples": ["20"]}, "measure.file.wrong-kind", "samples[0]"),
    ({"samples": [True]}, "measure.file.wrong-kind", "samples[0]"),
    ({"samples": [{"value": 20, "count": -3}]}, "measure.file.out-of-bounds", "samples[0].count"),
    ({"samples": [20, 86_400_001]}, "measure.response.too-long", "samples[1].value"),
    ({"statistic": "median"}, "measure.file.not-allowed", "statistic"),
    ({"statistic": "share", "target": ">= 95 %"}, "measure.file.missing", ""),
    ({"target": ">= 95 %"}, "availability.response.unsuitable-target", "target"),
    ({"target": "<= 50"}, "availability.target.unreadable-length", "target"),
    ({"month": "2026-04"}, "measure.file.missing", ""),
    ({"minutes": [{"count": 1}]}, "measure.file.missing", "minutes[0]"),
    (
        {"statistic": "p95", "minutes": [{"count": 1, "sum_ns": 5}]},
        "measure.response.threshold-not-counted",
        "minutes[0]",
    ),
    (
        {"minutes": [{"count": 1, "sum_ns": 5, "above": [{"threshold": "2 s", "count": 2}]}]},
        "measure.response.more-than-all",
        "minutes[0].above[0].count",
    ),
    ({"histograms": [{"counts": [1]}]}, "measure.file.missing", "histograms[0]"),
    ({"histograms": [{"bounds": [5], "counts": [1]}]}, "availability.histogram.bounds", "histograms[0]"),
    ({"histograms": [{"bounds": [5, 5], "counts": [1, 2, 3]}]}, "availability.histogram.out-of-order", "histograms[0]"),
    (
        {"histograms": [{"scale": 0, "offset": 2000, "counts": [1]}]},
        "availability.histogram.out-of-scale",
        "histograms[0]",
    ),
]


@pytest.mark.parametrize(("change", "code", "path"), BAD_TIMES, ids=range(len(BAD_TIMES)))
def test_response_times_that_cannot_be_are_refused_at_their_place(change, code, path):
    with pytest.raises(BadInput) as refused:
        timed(MEAN | change)
    assert (refused.value.code, refused.value.path) == (code, path)
    assert refused.value.way_out("nl") and refused.value.way_out("en") and refused.value.say("nl")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"target": ">= 99 %", "target": ">= 98 %"}', "measure.file.key-twice"),
        (b"[" * 100_000, "measure.file.not-json"),
        (b"\xff\xfe", "measure.file.not-json"),
        (b"", "measure.file.not-json"),
        (b" " * (16 * 1024 * 1024 + 1), "measure.file.too-large"),
    ],
    ids=range(5),
)
def test_bytes_that_are_no_such_file_are_refused(raw, code):
    with pytest.raises(BadInput) as refused:
        read_json(raw)
    assert refused.value.code == code


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999999999", "9" * 5000], ids=range(4))
def test_what_is_no_number_is_refused_where_it_stands(number):
    raw = f'{{"statistic": "mean", "target": "<= 50 ms", "samples": [20, {{"value": {number}}}]}}'
    with pytest.raises(BadInput) as refused:
        timed(read_json(raw.encode()))
    assert (refused.value.code, refused.value.path) == ("measure.file.not-a-number", "samples[1].value")
    weights = read_json(b'{"degraded": NaN}')
    with pytest.raises(BadInput) as refused:
        measured(APRIL | {"method": {"weights": weights}})
    assert refused.value.path == "method.weights.degraded"


def test_too_many_of_something_is_refused_with_the_number_that_may_be():
    with pytest.raises(BadInput) as refused:
        measured(APRIL | {"outages": [NIGHT] * 100_001})
    assert refused.value.say("en") == "outages: This list has 100001 parts; there may be 0 to 100000."


def test_an_announcement_of_years_ago_is_told_in_the_time_of_then():
    summer = WORK | {"announced": "2023-07-01T10:00:00Z"}
    told = explain(measured(APRIL | {"notice": "5 days", "maintenance": [summer]}), "nl")
    assert "  zo 12 april 22:00 – ma 13 april 02:00 uitgezonderd: aangekondigd za 1 juli 12:00, op tijd" in told


def test_unmeasurable_says_what_can_be_seen():
    with pytest.raises(Unmeasurable) as refused:
        measured(APRIL | {"target": ">= 99.9999 %", "method": {"every": "60 s", "failures": 3}})
    assert refused.value.say("nl") == (
        "target: De norm >= 99.9999 % laat 2,592 s uitval toe; met deze metingen is pas 3 min zeker te zien."
    )
