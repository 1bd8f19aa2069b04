"""`waarborg due`, one at a time and in bulk, as a script meets it."""

import io
import json
import os
import subprocess
import sys

import pytest

from waarborg.project.commandline import main
from waarborg.project.due_lines import LONGEST_LINE, Lines

DESK = {"timezone": "Europe/Amsterdam", "weekly": {"mon-fri": ["09:00-17:00"]}, "holidays": "NL"}
LINE = {"calendar": DESK, "from": "2026-04-03T14:30:00Z", "within": "4 business hours"}


@pytest.fixture
def desk(tmp_path):
    file = tmp_path / "desk.yaml"
    file.write_text('timezone: Europe/Amsterdam\nweekly: {mon-fri: ["09:00-17:00"]}\nholidays: NL\n', encoding="utf-8")
    return str(file)


def single(desk, *more, start="2026-04-03T16:30:00+02:00", within="4 business hours"):
    return main(["due", "--calendar", desk, "--from", start, "--within", within, *more])


def answers(*lines, lang="en"):
    """The answers to lines given as objects or as raw bytes, and how many were refused."""
    raw = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n"
    written = io.StringIO()
    found = Lines(lang)
    found.answer_all(io.BytesIO(raw), written.write)
    return [json.loads(answer) for answer in written.getvalue().splitlines()], found.bad


def test_a_due_time_with_its_explanation(desk, capsys):
    assert single(desk, "--explain", "--lang", "nl") == 0
    assert capsys.readouterr().out.splitlines() == [
        "2026-04-07T12:30:00+02:00",
        "  Begint vrijdag 3 april 16:30",
        "  0:30 geteld tot de sluiting om 17:00",
        "  Weekend en Tweede Paasdag tellen niet mee",
        "  3:30 geteld op dinsdag 7 april vanaf 09:00",
        "  Uiterlijk dinsdag 7 april 12:30",
    ]


def test_a_due_time_as_json(desk, capsys):
    assert single(desk, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "due": "2026-04-07T10:30:00Z",
        "due_local": "2026-04-07T12:30:00+02:00",
    }


def test_counting_and_pauses(desk, capsys):
    pause = "2026-06-02T16:59:00+02:00/2026-06-02T17:01:00+02:00"
    more = ("--counting", "closing", "--pause", pause, "--json")
    assert single(desk, *more, start="2026-06-01T10:00:00+02:00", within="1 business day") == 0
    assert json.loads(capsys.readouterr().out)["due_local"] == "2026-06-03T17:00:00+02:00"


def test_where_nobody_said_how_to_count_rolling_is_assumed_and_said(desk, capsys):
    assert single(desk, "--lang", "en", within="5 business days") == 0
    assert "Assumed: counting rolling" in capsys.readouterr().out
    assert single(desk, "--lang", "en", "--counting", "rolling", within="5 business days") == 0
    assert "Assumed" not in capsys.readouterr().out


def test_a_pause_that_still_lasts_holds_the_due_time(desk, capsys):
    assert single(desk, "--pause", "2026-04-03T16:40:00+02:00/", "--lang", "nl") == 0
    assert capsys.readouterr().out == "Staat stil sinds vrijdag 3 april 16:40; de termijn schuift op\n"


def test_the_calendar_of_an_agreement_is_named_after_a_hash(tmp_path, capsys):
    file = tmp_path / "agreement.yaml"
    calendars = (
        '{desk: {weekly: {mon-fri: ["09:00-17:00"]}, holidays: NL}, always: {weekly: {mon-sun: ["00:00-24:00"]}}}'
    )
    file.write_text(f"agreement: x\ntimezone: Europe/Amsterdam\ncalendars: {calendars}\n", encoding="utf-8")
    assert single(f"{file}#always", "--json") == 0
    assert json.loads(capsys.readouterr().out)["due_local"] == "2026-04-03T20:30:00+02:00"
    assert single(str(file), "--lang", "en") == 1
    assert "#always, desk" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"start": "2026-04-03T16:30:00"}, "--from: Het tijdstip “2026-04-03T16:30:00” zegt niet in welke tijdzone"),
        ({"within": "0h"}, "--within: De termijn “0h” duurt niets."),
        ({"within": "-4h"}, "--within: De termijn “-4h” is negatief."),
        ({"within": "1.5 business days"}, "--within: “1.5 business days” is een deel van een eenheid"),
    ],
)
def test_bad_values_are_refused_with_their_place(desk, capsys, more, said):
    assert single(desk, "--lang", "nl", **more) == 1
    captured = capsys.readouterr()
    assert captured.err.startswith(said)
    assert captured.out == ""


