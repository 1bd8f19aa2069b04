"""A piece of a page that is kept is the one that would be made now, for whoever asks in whatever language."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.urls import set_script_prefix
from django.utils import translation

from waarborg.plumbing.web import wording
from waarborg.plumbing.web.pieces import Piece, kept_pieces, piece

made: list[tuple[object, ...]] = []


@pytest.fixture
def greeting() -> Iterator[Piece[str]]:
    made.clear()

    @piece(2)
    def greet(name: str, loud: bool = False) -> str:
        made.append((name, loud))
        word = "Dag" if translation.get_language() == "nl" else "Hello"
        return f"{word} {name}{'!' if loud else ''}"

    with translation.override("nl"):
        yield greet


def test_the_same_values_are_written_once_and_are_what_would_be_written_now(greeting: Piece[str]) -> None:
    assert [greeting("A"), greeting("A"), greeting("A")] == ["Dag A"] * 3
    assert made == [("A", False)]
    assert greeting.__wrapped__("A") == "Dag A"
    assert len(made) == 2


def test_another_value_is_another_piece_though_it_is_equal_to_the_first(greeting: Piece[str]) -> None:
    assert [greeting("A", True), greeting("A", False), greeting("B", True)] == ["Dag A!", "Dag A", "Dag B!"]
    assert greeting("A", 1) == "Dag A!"
    assert len(made) == 4


def test_no_piece_goes_over_to_another_language_or_another_place(greeting: Piece[str]) -> None:
    assert greeting("A") == "Dag A"
    with translation.override("en"):
        assert greeting("A") == "Hello A"
    assert greeting("A") == "Dag A"
    try:
        set_script_prefix("/desk-of-ours/")
        greeting("A")
    finally:
        set_script_prefix("/")
    assert len(made) == 3


def test_no_more_are_kept_than_was_said(greeting: Piece[str]) -> None:
    for name in "ABCD":
        greeting(name)
    [kept] = [count for name, count in kept_pieces().items() if name.endswith("greet")]
    assert kept == (2, 2)
    greeting("D")
    assert len(made) == 4
    greeting("A")
    assert len(made) == 5


def test_what_could_change_is_refused(greeting: Piece[str]) -> None:
    with pytest.raises(TypeError):
        greeting(["A"])  # type: ignore[arg-type]
    assert made == []


def test_words_of_instants_know_of_now_its_day_and_no_more() -> None:
    for zone in ("Europe/Amsterdam", "America/New_York"):
        for hour in (0, 4, 5, 12, 22, 23):
            now = datetime(2026, 11, 10, hour, 59, 59, tzinfo=UTC)
            for at in (datetime(2026, 11, day, 3, 30, tzinfo=UTC) for day in (9, 10, 11, 12)):
                said = wording.instant(at, "nl", zone, now=now, short=True)
                assert said == wording.instant(at, "nl", zone, now=wording.noon(now, zone), short=True)
