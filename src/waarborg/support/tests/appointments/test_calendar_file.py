"""The calendar file by RFC 5545: what a calendar program reads of it, also with names that mean harm."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from waarborg.support.rules.appointments.calendar_file import Meeting, calendar_file

AT = datetime(2026, 3, 30, 8, tzinfo=UTC)


def meeting(**more: object) -> Meeting:
    given_ = {
        "uid": "1@waarborg", "sequence": 0, "start": AT, "end": AT.replace(minute=30), "made": AT, "url": "https://x.example.nl/",
        "summary": "Meekijken", "description": "Perioden; leeg, weer", "organizer": ("R. Specimen", "r@example.nl"),
        "attendee": ("S. Monster", "s@example.org"),
    }  # fmt: skip
    return Meeting(**{**given_, **more})  # type: ignore[arg-type]


def unfolded(body: bytes) -> list[str]:
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def test_the_file_says_when_in_utc_and_escapes_what_means_something() -> None:
    lines = unfolded(calendar_file(meeting()))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "METHOD:REQUEST" in lines
    assert "DTSTART:20260330T080000Z" in lines
    assert "DTEND:20260330T083000Z" in lines
    assert "DESCRIPTION:Perioden\\; leeg\\, weer" in lines


def test_moved_and_cancelled_keep_the_uid_and_count_on() -> None:
    lines = unfolded(calendar_file(meeting(sequence=2, cancelled=True)))
    assert {"UID:1@waarborg", "SEQUENCE:2", "METHOD:CANCEL", "STATUS:CANCELLED"} <= set(lines)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_out_of_its_line_and_no_line_is_longer_than_75_octets(summary: str, name: str) -> None:
    summary, name = (one.encode(errors="ignore").decode() for one in (summary, name))
    body = calendar_file(meeting(summary=summary, organizer=(name, "r@example.nl")))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    lines = unfolded(body)
    assert len(lines) == len(unfolded(calendar_file(meeting())))
    assert [line for line in lines if line.startswith(("UID", "METHOD", "DTSTART"))] == [
        "METHOD:REQUEST", "UID:1@waarborg", "DTSTART:20260330T080000Z",
    ]  # fmt: skip
