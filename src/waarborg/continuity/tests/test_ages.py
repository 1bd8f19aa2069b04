"""The age of the newest copy at its worst, to the microsecond, and whether a back-up counts at all."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from waarborg.continuity.rules import plans, runs
from waarborg.continuity.rules.ages import Copy, Worst, worst

HOUR = 3_600_000_000
ZONE = ZoneInfo("Europe/Amsterdam")


def us(text: str, fold: int = 0) -> int:
    """Local time of Amsterdam in microseconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZONE, fold=fold).timestamp()) * 10**6


def at_once(*texts: str) -> list[Copy]:
    return [Copy(us(one), us(one)) for one in texts]


@pytest.mark.clause("PX-80")
def test_on_the_night_of_twenty_five_hours_nightly_copies_leave_one_that_is_twenty_five_hours_old() -> None:
    found = worst(
        at_once("2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30"),
        since=us("2026-10-01 00:00"), begin=us("2026-10-24 02:30"), end=us("2026-10-26 12:00"),
    )  # fmt: skip
    assert found == Worst(25 * HOUR, us("2026-10-26 02:30"))


@pytest.mark.clause("PX-80")
def test_an_extra_copy_that_night_keeps_it_within_twenty_four_hours() -> None:
    copies = at_once("2026-10-24 02:30", "2026-10-25 02:30", "2026-10-26 02:30", "2026-10-25 14:00")
    edges = {"since": us("2026-10-01 00:00"), "begin": us("2026-10-24 02:30"), "end": us("2026-10-26 12:00")}
    assert worst(copies, **edges) == Worst(24 * HOUR, us("2026-10-25 02:30"))


def test_a_copy_is_as_old_as_its_content_and_counts_once_it_is_complete() -> None:
    copies = [Copy(0, HOUR // 2), Copy(24 * HOUR, 24 * HOUR + HOUR // 2)]
    assert worst(copies, since=0, begin=0, end=25 * HOUR) == Worst(24 * HOUR + HOUR // 2, 24 * HOUR + HOUR // 2)


def test_older_content_that_comes_later_makes_nothing_newer() -> None:
    copies = [Copy(4 * HOUR, 4 * HOUR), Copy(2 * HOUR, 5 * HOUR)]
    assert worst(copies, since=0, begin=3 * HOUR, end=10 * HOUR) == Worst(6 * HOUR, 10 * HOUR)


def test_before_the_first_copy_the_age_counts_from_the_plan_and_before_the_plan_there_is_none() -> None:
    assert worst([], since=2 * HOUR, begin=0, end=5 * HOUR) == Worst(3 * HOUR, 5 * HOUR)
    assert worst([], since=5 * HOUR, begin=0, end=5 * HOUR) is None


@pytest.mark.parametrize(
    ("succeeded", "size", "sha256", "found"),
    [
        (True, 1000, "a" * 64, ("good", "")),
        (True, 999, "a" * 64, ("unfit", "too-small")),
        (True, None, "a" * 64, ("unfit", "no-size")),
        (True, 1000, "", ("unfit", "no-hash")),
        (False, 1000, "a" * 64, ("failed", "")),
    ],
)
def test_what_is_called_done_counts_only_once_it_passes(
    succeeded: bool, size: int | None, sha256: str, found: tuple[str, str]
) -> None:
    assert runs.judge(succeeded=succeeded, size=size, sha256=sha256, least=1000, needs_hash=True) == found
    assert runs.judge(succeeded=True, size=None, sha256="", least=0, needs_hash=False) == ("good", "")


def test_a_plan_is_late_a_moment_after_its_patience_and_not_at_it() -> None:
    good = datetime(2026, 4, 7, 8, 0, tzinfo=ZONE)
    asked = {"good_at": good, "made_at": good, "ended_at": None, "every": 4 * 3600, "patience": 1800}
    assert plans.state(**asked, now=datetime(2026, 4, 7, 12, 30, tzinfo=ZONE)) == plans.GOOD  # type: ignore[arg-type]
    assert plans.state(**asked, now=datetime(2026, 4, 7, 12, 30, 0, 1, tzinfo=ZONE)) == plans.LATE  # type: ignore[arg-type]
    assert plans.state(**{**asked, "good_at": None}, now=good) == plans.NEW  # type: ignore[arg-type]
    assert plans.state(**{**asked, "ended_at": good}, now=good) == plans.ENDED  # type: ignore[arg-type]


def test_every_word_is_said_in_two_languages() -> None:
    said = [plans.call(one, lang) for one in (*plans.SCOPES, *plans.STATES) for lang in ("nl", "en")]
    said += [runs.call(one, lang) for one in (*runs.OUTCOMES, *runs.WHYS) for lang in ("nl", "en")]
    said += [runs.call_result(one, lang) for one in runs.RESULTS for lang in ("nl", "en")]
    assert all(said)
