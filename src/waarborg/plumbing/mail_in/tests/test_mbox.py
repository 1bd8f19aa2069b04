"""A mailbox in one file: where mails begin and end, and that one at a time is in memory."""

import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from waarborg.plumbing.mail_in.arrive import LIMIT
from waarborg.plumbing.mail_in.mbox import NotAMailbox, mails, stamp

LINE = b"From a@example.org Tue Apr  7 07:03:00 2026\n"


def test_mails_begin_at_a_dated_line_after_an_empty_one() -> None:
    box = (
        LINE
        + b"Subject: 1\n\nOne\nFrom now on at 10:00 in 2026\n\nFrom you too\n>From me\n>>From him\n\n"
        + LINE
        + b"Subject: 2\r\n\r\nTwo\r\n\r\n"
        + LINE
        + b"Subject: 3\n\nThree"
    )
    found = list(mails(BytesIO(box)))
    assert [one.raw for one in found] == [
        b"Subject: 1\n\nOne\nFrom now on at 10:00 in 2026\n\nFrom you too\nFrom me\n>From him\n",
        b"Subject: 2\r\n\r\nTwo\r\n",
        b"Subject: 3\n\nThree",
    ]
    assert [one.number for one in found] == [1, 2, 3]
    assert {one.stamped for one in found} == {datetime(2026, 4, 7, 7, 3, tzinfo=UTC)}
    # Each is found again by where it begins.
    for one in found:
        assert next(mails(BytesIO(box), offset=one.offset, number=one.number)) == one


@pytest.mark.parametrize("content", [b"", b"Subject: x\n\nDag\n", b"PK\x03\x04"])
def test_another_file_is_no_mailbox(content: bytes) -> None:
    with pytest.raises(NotAMailbox):
        list(mails(BytesIO(content)))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (b"From - Tue Apr 07 09:03:00 2026", "2026-04-07T09:03:00+00:00"),
        (b"From 12@xxx Tue Apr 07 09:03:00 +0200 2026", "2026-04-07T09:03:00+02:00"),
        (b"From a@b.nl Tue Apr  7 09:03 2026", "2026-04-07T09:03:00+00:00"),
        (b"From a@b.nl Tue Feb 31 09:03:00 2026", None),
        (b"From a@b.nl", None),
    ],
)
def test_the_line_above_a_mail_holds_a_moment(line: bytes, read: str | None) -> None:
    found = stamp(line)
    assert (found.isoformat() if found else None) == read


def test_of_a_mail_that_is_too_large_the_head_is_kept() -> None:
    block = b"x" * 1023 + b"\n"
    box = LINE + b"Subject: groot\n\n" + block * (LIMIT // 1024 + 1) + b"\n" + LINE + b"Subject: 2\n\nTwo\n"
    large, small = mails(BytesIO(box))
    assert (large.raw, large.too_large, small.raw) == (b"Subject: groot", True, b"Subject: 2\n\nTwo\n")


class Endless:
    """A gigabyte of mails of a megabyte, which lies nowhere."""

    def __init__(self) -> None:
        self.lines = iter([LINE, b"Subject: x\n", b"\n", *[b"y" * 65_535 + b"\n"] * 16, b"\n"] * 1000)

    def seek(self, _place: int) -> None:
        """It begins where it begins."""

    def readline(self, _most: int) -> bytes:
        return next(self.lines, b"")


def test_a_gigabyte_does_not_fill_memory() -> None:
    box: Any = Endless()
    tracemalloc.start()
    try:
        sizes = [one.size for one in mails(box)]
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(sizes), sum(sizes) > 10**9) == (1000, True)
    assert peak < 16 * 1024 * 1024
