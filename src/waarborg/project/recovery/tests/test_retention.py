"""What may go: nothing without which some instant of the kept stretch could not be put back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from waarborg.project.recovery.retention import Base, to_remove, unbroken

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
KEEP = timedelta(days=14)


def base(days_ago: float, segment: int, timeline: int = 1) -> Base:
    return Base(f"{days_ago:g} days ago", NOW - timedelta(days=days_ago), name(segment, timeline))


def name(segment: int, timeline: int = 1) -> str:
    return f"{timeline:08X}{segment // 256:08X}{segment % 256:08X}"


def test_the_newest_base_from_before_the_stretch_stays_with_all_that_follows() -> None:
    bases = [base(30, 10), base(15, 20), base(13, 30), base(1, 40)]
    segments = [name(one) for one in range(5, 50)]
    gone, unneeded = to_remove(bases, segments, now=NOW, keep=KEEP)
    assert gone == ["30 days ago"]
    assert unneeded == [name(one) for one in range(5, 20)]


def test_as_long_as_no_base_is_that_old_every_base_stays() -> None:
    gone, unneeded = to_remove([base(3, 10), base(1, 20)], [name(9), name(10), name(20)], now=NOW, keep=KEEP)
    assert (gone, unneeded) == ([], [name(9)])


def test_without_a_base_nothing_goes() -> None:
    assert to_remove([], [name(1)], now=NOW, keep=KEEP) == ([], [])


def test_segments_of_an_older_timeline_go_with_their_place_and_histories_stay() -> None:
    bases = [base(20, 20, timeline=2)]
    segments = [name(10, 1), name(19, 2), name(20, 1), name(20, 2), "00000002.history"]
    assert to_remove(bases, segments, now=NOW, keep=KEEP) == ([], [name(10, 1), name(19, 2)])


def test_changes_with_a_gap_lead_nowhere() -> None:
    there = [name(one) for one in range(250, 262)]
    assert unbroken(there, name(250), name(261))
    assert unbroken([*there[:3], *[one.replace("00000001", "00000002", 1) for one in there[3:]]], name(251), name(260))
    assert not unbroken([one for one in there if one != name(256)], name(250), name(261))
    assert not unbroken(there, name(250), name(262))


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 600)), max_size=8, unique_by=lambda one: one[0]),
    st.integers(0, 14),
)
def test_every_instant_of_the_stretch_keeps_a_base_and_its_segments(found: list[tuple[int, int]], ago: int) -> None:
    # Later bases begin at later segments.
    ordered = sorted(segment for _, segment in found)
    oldest_first = sorted((days for days, _ in found), reverse=True)
    bases = [base(days, segment) for days, segment in zip(oldest_first, ordered, strict=True)]
    gone, unneeded = to_remove(bases, [name(one) for one in range(700)], now=NOW, keep=KEEP)
    instant = NOW - timedelta(days=ago)
    before = [one for one in bases if one.ended <= instant]
    kept = [one for one in before if one.id not in gone]
    assert bool(kept) == bool(before)
    if kept:
        assert max(kept, key=lambda one: one.ended).first not in unneeded
