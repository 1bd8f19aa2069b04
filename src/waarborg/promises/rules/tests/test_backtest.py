"""What happened, replayed under another agreement: exact counts, and lines that are no events."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import waarborg
from waarborg.kernel.instants import to_us
from waarborg.kernel.zones import HOUR
from waarborg.project.known_names import known_names
from waarborg.promises.profiles import profile
from waarborg.promises.rules.agreement import Agreement, load
from waarborg.promises.rules.backtest import Backtest, EventsRefused, Told, backtest, events, picture, read_events
from waarborg.promises.rules.backtest.counting import band
from waarborg.promises.rules.backtest.events import schema_text
from waarborg.promises.rules.backtest.possible import Possible
from waarborg.promises.rules.backtest.words import as_mapping
from waarborg.promises.rules.compiled import compile_agreement
from waarborg.promises.rules.replay import Entry, replay
from waarborg.promises.rules.standing import Standing

NAMES = known_names()
BEGIN = to_us(datetime(2026, 5, 4, 7, tzinfo=UTC))
PUBLISHED = Path(waarborg.__file__).parents[2] / "docs" / "events.schema.json"


def appreo(*pairs: tuple[str, str]) -> Agreement:
    text = profile("appreo").decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return load(text.encode(), name="appreo.yaml", registry=NAMES).require()


def event(at: str, kind: str, subject: str = "T1", **more: object) -> bytes:
    return json.dumps({"at": at, "event": f"support.ticket.{kind}", "subject": subject} | more).encode()


P1 = {"priority": "p1", "kind": "incident"}
STORY = [
    event("2026-04-03T16:30:00+02:00", "reported", by="contact", properties=P1),
    event("2026-04-07T12:00:00+02:00", "worked-around"),
    event("2026-04-09T12:00:00+02:00", "resolved"),
    event("2026-05-04T09:00:00+02:00", "reported", "T2", by="contact", properties=P1),
    event("2026-05-04T11:00:00+02:00", "worked-around", "T2"),
    event("2026-05-04T16:00:00+02:00", "resolved", "T2"),
]


def told(found: Backtest, promise: str) -> Told:
    return next(one for one in found.promises if one.promise == promise)


def test_verdicts_are_counted_by_promise_and_month_of_decision() -> None:
    found = backtest(appreo(), read_events(STORY, NAMES), registry=NAMES)
    assert (found.subjects, found.events) == (2, 6)
    fix = told(found, "support.fix")
    assert {month: dict(one.verdicts) for month, one in fix.months.items()} == {
        "2026-04": {"met": 1},
        "2026-05": {"met": 1},
    }


def test_a_stricter_agreement_breaks_what_the_other_kept() -> None:
    history = read_events(STORY, NAMES)
    lax = told(backtest(appreo(), history, registry=NAMES), "support.workaround").all
    hours = "09:00-17:00"
    strict = told(backtest(appreo((hours, "00:00-24:00")), history, registry=NAMES), "support.workaround").all
    assert lax.judged == strict.judged == 2
    assert strict.verdicts["broken"] >= lax.verdicts["broken"]
    assert sum(lax.bands.values()) == 2


def test_what_still_runs_is_open_and_counts_in_no_month() -> None:
    found = backtest(appreo(), read_events(STORY[3:4], NAMES), registry=NAMES)
    assert dict(told(found, "support.fix").all.verdicts) == {"open": 1}
    assert told(found, "support.fix").months.keys() == {""}


def test_promises_that_nothing_enforces_yet_are_named_instead_of_counted() -> None:
    found = backtest(appreo(), read_events(STORY, NAMES), registry=NAMES)
    assert "data.backup" in found.without
    assert all(one.promise not in found.without for one in found.promises)


def test_no_events_give_no_verdicts() -> None:
    found = backtest(appreo(), read_events([], NAMES), registry=NAMES)
    assert all(not one.months for one in found.promises)


@pytest.mark.parametrize(
    ("used", "allowed", "where"), [(0, 4, 25), (1, 4, 25), (2, 4, 50), (4, 4, 100), (5, 4, 125), (9, 4, None)]
)
def test_a_share_of_the_term_falls_in_the_first_band_that_holds_it(used: int, allowed: int, where: int | None) -> None:
    assert band(used, allowed) == where


BAD = [
    (b"{", "this is not JSON"),
    (b"[]", "an event is an object"),
    (event("2026-04-03 16:30", "reported"), "does not say in which time zone"),
    (event("2026-04-03T16:30:00+02:00", "reportd"), "no event is called “support.ticket.reportd”"),
    (event("2026-04-03T16:30:00+02:00", "reported", subject=""), "“subject” is missing"),
    (event("2026-04-03T16:30:00+02:00", "reported", colour="red"), "unknown key “colour”"),
    (event("2026-04-03T16:30:00+02:00", "reported", properties={"priority": 1}), "“properties” is an object of words"),
    (event("2026-04-03T16:30:00+02:00", "reported", by="cat"), "“by” is staff"),
    (b"\xff\xfe", "this is not JSON"),
    (b"[" * 100_000, "this is not JSON"),
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_a_line_that_is_no_event_is_named_with_its_number(line: bytes, said: str) -> None:
    with pytest.raises(EventsRefused) as refused:
        read_events([STORY[0], b"", line], NAMES)
    ((number, reason),) = refused.value.problems
    assert number == 3
    assert said in reason["en"]


def test_of_many_bad_lines_twenty_are_named_and_all_are_counted() -> None:
    with pytest.raises(EventsRefused) as refused:
        read_events([b"{"] * 300, NAMES)
    assert len(refused.value.problems) == 20
    assert "300" in refused.value.say("nl")


def test_the_picture_says_its_numbers_and_needs_no_style_or_script() -> None:
    found = backtest(appreo(), read_events(STORY, NAMES), registry=NAMES)
    drawn = picture(told(found, "support.fix").all, "nl", title="support.fix")
    assert 'role="img"' in drawn
    assert 'aria-label="support.fix: tot ' in drawn
    assert "<style" not in drawn
    assert "style=" not in drawn


def test_as_json_it_gives_every_band_and_every_month() -> None:
    found = as_mapping(backtest(appreo(), read_events(STORY, NAMES), registry=NAMES))
    fix = next(one for one in found["promises"] if one["promise"] == "support.fix")
    assert fix["months"].keys() == {"2026-04", "2026-05"}
    assert fix["all"]["verdicts"] == {"met": 2}
    assert sum(one["count"] for one in fix["all"]["used"]) == 2


def test_the_published_schema_is_the_one_of_the_program() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


WORDS = st.dictionaries(
    st.sampled_from(("priority", "kind", "plan", "support-line", "channel")),
    st.sampled_from(("p1", "p2", "p3", "incident", "question", "wish", "normal", "first-class", "no")),
    max_size=3,
)
KINDS = ("reported", "answered", "picked-up", "resolved", "reopened", "withdrawn", "reprioritised", "marked-urgent")
STORIES = st.lists(st.tuples(st.sampled_from(KINDS), WORDS), min_size=1, max_size=6)


@pytest.mark.parametrize("name", ["appreo", "cliendo", "perplex-dbc", "superoffice", "24office"])
@given(story=STORIES)
def test_a_clock_that_is_left_out_would_not_have_run(name: str, story: list[tuple[str, dict[str, str]]]) -> None:
    standing = standing_of(name)
    clocks = Possible(standing, "support.ticket")
    entries = [
        Entry(BEGIN + number * HOUR, number, f"support.ticket.{kind}", ("support.ticket:T",), words or None)
        for number, (kind, words) in enumerate(story)
    ]
    kept = {promise for promise, _ in clocks.among(entries)}
    ran = {
        promise
        for promise, terms in clocks.all
        if replay(terms, entries, standing.calendars, states=standing.states, subject="support.ticket:T").runs
    }
    assert ran <= kept


@cache
def standing_of(name: str) -> Standing:
    agreement = load(profile(name), name=f"{name}.yaml", registry=NAMES).require()
    published = datetime(2026, 1, 1, tzinfo=UTC)
    return Standing(((0, compile_agreement(agreement, sha256="", published=published, registry=NAMES)),))


USUAL = [
    *STORY,
    event("2026-04-03T16:30:00Z", "reported", customer="C1", properties={}),
    b'  {"at": "2026-04-03T16:30:00Z", "event": "support.ticket.asked-back", "subject": "T9", "by": "robot"} \r\n',
    json.dumps({"at": "2026-04-03T16:30:00Z", "event": "promises.version.applied", "subject": "V"}).encode(),
]


@pytest.mark.parametrize("line", USUAL)
def test_the_quick_way_reads_a_line_as_the_thorough_one_does(line: bytes) -> None:
    quick = events._Quick(NAMES).event(line, 7)
    assert quick == events._event(line, 7, NAMES)


@pytest.mark.parametrize(("line", "said"), BAD)
def test_the_quick_way_takes_no_line_that_the_thorough_one_refuses(line: bytes, said: str) -> None:
    try:
        assert events._Quick(NAMES).event(line, 7) is None
    except events._Unreadable as trouble:
        assert said in trouble.said["en"]