@pytest.mark.parametrize(
    ("pause", "code"),
    [
        ("2026-06-02T17:01:00+02:00/2026-06-02T16:59:00+02:00", "kernel.pause.reversed"),
        ("2026-06-02T17:01:00+02:00", "due.line.not-a-pause"),
        ("2026-06-02T17:01:00/2026-06-02T17:02:00Z", "kernel.instant.without-offset"),
    ],
)
def test_bad_pauses_are_refused_with_their_place(desk, capsys, pause, code):
    assert single(desk, "--pause", pause, "--json") == 1
    problem = json.loads(capsys.readouterr().out)
    assert (problem["code"], problem["detail"][:12]) == (code, "--pause[0]: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"weekly: {mon: ['22:00-06:00']}\ntimezone: Europe/Amsterdam\n",
            "weekly.mon[0]: “22:00-06:00” ends before it begins",
        ),
        (b"weekly: {mon: ['09:00-17:00']}\n", "timezone: This must be a time zone, not nothing."),
        (
            b"weekly: [1, 2\n",
            "cannot be read: line 2, column 1: this is not YAML: a list between [ and ] is not closed",
        ),
        (b"a: &a [x]\nb: *a\n", 'cannot be read: line 1, column 4: the anchor "&a" is not allowed'),
        (b"\xff\xfe", "cannot be read: line 1, column 1: this file is not UTF-8 (byte 0xff); save it as UTF-8"),
        (b"x" * (2 * 1024 * 1024 + 1), "it is larger than 2 MB"),
        (b"", "cannot be read"),
        (b'{"weekly": ', "cannot be read"),
    ],
)
def test_a_bad_calendar_file_is_refused_by_name(tmp_path, capsys, content, said):
    file = tmp_path / "bad.yaml"
    file.write_bytes(content)
    assert single(str(file), "--lang", "en") == 1
    error = capsys.readouterr().err
    assert "bad.yaml" in error
    assert said in error


def test_a_file_that_is_not_there_is_wrong_use(tmp_path, capsys):
    assert single(str(tmp_path / "none.yaml"), "--lang", "en") == 2
    assert "No such file or directory" in capsys.readouterr().err
    assert main(["due", "--jsonl", str(tmp_path / "none.jsonl"), "--lang", "en"]) == 2
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["due"],
        ["due", "--calendar", "x"],
        ["due", "--jsonl", "-", "--within", "4h"],
        ["due", "--calendar", "x", "--from", "y", "--within", "z", "--counting", "monthly"],
        ["due", "--unknown"],
    ],
)
def test_wrong_use_is_exit_status_2(words, capsys):
    assert main(words) == 2


def test_a_line_in_a_line_out():
    found, bad = answers(LINE, LINE | {"within": "5 business days", "counting": "closing"})
    assert found == [
        {"due": "2026-04-07T10:30:00Z", "due_local": "2026-04-07T12:30:00+02:00"},
        {"due": "2026-04-13T15:00:00Z", "due_local": "2026-04-13T17:00:00+02:00"},
    ]
    assert bad == 0


def test_the_line_of_the_manual():
    calendar = {
        "timezone": "Europe/Amsterdam",
        "weekly": {"mon": ["09:00-12:30", "13:30-17:00"]},
        "holidays": None,
        "closed": ["2026-12-31"],
        "open": {"2026-12-24": ["09:00-12:00"]},
    }
    line = {
        "calendar": calendar,
        "from": "2026-04-03T14:30:00Z",
        "within": "4 business hours",
        "counting": "rolling",
        "pauses": [],
        "lang": "nl",
    }
    found, _ = answers(line)
    assert found[0]["due_local"] == "2026-04-06T14:00:00+02:00"
    assert found[0]["explanation"][-1] == "Uiterlijk maandag 6 april 14:00"


