"""A target in the words in which pages say it."""

import pytest

from waarborg.availability.rules.explain import promised_text
from waarborg.availability.rules.targets import Unstated, length, share


@pytest.mark.parametrize(
    ("target", "nl", "en"),
    [
        (share(">= 99.99 %"), "minstens 99,99 %", "at least 99.99 %"),
        (share("> 99 %"), "meer dan 99 %", "more than 99 %"),
        (length("<= 4.5 min"), "hoogstens 4,5 min", "at most 4.5 min"),
        (length("< 50 ms"), "minder dan 50 ms", "less than 50 ms"),
        (Unstated(), "niets toegezegd", "nothing promised"),
    ],
)
def test_a_bound_is_said_in_words(target: object, nl: str, en: str) -> None:
    assert (promised_text(target, "nl"), promised_text(target, "en")) == (nl, en)  # type: ignore[arg-type]
