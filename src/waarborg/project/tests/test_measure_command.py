"""`waarborg measure`, as somebody uses it who checks a claim."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import waarborg
from waarborg.project.commandline import main

EXAMPLES = Path(waarborg.__file__).parents[2] / "docs" / "examples"


def measure(kind, name, *more):
    return main(["measure", kind, "--input", str(EXAMPLES / f"{name}.json"), *more])


def test_a_month_with_its_verdicts_and_its_explanation(capsys):
    assert measure("availability", "availability-october", "--lang", "nl") == 1
    said = capsys.readouterr().out.splitlines()
    assert said[:8] == [
        "Beschikbaarheid oktober 2026: 99,96111 %".replace(" %", "\N{NO-BREAK SPACE}%"),
        "Gehaald: >= 99,9 %",
        "Niet gehaald: >= 99,99 %",
        "  Afgesproken tijd: 745 uur, alle uren",
        "  Uitgezonderd onderhoud: 11 uur 30 min; er blijft 733 uur 30 min",
        "  Onbekend: 30 min; bekend is 99,93183 % (ten minste 99 % nodig)".replace(" %", "\N{NO-BREAK SPACE}%"),
        "  Uitval die telt: 17 min 6 s",
        "    wo 7 oktober 14:02:10 – 14:09:40: 7 min 30 s",
    ]
    assert "    ma 26 oktober 07:00 – 07:05 telt mee: het duurde langer dan aangekondigd" in said


def test_the_night_the_clocks_go_forward_in_english(capsys):
    assert measure("availability", "availability-spring-night", "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "Agreed time: 743 h, all hours" in said
    assert "Sun 28 March 00:30 – 06:00 left out: announced Sat 27 March 00:00, in time" in said
    assert "counts: announced Sat 27 March 12:00, by Sat 27 March 05:00 would have been in time" in said


def test_as_data_with_the_hash_of_what_was_read(capsys):
    assert measure("availability", "availability-october", "--json", "--lang", "en") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["figure"], found["exact"], found["verdict"]) == ("99.96111", ["146543", "146600"], "broken")
    assert [one["verdict"] for one in found["targets"]] == ["met", "broken"]
    assert (found["agreed_us"], found["known_us"], found["downtime_us"]) == (
        2640600 * 10**6,
        2638800 * 10**6,
        1026 * 10**6,
    )
    assert len(found["input_sha256"]) == 64


def test_response_times_met_exactly_at_the_target_and_not_measured_where_it_is_unclear(capsys):
    assert measure("response", "response-mean", "--lang", "nl") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "Responstijd oktober 2026: gemiddeld 50 ms",
        "Gehaald: <= 50 ms",
        "  100 verzoeken geteld",
        "  Samen 5 s; gedeeld door 100",
    ]
    assert measure("response", "response-opening", "--lang", "en") == 1
    said = capsys.readouterr().out
    assert "Between 40 and 70 took longer than 2 s: a histogram has no bound there" in said


def test_standard_input_is_a_dash_and_a_schema_is_printed(capsys, monkeypatch):
    raw = (EXAMPLES / "response-mean.json").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["measure", "response", "--input", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "met"
    assert main(["measure", "schema", "response"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:waarborg:measure-response:1"


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        ('{"month": "2026-04"', 1, "This is not JSON in UTF-8"),
        ('{"month": "2026-04"}', 1, '“timezone” is missing here. Write for example "timezone": "Europe/Amsterdam".'),
        (None, 2, "cannot be read"),
    ],
    ids=["half", "missing", "absent"],
)
def test_a_file_that_cannot_be_used_is_refused(tmp_path, capsys, content, status, said):
    file = tmp_path / "month.json"
    if content is not None:
        file.write_text(content)
    assert main(["measure", "availability", "--input", str(file), "--lang", "en"]) == status
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_a_schema_of_something_else_is_wrong_use(capsys):
    assert main(["measure", "schema", "uptime", "--lang", "en"]) == 2
    assert "uptime" in capsys.readouterr().err


def test_it_needs_no_framework():
    code = (
        "import sys; from waarborg.project.commandline import main; "
        f"main(['measure', 'availability', '--input', {str(EXAMPLES / 'availability-october.json')!r}]); "
        "sys.exit(any(name.split('.')[0] in ('django', 'pydantic', 'psycopg') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