def test_an_explanation_comes_only_with_a_language():
    found, _ = answers(LINE, LINE | {"lang": "en"}, LINE | {"lang": "nl", "within": "2 days"})
    assert "explanation" not in found[0]
    assert found[1]["explanation"][-1] == "Due by Tuesday 7 April 12:30"
    assert found[2]["explanation"][-1].startswith("Aangenomen: counting rolling")


def test_pauses_in_a_line():
    pauses = [["2026-06-01T12:00:00+02:00", "2026-06-02T15:00:00+02:00"]]
    line = LINE | {"from": "2026-06-01T10:00:00+02:00", "pauses": pauses}
    held = line | {"pauses": [["2026-06-01T12:00:00+02:00", None]]}
    found, _ = answers(line, held)
    assert found[0]["due_local"] == "2026-06-02T17:00:00+02:00"
    assert found[1] == {"due": None, "due_local": None}


def test_a_bad_line_is_answered_and_the_rest_goes_on():
    found, bad = answers(b"{", LINE, b"\xff", LINE | {"from": "2026-04-03T14:30:00"}, LINE)
    assert bad == 3
    assert [answer.get("line") for answer in found] == [1, None, 3, 4, None]
    assert "error" in found[0]
    assert found[1]["due"] == found[4]["due"] == "2026-04-07T10:30:00Z"


BAD = [
    (b"", "due.line.not-json", "not a JSON object"),
    (b"[]", "due.line.not-json", "list"),
    (b"\xc3\x28", "due.line.not-utf8", "UTF-8"),
    (b"[" * 100_000, "due.line.not-json", "not a JSON object"),
    (b'{"from": ' + b"9" * 5000 + b"}", "due.line.not-json", "not a JSON object"),
    ({"from": LINE["from"], "within": "4h"}, "due.line.missing", "“calendar” is missing"),
    ({"calendar": DESK, "within": "4h"}, "due.line.missing", "“from” is missing"),
    ({"calendar": DESK, "from": LINE["from"]}, "due.line.missing", "“within” is missing"),
    (LINE | {"calendar": None}, "kernel.calendar.wrong-shape", "calendar: "),
    (
        LINE | {"calendar": DESK | {"weekly": {"mon": ["09:00-24:30"]}}},
        "kernel.calendar.no-such-time",
        "calendar.weekly.mon[0]: ",
    ),
    (LINE | {"calendar": DESK | {"timezone": "Mars/Olympus"}}, "kernel.zone.unknown", "calendar.timezone: "),
    (LINE | {"from": 3}, "kernel.instant.unreadable", "from: "),
    (LINE | {"from": "2026-04-03T14:30:00"}, "kernel.instant.without-offset", "from: "),
    (LINE | {"from": "2199-12-31T14:30:00Z", "within": "2 years"}, "kernel.calendar.never-reached", "2199"),
    (LINE | {"within": "0 business hours"}, "kernel.duration.zero", "within: "),
    (LINE | {"within": ["4h"]}, "kernel.duration.unreadable", "within: "),
    (LINE | {"within": "method notice"}, "kernel.due.named-method", "notice"),
    (LINE | {"counting": "monthly"}, "kernel.due.unknown-counting", "counting: "),
    (LINE | {"counting": ["closing"]}, "kernel.due.unknown-counting", "counting: "),
    (LINE | {"lang": "de"}, "due.line.unknown-language", "lang: "),
    (LINE | {"pauzes": []}, "due.line.unknown-key", "Did you mean “pauses”?"),
    (LINE | {"pauses": "x"}, "due.line.not-a-pause", "pauses: "),
    (LINE | {"pauses": [["2026-06-01T12:00:00Z"]]}, "due.line.not-a-pause", "pauses[0]: "),
    (LINE | {"pauses": [[None, None]]}, "due.line.not-a-pause", "pauses[0]: "),
    (LINE | {"pauses": [["2026-06-01T12:00:00Z", "2026-06-01"]]}, "kernel.instant.unreadable", "pauses[0]: "),
    (LINE | {"pauses": [["2026-06-02T12:00:00Z", "2026-06-01T12:00:00Z"]]}, "kernel.pause.reversed", "pauses[0]: "),
    (LINE | {"within": "\ud800"}, "kernel.duration.unreadable", "within: "),
]


