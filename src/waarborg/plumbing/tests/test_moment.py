"""Language and zone are those of the thread and of the task that asks, as Django holds them itself."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from django.urls import base, get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import trans_real

from waarborg.plumbing.web.moment import Held, hold


def test_django_finds_what_it_holds_here() -> None:
    places = (trans_real._active, timezone._active, base._prefixes, base._urlconfs)  # type: ignore[attr-defined]
    hold()
    assert [type(one) for one in places] == [Held] * 4
    assert places[0] is trans_real._active  # type: ignore[attr-defined]


def test_another_thread_speaks_its_own_language() -> None:
    with ThreadPoolExecutor(1) as other:
        other.submit(translation.activate, "en").result()
        with translation.override("nl"), timezone.override(ZoneInfo("Asia/Tokyo")):
            assert other.submit(translation.get_language).result() == "en"
            assert other.submit(timezone.get_current_timezone_name).result() == "UTC"
            assert (translation.get_language(), timezone.get_current_timezone_name()) == ("nl", "Asia/Tokyo")


def test_a_task_begins_with_the_language_of_who_made_it_and_keeps_its_own() -> None:
    async def speak(lang: str) -> tuple[str | None, str | None]:
        before = translation.get_language()
        translation.activate(lang)
        await asyncio.sleep(0)
        return before, translation.get_language()

    async def both() -> list[tuple[str | None, str | None]]:
        return list(await asyncio.gather(speak("nl"), speak("en")))

    with translation.override("en"):
        assert asyncio.run(both()) == [("en", "nl"), ("en", "en")]
        assert translation.get_language() == "en"


def test_what_is_over_is_gone() -> None:
    with translation.override("en"):
        with translation.override("nl"):
            pass
        assert translation.get_language() == "en"
    with timezone.override("Asia/Tokyo"):
        pass
    assert timezone.get_current_timezone_name() == "UTC"
    held = Held("test")
    with pytest.raises(AttributeError):
        _ = held.value


def test_the_mount_is_that_of_the_request() -> None:
    set_script_prefix("/there")
    try:
        assert get_script_prefix() == "/there/"
    finally:
        set_script_prefix("/")
