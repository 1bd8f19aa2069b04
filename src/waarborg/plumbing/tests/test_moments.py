"""What people type as a day and a time, and how an address names a row of a list."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django import forms
from django.utils import translation

from waarborg.plumbing.web.moments import MomentField
from waarborg.plumbing.web.paging import cursor, cursor_of

ROW = UUID("0198b7f4-0000-7000-8000-000000000001")


def field() -> MomentField:
    return MomentField(zone="Europe/Amsterdam", required=False)


def test_a_moment_is_read_in_the_zone_in_which_staff_write() -> None:
    assert field().clean("2026-10-30T16:30") == datetime(2026, 10, 30, 15, 30, tzinfo=UTC)
    assert field().clean(" ") is None


def test_an_hour_that_comes_twice_is_the_first_of_them() -> None:
    found = field().clean("2026-10-25T02:30")
    # Compared in one zone: instants of an hour that comes twice equal nothing in another (PEP 495).
    assert found is not None and found.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "said"), [("2027-03-28T02:30", "bestaat niet"), ("tomorrow", "Vul een dag")])
def test_what_is_no_time_is_refused(typed: str, said: str) -> None:
    with translation.override("nl"), pytest.raises(forms.ValidationError, match=said):
        field().clean(typed)


def test_a_moment_is_shown_as_the_browser_writes_it() -> None:
    assert field().prepare_value(datetime(2026, 10, 30, 15, 30, tzinfo=UTC)) == "2026-10-30T16:30"


def test_a_row_is_found_again_by_its_address() -> None:
    at = datetime(2026, 4, 7, 9, 42, 0, 123456, tzinfo=UTC)
    assert cursor_of(cursor(at, ROW)) == (at, ROW)
    assert cursor(None, ROW) == ""


@pytest.mark.parametrize(
    "text", ["", "_", "x" * 5000, "2026-04-07T09:42:00", f"2026-04-07T09:42:00_{ROW}", "2026-04-07T09:42:00+00:00_x"]
)
def test_what_is_no_place_in_the_list_is_its_beginning(text: str) -> None:
    assert cursor_of(text) is None
