"""What tests of availability share."""

from typing import Any

import pytest
from django.utils import timezone

from waarborg.availability.tests.incidents import at


@pytest.fixture
def noon(settings: Any) -> None:
    """It is noon of the day after the cast was made."""
    settings.CLOCK_OFFSET = at("12:00") - timezone.now()