@pytest.mark.parametrize(("line", "code", "said"), BAD)
def test_each_bad_line_says_what_and_where(line, code, said):
    found, bad = answers(line)
    assert bad == 1
    assert found[0]["code"] == code
    assert said in found[0]["error"]
    assert found[0]["line"] == 1


def test_errors_speak_the_language_of_the_line():
    bad = LINE | {"within": "0h"}
    found, _ = answers(bad, bad | {"lang": "nl"}, lang="en")
    assert "lasts no time" in found[0]["error"]
    assert "duurt niets" in found[1]["error"]


def test_a_line_is_refused_in_its_own_language_also_where_its_calendar_is_what_is_wrong():
    no_calendar = {key: LINE[key] for key in ("from", "within")}
    bad_calendar = LINE | {"calendar": DESK | {"timezone": "Europe/Nowhere"}}
    lines = (no_calendar, no_calendar | {"lang": "nl"}, bad_calendar, bad_calendar | {"lang": "nl"})
    found, bad = answers(*lines, lang="en")
    assert bad == 4
    assert [answer["error"] for answer in found[:2]] == [
        "“calendar” is missing here. Give calendar, from and within.",
        "Hier ontbreekt “calendar”. Geef calendar, from en within.",
    ]
    assert [("time zone" in answer["error"], "tijdzone" in answer["error"]) for answer in found[2:]] == [
        (True, False),
        (False, True),
    ]


def test_a_calendar_that_only_looks_known_is_read_in_full():
    head = b'{"calendar": ' + json.dumps(DESK).encode()
    known = head + b', "from": "2026-04-03T14:30:00Z", "within": "4 business hours"}'
    other = b', "calendar": {"timezone": "UTC", "weekly": {"mon-sun": ["00:00-24:00"]}}}'
    twice = known[:-1] + other
    nested = (
        b'{"calendar": {"timezone": "Europe/Amsterdam", "from": 1}, "from": "2026-04-03T14:30:00Z", "within": "4h"}'
    )
    found, _ = answers(known, known, twice, nested)
    assert [answer.get("due") for answer in found] == ["2026-04-07T10:30:00Z"] * 2 + ["2026-04-03T18:30:00Z", None]
    assert found[3]["code"] == "kernel.calendar.unknown-key"


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_answered():
    found, bad = answers(b"x" * (LONGEST_LINE + 1), LINE, b'{"a": "' + b"x" * (3 * LONGEST_LINE) + b'"}', LINE)
    assert bad == 2
    assert [answer.get("code", "") for answer in found] == ["due.line.too-long", "", "due.line.too-long", ""]
    assert [answer.get("line") for answer in found] == [1, None, 3, None]


def test_microseconds_are_kept():
    found, _ = answers(LINE | {"from": "2026-04-03T14:30:00.000001Z"})
    assert found[0]["due"] == "2026-04-07T10:30:00.000001Z"


@pytest.mark.processes
def test_lines_are_answered_while_the_other_side_still_writes():
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    command = [
        sys.executable,
        "-c",
        "from waarborg.project.commandline import main; raise SystemExit(main())",
        "due",
        "--jsonl",
        "-",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        for line in (LINE, LINE | {"within": "één"}):
            process.stdin.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait() == 1
    assert "één" in answer["error"]


@pytest.mark.processes
def test_it_starts_without_the_framework():
    look = "bool({'django', 'pydantic'} & {*sys.modules})"
    script = f"import sys; import waarborg.project.commands.due; raise SystemExit({look})"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
