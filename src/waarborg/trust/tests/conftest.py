"""The stories of these tests happen in spring 2026: wherever they run, it is later than that."""

from datetime import UTC, datetime, timedelta

import pytest

LATER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def after_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or entries would have been written before they happened, which `verify` refuses."""
    from django.conf import settings

    behind = LATER - datetime.now(UTC)
    if behind > timedelta(0):
        monkeypatch.setattr(settings, "CLOCK_OFFSET", behind, raising=False)
